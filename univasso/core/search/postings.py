"""Which documents hold which words, and where: the arithmetic of building and merging segments.

A posting is one word in one document. Postings are kept flat, sorted by word and then by document:
``ids`` (document), ``tf`` (occurrences, weighted, at most 255), ``fields`` (a bit per field) and
``at``, the place of its first position in ``positions``. A position counts words within the
document; its upper bits tell the field: ``field << FIELD_SHIFT | place``.
"""

from dataclasses import dataclass

import numpy as np

from univasso.core.search.words import stem_key_of

FIELD_SHIFT = 24
LAST_PLACE = (1 << FIELD_SHIFT) - 1


@dataclass
class Postings:
    """Flat postings; ``word`` numbers the word of each. ``at`` has one entry more than ``ids``."""

    word: np.ndarray
    ids: np.ndarray
    tf: np.ndarray
    fields: np.ndarray
    at: np.ndarray
    positions: np.ndarray


def grouped(word: np.ndarray, ids: np.ndarray, positions: np.ndarray, weights: np.ndarray):
    """Postings of occurrences given in the order of documents and places."""
    order = np.argsort(word, kind="stable")
    word, ids, positions, weights = word[order], ids[order], positions[order], weights[order]
    first = np.flatnonzero(_changes(word, ids))
    bits = (1 << (positions >> FIELD_SHIFT)).astype(np.uint8)
    return Postings(
        word[first],
        ids[first],
        _small_sums(weights, first),
        np.bitwise_or.reduceat(bits, first) if len(first) else bits,
        np.append(first, len(word)).astype(np.uint32),
        positions,
    )


def sorted_by_word(postings: Postings) -> Postings:
    """The same postings by word, those of one word keeping their order."""
    order = np.argsort(postings.word, kind="stable")
    counts = np.diff(postings.at.astype(np.int64))
    return Postings(
        postings.word[order],
        postings.ids[order],
        postings.tf[order],
        postings.fields[order],
        _ends(counts[order]),
        postings.positions[spread(postings.at[:-1][order], counts[order])],
    )


def spread(starts: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """The numbers ``start, start + 1, …`` of every run, one run after the other."""
    total = int(counts.sum())
    ends = np.cumsum(counts)
    return np.arange(total) + np.repeat(starts.astype(np.int64) - (ends - counts), counts)


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
    return {**_vocabulary(terms), **_joined(postings, merged, identified)}


def _stems(keys: list[str]) -> tuple[list[str], list[int]]:
    stems: dict[str, int] = {}
    of_form = [stems.setdefault(stem_key_of(key), len(stems)) for key in keys]
    return list(stems), of_form


def _several_forms(postings: Postings, of_form: np.ndarray, chosen: np.ndarray) -> Postings:
    stem = of_form[postings.word]
    picked = np.flatnonzero(chosen[stem])
    picked = picked[np.lexsort((postings.ids[picked], stem[picked]))]
    stem, ids = stem[picked], postings.ids[picked]
    counts = np.diff(postings.at.astype(np.int64))[picked]
    first = np.flatnonzero(_changes(stem, ids))
    group = np.cumsum(_changes(stem, ids)) - 1
    # Places of one document are put in order again: several forms may alternate.
    placed = np.repeat(group, counts) << 32
    placed |= postings.positions[spread(postings.at[:-1][picked], counts)]
    placed.sort()
    bits = postings.fields[picked]
    return Postings(
        stem[first],
        ids[first],
        _small_sums(postings.tf[picked], first),
        np.bitwise_or.reduceat(bits, first) if len(first) else bits,
        _ends(np.bincount(placed >> 32, minlength=len(first))),
        (placed & 0x7FFFFFFF).astype(np.int32),
    )


def _vocabulary(terms: dict[str, tuple[int, int]]) -> dict[str, np.ndarray]:
    names = sorted(terms)
    encoded = [name.encode() for name in names]
    ranges = np.array([terms[name] for name in names], dtype=np.uint32).reshape(-1, 2)
    return {
        "terms": np.frombuffer(b"".join(encoded), dtype=np.uint8),
        "terms_at": _ends(np.array([len(name) for name in encoded], dtype=np.int64)),
        "from": ranges[:, 0].copy(),
        "to": ranges[:, 1].copy(),
    }


def _joined(forms: Postings, stems: Postings, identified: list[int]) -> dict[str, np.ndarray]:
    count = len(identified)
    last = forms.at[-1:] + stems.at[-1:]
    return {
        "ids": np.concatenate((forms.ids, stems.ids, np.array(identified, dtype=np.int32))),
        "tf": np.concatenate((forms.tf, stems.tf, np.ones(count, dtype=np.uint8))),
        "fields": np.concatenate((forms.fields, stems.fields, np.zeros(count, dtype=np.uint8))),
        "at": np.concatenate((forms.at[:-1], stems.at + forms.at[-1], np.repeat(last, count))),
        "positions": np.concatenate((forms.positions, stems.positions)),
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
    return np.minimum(np.add.reduceat(values.astype(np.int64), first), 255).astype(np.uint8)


def _ends(counts: np.ndarray) -> np.ndarray:
    return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts))).astype(np.uint32)
