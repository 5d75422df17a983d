"""From a mailbox to a ticket: what is done with a mail that comes in."""
