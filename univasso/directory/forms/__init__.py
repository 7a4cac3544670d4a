"""What may be typed in the directory, a module for each subject."""
