"""Whether a record is already here: by its identifiers, else by title, year and first author."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum

from sqlalchemy import select

from univasso.core.db import db
from univasso.core.french import folded
from univasso.core.words import N_
from univasso.exchange.records import Record
from univasso.models.outputs import Author, Output, OutputState
from univasso.outputs.services.notices import duplicate_key

ALIKE = 0.6  # below this likeness, two titles are not spellings of one
# A book has one ISBN; its chapters, its entries and the papers of its meeting share it.
WHOLES = ("book", "report", "thesis", "guide", "synthesis")


class State(StrEnum):
    NEW = "new"
    KNOWN = "known"
    CONFLICT = "conflict"


REASONS = {
    "": "",
    "doi": N_("same DOI"),
    "hal": N_("same HAL identifier"),
    "isbn": N_("same ISBN"),
    "title": N_("same title, year and first author"),
    "file": N_("twice in what is imported"),
    "titles_differ": N_("same identifier, but very different titles"),
    "two_notices": N_("its identifiers belong to two different notices"),
}


@dataclass(frozen=True)
class Match:
    """What a record meets here, and why (a key of ``REASONS``); the output's id when there is one."""

    state: State
    reason: str = ""
    output_id: int | None = None


@dataclass
class Shelf:
    """What is already here, by identifier and by title; what the files at hand hold has ids below 0."""

    by_identifier: dict[tuple[str, str], int] = field(default_factory=dict)
    by_title: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    titles: dict[int, list[str]] = field(default_factory=dict)
    added: int = 0

    def match(self, record: Record) -> Match:
        found = {
            scheme: self.by_identifier[scheme, value]
            for scheme, value in _identifiers(record)
            if (scheme, value) in self.by_identifier
        }
        if "doi" in found:
            found.pop("isbn", None)  # that of a series, or of another edition
        if len(set(found.values())) > 1:
            return Match(State.CONFLICT, "two_notices", min(found.values()))
        if found:
            scheme, output_id = next(iter(found.items()))
            if not self._are_alike(record, output_id):
                return Match(State.CONFLICT, "titles_differ", output_id)
            return Match(State.KNOWN, scheme, output_id)
        return self._by_title(record)

    def _by_title(self, record: Record) -> Match:
        first = _first_family(record)
        for output_id, family in self.by_title.get(duplicate_key(record.title, record.year), []):
            if not family or not first or family == first:
                return Match(State.KNOWN, "title", output_id)
        return Match(State.NEW)

    def _are_alike(self, record: Record, output_id: int) -> bool:
        mine = [_letters(title) for title in (record.title, record.other_title) if title]
        theirs = self.titles.get(output_id) or mine
        return any(
            a in b or b in a or SequenceMatcher(None, a, b).ratio() >= ALIKE
            for a in mine
            for b in theirs
        )

    def add(self, record: Record) -> None:
        """Remember a record of the files at hand, so that the next one that is the same is known."""
        self.added += 1
        output_id = -self.added
        for identifier in _identifiers(record):
            self.by_identifier.setdefault(identifier, output_id)
        self.titles.setdefault(output_id, []).append(_letters(record.title))
        key = duplicate_key(record.title, record.year)
        self.by_title.setdefault(key, []).append((output_id, _first_family(record)))


def shelf() -> Shelf:
    """Everything here that was not declined or merged away."""
    here = Shelf()
    gone = (OutputState.MERGED, OutputState.DECLINED)
    rows = db.session.execute(
        select(Output.id, Output.kind_code, Output.doi, Output.hal, Output.isbn, Output.title_fr,
               Output.title_en, Output.duplicate_key, Author.family)
        .outerjoin(Author, (Author.output_id == Output.id) & (Author.position == 1))
        .where(Output.state.not_in(gone))
    )  # fmt: skip
    for row in rows:
        schemes = ("doi", "hal", *(("isbn",) if row.kind_code in WHOLES else ()))
        for scheme in schemes:
            if value := getattr(row, scheme):
                here.by_identifier.setdefault((scheme, value), row.id)
        here.titles[row.id] = [_letters(title) for title in (row.title_fr, row.title_en) if title]
        here.by_title.setdefault(row.duplicate_key, []).append((row.id, folded(row.family or "")))
    return here


def _identifiers(record: Record) -> Iterable[tuple[str, str]]:
    schemes = ("doi", "hal", *(("isbn",) if record.kind in WHOLES else ()))
    return [(scheme, value) for scheme in schemes if (value := getattr(record, scheme))]


def _first_family(record: Record) -> str:
    people = record.authors or record.editors
    return folded(people[0].family) if people else ""


def _letters(title: str) -> str:
    return re.sub(r"[^a-z0-9]", "", folded(title))
