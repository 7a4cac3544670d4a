"""Months as a strip: the days when a researcher is free, over the days that associations share (R1★2)."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select

from univasso.core import clock
from univasso.core.db import db
from univasso.models.research_units import SharedPeriod
from univasso.models.researchers import Researcher

MONTHS = 12


@dataclass
class Month:
    """One month: its days that are free or paused, as (first, last), and the shared periods in it."""

    first: date
    last: date
    free: list[tuple[int, int]] = field(default_factory=list)
    paused: list[tuple[int, int]] = field(default_factory=list)
    shared: list[tuple[int, int, SharedPeriod]] = field(default_factory=list)

    @property
    def length(self) -> int:
        return self.last.day

    @property
    def free_days(self) -> int:
        return len({d for a, b in self.free for d in range(a, b + 1)}
                   - {d for a, b in self.paused for d in range(a, b + 1)})  # fmt: skip

    def within(self, starts_on: date, ends_on: date) -> tuple[int, int] | None:
        """The days of this month that a period covers: whole days, whatever the time zone."""
        first, last = max(starts_on, self.first), min(ends_on, self.last)
        return (first.day, last.day) if first <= last else None


def months_from(day: date, count: int = MONTHS) -> list[Month]:
    made = []
    first = day.replace(day=1)
    for _ in range(count):
        following = (first + timedelta(days=32)).replace(day=1)
        made.append(Month(first, following - timedelta(days=1)))
        first = following
    return made


def strip_of(researcher: Researcher) -> list[Month]:
    """The twelve months to come, as a researcher sees them."""
    months = months_from(clock.today())
    shared = shared_between(months[0].first, months[-1].last)
    for month in months:
        month.free = [d for p in researcher.periods if (d := month.within(p.starts_on, p.ends_on))]
        if not researcher.periods:  # they may be asked at any time
            month.free = [(1, month.length)]
        if researcher.is_paused and (d := month.within(clock.today(), researcher.paused_until)):
            month.paused = [d]
        month.shared = [
            (*d, p) for p in shared if (d := month.within(p.starts_on, p.ends_on))
        ]  # fmt: skip
    return months


def shared_between(first: date, last: date) -> list[SharedPeriod]:
    return list(
        db.session.scalars(
            select(SharedPeriod)
            .where(SharedPeriod.starts_on <= last, SharedPeriod.ends_on >= first)
            .order_by(SharedPeriod.starts_on, SharedPeriod.id)
        )
    )
