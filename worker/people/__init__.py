"""Lists of organisations and contacts: a file → what it says → what changes → the tables."""
