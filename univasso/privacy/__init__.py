"""What is kept of people: every column of every table is here, and nothing else says it.

A column either holds nothing of a person (``nothing``), or is *held*: for a purpose, on a legal
basis, seen by some, for a time, and with a fate when the person is erased. The public register, the
export, the erasure and ``docs/privacy.md`` are all read from ``MAP``; a house test names the columns
that are missing here. To declare a table::

    "researcher": Entry("user_id", nothing="id created_at", held=(
        Held("phone", CONTACT, Fate.BLANK), Held("biography", ACCOUNT, Fate.BLANK))),
"""

from univasso.privacy.entries import FATE_LABELS, Entry, Fate, Held
from univasso.privacy.tables import MAP, TABLE_LABELS

__all__ = [
    "FATE_LABELS",
    "MAP",
    "TABLE_LABELS",
    "Entry",
    "Fate",
    "Held",
    "declared",
    "links",
    "register",
]


def declared(entry: Entry) -> list[str]:
    """Every column that an entry names, as often as it names it."""
    return [*entry.nothing.split(), *(c for held in entry.held for c in held.columns.split())]


def links(entry: Entry) -> list[str]:
    """The columns that lead from a row to a person."""
    return [*entry.whose.split(), *entry.by.split()]


def register() -> list[tuple[str, Held]]:
    """Every (table, columns held), in order, for the public register."""
    return [(table, held) for table, entry in sorted(MAP.items()) for held in entry.held]
