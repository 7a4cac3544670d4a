"""What changes about pairings, by subject."""
