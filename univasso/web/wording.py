"""Content in two languages: the words for this reader, and the language they are in."""

from urllib.parse import urlsplit

from flask import Flask

from univasso.web.language import current


def in_language(row: object, name: str) -> tuple[str, str]:
    """``row.<name>_fr`` or ``_en``: that of the page if it is written, else the other.

    Gives (words, language of the words).
    """
    first, second = ("en", "fr") if current() == "en" else ("fr", "en")
    words = getattr(row, f"{name}_{first}")
    return (words, first) if words else (getattr(row, f"{name}_{second}"), second)


def is_sentence(text: str) -> bool:
    """Whether somebody wrote it, as opposed to a number or a code that a form carries."""
    return " " in text.strip() or len(text) > 60


def host(address: str) -> str:
    """The site of an address, as people name it: ``exemple.org``."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def init_app(app: Flask) -> None:
    app.jinja_env.filters["host"] = host
    app.jinja_env.tests["sentence"] = is_sentence
    app.jinja_env.globals.update(in_language=in_language)
