"""What each kind of mail that no person wrote is known by: a file for each."""
