"""This host's own copy of the index: it follows the log of changes, and is rebuilt when it must be.

The database is the truth. Whatever happens to the folder of the index, searching says so, answers
from the notices meanwhile, and the copy is built again by itself.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from univasso.core import changes, clock
from univasso.core.db import db
from univasso.core.search import Index, IndexUnusable
from univasso.finder import documents
from univasso.finder.facets import INDEXED

log = logging.getLogger(__name__)

LONGEST_ABSENCE = changes.KEPT - timedelta(days=1)
LAZY = timedelta(minutes=1)  # between two marks when nothing changes
_one_at_a_time = threading.Lock()


@dataclass
class Copy:
    """Where this process finds its index, set once by the application."""

    index: Index | None = None
    # Lines of the log that were followed: the log is read with an overlap, and again each time.
    followed: dict[int, datetime] = field(default_factory=dict)

    def remember(self, lines: list[tuple[int, str]], at: datetime) -> None:
        """Note lines as followed, and forget those that the overlap no longer shows."""
        self.followed.update((number, at) for number, _ in lines)
        limit = at - 2 * changes.OVERLAP
        self.followed = {n: moment for n, moment in self.followed.items() if moment > limit}


copy = Copy()


def open_in(folder: Path) -> None:
    """Have this process search in a folder; what is not there yet is built by ``follow``."""
    copy.index, copy.followed = Index(folder, INDEXED), {}


def index() -> Index:
    if copy.index is None:
        raise IndexUnusable
    return copy.index


def status() -> str:
    """``ready``, ``building`` or ``missing``."""
    return copy.index.status() if copy.index is not None else "missing"


def follow() -> int:
    """Bring this copy up to date; give back how many documents were written or removed."""
    if copy.index is None:
        return 0
    with _one_at_a_time:
        try:
            mark = datetime.fromisoformat(copy.index.mark)
            if clock.now() - mark <= LONGEST_ABSENCE:
                return _catch_up(mark)
        except (IndexUnusable, ValueError):
            log.warning("the index cannot be used: it is built again")
        return _rebuild()


def _catch_up(mark: datetime) -> int:
    until = clock.now()
    lines = [(n, key) for n, key in changes.since(mark, until) if n not in copy.followed]
    if not lines:
        if until - mark > LAZY:
            copy.index.mark = until.isoformat()
        return 0
    if changes.ALL in [key for _, key in lines]:
        count = _rebuild()
        copy.remember(lines, until)
        return count
    keys = dict.fromkeys(key for _, key in lines if key.partition(":")[0] in documents.OF)
    found = {key: documents.read(key) for key in keys}
    db.session.rollback()
    copy.index.change(
        [document for document in found.values() if document is not None],
        [key for key, document in found.items() if document is None],
        until.isoformat(),
    )
    copy.remember(lines, until)
    return len(found)


def rebuild(progress: Callable[[int], None] | None = None) -> int:
    """Build beside and swap; searches go on meanwhile. Gives back the number of documents."""
    with _one_at_a_time:
        return _rebuild(progress)


def _rebuild(progress: Callable[[int], None] | None = None) -> int:
    # The mark is from before the reading began: what changes meanwhile is followed afterwards.
    mark = clock.now().isoformat()
    copy.followed.clear()
    copy.index.rebuild(documents.everything(), progress, mark)
    db.session.rollback()
    return copy.index.count()


def expected_count() -> int:
    """About how many documents a rebuild will make, for those who watch it."""
    return sum(
        db.session.scalar(select(func.count()).select_from(m)) for m, _ in documents.OF.values()
    )


def compare() -> tuple[set[str], set[str]]:
    """Keys that the index lacks, and keys that it should not have."""
    wanted = {document.key for document in documents.everything()}
    db.session.rollback()
    have = index().keys()
    return wanted - have, have - wanted
