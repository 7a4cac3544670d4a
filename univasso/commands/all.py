"""Every command, gathered: importing a module adds its words to the group."""

from univasso.commands import documentation, exchange, install, main, pending, serve

__all__ = ["documentation", "exchange", "install", "main", "pending", "serve"]
