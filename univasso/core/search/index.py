"""One index in one folder: what the rooms call."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from univasso.core.search import vocabulary
from univasso.core.search.documents import Document, Found, IndexUnusable
from univasso.core.search.evaluation import Evaluation, Request
from univasso.core.search.hits import Ground
from univasso.core.search.query import Query
from univasso.core.search.view import Viewer
from univasso.core.search.writer import Writer

FEW = 10  # fewer documents with every word than this, and some of the words are enough


class Index:
    """Findable documents in ``folder``; ``facets`` are the columns that may be counted.

    Any number of threads and processes may search while one writes. Reading and changing raise
    ``IndexUnusable`` when the folder holds no index of this version: ``rebuild`` makes one.
    """

    def __init__(self, folder: Path, facets: tuple[str, ...]):
        self.folder = Path(folder)
        self.facets = tuple(facets)
        self._viewer = Viewer(self.folder, self.facets)
        self._writer = Writer(self.folder, self.facets)

    # Writing

    def index(self, documents: Iterable[Document], mark: str | None = None) -> None:
        """Add documents, or replace those of the same key, in one commit."""
        self._writer.change(documents, (), mark)

    def remove(self, keys: Iterable[str], mark: str | None = None) -> None:
        """Remove documents, in one commit; unknown keys do no harm."""
        self._writer.change((), keys, mark)

    def change(
        self, documents: Iterable[Document], removed: Iterable[str], mark: str | None = None
    ) -> None:
        """Both at once, with the mark, in one commit."""
        self._writer.change(documents, removed, mark)

    def rebuild(
        self,
        documents: Iterable[Document],
        progress: Callable[[int], None] | None = None,
        mark: str = "",
    ) -> None:
        """Build everything beside the live index, then swap; searches go on meanwhile.

        What is indexed during that time goes to the old index and is lost at the swap: give the
        ``mark`` from before the reading began, and follow the changes again from there.
        """
        self._writer.rebuild(documents, progress, mark)

    @property
    def mark(self) -> str:
        """The moment until which changes were followed, as written with the last commit."""
        return self._viewer.view().state.mark

    @mark.setter
    def mark(self, mark: str) -> None:
        self._writer.mark(mark)

    # Reading

    def status(self) -> str:
        """``ready``, ``building`` (nothing to search yet) or ``missing``."""
        try:
            self._viewer.view()
        except IndexUnusable:
            return "building" if self._writer.is_rebuilding() else "missing"
        return "ready"

    def keys(self) -> set[str]:
        """The keys of all documents, to compare with the database."""
        return {
            segment.key(number)
            for segment in self._viewer.view().segments
            for number in segment.live.nonzero()[0].tolist()
        }

    def count(self) -> int:
        """How many documents there are."""
        return self._viewer.view().count

    def find(
        self,
        query: Query,
        *,
        kinds: tuple[str, ...] = (),
        filters: Mapping[str, tuple[str, ...]] | None = None,
        access: tuple[str, ...] = ("public",),
        sort: str = "relevance",
        offset: int = 0,
        limit: int = 10,
        facets: tuple[str, ...] = (),
    ) -> Found:
        """One page of documents. Every word, or some of them when fewer than ten have all.

        ``sort`` is ``relevance``, ``newest`` or ``oldest``; without words the newest come first.
        """
        offset, limit = max(0, offset), max(0, limit)
        filters = {name: tuple(values) for name, values in (filters or {}).items()}
        request = Request(tuple(kinds), filters, tuple(access), tuple(facets), sort, offset + limit)
        view, tree = self._viewer.view(), query.tree
        evaluations = [
            Evaluation(Ground(segment, view.norm(segment), view.rarity), tree, request)
            for segment in view.segments
        ]
        total = sum(evaluation.match(is_wide=False) for evaluation in evaluations)
        is_widened = False
        if total < FEW and len(tree.wanted) > 1:
            wider = sum(evaluation.match(is_wide=True) for evaluation in evaluations)
            is_widened = wider > total
        found = _gathered(evaluations, request, offset)
        found.is_widened = is_widened
        return found

    def suggest(self, typed: str, limit: int = 8) -> list[str]:
        """Words of the index that go on as typed, the most frequent first."""
        return vocabulary.suggest(self._viewer.view(), typed, limit)

    def correct(self, query: Query) -> str | None:
        """The query with each unknown word replaced by its nearest spelling, or ``None``."""
        return vocabulary.correct(self._viewer.view(), query)


def _gathered(evaluations: list[Evaluation], request: Request, offset: int) -> Found:
    """One page out of the answers of all segments."""
    found = Found(facets={name: {} for name in request.facets})
    ranked = []
    for evaluation in evaluations:
        segment, answer = evaluation.segment, evaluation.answer()
        found.total += answer.total
        _add(found.kinds, answer.kinds)
        for name, counts in answer.facets.items():
            _add(found.facets[name], counts)
        found.identified += [segment.key(n) for n in answer.named]
        orders = segment.order[answer.docs].tolist()
        rows = zip(answer.scores.tolist(), orders, answer.docs.tolist(), strict=True)
        ranked += [(-score, -order, segment, n) for score, order, n in rows]
    if len(evaluations) > 1:
        ranked.sort(key=lambda row: row[:2])
    found.keys = [segment.key(n) for *_, segment, n in ranked[offset : request.most]]
    return found


def _add(sums: dict[str, int], counts: dict[str, int]) -> None:
    for value, number in counts.items():
        sums[value] = sums.get(value, 0) + number
