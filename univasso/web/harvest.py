"""Pages that name people are read one after the other, not carried away all at once."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from flask import Flask, current_app, request

from univasso.core.limits import Window
from univasso.web.identity import reader

WITHIN = timedelta(minutes=10)


def read_slowly(view: Callable) -> Callable:
    """Refuse (429) whoever read ``DIRECTORY_PAGES`` such pages in ten minutes.

    Counted by account, or by network for strangers, in the memory of each serving process.
    """

    @wraps(view)
    def counted(*args, **named):
        most = current_app.config["DIRECTORY_PAGES"]
        if most:
            who = reader()
            mark = f"user {who.id}" if who else request.remote_addr or ""
            current_app.extensions["harvest"].enter(mark, most)
        return view(*args, **named)

    return counted


def init_app(app: Flask) -> None:
    app.extensions["harvest"] = Window(WITHIN)
