"""The vault, and what is kept, shown, exported and forgotten."""
