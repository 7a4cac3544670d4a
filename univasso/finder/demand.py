"""What was looked for in vain, counted by day: a demand. Nothing says who looked (V★5)."""

import re
import threading
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select, type_coerce

from univasso.core import clock, history, retention, spreadsheets
from univasso.core.db import Moment, db
from univasso.core.french import sort_key
from univasso.core.search.lexicon import stems_of
from univasso.core.words import N_
from univasso.models.accounts import User
from univasso.models.finder import UnmetSearch, UnmetSubject
from univasso.models.researchers import Researcher
from univasso.models.vocabularies import KnowledgeNeed

LONGEST = 200
MOST_IN_MEMORY = 1000
MOST_WORDINGS = 2000  # that the page brings together
KEPT = timedelta(days=730)
# Words that may name a person or lead to one are not kept: addresses, numbers that can be called,
# a street with its number, somebody called by their title.
PERSONAL = re.compile(
    r"@|[(\[{]\s*(?:at|arobase)\s*[)\]}]|(?:\d[\s./()\u2010-\u2013-]{0,2}){8,}|https?://"
    r"|\b\d{1,4}\s*(?:bis|ter)?[\s,]+"
    r"(?:rue|avenue|av|boulevard|bd|place|impasse|all[ée]e|chemin|route|quai|square)\b"
    r"|\b(?:mme|madame|monsieur|mlle|mademoiselle|ma[îi]tre|m\.|mr|dr)\s+\w",
    re.IGNORECASE,
)

# A page that is read cannot write: searches are counted here and written by the worker.
_heard: Counter[tuple[date, str]] = Counter()
_lock = threading.Lock()


def hear(typed: str) -> None:
    """Count a search that found nothing, unless its words may be about somebody."""
    if PERSONAL.search(typed):
        return
    words = sort_key(typed)[:LONGEST]
    with _lock:
        if words and len(_heard) < MOST_IN_MEMORY:
            _heard[clock.today(), words] += 1


def write() -> None:
    """Add what was heard to the table, in the current transaction."""
    with _lock:
        taken = dict(_heard)
        _heard.clear()
    people = names_of_people() if taken else frozenset()
    for (day, words), count in taken.items():
        if names_somebody(words, people):
            continue
        known = db.session.scalar(select(UnmetSearch).filter_by(day=day, words=words))
        if known is None:
            db.session.add(UnmetSearch(day=day, words=words, count=count))
        else:
            known.count += count


def names_of_people() -> frozenset[str]:
    """The full names of those who have an account or a profile, in both orders, folded."""
    accounts = db.session.scalars(select(User.name)).all()
    profiles = db.session.execute(select(Researcher.given, Researcher.family)).all()
    names = [*accounts, *(f"{given} {family}" for given, family in profiles)]
    keys = {key for name in names if " " in (key := sort_key(name))}
    return frozenset(keys | {" ".join(key.split(" ", 1)[::-1]) for key in keys})


def names_somebody(words: str, people: frozenset[str]) -> bool:
    """Whether the words hold the full name of somebody we know."""
    return any(f" {name} " in f" {words} " for name in people)


def is_anything_heard() -> bool:
    return bool(_heard)


@dataclass(frozen=True)
class Demand:
    """What near wordings ask about: the most frequent one, the others, how often, and until when."""

    words: str
    others: list[str]
    count: int
    last: date
    need: KnowledgeNeed | None


def key_of(words: str) -> str:
    """What near wordings share: their stems, whatever their order, number, gender or grammar."""
    return " ".join(sorted(set(stems_of(words))))[:250] or words[:250]


def since(days: int) -> list[Demand]:
    """What was looked for in vain, near wordings together, the most wanted first."""
    groups: dict[str, list[tuple[str, int, date]]] = {}
    for words, count, day in _wordings(days):
        groups.setdefault(key_of(words), []).append((words, count, day))
    filed = {row.key: row.need for row in db.session.scalars(select(UnmetSubject))}
    found = [
        Demand(
            words=rows[0][0],
            others=[words for words, _, _ in rows[1:]],
            count=sum(count for _, count, _ in rows),
            last=max(day for _, _, day in rows),
            need=filed.get(key),
        )
        for key, rows in groups.items()
    ]
    return sorted(found, key=lambda demand: (-demand.count, demand.words))


def _wordings(days: int) -> list[tuple[str, int, date]]:
    """Words, how often, last day; the most frequent first."""
    total = func.sum(UnmetSearch.count)
    rows = db.session.execute(
        select(UnmetSearch.words, total, func.max(UnmetSearch.day))
        .where(UnmetSearch.day > clock.today() - timedelta(days=days))
        .group_by(UnmetSearch.words)
        .order_by(total.desc(), UnmetSearch.words)
        .limit(MOST_WORDINGS)
    )
    return [(words, int(count), day) for words, count, day in rows]


def file(words: str, need: KnowledgeNeed | None, by: User) -> None:
    """Say which need a subject concerns; without a need, that it concerns none of them."""
    key = key_of(words)
    subject = db.session.scalar(select(UnmetSubject).filter_by(key=key))
    if need is None:
        if subject is not None:
            history.record(subject, "file", by, before=str(subject.need.number))
            db.session.delete(subject)
        return
    if subject is None:
        subject = UnmetSubject(key=key, words=words)
    subject.need_id, subject.by_id, subject.at = need.id, by.id, clock.now()
    db.session.add(subject)
    history.record(subject, "file", by, after=str(need.number))


def is_sought(words: str) -> bool:
    """Whether the words are those of a search in vain: nothing else is filed."""
    return db.session.scalar(select(UnmetSearch.id).filter_by(words=words).limit(1)) is not None


def spreadsheet(demands: list[Demand]) -> str:
    header = ("words", "other wordings", "times", "last", "need")
    return spreadsheets.written(header, (
        (one.words, "; ".join(one.others), one.count, one.last.isoformat(),
         one.need.number if one.need else "")
        for one in demands
    ))  # fmt: skip


# A day is compared with a moment: as text on SQLite, natively on PostgreSQL.
retention.keep(
    "demand", UnmetSearch, type_coerce(UnmetSearch.day, Moment), KEPT,
    N_("Words that were looked for in vain"),
)  # fmt: skip
