"""Dates to meet as calendars read them: RFC 5545 in plain text, in Paris time.

    calendar(Event(uid="…", starts_at=…, minutes=60, title="…"), method="REQUEST")

The same ``uid`` with a greater ``sequence`` replaces what a calendar holds; ``is_cancelled`` takes it out.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from univasso.core import clock

LINE = 75  # octets, 3.1

# Summer time in the European Union (directive 2000/84/EC), as 3.6.5 writes it.
PARIS = """\
BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE"""


@dataclass(frozen=True)
class Event:
    """One date to meet."""

    uid: str  # stable: it names the event in every calendar that received it
    starts_at: datetime
    minutes: int
    title: str
    about: str = ""
    place: str = ""
    address: str = ""  # of its page
    sequence: int = 0
    is_cancelled: bool = False


def calendar(*events: Event, method: str = "PUBLISH") -> str:
    """A file that any calendar opens, with CRLF line ends."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Univ'Asso//FR", "CALSCALE:GREGORIAN",
        f"METHOD:{method}", *PARIS.splitlines(),
    ]  # fmt: skip
    for event in events:
        lines += _event(event)
    return "".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _event(event: Event) -> list[str]:
    ends_at = event.starts_at + timedelta(minutes=event.minutes)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{clock.now().astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTART;TZID=Europe/Paris:{_local(event.starts_at)}",
        f"DTEND;TZID=Europe/Paris:{_local(ends_at)}",
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
        f"SUMMARY:{_escaped(event.title)}",
    ]
    if event.about:
        lines.append(f"DESCRIPTION:{_escaped(event.about)}")
    if event.place:
        lines.append(f"LOCATION:{_escaped(event.place)}")
    if event.address:
        lines.append(f"URL:{event.address}")
    return [*lines, "END:VEVENT"]


def _local(moment: datetime) -> str:
    return f"{moment.astimezone(clock.PARIS):%Y%m%dT%H%M%S}"


def _escaped(text: str) -> str:
    """Text as 3.3.11 writes it: no control character, commas and line ends marked."""
    kept = "".join(c for c in text.replace("\r\n", "\n") if c == "\n" or c.isprintable())
    for character in ("\\", ";", ","):
        kept = kept.replace(character, f"\\{character}")
    return kept.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of at most 75 octets, never cut within a character (3.1)."""
    pieces, piece, room = [], "", LINE
    for character in line:
        size = len(character.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", LINE - 1  # the next ones begin with a space
        piece += character
        room -= size
    return "\r\n ".join([*pieces, piece]) + "\r\n"
