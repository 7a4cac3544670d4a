"""What passkeys sign for: this site as PUBLIC_URL names it, and a challenge kept by the visitor."""

from urllib.parse import urlsplit

from flask import current_app, session

from univasso.accounts.services import factors, passkeys
from univasso.accounts.services.passkeys import Site
from univasso.models.accounts import User
from univasso.models.credentials import Means
from univasso.web.demonstration import is_loopback


def site() -> Site:
    """No key signs for a number: on this very machine, its name is ``localhost``."""
    parts = urlsplit(current_app.config["PUBLIC_URL"])
    host = parts.hostname or ""
    netloc = parts.netloc
    if is_loopback(host):
        host, netloc = "localhost", f"localhost:{parts.port}" if parts.port else "localhost"
    return Site(host, f"{parts.scheme}://{netloc}")


def challenge() -> str:
    """The challenge of the page that was shown; it serves once."""
    return session.pop("challenge", "")


def to_sign(user: User) -> str:
    """What the browser is asked to sign, as JSON; nothing when the person has no passkey."""
    if not factors.of(user, Means.PASSKEY):
        return ""
    options, session["challenge"] = passkeys.to_sign(site(), user)
    return options


def to_create(user: User) -> str:
    """What the browser is asked to make, as JSON."""
    options, session["challenge"] = passkeys.to_create(site(), user)
    return options
