"""Dates known to the year, the month or the day: ``2019``, ``2019-03``, ``2019-03-14``."""

import re
from collections.abc import Iterator
from datetime import date

from univasso.core import clock
from univasso.core.french import folded

_MONTHS = (
    "jan january janvier", "feb february fevrier fev", "mar march mars", "apr april avril avr",
    "may mai", "jun june juin", "jul july juillet juil", "aug august aout",
    "sep sept september septembre", "oct october octobre okt", "nov november novembre",
    "dec december decembre dez",
)  # fmt: skip
MONTHS = {name: place for place, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAMED = "|".join(sorted(MONTHS, key=len, reverse=True))
# 14 mars 2019 · mars 2019 · March 14, 2019 · 14/03/2019 · 2019-03-14
_IN_TEXT = re.compile(
    rf"(?:(?P<d1>\d{{1,2}})(?:er)? )?\b(?P<m1>{_NAMED})\.?"
    r"(?: (?P<d2>\d{1,2})(?:st|nd|rd|th)?,)? (?P<y1>\d{4})\b"
    r"|\b(?P<d3>\d{1,2})[/.](?P<m3>\d{1,2})[/.](?P<y3>\d{4})\b"
    r"|\b(?P<y4>\d{4})-(?P<m4>\d{2})-(?P<d4>\d{2})\b"
)


def partial_date(year: object, month_: object = None, day: object = None) -> str:
    """The parts as one date; what no calendar holds is left out, and all of it without a year."""
    parts = [_number(year), _number(month_), _number(day)]
    if parts[0] is None or not 1000 <= parts[0] <= clock.today().year + 10:
        return ""
    for count in (3, 2):
        if None not in parts[:count]:
            try:
                date(*([*parts[:count], 1])[:3])
            except ValueError:
                continue
            return "-".join([f"{parts[0]:04d}", *(f"{p:02d}" for p in parts[1:count])])
    return f"{parts[0]:04d}"


def _number(value: object) -> int | None:
    text = str(value if value is not None else "").strip()
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else None


def month(text: str) -> int | None:
    """``mar``, ``March``, ``mars``, ``3``, ``10~mars``."""
    for word in re.findall(r"[a-z]+|[0-9]+", folded(text)):
        number = MONTHS.get(word) or (int(word) if word.isdigit() and int(word) <= 12 else None)
        if number:
            return number
    return None


def read_date(text: str) -> str:
    """A date as formats write it: ``2019-03-14``, ``2019/03//``, ``March 2019``, ``c. 2019``."""
    found = re.search(r"(?<!\d)(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?!\d)", text)
    if not found:
        return ""
    if found[2]:
        return partial_date(*found.groups())
    rest = text.replace(found[1], " ")
    named = month(rest) if re.search("[a-zA-Z]", rest) else None
    day = re.search(r"(?<!\d)([0-3]?\d)(?!\d)", rest) if named else None
    return partial_date(found[1], named, day[1] if day else None)


def dates_in(text: str) -> Iterator[str]:
    """The dates that a text writes out, French or English, in the order of reading."""
    for found in _IN_TEXT.finditer(" ".join(folded(text).split())):
        if found["y1"]:
            written = partial_date(found["y1"], MONTHS[found["m1"]], found["d1"] or found["d2"])
        elif found["y3"]:
            written = partial_date(found["y3"], found["m3"], found["d3"])
        else:
            written = partial_date(found["y4"], found["m4"], found["d4"])
        if written:
            yield written
