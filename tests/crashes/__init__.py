"""The process dies at any moment: what was acknowledged stays."""
