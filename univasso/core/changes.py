"""The log of changed rows that every copy of the search index follows.

Each host keeps its own index. Whoever changes a searchable row writes one line here, in the same
transaction; each copy reads the lines since its own last look, reads the row again, and writes or
removes the document. Doing it twice is harmless. An embargo is a second line, dated at its end.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import String, event, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from univasso.core import clock, retention
from univasso.core.db import Moment, db
from univasso.core.words import N_

# A slow transaction may commit a line dated before a look that has already taken place.
OVERLAP = timedelta(minutes=2)
KEPT = timedelta(days=30)
ALL = "all"  # a line that is about every row at once


class Change(db.Model):
    """“Look at this row again, from that moment on.”"""

    __tablename__ = "change"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60))
    due_at: Mapped[datetime] = mapped_column(Moment, index=True)


def note(key: str, due_at: datetime | None = None) -> None:
    """Write a line in the current transaction; ``key`` is like ``output:12``."""
    db.session.add(Change(key=key, due_at=due_at or clock.now()))


def note_all() -> None:
    """Have each copy built anew: the words of what is gone leave its very files, and not only its
    answers."""
    note(ALL)


def since(mark: datetime, until: datetime) -> list[tuple[int, str]]:
    """Lines (id, key) due after ``mark`` less the overlap, and not after ``until``, oldest first."""
    rows = db.session.execute(
        select(Change.id, Change.key)
        .where(Change.due_at > mark - OVERLAP, Change.due_at <= until)
        .order_by(Change.due_at, Change.id)
    )
    return [(row.id, row.key) for row in rows]


retention.keep(
    "changes",
    Change,
    Change.due_at,
    KEPT,
    N_("Lines that every living copy of the index has followed"),
)


@event.listens_for(Session, "before_flush")
def _collect(session: Session, _context, _instances) -> None:
    session.info.setdefault("changed", {}).update(dict.fromkeys(_pending(session)))


def _pending(session: Session) -> Iterator[object]:
    for row in (*session.new, *session.dirty, *session.deleted):
        if hasattr(row, "search_keys"):
            yield row


@event.listens_for(Session, "after_flush_postexec")
def _write(session: Session, _context) -> None:
    # After the flush, because a new row has no number before it.
    rows = session.info.pop("changed", {})
    keys = {key for row in rows for key in row.search_keys()}
    written = session.info.setdefault("noted", set())
    for key in sorted(keys - written):
        written.add(key)
        session.add(Change(key=key, due_at=clock.now()))


@event.listens_for(Session, "after_transaction_end")
def _forget(session: Session, transaction) -> None:
    if transaction.parent is None:
        session.info.pop("noted", None)
        session.info.pop("changed", None)
