"""The programme as a whole."""
