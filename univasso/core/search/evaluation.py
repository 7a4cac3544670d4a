"""One segment answers one query: which documents, counted by column, the best ones scored."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from univasso.core.search import hits
from univasso.core.search.content import ACCESS, IDENTIFIER, KIND
from univasso.core.search.hits import Clause, Given, Ground, Ids
from univasso.core.search.tree import All, Among, Either, Node, Phrase, Prefix, Tree, Word

PAIR = 0.15  # what two words that stand as in the query add
NEAR = 4  # places between them, at most
PAIRED = 200  # how many of the best documents are looked at for it
NAMED = 1e6  # score of a document that an identifier names: first, whatever its words


@dataclass(frozen=True)
class Request:
    """What is asked beside the words."""

    kinds: tuple[str, ...]
    filters: dict[str, tuple[str, ...]]
    access: tuple[str, ...]
    facets: tuple[str, ...]
    sort: str
    most: int


@dataclass
class Answer:
    """The best documents of a segment, and the counts around all that match."""

    docs: Ids
    scores: np.ndarray
    total: int
    kinds: dict[str, int]
    facets: dict[str, dict[str, int]]
    named: list[int]


def clause(ground: Ground, node: Node) -> Clause:
    """The documents of one node."""
    match node:
        case Word():
            return hits.word(ground, node.stems, node.exact, node.field)
        case Phrase():
            return hits.phrase(ground, node.places, node.field)
        case Prefix():
            return hits.prefixed(ground, node.keys, node.field)
        case All():
            parts = [clause(ground, part) for part in node.parts]
            docs = hits.shared(parts)
            return Given(ground, docs, _sum([part.score(docs) for part in parts], docs))
        case Either():
            parts = [clause(ground, part) for part in node.parts]
            docs = hits.together(parts)
            scored = [w * p.score(docs) for p, w in zip(parts, node.weights, strict=True)]
            return Given(ground, docs, _sum(scored, docs))
        case Among():
            column = ground.segment.column(node.facet)
            chosen = column.satisfying(node)
            docs = np.flatnonzero(chosen[column.codes]).astype(np.int32)
            return Given(ground, docs, np.zeros(len(docs), dtype=np.float32))


def _sum(scores: list[np.ndarray], docs: Ids) -> np.ndarray:
    total = np.zeros(len(docs), dtype=np.float32)
    for score in scores:
        total += score
    return total


class Evaluation:
    """One segment and one query: first what matches, then, once that is settled, the answer."""

    def __init__(self, ground: Ground, tree: Tree, request: Request):
        self.ground, self.tree, self.request = ground, tree, request
        self.segment = ground.segment
        self.clauses = [clause(ground, node) for node in tree.wanted]
        self.named = self._named()
        self._passed: dict[str, np.ndarray] = {}
        self._docs = self._kept = self.named

    def match(self, *, is_wide: bool) -> int:
        """Find the documents with every word, or with some of them.

        Tells how many there are before the tab and the filters: whether to widen must not depend
        on them, or a count would not be what one gets by choosing it.
        """
        docs = self._seen(self._matching(is_wide=is_wide))
        for node in self.tree.excluded:
            docs = docs[clause(self.ground, node).located(docs) < 0]
        for among in self.tree.among:
            column = self.segment.column(among.facet)
            docs = docs[column.passing(column.satisfying(among), docs)]
        wanted = {KIND: self.request.kinds, **self.request.filters}
        columns = {name: self.segment.column(name) for name, values in wanted.items() if values}
        self._passed = {
            name: column.passing(column.having(wanted[name]), docs)
            for name, column in columns.items()
        }
        self._docs = docs
        self._kept = docs[np.logical_and.reduce([*self._passed.values()])] if columns else docs
        return len(docs)

    def answer(self) -> Answer:
        """Counts, and the best of what matches."""
        docs, request = self._kept, self.request
        if request.sort == "relevance" and self.clauses:
            scores = _scored(self.ground, self.tree, self.clauses, docs)
        else:
            sign = -1 if request.sort == "oldest" else 1
            scores = (sign * self.segment.order[docs]).astype(np.float64)
        named = np.intersect1d(self.named, docs) if len(self.named) else self.named
        if len(named):
            scores[np.isin(docs, named)] += NAMED
        best, scores = _best(docs, scores, request.most, self.segment.order)
        facets = {name: self._count(name) for name in request.facets}
        return Answer(best, scores, len(docs), self._count(KIND), facets, named.tolist())

    def _matching(self, *, is_wide: bool) -> Ids:
        clauses, named = self.clauses, self.named
        if not clauses:
            return named if self.tree.identifiers else np.arange(self.ground.count, dtype=np.int32)
        if is_wide:
            docs = hits.together(clauses)
        else:
            weak = [isinstance(node, Word) and node.is_weak for node in self.tree.wanted]
            strong = [c for c, is_weak in zip(clauses, weak, strict=True) if not is_weak]
            docs = hits.shared(strong or clauses)
        return np.union1d(docs, named).astype(np.int32) if len(named) else docs

    def _named(self) -> Ids:
        found = [self.segment.find(IDENTIFIER + name) for name in self.tree.identifiers]
        ids = [self.segment.ids[run.start : run.end] for run in filter(None, found)]
        return np.unique(np.concatenate(ids)) if ids else np.zeros(0, dtype=np.int32)

    def _seen(self, docs: Ids) -> Ids:
        """Without the deleted documents and those that this reader may not know of."""
        if self.segment.deleted:
            docs = docs[self.segment.live[docs]]
        column = self.segment.column(ACCESS)
        allowed = column.having(self.request.access)
        return docs if allowed.all() else docs[column.passing(allowed, docs)]

    def _count(self, name: str) -> dict[str, int]:
        """Values of a column over the documents that every *other* filter leaves."""
        docs = self._kept
        if name in self._passed:
            others = [passes for other, passes in self._passed.items() if other != name]
            docs = self._docs[np.logical_and.reduce(others)] if others else self._docs
        return self.segment.column(name).counts(docs)


def _scored(ground: Ground, tree: Tree, clauses: list[Clause], docs: Ids) -> np.ndarray:
    scores = _sum([c.score(docs) for c in clauses], docs).astype(np.float64)
    pairs = _pairs(tree)
    if pairs and len(docs):
        best = np.arange(len(docs))
        if len(docs) > PAIRED:
            best = np.sort(np.argpartition(-scores, PAIRED)[:PAIRED])
        scores[best] += _paired(ground, pairs, docs[best])
    return scores


def _pairs(tree: Tree) -> list[tuple[Word, Word]]:
    words = [node for node in tree.wanted if isinstance(node, Word)]
    return [(a, b) for a, b in pairwise(words) if 0 < b.place - a.place < NEAR]


def _paired(ground: Ground, pairs: list[tuple[Word, Word]], docs: Ids) -> np.ndarray:
    """What documents gain where two words of the query follow each other as they do there."""
    gained = np.zeros(len(docs))
    # Each word's places less its own place in the query: equal for words that follow so.
    places = {
        word: hits.placed(ground, word.stems, docs, word.place)
        for word in dict.fromkeys(word for pair in pairs for word in pair)
    }
    for one, other in pairs:
        both = hits.common(places[one], places[other])
        if len(both):
            counts = np.bincount(both >> 32, minlength=len(docs))
            worth = PAIR * (ground.rarity(one.stems) + ground.rarity(other.stems))
            gained += worth * ground.saturated(counts, docs)
    return gained


def _best(docs: Ids, scores: np.ndarray, most: int, order: np.ndarray) -> tuple[Ids, np.ndarray]:
    """Only the best documents in their order: score, then the newest."""
    if len(docs) > most:
        # All that are worth as much as the last one, so that pages follow each other exactly.
        last = np.partition(scores, len(scores) - most)[len(scores) - most] if most else np.inf
        best = np.flatnonzero(scores >= last)
        scores, docs = scores[best], docs[best]
    ranks = np.lexsort((docs, -order[docs], -scores))[:most]
    return docs[ranks], scores[ranks]
