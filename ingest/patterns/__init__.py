"""Words and expressions by language: data, no logic."""
