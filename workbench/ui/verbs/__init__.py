"""What the actions do, grouped by subject."""
