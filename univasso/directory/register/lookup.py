"""Entries of the register that resemble a name, the best first.

A first look takes the entries that hold every word; a second one allows for a letter added, left
out, replaced or swapped in each word, for shortened words, and for one word too many. Both read a
bounded number of rows whatever is typed.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from univasso.core.db import db
from univasso.core.search.vocabulary import distance
from univasso.directory.register import names
from univasso.models.register import RegisterEntry, RegisterSpelling, RegisterStatus, RegisterWord

MOST = 10  # entries shown
COMPARED = 200  # entries whose names are compared
COUNTED = 2_000  # rows after which a word is simply frequent
STRICT_ROWS, WIDE_ROWS = 20_000, 4_000  # rows of the rarest word that are looked at
NEAR = 8  # spellings tried for a word
LEAST = 0.55  # of the weight of the words typed that an entry must hold
NEARLY, BEGUN = 0.8, 0.9  # what a misspelt and a shortened word are worth


@dataclass(frozen=True)
class Typed:
    """A word that was typed: its spellings with their worth, and how many entries hold one."""

    spelt: dict[str, float]
    count: int

    @property
    def weight(self) -> float:
        """A rare word tells more than a frequent one; one that nobody has, as much as a rare one."""
        return math.log(4 * COUNTED / (1 + self.count))


def by_name(text: str, department: str = "", commune_code: str = "") -> list[RegisterEntry]:
    """The entries whose names are nearest, narrowed to a department or a commune if one is given."""
    words = names.typed_words(text)
    if not words:
        return []
    places = [_as_typed(word) for word in names.place_words(department, commune_code)]
    typed = [_as_typed(word) for word in words]
    found = _same_name(text, department, commune_code)
    if all(word.count for word in typed):
        found |= _holding([*places, *typed], STRICT_ROWS)
    ranked = _ranked(found, typed, text)
    if not ranked:
        typed = [_widened(word, as_typed) for word, as_typed in zip(words, typed, strict=True)]
        ranked = _ranked(_nearly(typed, places), typed, text)
    return _entries(ranked[:MOST])


def _as_typed(word: str) -> Typed:
    return Typed({word: 1.0}, _count([word]))


def _count(words: Iterable[str]) -> int:
    some = select(RegisterWord.word).where(RegisterWord.word.in_(words)).limit(COUNTED)
    return db.session.scalar(select(func.count()).select_from(some.subquery()))


def _same_name(text: str, department: str, commune_code: str) -> set[int]:
    of = RegisterEntry
    asked = select(of.id).where(of.title_key == names.title_key(text))
    asked = asked.where(of.department == department) if department else asked
    asked = asked.where(of.commune_code == commune_code) if commune_code else asked
    return set(db.session.scalars(asked.limit(COMPARED)))


def _holding(words: list[Typed], rows: int) -> set[int]:
    """Entries that hold each of the words in some spelling, looked for from the rarest one."""
    first, *others = sorted(words, key=lambda word: word.count)
    base = (
        select(RegisterWord.entry_id)
        .where(RegisterWord.word.in_(first.spelt))
        .limit(rows)
        .subquery()
    )
    asked: Select = select(base.c.entry_id)
    for word in others:
        other = aliased(RegisterWord)
        asked = asked.where(
            exists().where(and_(other.word.in_(word.spelt), other.entry_id == base.c.entry_id))
        )
    return set(db.session.scalars(asked.limit(COMPARED)))


def _widened(word: str, as_typed: Typed) -> Typed:
    """A word with those that are nearly the same, or that it begins."""
    keys = names.spellings(word)
    if not keys:
        return as_typed
    near = db.session.scalars(
        select(RegisterSpelling.word).where(_shares(keys, word)).distinct()
    ).all()
    most = 1 if len(word) < names.BEGINNING else 2
    worth = {other: _worth(word, other, most) for other in near}
    best = sorted((w for w in worth if worth[w]), key=lambda w: (-worth[w], len(w), w))[:NEAR]
    spelt = {word: 1.0, **{other: worth[other] for other in best}}
    return Typed(spelt, _count(spelt))


def _shares(keys: set[str], word: str) -> ColumnElement[bool]:
    """Words that share a spelling; those that share but a beginning must go on as ``word`` does."""
    prefix = word[: names.PREFIX]
    begun = and_(RegisterSpelling.key == prefix, RegisterSpelling.word.startswith(word))
    return or_(RegisterSpelling.key.in_(keys - {prefix}), begun)


def _worth(word: str, other: str, most: int) -> float:
    if other.startswith(word):
        return BEGUN
    apart = distance(word, other, most)
    return NEARLY**apart if apart <= most else 0.0


def _nearly(typed: list[Typed], places: list[Typed]) -> set[int]:
    """Entries that hold all words that any entry holds, in some spelling, else all but one of them."""
    words = [word for word in typed if word.count]
    found = _holding([*places, *words], WIDE_ROWS) if words else set()
    if found or len(words) < 2:
        return found
    for left_out in range(len(words)):
        kept = words[:left_out] + words[left_out + 1 :]
        found |= _holding([*places, *kept], WIDE_ROWS)
    return found


def _ranked(found: set[int], typed: list[Typed], text: str) -> list[int]:
    """The numbers of the entries that hold enough of what was typed, the nearest first."""
    of = RegisterEntry
    columns = (of.id, of.title, of.short_title, of.commune, of.status, of.title_key)
    asked = select(*columns).where(of.id.in_(found), of.status != RegisterStatus.MOVED)
    key = names.title_key(text)
    scored = []
    for row in db.session.execute(asked) if found else ():
        score = _score(row, typed)
        if score >= LEAST:
            is_same = row.title_key == key
            scored.append((is_same, score, row.status == RegisterStatus.ACTIVE, -row.id))
    return [-number for *_, number in sorted(scored, reverse=True)]


def _score(row, typed: list[Typed]) -> float:
    """The share of what was typed that an entry holds, less a little for the words it has besides."""
    title = set(names.stems(row.title))
    held = title.union(
        names.stems(row.short_title), names.stems(row.commune), names.initials(row.title)
    )
    whole = sum(word.weight for word in typed)
    share, met = 0.0, set()
    for word in typed:
        here = [spelling for spelling in word.spelt if spelling in held]
        met.update(here)
        share += word.weight * max((word.spelt[spelling] for spelling in here), default=0)
    return share / whole - 0.01 * len(title - met)


def _entries(numbers: list[int]) -> list[RegisterEntry]:
    rows = db.session.scalars(select(RegisterEntry).where(RegisterEntry.id.in_(numbers)))
    return sorted(rows, key=lambda entry: numbers.index(entry.id))
