"""What happened to a row: who, when, from which state to which, and why (G14)."""

from datetime import datetime

from sqlalchemy import Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from univasso.core import clock
from univasso.core.db import Moment, db


class HistoryEntry(db.Model):
    """One line of history. It keeps the verb, not a sentence, so each reader has it in their words."""

    __tablename__ = "history_entry"
    __table_args__ = (Index("ix_history_entry_subject", "subject_kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    verb: Mapped[str] = mapped_column(String(40))
    before: Mapped[str] = mapped_column(String(40), default="")
    after: Mapped[str] = mapped_column(String(40), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(String(30), default="")  # of a closed list, to be counted
    by_id: Mapped[int | None]  # a person, or nobody: the machine itself
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    # Its place in the chain, given after the commit by ``core.seals``.
    place: Mapped[int | None] = mapped_column(unique=True)
    salt: Mapped[str] = mapped_column(String(32), default="")
    note_digest: Mapped[str] = mapped_column(String(64), default="")
    seal: Mapped[str] = mapped_column(String(64), default="")


def record(
    subject: object,
    verb: str,
    by: object | None,
    *,
    before: str = "",
    after: str = "",
    note: str = "",
    reason: str = "",
) -> HistoryEntry:
    """Write a line about ``subject`` in the current transaction. ``by`` is None for the machine."""
    db.session.flush()
    entry = HistoryEntry(
        subject_kind=subject.__tablename__,
        subject_id=subject.id,
        verb=verb,
        before=before,
        after=after,
        note=note,
        reason=reason,
        by_id=by.id if by is not None else None,
        at=clock.now(),
    )
    db.session.add(entry)
    return entry


# What was read since the last note: (kind, number, who, when). A GET cannot write; a worker does.
readings: dict[tuple[str, int, int], datetime] = {}


def record_reading(subject: object, by: object) -> None:
    """Have it written within a minute that somebody read what is sensitive of a row."""
    readings.setdefault((subject.__tablename__, subject.id, by.id), clock.now())


def write_readings(seen: dict[tuple[str, int, int], datetime]) -> None:
    """Write readings down in the current transaction."""
    for (kind, number, by_id), at in seen.items():
        db.session.add(
            HistoryEntry(subject_kind=kind, subject_id=number, verb="read", by_id=by_id, at=at)
        )


def of(subject: object) -> list[HistoryEntry]:
    """The lines about a row, newest first."""
    return list(
        db.session.scalars(
            select(HistoryEntry)
            .where(
                HistoryEntry.subject_kind == subject.__tablename__,
                HistoryEntry.subject_id == subject.id,
            )
            .order_by(HistoryEntry.id.desc())
        )
    )


def forget_note(entry: HistoryEntry) -> None:
    """Empty the words of a line, and the salt without which their digest says nothing."""
    entry.note, entry.salt = "", ""
