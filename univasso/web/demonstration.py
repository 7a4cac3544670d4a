"""What only a demonstration offers, and only to the machine it runs on."""

import ipaddress

from flask import current_app, request
from sqlalchemy import select

from univasso.core.db import db
from univasso.models.accounts import User


def is_local() -> bool:
    """Whether the request comes from this very machine, and through no proxy."""
    if request.headers.get("X-Forwarded-For") or request.headers.get("Forwarded"):
        return False
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def accounts_on_offer() -> list[User]:
    """The fictional accounts that one click opens; none outside a local demonstration."""
    if not current_app.config["DEMONSTRATION"] or not is_local():
        return []
    return list(db.session.scalars(select(User).where(User.is_fictional).order_by(User.id)))
