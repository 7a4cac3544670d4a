"""On the day: who is there, ticked by hand, by a code or from a list kept off line (C4.11).

A tick carries the moment when it was made: one that the network kept back never undoes what somebody
else has noted since. Each change leaves its line of history.
"""

import secrets
from datetime import datetime

from univasso.accounts.services.addresses import email_key
from univasso.core import clock, history
from univasso.core.db import db
from univasso.models.accounts import User
from univasso.models.registrations import REGISTRATION, Registration, RegistrationState
from univasso.models.seminars import Seminar
from univasso.seminars.services import seats

S = RegistrationState
TICKS = {"present": "note_present", "absent": "note_absent", "unsure": "note_unsure"}


class TooEarly(Exception):  # noqa: N818
    """Nobody is there before the day of the meeting."""


class WrongCode(Exception):  # noqa: N818
    """This is not the code that was said in the meeting."""


def note(
    registration: Registration, tick: str, by: User | None, at: datetime | None = None
) -> None:
    """Raises ``WrongState``, ``TooEarly``. A tick that says what is known, or is older, changes nothing."""
    if not registration.seminar.has_day_come:
        raise TooEarly
    made_at = min(at or clock.now(), clock.now())
    db.session.flush()
    db.session.refresh(registration, with_for_update=True)
    verb = TICKS[tick]
    is_known = registration.state == REGISTRATION.verbs[verb].target
    is_older = registration.noted_at is not None and made_at < registration.noted_at
    if is_known or is_older:
        return
    REGISTRATION.apply(verb, registration, by)
    registration.noted_at = made_at


def close(seminar: Seminar, by: User) -> int:
    """Those who have a seat and were not ticked were not there; how many they are."""
    seats.lock(seminar)
    missing = [row for row in seats.live_rows(seminar) if row.state == S.CONFIRMED]
    for registration in missing:
        note(registration, "absent", by)
    return len(missing)


def come_in(seminar: Seminar, about: dict, by: User, at: datetime | None = None) -> Registration:
    """Somebody who had not registered is let in. Raises ``TooEarly``, ``AlreadyRegistered``."""
    if not seminar.has_day_come:
        raise TooEarly
    seats.lock(seminar)
    if about["email"] and (known := seats.live_of(seminar, about["email"])):
        raise seats.AlreadyRegistered(known)
    registration = Registration(
        seminar=seminar, language="fr", email_key=email_key(about["email"]), state=S.PRESENT,
        way="room", place=seats.next_place(seminar), noted_at=min(at or clock.now(), clock.now()),
        **about,
    )  # fmt: skip
    db.session.add(registration)
    history.record(registration, "come_in", by)
    return registration


def show_code(registration: Registration, typed: str, by: User | None) -> None:
    """They follow from afar, and heard the code. Raises ``WrongCode``, ``TooEarly``, ``WrongState``."""
    if not registration.seminar.has_day_come:
        raise TooEarly
    if not secrets.compare_digest(typed.encode(), registration.seminar.remote_code.encode()):
        raise WrongCode
    if registration.state != S.PRESENT:
        REGISTRATION.apply("note_present", registration, by)
        registration.noted_at = clock.now()
        history.record(registration, "show_code", by)
