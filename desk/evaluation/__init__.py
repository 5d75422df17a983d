"""An evaluation, told: as text, as JSON, and as one page of HTML with pictures."""
