"""What becomes due: warnings, reminders, digests and reports."""
