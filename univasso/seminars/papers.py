"""What is printed for a meeting: PDF/UA documents made of plain data."""

from pathlib import Path

from flask import current_app
from flask_babel import gettext as _

from univasso.core import clock, pdf
from univasso.models.registrations import WAYS, Registration
from univasso.models.seminars import Seminar
from univasso.seminars import certificates, dates
from univasso.web import qr
from univasso.web.dates import long_day
from univasso.web.language import current
from univasso.web.mailing import address
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


def certificate(registration: Registration) -> bytes:
    """That somebody was there, with what verifies it."""
    code = certificates.code_of(registration)
    where = address("seminars.verify", code=code)
    return _made("certificate.typ", _what_it_is(registration.seminar) | {
        "heading": _("Certificate of attendance"),
        "says": _("The Univ’Asso programme certifies that"),
        "name": registration.name,
        "association": registration.association_name,
        "took_part": _("took part in the meeting"),
        "way": _("In the room") if registration.way == "room" else _("Remotely"),
        "organisers": registration.seminar.organisers,
        "made_on": _("Made on %(day)s", day=long_day(clock.today()).striptags()),
        "verify": _("To verify this certificate, open %(address)s and type its code and the name "
                    "above.", address=address("seminars.verify")),
        "code": _("Code: %(code)s", code=code),
        "qr": qr.file(where),
        "qr_says": _("QR code that opens the page to verify this certificate"),
        "foot": "",
    })  # fmt: skip
