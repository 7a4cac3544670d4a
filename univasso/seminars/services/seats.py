"""The last seat and the waiting list: in order, one dated offer for each free seat (C4.5–C4.7, C4★3).

Whatever counts seats first locks the row of the seminar, so that two who come at once are one after
the other. After each change ``settle`` has offered every seat that may be offered: a free seat that
is left is one that nobody who waits may take.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select

from univasso.accounts.services.addresses import email_key
from univasso.core import clock, history, limits, mail
from univasso.core.db import db
from univasso.core.workflow import WrongState
from univasso.models.accounts import User
from univasso.models.registrations import (
    HOLDING,
    LIVE,
    REGISTRATION,
    Registration,
    RegistrationHelp,
    RegistrationState,
)
from univasso.models.seminars import Seminar
from univasso.seminars import mails

OFFER = timedelta(hours=48)  # shorter when the meeting is near
SHORTEST = timedelta(hours=1)
S = RegistrationState


class RegistrationClosed(Exception):  # noqa: N818
    """It is full of time: registrations are over, or have not begun."""


class OfferOver(Exception):  # noqa: N818
    """The time to answer has passed."""


class AlreadyRegistered(Exception):  # noqa: N818
    """The address has a seat or a rank there; ``registration`` says which."""

    def __init__(self, registration: Registration):
        super().__init__(registration.id)
        self.registration = registration


@dataclass
class Seats:
    """The seats of one way of taking part, as they now are."""

    total: int | None  # None: nobody counts
    reserved: int  # that associations alone may take
    by_associations: int
    by_others: int

    def has_one_for(self, is_association: bool) -> bool:
        if self.total is None:
            return True
        kept = max(self.by_associations, 0 if is_association else self.reserved)
        return self.by_others + kept < self.total

    def give(self, is_association: bool) -> None:
        if is_association:
            self.by_associations += 1
        else:
            self.by_others += 1

    @property
    def taken(self) -> int:
        return self.by_associations + self.by_others

    @property
    def left(self) -> int | None:
        """How many are free, those kept for associations included."""
        return None if self.total is None else max(0, self.total - self.taken)

    @property
    def left_for_all(self) -> int | None:
        if self.total is None:
            return None
        return max(0, self.total - self.by_others - max(self.by_associations, self.reserved))


def seats_of(seminar: Seminar, way: str) -> Seats:
    counted = select(Registration.is_for_association, func.count()).where(
        Registration.seminar_id == seminar.id,
        Registration.way == way,
        Registration.state.in_(HOLDING),
    )
    held = dict(db.session.execute(counted.group_by(Registration.is_for_association)).all())
    reserved = seminar.reserved_now if way == "room" else 0
    return Seats(seminar.seats(way), reserved, held.get(True, 0), held.get(False, 0))


def has_one(seminar: Seminar) -> bool:
    """Whether anybody who comes now would have a seat, in one way or another."""
    lefts = [seats_of(seminar, way).left_for_all for way in seminar.ways]
    return any(left is None or left > 0 for left in lefts)


def lock(seminar: Seminar) -> None:
    """Nobody else counts the seats of this seminar before the end of the transaction."""
    db.session.flush()
    db.session.refresh(seminar, with_for_update=True)


def register(
    seminar: Seminar, about: dict, user: User | None, language: str, help_asked: dict | None = None
) -> Registration:
    """A seat, or the last rank of the waiting list.

    Raises ``RegistrationClosed``, ``AlreadyRegistered``.
    """
    lock(seminar)
    if not seminar.is_open:
        raise RegistrationClosed
    if known := live_of(seminar, about["email"]):
        raise AlreadyRegistered(known)
    way = about["way"]
    settle(seminar, way)
    has_seat = seats_of(seminar, way).has_one_for(about["is_for_association"])
    registration = Registration(
        seminar=seminar, user=user, language=language, email_key=email_key(about["email"]),
        place=next_place(seminar), state=S.CONFIRMED if has_seat else S.WAITING, **about,
    )  # fmt: skip
    if help_asked and any(help_asked.values()):
        registration.help = RegistrationHelp(**help_asked)
    db.session.add(registration)
    db.session.flush()
    history.record(registration, "register" if has_seat else "wait", user)
    _tell(registration, mails.confirmed if has_seat else mails.waiting)
    return registration


def tell_again(registration: Registration) -> None:
    """Somebody typed an address that is registered: its holder alone is told so, three times a day."""
    day = timedelta(days=1)
    if limits.tries("registration-mail", str(registration.id), within=day) < 3:
        limits.count("registration-mail", str(registration.id))
        _tell(registration, mails.already)


def take(registration: Registration, by: User | None) -> None:
    """The seat offered is theirs. Raises ``WrongState`` when it is no longer."""
    lock(registration.seminar)
    _end_if_late(registration)
    REGISTRATION.apply("take", registration, by)
    _tell(registration, mails.confirmed)


def keep(registration: Registration, by: User | None) -> None:
    """They come on the new date too. Raises ``WrongState`` when the seat is no longer theirs."""
    lock(registration.seminar)
    db.session.refresh(registration)
    if registration.state != S.CONFIRMED:
        raise WrongState(registration, "keep")
    registration.confirm_by = None
    history.record(registration, "keep_seat", by)


def decline(registration: Registration, by: User | None) -> None:
    """They leave the seat to the next one."""
    _go("decline", registration, by)


def leave(registration: Registration, by: User | None) -> None:
    """They no longer come, or wait; the next one in line is offered the seat."""
    _go("leave", registration, by)
    _tell(registration, mails.left)


def _go(verb: str, registration: Registration, by: User | None) -> None:
    lock(registration.seminar)
    REGISTRATION.apply(verb, registration, by)
    registration.ended_at = clock.now()
    settle(registration.seminar, registration.way)


def settle(seminar: Seminar, way: str) -> None:
    """Offer each free seat to whoever has waited longest among those who may take it."""
    if not seminar.is_open or clock.now() + SHORTEST > seminar.closing_at:
        return
    line = waiting_in(seminar, way)
    if not line:
        return
    seats = seats_of(seminar, way)
    for registration in line:
        if seats.has_one_for(registration.is_for_association):
            seats.give(registration.is_for_association)
            registration.offered_until = offer_end(seminar)
            REGISTRATION.apply("offer", registration, None)
            _tell(registration, mails.offered)


def offer_end(seminar: Seminar) -> datetime:
    """48 hours from now; near the date, half of the time that is left, so that the next may answer."""
    now = clock.now()
    half = max((seminar.closing_at - now) / 2, SHORTEST)
    return min(now + OFFER, now + half, seminar.closing_at)


def rank(registration: Registration) -> int:
    """Its rank among those who wait, from 1."""
    ahead = select(func.count()).select_from(Registration).where(
        Registration.seminar_id == registration.seminar_id,
        Registration.way == registration.way,
        Registration.state == S.WAITING,
        Registration.place < registration.place,
    )  # fmt: skip
    return db.session.scalar(ahead) + 1


def waiting_in(seminar: Seminar, way: str) -> list[Registration]:
    """Those who wait, in order of arrival."""
    return list(
        db.session.scalars(
            select(Registration)
            .where(
                Registration.seminar_id == seminar.id,
                Registration.way == way,
                Registration.state == S.WAITING,
            )
            .order_by(Registration.place)
        )
    )


def live_of(seminar: Seminar, email: str) -> Registration | None:
    """What an address holds there now: a seat, an offer or a rank."""
    return db.session.scalar(
        select(Registration).where(
            Registration.seminar_id == seminar.id,
            Registration.email_key == email_key(email),
            Registration.state.in_(LIVE),
        )
    )


def expire(seminar: Seminar) -> None:
    """Offers without an answer go to the next; after closing, those who still wait are told."""
    lock(seminar)
    now = clock.now()
    rows = db.session.scalars(
        select(Registration).where(
            Registration.seminar_id == seminar.id,
            or_(
                Registration.state.in_([S.OFFERED, S.WAITING]),
                and_(Registration.state == S.CONFIRMED, Registration.confirm_by <= now),
            ),
        ).order_by(Registration.place)
    ).all()  # fmt: skip
    for registration in rows:
        if registration.state == S.OFFERED and registration.offered_until <= now:
            _end(registration, "expire", mails.expired)
        elif registration.state == S.CONFIRMED:
            _end(registration, "lapse", mails.lapsed)
        elif registration.state == S.WAITING and seminar.closing_at <= now:
            _end(registration, "release", mails.no_seat)
    for way in seminar.ways:
        settle(seminar, way)


def release_all(seminar: Seminar) -> int:
    """The meeting does not take place: each is told once; how many they are."""
    lock(seminar)
    rows = live_rows(seminar)
    for registration in rows:
        _end(registration, "release", mails.cancelled)
    return len(rows)


def live_rows(seminar: Seminar) -> list[Registration]:
    """Those who come or wait, in order of arrival."""
    return list(
        db.session.scalars(
            select(Registration)
            .where(Registration.seminar_id == seminar.id, Registration.state.in_(LIVE))
            .order_by(Registration.place)
        )
    )


def _end(registration: Registration, verb: str, message) -> None:
    REGISTRATION.apply(verb, registration, None)
    registration.ended_at = clock.now()
    _tell(registration, message)


def _end_if_late(registration: Registration) -> None:
    """An offer whose time has passed is taken by nobody, even before the worker looks."""
    if registration.state == S.OFFERED and registration.offered_until <= clock.now():
        raise OfferOver(registration)


def next_place(seminar: Seminar) -> int:
    last = select(func.max(Registration.place)).where(Registration.seminar_id == seminar.id)
    return (db.session.scalar(last) or 0) + 1


def _tell(registration: Registration, message) -> None:
    if registration.email:  # whoever came in without registering may have given none
        mail.queue(message(registration), registration.email, registration.name)
