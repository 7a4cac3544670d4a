"""The hall: the door and the signposts, the same for every room."""

from flask import Flask
from flask_wtf import CSRFProtect

from univasso.web import (
    access,
    context,
    dates,
    drawing,
    errors,
    harvest,
    headers,
    identity,
    keeping,
    language,
    mailing,
    numbers,
    regional_map,
    states,
    statics,
    typography,
    wording,
)


def init_app(app: Flask) -> None:
    """Set up what every page shares, in the order in which a request meets it."""
    CSRFProtect(app)
    numbers.init_app(app)
    language.init_app(app)
    identity.init_app(app)
    access.init_app(app)
    harvest.init_app(app)
    headers.init_app(app)
    errors.init_app(app)
    dressers = (
        context,
        keeping,
        statics,
        typography,
        dates,
        drawing,
        regional_map,
        states,
        wording,
    )
    for dresser in dressers:
        dresser.init_app(app)
    mailing.init_app(app)
