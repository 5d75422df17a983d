"""What people do with tickets, on the command line and by mail."""
