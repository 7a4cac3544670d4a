"""What speaks for two sides: sentences of the question facing sentences of the candidate (C2.3).

A passage is quoted from both, with its source, its common words marked. How near two sentences are
orders the passages of one candidate; it is never shown, kept, nor summed into a figure.
"""

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from univasso.questions import near

MOST = 3  # passages shown of a candidate at first
MANY = 500  # texts read at once
LEAST = 0.2  # of the resemblance: a profile is written more shortly than a question is asked


@dataclass(frozen=True)
class Source:
    """Where the words of a candidate stand: ``kind`` is profile, work, output or page."""

    kind: str
    number: int  # of the researcher, of the work, of the output, or of the file of the page
    page: int = 0


@dataclass(frozen=True)
class Passage:
    """Two sentences that face each other."""

    own: near.Pieces  # of the question
    theirs: near.Pieces
    source: Source
    closeness: float  # to order by; never shown


class Library:
    """The texts of all candidates, read once and again when they change.

    Only sources that share a rather rare word with a question are compared with it.
    """

    def __init__(self):
        self._texts: dict[Source, near.Text] = {}
        self._stamps: dict[Source, object] = {}
        self._having: dict[str, set[Source]] = defaultdict(set)
        self._rarity: dict[str, float] = {}

    def refresh(
        self,
        stamps: Mapping[Source, object],
        read: Callable[[list[Source]], Mapping[Source, near.Text]],
    ) -> None:
        """Hold the sources of ``stamps`` and no other; ``read`` gives the words of those whose
        stamp is another than last time."""
        gone = [source for source in self._stamps if source not in stamps]
        new = [source for source, stamp in stamps.items() if self._stamps.get(source) != stamp]
        if not gone and not new:
            return
        for source in (*gone, *new):
            self._drop(source)
        for source, text in read(new).items():
            self._texts[source] = text
            for stem in _stems(text):
                self._having[stem].add(source)
        self._stamps = dict(stamps)
        self._rarity = near.weights(list(self._texts.values()))
        if len(new) > MANY:  # they live as long as the process: no collection walks them again
            gc.collect()
            gc.freeze()

    def _drop(self, source: Source) -> None:
        text = self._texts.pop(source, None)
        for stem in _stems(text) if text else ():
            self._having[stem].discard(source)

    def about(self, own: near.Text, only: Iterable[Source] | None = None) -> dict[Source, Passage]:
        """The nearest sentence of every source, or of ``only`` these, that has one near enough."""
        rare = [s for s in _stems(own) if self._rarity.get(s, 0) > near.WEIGHT_EVERYWHERE]
        some = set().union(*(self._having.get(stem, ()) for stem in rare))
        some = some if only is None else some.intersection(only)
        texts = [self._texts[source] for source in sorted(some, key=_order)]
        found = near.nearest(own, texts, most=len(texts), rarity=self._rarity, least=LEAST)
        return {n.key: Passage(n.own, n.theirs, n.key, n.closeness) for n in found}

    def facing(self, own: near.Text, source: Source, words: str, language: str) -> Passage | None:
        """The nearest sentence of words that are not kept here, such as a page of a file."""
        text = near.read(source, [words], language)
        found = near.nearest(own, [text], rarity=self._rarity, least=LEAST)
        return Passage(found[0].own, found[0].theirs, source, found[0].closeness) if found else None


def _stems(text: near.Text) -> frozenset[str]:
    return frozenset().union(*(sentence.stems for sentence in text.sentences))


def _order(source: Source) -> tuple:
    return source.kind, source.number, source.page


def best(passages: Iterable[Passage], most: int = MOST) -> list[Passage]:
    """The nearest ones, each sentence quoted once on either side."""
    kept: list[Passage] = []
    said: set[str] = set()
    for passage in sorted(passages, key=lambda p: (-p.closeness, _order(p.source))):
        both = {"".join(words for words, _mark in side) for side in (passage.own, passage.theirs)}
        if len(kept) < most and not both & said:
            kept.append(passage)
            said |= both
    return kept
