"""The `univasso` command, as an operator types it."""
