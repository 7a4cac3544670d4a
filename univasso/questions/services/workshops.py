"""A workshop: opened, who takes part, notes taken and put in order, each step undone (A2★4)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import and_, delete, func, select, update

from univasso.core import clock, history, retention
from univasso.core.db import check_version, db
from univasso.core.french import sort_key
from univasso.core.words import N_
from univasso.models.accounts import User
from univasso.models.workshops import Workshop, WorkshopGuest, WorkshopNote, WorkshopStep

KEPT = timedelta(days=365)
REMEMBERED = ("text", "guest_id", "heading", "place", "dropped_at")


class WorkshopClosed(Exception):  # noqa: N818
    """The mails have left: what was sent is no longer put in order."""


class NothingToUndo(Exception):  # noqa: N818
    """Nothing was done by this person, or somebody changed it since."""


class NoHeading(Exception):  # noqa: N818
    """A group has a name, so that it can be spoken of."""


@dataclass
class Group:
    """Notes under one heading; those without heading are alone."""

    heading: str
    notes: list[WorkshopNote] = field(default_factory=list)


def all_of_them() -> list[Workshop]:
    """The newest first."""
    order = (Workshop.held_on.desc(), Workshop.id.desc())
    return list(db.session.scalars(select(Workshop).order_by(*order)))


def start(values: dict, guests: list[tuple[str, str]], by: User) -> Workshop:
    workshop = Workshop(**values, by_id=by.id)
    db.session.add(workshop)
    welcome(workshop, guests)
    history.record(workshop, "open_workshop", by)
    return workshop


def save(
    workshop: Workshop, values: dict, guests: list[tuple[str, str]], by: User, seen: int | None
) -> None:
    """Keep what was written. Raises ``StaleVersion``."""
    check_version(workshop, seen)
    for name, value in values.items():
        setattr(workshop, name, value)
    workshop.version += 1
    welcome(workshop, guests)
    history.record(workshop, "edit_workshop", by)


def welcome(workshop: Workshop, guests: list[tuple[str, str]]) -> None:
    """Who takes part, as (name, address): those who said nothing yet may be taken out."""
    wanted = {sort_key(name): (name, email) for name, email in guests}
    speaking = {note.guest_id for note in workshop.all_notes}
    for guest in list(workshop.guests):
        if guest.name_key not in wanted and guest.id not in speaking:
            workshop.guests.remove(guest)
    for name, email in wanted.values():
        guest = guest_called(workshop, name)
        guest.name, guest.email = name, email
    db.session.flush()


def guest_called(workshop: Workshop, name: str) -> WorkshopGuest:
    """The one of this name, welcomed on the way if nobody had foreseen them."""
    key = sort_key(name)[:250]
    known = next((g for g in workshop.guests if g.name_key == key), None)
    if known is None:
        known = WorkshopGuest(name=name)
        workshop.guests.append(known)
        db.session.flush()
    return known


def add(workshop: Workshop, text: str, who: str, by: User) -> WorkshopNote:
    """A note comes last; one that comes after the closing waits to be sent."""
    last = max((note.place for note in workshop.all_notes), default=0)
    note = WorkshopNote(text=text, place=last + 1, dropped_at=clock.now())
    note.guest = guest_called(workshop, who) if who else None
    workshop.all_notes.append(note)
    db.session.flush()
    with _step(workshop, [note], by):
        note.dropped_at = None
    return note


def correct(note: WorkshopNote, text: str, who: str, by: User, seen: int | None) -> None:
    """Raises ``StaleVersion``, ``WorkshopClosed`` when it was sent."""
    check_version(note, seen)
    if note.sent_at is not None:
        raise WorkshopClosed
    with _step(note.workshop, [note], by):
        note.text = text
        note.guest = guest_called(note.workshop, who) if who else None


def groups(workshop: Workshop) -> list[Group]:
    """The notes by heading, in the order of the room; those that are alone come first, together."""
    found: dict[str, Group] = {"": Group("")}
    for note in workshop.notes:
        found.setdefault(note.heading, Group(note.heading)).notes.append(note)
    return list(found.values())


def gather(workshop: Workshop, notes: list[WorkshopNote], heading: str, by: User) -> None:
    """Put notes under a heading: the one given, else one that they have. Raises ``NoHeading``."""
    heading = heading or next((note.heading for note in notes if note.heading), "")
    if not heading:
        raise NoHeading
    _put(workshop, notes, heading, by)


def rename(workshop: Workshop, heading: str, new: str, by: User) -> None:
    """Raises ``NoHeading``."""
    gather(workshop, _under(workshop, heading), new, by)


def split(workshop: Workshop, heading: str, by: User) -> None:
    """Take a group apart: each of its notes is alone again."""
    _put(workshop, _under(workshop, heading), "", by)


def take_out(workshop: Workshop, note: WorkshopNote, by: User) -> None:
    _put(workshop, [note], "", by)


def _under(workshop: Workshop, heading: str) -> list[WorkshopNote]:
    return [note for note in workshop.notes if note.heading == heading]


def _put(workshop: Workshop, notes: list[WorkshopNote], heading: str, by: User) -> None:
    _check_open(workshop)
    with _step(workshop, notes, by):
        for note in notes:
            note.heading = heading


def move(workshop: Workshop, note: WorkshopNote, by: User, *, up: bool) -> None:
    """One place up or down among those under the same heading; at the end nothing moves."""
    _check_open(workshop)
    beside = _under(workshop, note.heading)
    place = beside.index(note) + (-1 if up else 1)
    if 0 <= place < len(beside):
        other = beside[place]
        with _step(workshop, [note, other], by):
            note.place, other.place = other.place, note.place


def drop(workshop: Workshop, note: WorkshopNote, by: User) -> None:
    """Take a note away; it can be undone until the workshop is closed."""
    if note.sent_at is not None:
        raise WorkshopClosed
    with _step(workshop, [note], by):
        note.dropped_at = clock.now()


def last_step(workshop: Workshop, by: User) -> list[WorkshopStep]:
    """What this person did last, when nobody changed it since; else nothing."""
    own = (WorkshopStep.workshop_id == workshop.id, WorkshopStep.by_id == by.id)
    last = select(func.max(WorkshopStep.number)).where(*own).scalar_subquery()
    rows = list(db.session.scalars(select(WorkshopStep).where(*own, WorkshopStep.number == last)))
    return rows if all(row.note.version == row.version for row in rows) else []


def undo(workshop: Workshop, by: User) -> None:
    """Put back what one did last; what others did stays. Raises ``NothingToUndo``."""
    _check_open(workshop)
    rows = last_step(workshop, by)
    if not rows:
        raise NothingToUndo
    for row in rows:
        for name in REMEMBERED:
            setattr(row.note, name, getattr(row, name))
        row.note.version += 1
        # The step before led to what the note is again: it may be undone in turn.
        before = and_(WorkshopStep.note_id == row.note_id, WorkshopStep.version == row.version - 1)
        db.session.execute(update(WorkshopStep).where(before).values(version=row.note.version))
        db.session.delete(row)
    db.session.flush()


def forget_steps(workshop: Workshop) -> None:
    """Once it is closed: what was dropped or written otherwise is not kept."""
    db.session.execute(delete(WorkshopStep).where(WorkshopStep.workshop_id == workshop.id))
    for note in [note for note in workshop.all_notes if note.dropped_at is not None]:
        workshop.all_notes.remove(note)
    db.session.flush()


def _check_open(workshop: Workshop) -> None:
    if workshop.closed_at is not None:
        raise WorkshopClosed


@contextmanager
def _step(workshop: Workshop, notes: list[WorkshopNote], by: User) -> Iterator[None]:
    """Remember how notes were before what follows."""
    last = select(func.max(WorkshopStep.number)).where(WorkshopStep.workshop_id == workshop.id)
    number = (db.session.scalar(last) or 0) + 1
    before = [{name: getattr(note, name) for name in REMEMBERED} for note in notes]
    yield
    for note, values in zip(notes, before, strict=True):
        note.version += 1
        db.session.add(WorkshopStep(
            workshop_id=workshop.id, number=number, by_id=by.id, note_id=note.id,
            version=note.version, **values,
        ))  # fmt: skip
    db.session.flush()


retention.keep(
    "workshop_notes", WorkshopNote, WorkshopNote.at, KEPT, N_("Notes of workshops, a year later")
)
retention.keep(
    "workshop_guests", WorkshopGuest, WorkshopGuest.created_at, KEPT,
    N_("Who took part in workshops, a year later"),
)  # fmt: skip
