"""What a coordinator sees first of the programme, over a period that they choose (C7.1, C7★2)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from statistics import median

from sqlalchemy import func, select

from univasso.core import clock
from univasso.core.clock import PARIS
from univasso.core.db import db
from univasso.core.words import N_
from univasso.models.outputs import Output
from univasso.models.questions import PROMISE, Question
from univasso.outputs import queries as outputs
from univasso.policy import VISIBLE
from univasso.questions import queries as questions

PERIODS = {
    "12-mois": N_("Last 12 months"),
    "annee": N_("This calendar year"),
    "tout": N_("Since the beginning"),
}
LONGEST = 36  # months that the chart can show


@dataclass(frozen=True)
class Month:
    """A month of the chart: its first day, the questions received and those that got their outcome."""

    first: date
    received: int
    settled: int


@dataclass(frozen=True)
class Delay:
    """How long a step takes in days, for those that were received within the period."""

    label: str  # marked with N_
    count: int
    median: float | None  # none under ``questions.FEWEST`` cases
    goal: int | None  # days that the programme promises


@dataclass(frozen=True)
class Desk:
    """Figures of the coordination, each of which opens its rows."""

    period: str  # of PERIODS
    to_answer: int
    late: int
    counts: dict[str, int]  # by view of the inbox
    to_read: int  # outputs that wait for moderation
    published: int
    published_within: int
    received_within: int
    months: list[Month]
    delays: list[Delay]


def desk(period: str) -> Desk:
    """The figures over a period; an unknown one is the last twelve months."""
    period = period if period in PERIODS else "12-mois"
    start = _start(period)
    columns = (Question.received_at, Question.first_answer_at, Question.published_at,
               Question.settled_at)  # fmt: skip
    rows = db.session.execute(select(*columns).where(Question.received_at.is_not(None))).all()
    within = [row for row in rows if _day(row.received_at) >= start]
    counts = questions.inbox_counts()
    return Desk(
        period=period,
        to_answer=counts["a-traiter"],
        late=questions.late_count(),
        counts=counts,
        to_read=outputs.waiting_count(),
        published=_published(None),
        published_within=_published(start),
        received_within=len(within),
        months=_months(start, rows),
        delays=_delays(within),
    )


def _start(period: str) -> date:
    today = clock.today()
    if period == "annee":
        return today.replace(month=1, day=1)
    if period == "tout":
        first = db.session.scalar(select(func.min(Question.received_at)))
        return _day(first).replace(day=1) if first else today.replace(day=1)
    return _earlier(today.replace(day=1), 11)


def _earlier(first: date, months: int) -> date:
    """The first day of the month, so many months before."""
    index = first.year * 12 + first.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)


def _day(moment: datetime) -> date:
    return moment.astimezone(PARIS).date()


def _published(since: date | None) -> int:
    found = select(func.count()).select_from(Output).where(VISIBLE[Output](None))
    if since is not None:
        begins = datetime(since.year, since.month, since.day, tzinfo=PARIS).astimezone(UTC)
        found = found.where(Output.published_at >= begins)
    return db.session.scalar(found)


def _months(start: date, rows: Iterable) -> list[Month]:
    received, settled = Counter(), Counter()
    for row in rows:
        received[_day(row.received_at).replace(day=1)] += 1
        if row.settled_at:
            settled[_day(row.settled_at).replace(day=1)] += 1
    last = clock.today().replace(day=1)
    firsts = [_earlier(last, back) for back in range(LONGEST)]
    kept = [first for first in reversed(firsts) if first >= start]
    return [Month(first, received[first], settled[first]) for first in kept]


def _delays(rows: list) -> list[Delay]:
    steps = (
        (N_("From receipt to the first answer of a person"), "received_at", "first_answer_at",
         PROMISE.days),
        (N_("From receipt to its place under the needs"), "received_at", "published_at", None),
        (N_("From receipt to its outcome"), "received_at", "settled_at", None),
    )  # fmt: skip
    return [_delay(label, rows, begins, ends, goal) for label, begins, ends, goal in steps]


def _delay(label: str, rows: list, begins: str, ends: str, goal: int | None) -> Delay:
    taken = [
        (getattr(row, ends) - getattr(row, begins)).total_seconds() / 86400
        for row in rows if getattr(row, ends)
    ]  # fmt: skip
    enough = len(taken) >= questions.FEWEST
    return Delay(label, len(taken), median(taken) if enough else None, goal)
