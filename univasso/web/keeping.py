"""Small tables that every page reads and hardly anybody changes, read once in a few seconds.

Strangers may for ``SECONDS`` see words that another process has changed since. Whoever is signed in
reads the table itself, so nobody ever misses their own edit, on any host.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from flask import Flask, has_request_context
from sqlalchemy import event
from sqlalchemy.orm import Session

from univasso.web.identity import reader

SECONDS = 5
T = TypeVar("T")
_kept: dict[Callable, tuple[float, object]] = {}  # until when, and what was read


def kept(read: Callable[[], T]) -> Callable[[], T]:
    """Have what ``read`` gives last a few seconds. It must be columns, never rows of a session."""

    @wraps(read)
    def kept_or_read() -> T:
        if not has_request_context() or reader() is not None:
            return read()
        until, found = _kept.get(read, (0, None))
        if until < time.monotonic():
            found = read()
            _kept[read] = (time.monotonic() + SECONDS, found)
        return found

    return kept_or_read


@event.listens_for(Session, "after_commit")
def forget(_session: Session | None = None) -> None:
    """Read again: this process has just written something."""
    _kept.clear()


def init_app(_: Flask) -> None:
    forget()
