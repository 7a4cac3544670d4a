"""``python -m bench.relevance``: nDCG@10 of our engine and of the reference, on both halves.

Weights are chosen on the first half alone; the last half says whether they were chosen well.
"""

import math
import sys
import tempfile
from pathlib import Path

from bench.relevance.reference import Reference
from bench.relevance.sets import Collection, Query, all_of_them
from univasso.core.search import Document, Index, Text, parse

WISHED = 1.02  # times the reference


class Product:
    """Our engine, as search calls it."""

    def __init__(self, collection: Collection, folder: Path):
        self.index = Index(folder, ())
        self.index.rebuild(
            Document(t.key, "text", (Text(t.title, "fr", 3, "title"), Text(t.words, "fr")))
            for t in collection.texts
        )

    def find(self, typed: str) -> list[str]:
        """The ten best keys."""
        return self.index.find(parse(typed, "fr"), limit=10).keys


def gain(found: list[str], query: Query) -> float:
    """nDCG@10 with one answer: 1 / log2(1 + its place)."""
    return 1 / math.log2(2 + found.index(query.answer)) if query.answer in found else 0.0


def mean(engine: Product | Reference, queries: list[Query]) -> float:
    return sum(gain(engine.find(query.typed), query) for query in queries) / len(queries)


def row(collection: Collection, folder: Path) -> list[tuple[float, float]]:
    """(ours, reference) on the half for choosing, then on the one kept for the end."""
    ours = Product(collection, folder / collection.name)
    reference = Reference(collection.texts)
    halves = [[q for q in collection.queries if q.is_last == is_last] for is_last in (False, True)]
    return [(mean(ours, half), mean(reference, half)) for half in halves]


def main() -> int:
    """Print a table; exit 1 when the last half is below what is wished."""
    print(f"{'nDCG@10':<14}{'texts':>6}{'queries':>9}   {'chosen on':^22}   {'last check':^22}")
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        for collection in all_of_them():
            cells = row(collection, Path(folder))
            ratios.append([ours / theirs for ours, theirs in cells])
            shown = "   ".join(f"{a:.3f} / {b:.3f} = {a / b:.3f}" for a, b in cells)
            size = f"{len(collection.texts):>6}{len(collection.queries):>9}"
            print(f"{collection.name:<14}{size}   {shown}")
    means = [sum(column) / len(column) for column in zip(*ratios, strict=True)]
    print(f"{'mean ratio':<29}   {means[0]:^22.3f}   {means[1]:^22.3f}   wished: {WISHED}")
    return 0 if means[1] >= WISHED else 1


if __name__ == "__main__":
    sys.exit(main())
