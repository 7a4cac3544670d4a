"""What an administrator does, a module for each subject."""
