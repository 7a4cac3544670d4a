"""Every command, gathered: importing a module adds its words to the group."""

from univasso.commands import documentation, install, main, pending, serve

__all__ = ["documentation", "install", "main", "pending", "serve"]
