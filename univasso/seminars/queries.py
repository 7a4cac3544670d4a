"""What pages of seminars read."""

from calendar import Calendar
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import func, select

from univasso import policy
from univasso.core import clock
from univasso.core.db import db
from univasso.core.french import sort_key
from univasso.core.history import HistoryEntry
from univasso.models.accounts import User
from univasso.models.outputs import Output
from univasso.models.questions import Question
from univasso.models.registrations import EXPECTED, HOLDING, Registration, RegistrationState
from univasso.models.seminars import Seminar, SeminarKind, SeminarState
from univasso.models.vocabularies import KnowledgeNeed

ONLINE = "en-ligne"  # what the filter of towns says of meetings without a room


@dataclass
class Shelf:
    """What is chosen in the agenda."""

    kinds: list[str] = field(default_factory=list)
    towns: list[str] = field(default_factory=list)
    need: int | None = None

    def keeps(self, seminar: Seminar) -> bool:
        return (
            (not self.kinds or seminar.kind in self.kinds)
            and (not self.towns or town_of(seminar) in self.towns)
            and (self.need is None or self.need in [need.number for need in seminar.needs])
        )


@dataclass
class Month:
    """One month of the agenda: its weeks, and what each day holds."""

    first: date
    weeks: list[list[date]]
    on: dict[date, list[Seminar]]

    @property
    def before(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        return (self.first + timedelta(days=31)).replace(day=1)


def town_of(seminar: Seminar) -> str:
    return seminar.town if seminar.has_room else ONLINE


def visible(user: User | None) -> list[Seminar]:
    """Those that somebody may know of, the next one first; the coordination's drafts stay apart."""
    shown = select(Seminar).where(
        policy.VISIBLE[Seminar](user), Seminar.state != SeminarState.DRAFT
    )
    return list(db.session.scalars(shown.order_by(Seminar.starts_at, Seminar.id)))


def to_come(rows: list[Seminar]) -> list[Seminar]:
    return [seminar for seminar in rows if not seminar.is_past]


def past(rows: list[Seminar]) -> list[Seminar]:
    """The latest first; those that were cancelled did not take place."""
    held = [s for s in rows if s.is_past and s.state != SeminarState.CANCELLED]
    return sorted(held, key=lambda seminar: seminar.starts_at, reverse=True)


def choices(rows: list[Seminar]) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """The kinds and the towns that the agenda holds, with how many meetings each."""
    kinds = Counter(seminar.kind for seminar in rows)
    towns = Counter(filter(None, map(town_of, rows)))
    ordered = [(kind.value, kinds[kind]) for kind in SeminarKind if kinds[kind]]
    return ordered, sorted(towns.items(), key=lambda pair: (-pair[1], pair[0]))


def month_of(rows: list[Seminar], first: date) -> Month:
    on: dict[date, list[Seminar]] = {}
    for seminar in rows:
        on.setdefault(day_of(seminar), []).append(seminar)
    return Month(first, Calendar().monthdatescalendar(first.year, first.month), on)


def day_of(seminar: Seminar) -> date:
    return seminar.starts_at.astimezone(clock.PARIS).date()


def next_like(seminar: Seminar, user: User | None) -> Seminar | None:
    """The next meeting of the same kind, for whoever reads about a past one."""
    coming = [s for s in to_come(visible(user)) if s.state == SeminarState.ANNOUNCED]
    return next((s for s in coming if s.kind == seminar.kind and s.id != seminar.id), None)


def registrations(seminar: Seminar) -> list[Registration]:
    """Those who ever registered, in order of arrival."""
    return list(
        db.session.scalars(
            select(Registration)
            .where(Registration.seminar_id == seminar.id)
            .order_by(Registration.place)
        )
    )


def expected(seminar: Seminar) -> list[Registration]:
    """Who may turn up: those who have a seat by name, then those who had none."""
    rows = [row for row in registrations(seminar) if row.holds_seat or row.state in EXPECTED]
    return sorted(rows, key=lambda row: (not row.holds_seat, sort_key(row.name), row.id))


def matching(rows: list[Registration], asked: str) -> list[Registration]:
    """Those whose name, organisation or code holds what was typed, accents or not."""
    words = sort_key(asked).split()
    return [row for row in rows if all(word in words_of(row) for word in words)]


def words_of(row: Registration) -> str:
    return sort_key(f"{row.name} {row.association_name} {row.code}")


def traces(rows: list[Registration]) -> dict[int, list[HistoryEntry]]:
    """What was noted of the presence of each, the latest first."""
    found: dict[int, list[HistoryEntry]] = {}
    lines = select(HistoryEntry).where(
        HistoryEntry.subject_kind == Registration.__tablename__,
        HistoryEntry.subject_id.in_([row.id for row in rows]),
        HistoryEntry.verb.in_(["note_present", "note_absent", "note_unsure", "come_in"]),
    )
    for line in db.session.scalars(lines.order_by(HistoryEntry.id.desc())):
        found.setdefault(line.subject_id, []).append(line)
    return found


def named(lines: dict[int, list[HistoryEntry]]) -> dict[int, str]:
    """The names of those who noted it, by their numbers."""
    numbers = {line.by_id for several in lines.values() for line in several if line.by_id}
    return dict(db.session.execute(select(User.id, User.name).where(User.id.in_(numbers))).all())


def managed() -> list[tuple[Seminar, int, int]]:
    """Every meeting, the newest first, with how many hold a seat and how many wait."""
    counted = dict.fromkeys(HOLDING, "held") | {RegistrationState.WAITING: "waiting"}
    held: Counter = Counter()
    rows = db.session.execute(
        select(Registration.seminar_id, Registration.state, func.count()).group_by(
            Registration.seminar_id, Registration.state
        )
    )
    for number, state, count in rows:
        if state in counted:
            held[number, counted[state]] += count
    every = db.session.scalars(select(Seminar).order_by(Seminar.starts_at.desc(), Seminar.id))
    return [(s, held[s.id, "held"], held[s.id, "waiting"]) for s in every]


def named_needs(numbers: list[int]) -> list[KnowledgeNeed]:
    return list(db.session.scalars(select(KnowledgeNeed).where(KnowledgeNeed.id.in_(numbers))))


def found(model: type[Output] | type[Question], numbers: list[int]) -> dict[int, object]:
    """Rows by their numbers; those that do not exist are missing."""
    rows = db.session.scalars(select(model).where(model.id.in_(numbers)))
    return {row.id: row for row in rows}


def readable(rows: list, user: User | None) -> list:
    """Those of linked rows that somebody may know of."""
    if not rows:
        return []
    model = type(rows[0])
    shown = select(model.id).where(
        policy.VISIBLE[model](user), model.id.in_([row.id for row in rows])
    )
    numbers = set(db.session.scalars(shown))
    return [row for row in rows if row.id in numbers]
