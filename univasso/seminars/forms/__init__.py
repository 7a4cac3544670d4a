"""What may be typed about seminars."""
