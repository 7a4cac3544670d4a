"""Which documents hold which words, and where: the arithmetic of building and merging segments.

A posting is one word in one document. Postings are kept flat, sorted by word and then by document:
``ids`` (document), ``tf`` (occurrences, weighted, at most 255) and ``counts``, how many of the flat
``positions`` are its own (at most 255 too: later ones are left out). A position tells the place of
the word in the document and its field: ``place << FIELD_BITS | field``.
"""

from dataclasses import dataclass

import numpy as np

from univasso.core.search.words import stem_key_of

FIELD_BITS = 2
FIELD_MASK = (1 << FIELD_BITS) - 1
LAST_PLACE = (1 << 28) - 1
MOST = 255


@dataclass
class Postings:
    """Flat postings; ``word`` numbers the word of each."""

    word: np.ndarray
    ids: np.ndarray
    tf: np.ndarray
    counts: np.ndarray
    positions: np.ndarray

    def ends(self) -> np.ndarray:
        """Where the positions of each posting begin, and where the last ones end."""
        return ends(self.counts)


def grouped(word: np.ndarray, ids: np.ndarray, positions: np.ndarray, weights: np.ndarray):
    """Postings of occurrences given in the order of documents and places."""
    order = np.argsort(word, kind="stable")
    word, ids, positions, weights = word[order], ids[order], positions[order], weights[order]
    first = np.flatnonzero(_changes(word, ids))
    counts, positions = _capped(np.diff(np.append(first, len(word))), positions)
    return Postings(word[first], ids[first], _small_sums(weights, first), counts, positions)


def sorted_by_word(postings: Postings) -> Postings:
    """The same postings by word, those of one word keeping their order."""
    order = np.argsort(postings.word, kind="stable")
    at, counts = postings.ends()[:-1][order], postings.counts[order]
    return Postings(
        postings.word[order],
        postings.ids[order],
        postings.tf[order],
        counts,
        postings.positions[spread(at, counts)],
    )


def spread(starts: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """The numbers ``start, start + 1, …`` of every run, one run after the other."""
    counts = counts.astype(np.int64)
    last = np.cumsum(counts)
    total = int(last[-1]) if len(last) else 0
    return np.arange(total) + np.repeat(starts.astype(np.int64) - (last - counts), counts)


def ends(counts: np.ndarray) -> np.ndarray:
    """Where each run begins, and where the last one ends."""
    return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts, dtype=np.int64)))


def _capped(counts: np.ndarray, positions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if len(counts) and counts.max() > MOST:
        rank = np.arange(len(positions)) - np.repeat(ends(counts)[:-1], counts)
        positions = positions[rank < MOST]
    return np.minimum(counts, MOST).astype(np.uint8), positions


def tables(keys: list[str], postings: Postings, named: dict[str, list[int]]) -> dict:
    """All arrays of a segment: forms, then stems, then identifiers, under one sorted vocabulary.

    ``keys`` are the sorted keys of forms, which ``postings`` are sorted by; ``named`` gives the
    documents of each identifier key. A stem with a single form shares the postings of that form.
    """
    bounds = np.searchsorted(postings.word, np.arange(len(keys) + 1))
    terms = {key: (int(bounds[i]), int(bounds[i + 1])) for i, key in enumerate(keys)}
    stems, of_form = _stems(keys)
    of_form = np.asarray(of_form, dtype=np.int64)
    sizes = np.bincount(of_form, minlength=len(stems))
    for number, key in enumerate(keys):
        if sizes[of_form[number]] == 1:
            terms[stems[of_form[number]]] = terms[key]
    merged = _several_forms(postings, of_form, sizes > 1)
    base = len(postings.ids)
    starts = np.searchsorted(merged.word, np.arange(len(stems) + 1)) + base
    for number in np.flatnonzero(sizes > 1):
        terms[stems[number]] = (int(starts[number]), int(starts[number + 1]))
    base += len(merged.ids)
    identified = []
    for key in sorted(named):
        terms[key] = (base + len(identified), base + len(identified) + len(named[key]))
        identified += sorted(named[key])
    flat = _joined(postings, merged, identified)
    return {**_vocabulary(terms, flat["counts"]), **flat}


def _stems(keys: list[str]) -> tuple[list[str], list[int]]:
    stems: dict[str, int] = {}
    of_form = [stems.setdefault(stem_key_of(key), len(stems)) for key in keys]
    return list(stems), of_form


def _several_forms(postings: Postings, of_form: np.ndarray, chosen: np.ndarray) -> Postings:
    stem = of_form[postings.word]
    picked = np.flatnonzero(chosen[stem])
    picked = picked[np.lexsort((postings.ids[picked], stem[picked]))]
    stem, ids = stem[picked], postings.ids[picked]
    counts = postings.counts[picked].astype(np.int64)
    changes = _changes(stem, ids)
    first = np.flatnonzero(changes)
    # Places of one document are put in order again: several forms may alternate.
    placed = np.repeat(np.cumsum(changes) - 1, counts) << 32
    placed |= postings.positions[spread(postings.ends()[:-1][picked], counts)]
    placed.sort()
    total = np.bincount(placed >> 32, minlength=len(first))
    counts, positions = _capped(total, (placed & 0x7FFFFFFF).astype(np.int32))
    return Postings(
        stem[first], ids[first], _small_sums(postings.tf[picked], first), counts, positions
    )


def _vocabulary(terms: dict[str, tuple[int, int]], counts: np.ndarray) -> dict[str, np.ndarray]:
    names = sorted(terms)
    encoded = [name.encode() for name in names]
    ranges = np.array([terms[name] for name in names], dtype=np.uint32).reshape(-1, 2)
    return {
        "terms": np.frombuffer(b"".join(encoded), dtype=np.uint8),
        "terms_at": ends(np.array([len(name) for name in encoded])).astype(np.uint32),
        "from": ranges[:, 0].copy(),
        "to": ranges[:, 1].copy(),
        "places_from": ends(counts)[ranges[:, 0]].astype(np.uint32),
    }


def _joined(forms: Postings, stems: Postings, identified: list[int]) -> dict[str, np.ndarray]:
    count = len(identified)
    positions = np.concatenate((forms.positions, stems.positions))
    if not len(positions) or positions.max() < 1 << 16:
        positions = positions.astype(np.uint16)
    return {
        "ids": np.concatenate((forms.ids, stems.ids, np.array(identified, dtype=np.int32))),
        "tf": np.concatenate((forms.tf, stems.tf, np.ones(count, dtype=np.uint8))),
        "counts": np.concatenate((forms.counts, stems.counts, np.zeros(count, dtype=np.uint8))),
        "positions": positions,
    }


def _changes(*columns: np.ndarray) -> np.ndarray:
    changed = np.zeros(len(columns[0]), dtype=bool)
    changed[:1] = True
    for column in columns:
        changed[1:] |= column[1:] != column[:-1]
    return changed


def _small_sums(values: np.ndarray, first: np.ndarray) -> np.ndarray:
    if not len(first):
        return np.zeros(0, dtype=np.uint8)
    return np.minimum(np.add.reduceat(values.astype(np.int64), first), MOST).astype(np.uint8)
