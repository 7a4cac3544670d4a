"""What only a demonstration offers, and only to the machine it runs on."""

import ipaddress
from urllib.parse import urlsplit

from flask import current_app, request
from sqlalchemy import select
from werkzeug.wrappers import Request

from univasso.core.db import db
from univasso.models.accounts import User

# What proxies add to the requests they pass on.
PASSED_ON = (
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Real-IP",
    "Forwarded",
    "Via",
)


def is_local() -> bool:
    """Whether the request comes from this very machine, by one of its own names and through no proxy.

    The name matters: a page of another site whose name was made to point here (DNS rebinding) would
    otherwise enter by the browser of whoever tries the demonstration.
    """
    return comes_from_here(request)


def comes_from_here(request: Request) -> bool:
    """The same of any request."""
    if any(name in request.headers for name in PASSED_ON):
        return False
    host = urlsplit(f"//{request.host}").hostname or ""
    return is_loopback(request.remote_addr or "") and (host == "localhost" or is_loopback(host))


def is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def accounts_on_offer() -> list[User]:
    """The fictional accounts that one click opens; none outside a local demonstration."""
    if not current_app.config["DEMONSTRATION"] or not is_local():
        return []
    return list(db.session.scalars(select(User).where(User.is_fictional).order_by(User.id)))
