"""The demonstration: real public outputs with their sources, fictional accounts marked as such."""
