"""Several segments become one, without the documents that were deleted."""

from dataclasses import fields

import numpy as np

from univasso.core.search.content import Content, Notice
from univasso.core.search.postings import Postings, ends, sorted_by_word, spread
from univasso.core.search.segment import Segment


def merged(segments: list[Segment], columns: list[str]) -> Content:
    """The living documents of all segments, in the same order."""
    ranks = _ranks(segments)
    parts, base = [], 0
    for segment in segments:
        parts.append(_living(segment, ranks, base))
        base += int(segment.live.sum())
    names = [field.name for field in fields(Postings)]
    together = Postings(*(np.concatenate([getattr(p, name) for p in parts]) for name in names))
    keys, together = _used(list(ranks), sorted_by_word(together))
    notices = [notice for segment in segments for notice in notices_of(segment, columns)]
    shown = {key: spelling for segment in segments for key, spelling in segment.spellings()}
    return Content(keys, together, columns, notices, shown)


def notices_of(segment: Segment, columns: list[str]) -> list[Notice]:
    """The notices of the living documents, read back from the arrays."""
    identifiers = segment.identifiers()
    read = [segment.column(name) for name in columns]
    return [
        Notice(
            segment.key(number),
            int(segment.order[number]),
            int(segment.lengths[number]),
            identifiers.get(number, []),
            [list(c.combinations[c.codes[number]]) for c in read],
        )
        for number in np.flatnonzero(segment.live).tolist()
    ]


def _ranks(segments: list[Segment]) -> dict[str, int]:
    names = sorted({name for segment in segments for name in segment.forms()})
    return {name: number for number, name in enumerate(names)}


def _living(segment: Segment, ranks: dict[str, int], base: int) -> Postings:
    first, last = segment.form_range
    counts = segment.to[first:last].astype(np.int64) - segment.start[first:last]
    rank = np.array([ranks[name] for name in segment.forms()], dtype=np.int32)
    word = np.repeat(rank, counts)
    ids = segment.ids[: len(word)]
    kept = np.flatnonzero(segment.live[ids])
    renumbered = np.cumsum(segment.live, dtype=np.int32) - 1 + np.int32(base)
    counts = segment.counts[: len(word)]
    positions = segment.positions[spread(ends(counts)[:-1][kept], counts[kept])]
    return Postings(
        word[kept],
        renumbered[ids[kept]],
        segment.tf[: len(word)][kept],
        counts[kept],
        positions.astype(np.int32),
    )


def _used(keys: list[str], postings: Postings) -> tuple[list[str], Postings]:
    """Only the words that a living document still has."""
    counts = np.bincount(postings.word, minlength=len(keys))
    number = np.cumsum(counts > 0, dtype=np.int32) - 1
    postings.word = number[postings.word] if len(postings.word) else postings.word
    return [key for key, count in zip(keys, counts.tolist(), strict=True) if count], postings
