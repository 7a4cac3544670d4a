"""What is done with outputs."""
