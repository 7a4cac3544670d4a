"""The address by which somebody keeps, offers back or leaves their seat without an account."""

import re

from flask import current_app

from univasso.core import signed
from univasso.core.db import db
from univasso.core.french import sort_key
from univasso.models.registrations import Registration
from univasso.models.seminars import Seminar
from univasso.web.mailing import address

PURPOSE = "registration"
LIFE = 2 * 365 * 24 * 3600  # seconds: longer than the address behind it is kept


def key_of(registration: Registration) -> str:
    payload = [registration.id, registration.link_number]
    return signed.sign(current_app.config["SECRET_KEY"], PURPOSE, payload)


def registration_of(key: str) -> Registration:
    """Raises ``LinkExpired``, ``LinkForeign``."""
    number, link = signed.read(current_app.config["SECRET_KEY"], PURPOSE, key, LIFE)
    found = db.session.get(Registration, number)
    if found is None or found.link_number != link:
        raise signed.LinkForeign
    return found


def door_of(registration: Registration) -> str:
    """What the QR code of somebody holds: their line on the page of the day, for whoever keeps it."""
    return address("seminars.arrivals", id=registration.seminar_id, q=registration.code)


def slug_of(seminar: Seminar) -> str:
    """The words of its address, which may change: its number is what counts."""
    words = re.sub(r"[^a-z0-9]+", "-", sort_key(seminar.title_fr or seminar.title_en))
    return words.strip("-")[:60].rstrip("-") or "rencontre"
