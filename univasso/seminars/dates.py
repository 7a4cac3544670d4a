"""When and where a seminar is, in words and as calendars read it."""

from dataclasses import replace
from datetime import date, datetime

from babel.dates import get_day_names, get_month_names
from flask_babel import gettext as _

from univasso.core import clock
from univasso.core.calendars import Event, calendar
from univasso.models.registrations import Registration
from univasso.models.seminars import Seminar, SeminarState
from univasso.seminars import links
from univasso.web.dates import clock_time, long_day
from univasso.web.language import current
from univasso.web.mailing import address
from univasso.web.wording import in_language


def when(seminar: Seminar) -> str:
    """“jeudi 3 décembre 2026, de 16 h à 18 h”."""
    start, end = (m.astimezone(clock.PARIS) for m in (seminar.starts_at, seminar.ends_at))
    name = get_day_names("wide", "format", current())[start.weekday()]
    day = f"{name} {long_day(start).striptags()}"
    if not seminar.has_hours:
        return day
    hours = {"day": day, "start": clock_time(start), "end": clock_time(end)}
    if start.date() == end.date():
        return _("%(day)s, from %(start)s to %(end)s", **hours)
    return _("%(day)s at %(start)s, until %(last)s at %(end)s",
             last=long_day(end).striptags(), **hours)  # fmt: skip


def hours(seminar: Seminar) -> str:
    """“16 h – 18 h”; empty when only the day is known."""
    if not seminar.has_hours:
        return ""
    return f"{clock_time(seminar.starts_at)} – {clock_time(seminar.ends_at)}"


def day(seminar: Seminar) -> date:
    return seminar.starts_at.astimezone(clock.PARIS).date()


def month_word(seminar: Seminar) -> str:
    """“déc.”, under the number of a day."""
    return get_month_names("abbreviated", "format", current())[day(seminar).month]


def month_and_year(first: date) -> str:
    """“Décembre 2026”."""
    name = get_month_names("wide", "stand-alone", current())[first.month]
    return f"{name.capitalize()} {first.year}"


def weekday(a_day: date, width: str) -> str:
    return get_day_names(width, "format", current())[a_day.weekday()]


def hour_words(hour: str) -> str:
    """“16 h 15” of 16:15, as it is typed in a programme."""
    hours_, minutes = map(int, hour.split(":"))
    return clock_time(datetime(2000, 1, 1, hours_, minutes, tzinfo=clock.PARIS))


def sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def where(seminar: Seminar) -> str:
    """Where it is, as everybody may read it."""
    if not seminar.has_room:
        return _("Online")
    if seminar.is_place_reserved:
        told = _("address given on registration")
        return f"{seminar.town}, {told}" if seminar.town else told
    return seminar.place


def public_file(*seminars: Seminar) -> str:
    """What everybody may put in their calendar."""
    return calendar(*(_event(seminar, where(seminar)) for seminar in seminars if seminar.has_hours))


def own_file(registration: Registration) -> str:
    """The calendar file of somebody who comes: with the place or the link; gone once they left."""
    seminar = registration.seminar
    is_gone = not registration.is_live or seminar.state == SeminarState.CANCELLED
    online = registration.way == "remote"
    place = seminar.remote_link if online else seminar.full_place
    # An event of its own: whoever leaves and comes back has another one. Its page is the public one:
    # calendars are shown to others.
    event = replace(
        _event(seminar, place, is_gone=is_gone), uid=f"{seminar.uid}-{registration.id}@univasso"
    )
    return calendar(event, method="CANCEL" if is_gone else "PUBLISH")


def _event(seminar: Seminar, place: str, *, is_gone: bool = False) -> Event:
    is_cancelled = is_gone or seminar.state == SeminarState.CANCELLED
    return Event(
        uid=f"{seminar.uid}@univasso",
        starts_at=seminar.starts_at,
        minutes=seminar.minutes,
        title=in_language(seminar, "title")[0],
        place=place,
        address=address("seminars.page", id=seminar.id, slug=links.slug_of(seminar)),
        sequence=seminar.sequence + is_cancelled,
        is_cancelled=is_cancelled,
    )
