"""What changes in the directory, a module for each subject."""
