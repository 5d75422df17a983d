"""What an agent orders in the first lines of a mail to a ticket."""
