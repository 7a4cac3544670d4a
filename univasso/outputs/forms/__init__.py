"""What may be typed about outputs."""
