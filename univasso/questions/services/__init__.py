"""What is done with questions, by subject."""
