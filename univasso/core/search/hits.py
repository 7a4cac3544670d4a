"""Postings of one segment as clauses: which documents, and what each is worth.

Scores are BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) with term
counts weighted by field; the rarity of a word is that of the whole index, not of the segment.
"""

from collections.abc import Callable

import numpy as np

from univasso.core.search.postings import FIELD_BITS, FIELD_MASK, spread
from univasso.core.search.segment import Run, Segment

K1, B = 1.5, 0.75
EXACT = 0.2  # what the exact form adds to its stem
_AHEAD = 1 << 20  # keeps places positive when a distance is taken from them
_SPARSE = 12  # how many times shorter a list must be to be looked up by bisection

Ids = np.ndarray


class Ground:
    """A segment with what all clauses of one query share: rarities and length norms."""

    def __init__(self, segment: Segment, norm: np.ndarray, rarity: Callable[..., float]):
        self.segment = segment
        self.norm = norm
        self.rarity = rarity
        self.count = segment.count

    def slices(self, keys: tuple[str, ...]) -> list[Run]:
        """Where the postings of each key that occurs here are."""
        found = [self.segment.find(key) for key in keys]
        return list(dict.fromkeys(place for place in found if place))

    def saturated(self, tf: np.ndarray, docs: Ids) -> np.ndarray:
        """The part of BM25 that grows with the count and shrinks with the length."""
        counts = tf.astype(np.float32)
        return counts * np.float32(K1 + 1) / (counts + self.norm[docs])


class Clause:
    """Sorted documents ``ids``, and the score of any sorted documents (0 where absent)."""

    def __init__(self, ground: Ground, ids: Ids):
        self.ground = ground
        self.ids = ids
        self._where: np.ndarray | None = None

    def located(self, docs: Ids) -> np.ndarray:
        """For each document its place in ``ids``, or −1."""
        if self._where is None:
            if len(docs) * _SPARSE < len(self.ids):
                return _located(self.ids, docs, self.ground.count)
            self._where = np.full(self.ground.count, -1, dtype=np.int32)
            self._where[self.ids] = np.arange(len(self.ids), dtype=np.int32)
        return self._where[docs]

    def narrowed(self, docs: Ids) -> Ids:
        """Those of the documents that the clause has."""
        if len(self.ids) * _SPARSE < len(docs):
            return docs[np.isin(docs, self.ids, assume_unique=True)]
        return docs[self.located(docs) >= 0]

    def score(self, docs: Ids) -> np.ndarray:
        """One number per document."""
        if docs is self.ids:
            return self.scores()
        place = self.located(docs)
        here = place >= 0
        if here.all():
            return self.scores(place)
        scores = np.zeros(len(docs), dtype=np.float32)
        scores[here] = self.scores(place[here])
        return scores

    def scores(self, place: np.ndarray | slice = slice(None)) -> np.ndarray:
        """The scores at places of ``ids``."""
        raise NotImplementedError


class Given(Clause):
    """Documents whose scores are known."""

    def __init__(self, ground: Ground, ids: Ids, known: np.ndarray):
        super().__init__(ground, ids)
        self.known = known

    def scores(self, place: np.ndarray | slice = slice(None)) -> np.ndarray:
        return self.known[place]


class Counted(Clause):
    """Documents with a weighted count of occurrences of one word."""

    def __init__(self, ground: Ground, ids: Ids, tf: np.ndarray, worth: float):
        super().__init__(ground, ids)
        self.tf = tf
        self.worth = np.float32(worth)

    def scores(self, place: np.ndarray | slice = slice(None)) -> np.ndarray:
        return self.worth * self.ground.saturated(self.tf[place], self.ids[place])


class Inflected(Clause):
    """A word by its stem, the exact form counting for more."""

    def __init__(self, stem: Counted, exact: Counted):
        super().__init__(stem.ground, stem.ids)
        self.stem, self.exact = stem, exact

    def scores(self, place: np.ndarray | slice = slice(None)) -> np.ndarray:
        scores = self.stem.scores(place)
        if self.exact.tf is self.stem.tf:
            return scores + scores * (self.exact.worth / self.stem.worth)
        return scores + self.exact.score(self.ids[place])


def word(ground: Ground, stems: tuple[str, ...], exact: tuple[str, ...], field: int) -> Clause:
    """The clause of one word."""
    stem = counted(ground, stems, field)
    if not len(stem.ids) or not exact:
        return stem
    if ground.slices(stems) == ground.slices(exact):
        stem.worth += np.float32(EXACT * ground.rarity(exact))
        return stem
    form = counted(ground, exact, field, EXACT)
    return Inflected(stem, form) if len(form.ids) else stem


def counted(ground: Ground, keys: tuple[str, ...], field: int, weight: float = 1.0) -> Counted:
    """The documents of several keys as one word, in one field or anywhere."""
    segment = ground.segment
    parts = []
    for run in ground.slices(keys):
        ids, tf = segment.ids[run.start : run.end], segment.tf[run.start : run.end]
        if field:
            kept = _in_field(segment, run, field)
            ids, tf = ids[kept], tf[kept]
        parts.append((ids, tf))
    ids, tf = parts[0] if len(parts) == 1 else united(parts, ground.count)
    return Counted(ground, ids, tf, weight * ground.rarity(keys))


def _in_field(segment: Segment, run: Run, field: int) -> np.ndarray:
    """Which postings of a run have a place in a field."""
    counts = segment.counts[run.start : run.end].astype(np.int64)
    total = int(counts.sum())
    here = segment.positions[run.places : run.places + total] & FIELD_MASK == field
    posting = np.repeat(np.arange(len(counts)), counts)[here]
    return np.bincount(posting, minlength=len(counts)) > 0


def united(parts: list[tuple[Ids, np.ndarray]], count: int) -> tuple[Ids, np.ndarray]:
    """Documents of any part with the sum of their counts."""
    if not parts:
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.uint8)
    sums = np.zeros(count, dtype=np.float32)
    for ids, tf in parts:
        sums[ids] += tf
    ids = np.flatnonzero(sums).astype(np.int32)
    return ids, sums[ids]


def prefixed(ground: Ground, keys: tuple[str, ...], field: int) -> Clause:
    """Every form that begins so: its postings are one run, the vocabulary being sorted."""
    segment = ground.segment
    sums = np.zeros(ground.count, dtype=np.float32)
    for key in keys:
        first = segment.place(key.encode())
        last = segment.place(key.encode() + b"\xff")
        if first == last:
            continue
        run = segment.run(first, last - 1)
        ids, tf = segment.ids[run.start : run.end], segment.tf[run.start : run.end]
        if field:
            kept = _in_field(segment, run, field)
            ids, tf = ids[kept], tf[kept]
        sums += np.bincount(ids, weights=tf, minlength=ground.count).astype(np.float32)
    ids = np.flatnonzero(sums).astype(np.int32)
    return Counted(ground, ids, sums[ids], 1.0)


def placed(
    ground: Ground, keys: tuple[str, ...], docs: Ids, distance: int, field: int = 0
) -> np.ndarray:
    """Where words stand in documents: rank of the document, and place less ``distance``; sorted."""
    segment = ground.segment
    found = []
    for run in ground.slices(keys):
        place = _located(segment.ids[run.start : run.end], docs, ground.count)
        rank = np.flatnonzero(place >= 0)
        place = place[rank]
        counts = segment.counts[run.start : run.end]
        starts = np.cumsum(counts, dtype=np.int64) - counts + run.places
        counts = counts[place]
        positions = segment.positions[spread(starts[place], counts)].astype(np.int64)
        ranks = np.repeat(rank, counts)
        if field:
            kept = positions & FIELD_MASK == field
            positions, ranks = positions[kept], ranks[kept]
        found.append((ranks << 32) + (positions + _AHEAD - (distance << FIELD_BITS)))
    if len(found) == 1:
        return found[0]
    return np.sort(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)


def _located(ids: Ids, docs: Ids, count: int) -> np.ndarray:
    """For each document its place among ``ids``, or −1."""
    if len(docs) * _SPARSE < len(ids):
        place = np.searchsorted(ids, docs)
        place[place == len(ids)] = 0
        return np.where(ids[place] == docs, place, -1)
    where = np.full(count, -1, dtype=np.int32)
    where[ids] = np.arange(len(ids), dtype=np.int32)
    return where[docs]


def phrase(ground: Ground, places, field: int) -> Clause:
    """Documents where the words stand at these distances, checked on those that have them all."""
    parts = [counted(ground, stems, field) for _, stems in places]
    docs = shared(parts)
    worth = sum(float(part.worth) for part in parts)
    alive, chains = np.arange(len(docs)), np.zeros(0, dtype=np.int64)
    # From the rarest word on: the chains to follow are as few as they can be.
    order = sorted(range(len(parts)), key=lambda n: len(parts[n].ids))
    for step, number in enumerate(order):
        distance, stems = places[number]
        here = placed(ground, stems, docs[alive], distance, field)
        chains = common(chains, here) if step else here
        # The same chains, counted among the documents that still have one.
        rank = chains >> 32
        is_first = np.diff(rank, prepend=-1) > 0
        alive = alive[rank[is_first]]
        chains += (np.cumsum(is_first) - 1 - rank) << 32
        if not len(alive):
            break
    return Counted(ground, docs[alive], np.bincount(chains >> 32, minlength=len(alive)), worth)


def common(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """What two sorted arrays, each without repetition, have in common."""
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    if len(few) * _SPARSE < len(many):
        place = np.searchsorted(many, few)
        place[place == len(many)] = 0
        return few[many[place] == few] if len(many) else few[:0]
    # Two sorted runs: a stable sort merges them in one pass.
    merged = np.sort(np.concatenate((few, many)), kind="stable")
    return merged[:-1][merged[1:] == merged[:-1]]


def shared(clauses: list[Clause]) -> Ids:
    """The documents that every clause has."""
    ordered = sorted(clauses, key=lambda clause: len(clause.ids))
    docs = ordered[0].ids
    for clause in ordered[1:]:
        if not len(docs):
            break
        docs = clause.narrowed(docs)
    return docs


def together(clauses: list[Clause]) -> Ids:
    """The documents that any clause has."""
    if len(clauses) == 1:
        return clauses[0].ids
    marked = np.zeros(clauses[0].ground.count, dtype=bool)
    for clause in clauses:
        marked[clause.ids] = True
    return np.flatnonzero(marked).astype(np.int32)
