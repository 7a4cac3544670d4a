"""The weeks to come of both sides, laid over each other (R4★4).

Research gives periods; an association gives only the hours in words at which it can be reached.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from univasso.core import clock
from univasso.directory.calendar import shared_between
from univasso.models.pairings import Pairing
from univasso.models.profiles import Level
from univasso.models.research_units import SharedPeriod
from univasso.models.researchers import Researcher

SHOWN = 8


@dataclass(frozen=True)
class Week:
    """One week: whether research is free in it, and what the associations' calendar says of it."""

    first: date
    is_free: bool
    shared: list[SharedPeriod]


def weeks(researcher: Researcher) -> list[Week]:
    """The next weeks, from the Monday of this one."""
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    shared = shared_between(monday, monday + timedelta(weeks=SHOWN))
    found = []
    for place in range(SHOWN):
        first = monday + timedelta(weeks=place)
        last = first + timedelta(days=6)
        is_free = any(p.starts_on <= last and p.ends_on >= first for p in researcher.periods)
        if researcher.is_paused and researcher.paused_until >= last:
            is_free = False
        over = [p for p in shared if p.starts_on <= last and p.ends_on >= first]
        found.append(Week(first, is_free, over))
    return found


def weeks_of(pairing: Pairing, *, is_own: bool) -> list[Week]:
    """Those that may be shown: when research said when it is free, and to whom."""
    row = pairing.researcher
    if row is None or not row.periods:
        return []
    may_be_read = is_own or pairing.is_met or row.shows("availability", Level.MEMBERS)
    return weeks(row) if may_be_read else []
