"""One immutable segment, mapped into memory, and which of its documents still live."""

from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from univasso.core.search import arrays
from univasso.core.search.columns import Column
from univasso.core.search.content import IDENTIFIER
from univasso.core.search.documents import IndexUnusable

_KNOWN_TERMS = 20_000  # looked-up words remembered per segment


class Run(NamedTuple):
    """Postings in a row: where they begin and end, and where their positions begin."""

    start: int
    end: int
    places: int


class Segment:
    """Postings, document columns and vocabulary. Only ``live`` differs between two openings."""

    def __init__(self, path: Path):
        made, notes = arrays.read(path)
        self.name = path.stem
        self._made = made
        self.columns: list[str] = notes["columns"]
        self.ids, self.tf = made["ids"], made["tf"]
        self.counts, self.positions = made["counts"], made["positions"]
        self.start, self.to, self._places = made["from"], made["to"], made["places_from"]
        self.order, self.lengths = made["order"], made["lengths"]
        self.count = len(self.order)
        self.length_sum = int(self.lengths.sum())
        self.live = np.ones(self.count, dtype=bool)
        self.deleted, self.gone = 0, ""
        self._shown = memoryview(made["shown"]).cast("B")
        self._shown_at = memoryview(made["shown_at"])
        self._letters: tuple[np.ndarray, np.ndarray] | None = None
        self._norm: tuple[tuple[float, float, float], np.ndarray] | None = None
        self._terms = memoryview(made["terms"]).cast("B")
        self._terms_at = memoryview(made["terms_at"])
        self._keys = memoryview(made["keys"]).cast("B")
        self._keys_at = memoryview(made["keys_at"])
        self._known: dict[str, Run | None] = {}
        self._columns: dict[str, Column] = {}
        self.form_range = (self.place(b"E"), self.place(b"G"))

    def with_live(self, live: np.ndarray, gone: str) -> "Segment":
        """The same segment with other documents deleted; arrays are shared."""
        other = object.__new__(Segment)
        other.__dict__.update(self.__dict__)
        other.live, other.gone = live, gone
        other.deleted = self.count - int(np.count_nonzero(live))
        return other

    def norm(self, k1: float, b: float, average: float) -> np.ndarray:
        """BM25's length norm of each document, kept for the last values asked for."""
        if self._norm is None or self._norm[0] != (k1, b, average):
            made = k1 * (1 - b + b * self.lengths / np.float32(average))
            self._norm = ((k1, b, average), made.astype(np.float32))
        return self._norm[1]

    # Vocabulary

    def term(self, number: int) -> str:
        """The key at one place of the sorted vocabulary."""
        return bytes(self._terms[self._terms_at[number] : self._terms_at[number + 1]]).decode()

    def place(self, key: bytes) -> int:
        """The first place of the vocabulary that is not before ``key``."""
        terms, at = self._terms, self._terms_at
        return bisect_left(
            range(len(self.start)), key, key=lambda n: bytes(terms[at[n] : at[n + 1]])
        )

    def shown(self, number: int) -> str:
        """How the texts spell the form at a place of the vocabulary; empty: as it is."""
        number -= self.form_range[0]
        return bytes(self._shown[self._shown_at[number] : self._shown_at[number + 1]]).decode()

    def spellings(self) -> Iterator[tuple[str, str]]:
        """Keys of forms that the texts spell with accents, and that spelling."""
        for number in range(*self.form_range):
            spelling = self.shown(number)
            if spelling:
                yield self.term(number), spelling

    def letters(self) -> tuple[np.ndarray, np.ndarray]:
        """For each form a bit per letter that it has, and its length in bytes."""
        if self._letters is None:
            first, last = self.form_range
            at = self._made["terms_at"][first : last + 1].astype(np.int64)
            bits = np.uint32(1) << (self._made["terms"] & np.uint8(31)).astype(np.uint32)
            # The first byte of a key is its language.
            made = np.bitwise_or.reduceat(bits, _inside(at)) if last > first else bits[:0]
            self._letters = (made[::2], np.diff(at) - 1)
        return self._letters

    def find(self, key: str) -> Run | None:
        """Where the postings of a key begin and end, or ``None``."""
        try:
            return self._known[key]
        except KeyError:
            pass
        wanted = key.encode()
        number = self.place(wanted)
        found = None
        if number < len(self.start) and self.term(number) == key:
            found = self.run(number, number)
        if len(self._known) < _KNOWN_TERMS:
            self._known[key] = found
        return found

    def run(self, first: int, last: int) -> Run:
        """The postings of the words from one place of the vocabulary to another."""
        return Run(int(self.start[first]), int(self.to[last]), int(self._places[first]))

    def forms(self) -> list[str]:
        """All keys of forms, sorted."""
        return [self.term(number) for number in range(*self.form_range)]

    def identifiers(self) -> dict[int, list[str]]:
        """The identifiers of each document that has any."""
        found: dict[int, list[str]] = {}
        for number in range(self.place(IDENTIFIER.encode()), self.form_range[0]):
            for document in self.ids[self.start[number] : self.to[number]].tolist():
                found.setdefault(document, []).append(self.term(number)[1:])
        return found

    # Documents

    def key(self, number: int) -> str:
        """The key of a document."""
        return bytes(self._keys[self._keys_at[number] : self._keys_at[number + 1]]).decode()

    def number(self, key: str) -> int | None:
        """The document that has this key, if it lives here."""
        by_key = self._made["by_key"]
        wanted = key.encode()
        keys, at = self._keys, self._keys_at
        found = bisect_left(by_key, wanted, key=lambda n: bytes(keys[at[n] : at[n + 1]]))
        if found == self.count:
            return None
        number = int(by_key[found])
        return number if self.key(number) == key and self.live[number] else None

    def column(self, name: str) -> Column:
        """One column, its values read when first asked for."""
        if name not in self._columns:
            try:
                made = self._made[f"codes {name}"], self._made[f"values {name}"]
            except KeyError:
                raise IndexUnusable(f"the index has no column {name}") from None
            self._columns[name] = Column(*made)
        return self._columns[name]


def _inside(at: np.ndarray) -> np.ndarray:
    """Bounds of each word without its first byte, in pairs, for ``reduceat``."""
    return np.column_stack((at[:-1] + 1, at[1:])).ravel()
