"""What may be typed about questions, by subject."""
