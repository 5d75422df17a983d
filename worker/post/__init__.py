"""From the outbox to a mail server, and whom a mail goes to."""
