"""Every command, gathered: importing a module adds its words to the group."""

from univasso.commands import (
    documentation,
    exchange,
    finding,
    install,
    main,
    oversight,
    pending,
    register,
    serve,
)

__all__ = [
    "documentation", "exchange", "finding", "install", "main", "oversight", "pending", "register",
    "serve",
]  # fmt: skip
