"""The programme of a seminar as it is typed: a line for each point, those who speak under it.

16:15 Ce que l'étude a montré
- Dominique Fictif, Institut fictif
"""

import re
from dataclasses import dataclass, field

from univasso.models.seminars import Speaker, Talk

HOUR = re.compile(r"(\d{1,2})\s*[h:]\s*(\d{2})?\s*[:–—-]?\s+(?=\S)", re.I)


@dataclass
class Point:
    """One line of the programme, as it was read."""

    hour: str
    title: str
    speakers: list[tuple[str, str]] = field(default_factory=list)


class ProgrammeUnclear(Exception):  # noqa: N818
    """A line cannot be read; ``line`` is what it says."""

    def __init__(self, line: str):
        super().__init__(line)
        self.line = line


def read(text: str | None) -> list[Point]:
    """Raises ``ProgrammeUnclear``."""
    points: list[Point] = []
    for line in filter(None, (line.strip() for line in (text or "").splitlines())):
        if line[0] in "-–—•*":
            _speaker(points, line)
        else:
            points.append(_point(line))
    return points


def _speaker(points: list[Point], line: str) -> None:
    name, _comma, affiliation = line.lstrip("-–—•* ").partition(",")
    if not points or not name.strip() or len(name) > 200 or len(affiliation) > 300:
        raise ProgrammeUnclear(line)
    points[-1].speakers.append((name.strip(), affiliation.strip()))


def _point(line: str) -> Point:
    found = HOUR.match(line)
    hour, title = "", line
    if found:
        if int(found[1]) > 23 or int(found[2] or 0) > 59:
            raise ProgrammeUnclear(line)
        hour, title = f"{int(found[1]):02d}:{found[2] or '00'}", line[found.end() :].strip()
    if len(title) > 300:
        raise ProgrammeUnclear(line)
    return Point(hour, title)


def written(talks: list[Talk]) -> str:
    """The programme as it is typed."""
    lines = []
    for talk in talks:
        lines.append(f"{talk.hour} {talk.title}".strip())
        lines += [f"- {', '.join(filter(None, (s.name, s.affiliation)))}" for s in talk.speakers]
    return "\n".join(lines)


def talks_of(points: list[Point]) -> list[Talk]:
    """The rows of a programme."""
    return [
        Talk(
            position=number, hour=point.hour, title=point.title,
            speakers=[Speaker(position=i, name=name, affiliation=affiliation)
                      for i, (name, affiliation) in enumerate(point.speakers, 1)],
        )
        for number, point in enumerate(points, 1)
    ]  # fmt: skip
