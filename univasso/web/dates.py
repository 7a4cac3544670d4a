"""Moments and days in words: Paris time, long form, in the language of the page (G7)."""

from datetime import date, datetime

from babel.dates import get_month_names
from flask import Flask
from markupsafe import Markup

from univasso.core.clock import PARIS
from univasso.web.language import current

NBSP = "\u00a0"


def _month(number: int) -> str:
    return get_month_names("wide", "format", current())[number]


def long_day(day: date | datetime) -> Markup:
    """“1er mars 2019”, “3 December 2026”; a moment is read on the calendar of Paris."""
    if isinstance(day, datetime):
        day = day.astimezone(PARIS).date()
    number = Markup("1<sup>er</sup>") if day.day == 1 and current() == "fr" else day.day
    return Markup("{}{}{} {}").format(number, NBSP, _month(day.month), day.year)


def short_month(day: date) -> str:
    """“nov. 26”, for the axis of a chart or the head of a narrow column."""
    name = get_month_names("abbreviated", "format", current())[day.month]
    return f"{name} {day:%y}"


def clock_time(moment: datetime) -> str:
    """“16 h 30”, “16 h”, “4:30 pm”."""
    there = moment.astimezone(PARIS)
    if current() == "en":
        return f"{there.hour % 12 or 12}:{there:%M}{NBSP}{'am' if there.hour < 12 else 'pm'}"
    return f"{there.hour}{NBSP}h" + (f"{NBSP}{there:%M}" if there.minute else "")


def long_moment(moment: datetime) -> Markup:
    """“3 décembre 2026 à 16 h 30”, “3 December 2026, 4:30 pm”."""
    link = ", " if current() == "en" else f" à{NBSP}"
    return Markup("{}{}{}").format(long_day(moment), link, clock_time(moment))


def partial_day(written: str) -> Markup:
    """A date known to the year, the month or the day (``2019``, ``2019-03``), in words."""
    parts = [int(part) for part in (written or "").split("-") if part.isdigit()]
    if len(parts) == 3:
        return long_day(date(*parts))
    if len(parts) == 2:
        return Markup("{} {}").format(_month(parts[1]), parts[0])
    return Markup("{}").format(written or "")


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(
        long_day=long_day, long_moment=long_moment, clock_time=clock_time,
        partial_day=partial_day, short_month=short_month,
    )  # fmt: skip
