"""Content in two languages, with the language of its words; how files are spoken of."""

from urllib.parse import urlsplit

from flask import Flask
from flask_babel import format_decimal
from flask_babel import gettext as _

from univasso.core.file_types import DOCX, HTML, MEGABYTE, ODT, PDF, TEXT
from univasso.core.words import N_
from univasso.models.attached import Attached
from univasso.web.language import current

FORMATS = {PDF: "PDF", DOCX: "Word", ODT: "OpenDocument", HTML: "HTML", TEXT: N_("text")}


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


def kind_and_size(media_type: str, size: int) -> str:
    """“PDF, 194 kB”."""
    return f"{_(FORMATS.get(media_type, media_type))}, {_weight(size)}"


def _weight(size: int) -> str:
    """A size in bytes as people say it."""
    if size >= MEGABYTE:
        return _("%(number)s MB", number=format_decimal(round(size / MEGABYTE, 1)))
    return _("%(number)s kB", number=format_decimal(max(1, round(size / 1024))))


def about_attached(row: Attached) -> str:
    return kind_and_size(row.file_type, row.file_size)


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(host=host, about_attached=about_attached)
    app.jinja_env.tests["sentence"] = is_sentence
    app.jinja_env.globals.update(in_language=in_language)
