"""The only clock of the house: moments are UTC, days are those of Paris.

It can be moved, by a test or by the setting CLOCK_SHIFT, so that a story of forty-five days
can be lived in a second.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")

_shift = timedelta(0)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC) + _shift


def today() -> date:
    """The present day in Paris, where the programme lives."""
    return now().astimezone(PARIS).date()


def start_of_day(day: date) -> datetime:
    """The first moment of a Paris day, in UTC: right on both days of the year when clocks change."""
    return datetime(day.year, day.month, day.day, tzinfo=PARIS).astimezone(UTC)


def shift(by: timedelta) -> None:
    """Move the clock by a duration from the real time; ``timedelta(0)`` puts it right again."""
    global _shift
    _shift = by
