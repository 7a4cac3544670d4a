"""Certificates of attendance: a code that anybody can verify, and of which nothing is kept (C4.11).

The code is made of the name, the meeting and the registration, with the key of the installation: whoever
holds the sheet types its code and its name, and learns whether they were printed here together. A
presence that was corrected since makes it void. A new ``SECRET_KEY`` makes every code void.
"""

import hmac
import re
from dataclasses import dataclass
from hashlib import sha256

from flask import current_app

from univasso.core.db import db
from univasso.core.french import sort_key
from univasso.models.registrations import SIGNS, Registration, RegistrationState
from univasso.models.seminars import Seminar

LENGTH = 10  # signs: a billion billion tries for one that is right by chance
CODE = re.compile(rf"(\d{{1,9}})-(\d{{1,9}})-([{SIGNS}]{{5}})-?([{SIGNS}]{{5}})")


@dataclass(frozen=True)
class Verdict:
    """What a code and a name are worth together."""

    is_genuine: bool
    seminar: Seminar | None = None
    is_void: bool = False  # the presence was corrected since


def is_due(registration: Registration) -> bool:
    """Whether somebody may have one: they were there, and the meeting is over."""
    return registration.state == RegistrationState.PRESENT and registration.seminar.is_past


def code_of(registration: Registration) -> str:
    signs = _signs(registration.seminar_id, registration.id, registration.name)
    return f"{registration.seminar_id}-{registration.id}-{signs[:5]}-{signs[5:]}"


def verified(code: str, name: str) -> Verdict:
    found = CODE.fullmatch(re.sub(r"\s", "", code.upper()))
    if found is None:
        return Verdict(False)
    meeting, number = int(found[1]), int(found[2])
    if not hmac.compare_digest(_signs(meeting, number, name), found[3] + found[4]):
        return Verdict(False)
    row = db.session.get(Registration, number)
    is_void = row is not None and row.seminar_id == meeting and not is_due(row)
    return Verdict(True, db.session.get(Seminar, meeting), is_void)


def _signs(meeting: int, number: int, name: str) -> str:
    """Made of the folded name: accents and capitals do not matter to whoever types it."""
    key = current_app.config["SECRET_KEY"].encode()
    about = f"certificate\0{meeting}\0{number}\0{' '.join(sort_key(name).split())}"
    digest = int.from_bytes(hmac.new(key, about.encode(), sha256).digest())
    signs = ""
    for _sign in range(LENGTH):
        digest, rest = divmod(digest, len(SIGNS))
        signs += SIGNS[rest]
    return signs
