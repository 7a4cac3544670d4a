"""A seminar from its first draft: written, taken up again, announced, held, cancelled (C4.1, C4.10)."""

from datetime import datetime, timedelta

from sqlalchemy import select

from univasso.core import clock, history, mail
from univasso.core.db import check_version, db
from univasso.models.accounts import User
from univasso.models.registrations import HOLDING, RegistrationState
from univasso.models.seminars import SEMINAR, Seminar, SeminarState
from univasso.seminars import mails, programme
from univasso.seminars.services import seats

# What a calendar shows: when one of them changes, calendars and those who come are told.
IN_CALENDARS = ("starts_at", "ends_at", "place_name", "place_address", "town", "remote_link")
COPIED = (
    "kind", "series", "title_fr", "title_en", "about_fr", "about_en", "for_whom", "level", "language",
    "organisers", "has_room", "has_remote", "takes_registrations", "room_seats", "remote_seats",
    "reserved_seats",
)  # fmt: skip
PLACE = ("place_name", "place_address", "town", "is_place_reserved", "access", "accessibility",
         "accessibility_words", "remote_link")  # fmt: skip

ANSWER = timedelta(days=7)


class NotToCome(Exception):  # noqa: N818
    """A meeting whose end has passed cannot be announced, nor one to come be held."""


class FewerThanComing(Exception):  # noqa: N818
    """More people have a seat than the seats that are left to give; ``count`` says how many."""

    def __init__(self, count: int):
        super().__init__(count)
        self.count = count


def create(values: dict, points: list[programme.Point], by: User | None) -> Seminar:
    seminar = Seminar(**values, talks=programme.talks_of(points))
    db.session.add(seminar)
    db.session.flush()
    history.record(seminar, "create_seminar", by)
    return seminar


def save(
    seminar: Seminar, values: dict, points: list[programme.Point], by: User, seen: int | None,
    *, asks_again: bool = False,
) -> int:  # fmt: skip
    """Keep what was written; how many people were told that something changed for them.

    Raises ``StaleVersion``, ``FewerThanComing``.
    """
    seats.lock(seminar)
    check_version(seminar, seen)
    for way in ("room", "remote"):
        _check_seats(seminar, way, values)
    before = {name: getattr(seminar, name) for name in IN_CALENDARS}
    for name, value in values.items():
        setattr(seminar, name, value)
    seminar.talks = programme.talks_of(points)
    seminar.version += 1
    seminar.updated_at = clock.now()
    history.record(seminar, "edit_seminar", by)
    db.session.flush()
    for way in seminar.ways:
        seats.settle(seminar, way)
    has_moved = any(getattr(seminar, name) != was for name, was in before.items())
    has_new_date = seminar.starts_at != before["starts_at"]
    return _tell_change(seminar, asks_again and has_new_date) if has_moved else 0


def _check_seats(seminar: Seminar, way: str, values: dict) -> None:
    is_offered, total = values[f"has_{way}"], values[f"{way}_seats"]
    taken = seats.seats_of(seminar, way).taken
    most = (total if total is not None else taken) if is_offered else 0
    if taken > most:
        raise FewerThanComing(taken)


def _tell_change(seminar: Seminar, asks_again: bool) -> int:
    """Calendars learn it by a greater number; those who come, by a mail that may ask for an answer."""
    seminar.sequence += 1
    db.session.flush()
    if seminar.state != SeminarState.ANNOUNCED or seminar.is_past:
        return 0
    coming = [r for r in seats.live_rows(seminar) if r.state in HOLDING]
    for registration in coming:
        if asks_again and registration.state == RegistrationState.CONFIRMED:
            registration.confirm_by = answer_by(seminar)
        mail.queue(mails.changed(registration), registration.email, registration.name)
    return len(coming)


def answer_by(seminar: Seminar) -> datetime:
    """Seven days to say whether one comes on the new date; half of the time left when it is near."""
    now = clock.now()
    return min(now + ANSWER, now + (seminar.starts_at - now) / 2)


def take_up(seminar: Seminar, starts_at: datetime, parts: list[str], by: User) -> Seminar:
    """A new draft like this one, with the parts that were chosen: its programme, its place, its links."""
    names = (*COPIED, *(PLACE if "place" in parts else ()))
    values = {name: getattr(seminar, name) for name in names}
    values |= {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=seminar.minutes)}
    if "links" in parts:
        values |= {name: list(getattr(seminar, name)) for name in ("needs", "questions", "outputs")}
    text = programme.written(seminar.talks) if "programme" in parts else ""
    return create(values, programme.read(text), by)


def announce(seminar: Seminar, by: User) -> None:
    """Raises ``WrongState``, ``NotToCome``."""
    if seminar.is_past:
        raise NotToCome
    SEMINAR.apply("announce", seminar, by)


def hold(seminar: Seminar, by: User | None) -> None:
    """It took place. Raises ``WrongState``, ``NotToCome`` before its end."""
    if not seminar.is_past:
        raise NotToCome
    SEMINAR.apply("hold", seminar, by)


def cancel(seminar: Seminar, by: User, reason: str) -> int:
    """It will not take place: everybody who comes or waits is told why, once.

    Raises ``WrongState``, ``ReasonMissing``, ``NotToCome`` once it is over.
    """
    if seminar.is_past:
        raise NotToCome
    SEMINAR.apply("cancel", seminar, by, note=reason)
    seminar.cancel_reason = reason.strip()
    db.session.flush()
    return seats.release_all(seminar)


def same_place(values: dict, seminar: Seminar | None) -> Seminar | None:
    """Another meeting in the same place at the same time: probably a mistake."""
    if not values["has_room"] or not values["place_name"]:
        return None
    others = select(Seminar).where(
        Seminar.place_name == values["place_name"], Seminar.town == values["town"],
        Seminar.state.in_([SeminarState.DRAFT, SeminarState.ANNOUNCED]),
        Seminar.starts_at < values["ends_at"], Seminar.ends_at > values["starts_at"],
    )  # fmt: skip
    own = seminar.id if seminar is not None else 0
    return db.session.scalar(others.where(Seminar.id != own).limit(1))
