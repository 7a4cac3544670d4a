"""What is printed for a meeting: PDF/UA documents made of plain data."""

from pathlib import Path

from flask import current_app
from flask_babel import gettext as _

from univasso.core import pdf
from univasso.models.registrations import WAYS, Registration
from univasso.models.seminars import Seminar
from univasso.seminars import dates
from univasso.web.language import current
from univasso.web.wording import in_language

BLANK_LINES = 8  # for those who come without being registered


def _made(template: str, data: dict) -> bytes:
    folder = Path(current_app.jinja_loader.searchpath[0])
    about = {
        "language": current(),
        "programme": _("Univ’Asso, research on associations in Hauts-de-France"),
    }
    return pdf.make(folder, f"seminars/{template}", about | data)


def _what_it_is(seminar: Seminar) -> dict:
    return {
        "title": in_language(seminar, "title")[0],
        "when": dates.sentence_case(dates.when(seminar)),
        "where": seminar.full_place if seminar.has_room else _("Online"),
    }


def sheet_to_sign(seminar: Seminar, rows: list[Registration]) -> bytes:
    """Who is expected, with a place to sign, and empty lines."""
    expected = [row for row in rows if row.holds_seat]
    return _made("signing.typ", _what_it_is(seminar) | {
        "heading": _("Who is there"),
        "columns": [_("Name"), _("Organisation"), _("How"), _("Code"), _("Signature")],
        "rows": [[row.name, row.association_name, _(WAYS[row.way]), row.code] for row in expected],
        "blank": BLANK_LINES,
        "foot": _("Names are kept one year after the meeting. Whoever signs says only that they were "
                  "there."),
    })  # fmt: skip
