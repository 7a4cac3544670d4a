"""Pages in a real Chromium, with scripts and without."""
