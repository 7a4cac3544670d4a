"""Looking after the installation."""
