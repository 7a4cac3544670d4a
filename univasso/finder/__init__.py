"""One search over everything findable, and what it learns from those who search."""
