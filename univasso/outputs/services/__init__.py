"""What is done with outputs, a module for each subject."""
