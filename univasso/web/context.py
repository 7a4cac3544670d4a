"""What every template knows: where we are, who reads, which rooms exist."""

import secrets
from urllib.parse import urlencode

from flask import Flask, current_app, request
from flask_babel import gettext as _

from univasso.core import clock
from univasso.web import language
from univasso.web.identity import reader


def navigation() -> list[tuple[str, str, str]]:
    """The public rooms that exist, as (key, address, label)."""
    return [
        ("outputs", "/recherche", _("Outputs")),
        ("needs", "/besoins", _("Needs")),
    ]


def here_in(code: str) -> str:
    """This very address in another language, all its choices kept."""
    args = [(k, v) for k, v in request.args.items(multi=True) if k != "lang"]
    return f"{request.path}?{urlencode([*args, ('lang', code)])}"


def once_key() -> str:
    """A fresh key for a form: the same form sent twice acts once (G3)."""
    return secrets.token_urlsafe(16)


def each_page() -> dict:
    who = reader()
    return {
        "language": language.current(),
        "reader": who,
        "theme": who.theme if who else request.cookies.get("theme", "auto"),
        "navigation": navigation(),
        "demonstration": current_app.config["DEMONSTRATION"],
        "settings": current_app.config,
        "today": clock.today(),
    }


def init_app(app: Flask) -> None:
    app.context_processor(each_page)
    app.jinja_env.globals.update(here_in=here_in, once_key=once_key)
