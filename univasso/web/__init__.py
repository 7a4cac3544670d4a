"""The hall: the door and the signposts, the same for every room."""

from flask import Flask
from flask_wtf import CSRFProtect

from univasso.web import access, context, errors, headers, identity, language, mailing


def init_app(app: Flask) -> None:
    """Set up what every page shares, in the order in which a request meets it."""
    CSRFProtect(app)
    language.init_app(app)
    identity.init_app(app)
    access.init_app(app)
    headers.init_app(app)
    errors.init_app(app)
    context.init_app(app)
    mailing.init_app(app)
