"""What may be typed about pairings, by subject."""
