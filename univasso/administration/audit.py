"""The audit: lines of history under filters, and the same as a spreadsheet."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO

from sqlalchemy import Select, select

from univasso.administration.wording import happened
from univasso.core import clock
from univasso.core.db import db
from univasso.core.french import folded
from univasso.core.history import HistoryEntry
from univasso.core.spreadsheets import harmless
from univasso.models.accounts import User

MOST = 50_000  # lines of a spreadsheet
COLUMNS = ("place", "at", "who", "verb", "what", "number", "before", "after", "note", "seal")


@dataclass(frozen=True)
class Asked:
    """What the audit is asked for, from its address; a day that is no day filters nothing."""

    who: str = ""
    verb: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def of(cls, args: dict) -> "Asked":
        words = {
            name: "".join(c for c in args.get(name, "").strip()[:200] if c.isprintable())
            for name in ("who", "verb", "kind")
        }
        return cls(**words, since=day(args.get("since", "")), until=day(args.get("until", "")))


def day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def lines(asked: Asked) -> Select:
    found = select(HistoryEntry).order_by(HistoryEntry.id.desc())
    if asked.who:
        people = select(User.id)
        for word in folded(asked.who).split():
            people = people.where(
                User.name_key.contains(word, autoescape=True)
                | User.email_key.contains(word, autoescape=True)
            )
        found = found.where(HistoryEntry.by_id.in_(people))
    for column, value in ((HistoryEntry.verb, asked.verb), (HistoryEntry.subject_kind, asked.kind)):
        if value:
            found = found.where(column == value)
    if asked.since:
        found = found.where(HistoryEntry.at >= clock.start_of_day(asked.since))
    if asked.until:
        found = found.where(HistoryEntry.at < clock.start_of_day(asked.until + timedelta(days=1)))
    return found


def choices() -> dict[str, list[str]]:
    """The verbs and the kinds that the audit holds."""
    verb, kind = HistoryEntry.verb, HistoryEntry.subject_kind
    return {
        "verbs": list(db.session.scalars(select(verb).distinct().order_by(verb))),
        "kinds": list(db.session.scalars(select(kind).distinct().order_by(kind))),
    }


def spreadsheet(asked: Asked) -> Iterator[str]:
    """CSV (RFC 4180), line by line, without a cell that a spreadsheet takes for a formula."""
    names = dict(db.session.execute(select(User.id, User.name)).all())
    yield "\ufeff" + _row(COLUMNS)
    for line in db.session.scalars(lines(asked).limit(MOST)):
        yield _row(map(harmless, (
            line.place or "", line.at.isoformat(), names.get(line.by_id, line.by_id or ""),
            happened(line), line.subject_kind, line.subject_id, line.before, line.after, line.note,
            line.seal,
        )))  # fmt: skip


def _row(values: object) -> str:
    text = StringIO()
    csv.writer(text).writerow(values)
    return text.getvalue()
