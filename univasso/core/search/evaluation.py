"""One segment answers one query: which documents, counted by column, the best ones scored."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from univasso.core.search import hits
from univasso.core.search.content import ACCESS, IDENTIFIER, KIND
from univasso.core.search.hits import Clause, Given, Ground, Ids
from univasso.core.search.tree import All, Among, Either, Node, Phrase, Prefix, Tree, Word

PAIR = 0.3  # what two words that stand as in the query add
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
    """The documents of a segment that match, and the counts around them."""

    docs: Ids
    scores: np.ndarray
    kinds: Counter = field(default_factory=Counter)
    facets: dict[str, Counter] = field(default_factory=dict)
    named: list[int] = field(default_factory=list)
    total: int = 0


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


def answer(ground: Ground, tree: Tree, request: Request, *, is_wide: bool) -> Answer:
    """All of it for one segment. ``is_wide`` asks for some of the words instead of all."""
    clauses = [clause(ground, node) for node in tree.wanted]
    named = _named(ground, tree)
    docs = _matching(ground, tree, clauses, named, is_wide=is_wide)
    docs = _seen(ground, request, docs)
    for node in tree.excluded:
        docs = docs[clause(ground, node).located(docs) < 0]
    found = _filtered(ground, tree, request, docs)
    found.total = len(found.docs)
    if request.sort == "relevance" and clauses:
        found.scores = _scored(ground, tree, clauses, found.docs)
    else:
        sign = 1 if request.sort == "oldest" else -1
        found.scores = (-sign * ground.segment.order[found.docs]).astype(np.float64)
    if len(named):
        found.named = np.intersect1d(named, found.docs).tolist()
        found.scores[np.isin(found.docs, named)] += NAMED
    return _best(found, request.most, ground.segment.order)


def _matching(ground: Ground, tree: Tree, clauses: list[Clause], named: Ids, *, is_wide: bool):
    if tree.identifiers and not clauses:
        return named
    if not clauses:
        return np.arange(ground.count, dtype=np.int32)
    if is_wide:
        docs = hits.together(clauses)
    else:
        weak = [isinstance(node, Word) and node.is_weak for node in tree.wanted]
        strong = [c for c, is_weak in zip(clauses, weak, strict=True) if not is_weak]
        docs = hits.shared(strong or clauses)
    return np.union1d(docs, named).astype(np.int32) if len(named) else docs


def _named(ground: Ground, tree: Tree) -> Ids:
    found = [ground.segment.find(IDENTIFIER + name) for name in tree.identifiers]
    ids = [ground.segment.ids[run.start : run.end] for run in filter(None, found)]
    return np.unique(np.concatenate(ids)) if ids else np.zeros(0, dtype=np.int32)


def _seen(ground: Ground, request: Request, docs: Ids) -> Ids:
    """Without the deleted documents and those that this reader may not know of."""
    segment = ground.segment
    if segment.deleted:
        docs = docs[segment.live[docs]]
    column = segment.column(ACCESS)
    allowed = column.having(request.access)
    return docs if allowed.all() else docs[column.passing(allowed, docs)]


def _filtered(ground: Ground, tree: Tree, request: Request, docs: Ids) -> Answer:
    """The documents that pass every filter, and each count without its own filter."""
    segment = ground.segment
    for among in tree.among:
        column = segment.column(among.facet)
        docs = docs[column.passing(column.satisfying(among), docs)]
    wanted = {KIND: request.kinds, **request.filters}
    passed = {
        name: segment.column(name).passing(segment.column(name).having(values), docs)
        for name, values in wanted.items()
        if values
    }
    missed = np.zeros(len(docs), dtype=np.uint8)
    for passes in passed.values():
        missed += ~passes
    kept = docs[missed == 0] if passed else docs
    found = Answer(kept, np.zeros(len(kept)))
    for name in (KIND, *request.facets):
        others = docs[missed == ~passed[name]] if name in passed else kept
        counts = segment.column(name).counts(others)
        if name == KIND:
            found.kinds = counts
        else:
            found.facets[name] = counts
    return found


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
    return [(a, b) for a, b in pairwise(words) if 0 < b.place - a.place < 4]


def _paired(ground: Ground, pairs: list[tuple[Word, Word]], docs: Ids) -> np.ndarray:
    """What documents gain where two words of the query follow each other as they do there."""
    gained = np.zeros(len(docs))
    for one, other in pairs:
        first = hits.placed(ground, one.stems, docs, 0, 0)
        second = hits.placed(ground, other.stems, docs, other.place - one.place, 0)
        both = np.intersect1d(first, second, assume_unique=True)
        counts = np.bincount(both >> 32, minlength=len(docs))
        worth = PAIR * (ground.rarity(one.stems) + ground.rarity(other.stems))
        gained += worth * ground.saturated(counts, docs)
    return gained


def _best(found: Answer, most: int, order: np.ndarray) -> Answer:
    """Only the best documents in their order: score, then the newest."""
    scores, docs = found.scores, found.docs
    if len(docs) > most:
        # All that are worth as much as the last one, so that pages follow each other exactly.
        last = np.partition(scores, len(scores) - most)[len(scores) - most]
        best = np.flatnonzero(scores >= last)
        scores, docs = scores[best], docs[best]
    ranks = np.lexsort((docs, -order[docs], -scores))[:most]
    found.docs, found.scores = docs[ranks], scores[ranks]
    return found
