"""Mails as pages: the two templates that draw every message, and the links they hold."""

from flask import Flask, current_app, render_template
from flask_babel import force_locale

from univasso.core import mail


def address(endpoint: str, **values) -> str:
    """An absolute address for a mail, built from PUBLIC_URL and never from a request's Host."""
    adapter = current_app.url_map.bind("univasso", url_scheme="https")
    path = adapter.build(endpoint, values, force_external=False)
    return current_app.config["PUBLIC_URL"].rstrip("/") + path


def render(message: mail.Message, email: str) -> tuple[str, str]:
    """The plain and the HTML text of a message, in its own language."""
    with force_locale(message.language):
        about = {"message": message, "email": email, "mail_language": message.language}
        text = render_template("emails/message.txt", **about)
        return text, render_template("emails/message.html", **about)


def init_app(_: Flask) -> None:
    mail.post.render = render
