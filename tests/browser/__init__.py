"""A real Chromium, with scripts on and off, wide and narrow, and axe."""
