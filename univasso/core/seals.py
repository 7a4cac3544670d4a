"""Lines of history sealed one after the other, so that a change made behind our back is seen.

Each seal is the hash of the one before and of the line. Lines are sealed after their commit, in the
order in which they are met: writers never wait for one another (docs/decisions/0010). A line is sealed
with the digest of its note and a salt, not with its words: once note and salt are forgotten, the
digest says nothing of anybody, and the chain still holds.
"""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import UTC

from sqlalchemy import func, select

from univasso.core.db import db
from univasso.core.history import HistoryEntry

FIRST = "0" * 64
BATCH = 5_000


@dataclass(frozen=True)
class Verdict:
    """What a verification found: how far the chain holds, its last seal, and where it breaks."""

    count: int
    last: int  # the number of the last line that holds
    seal: str
    waiting: int  # lines that are not sealed yet
    broken: int | None = None  # the number of the first line that does not hold
    why: str = ""  # changed, note, gap


def _digest(salt: str, note: str) -> str:
    return hashlib.sha256(f"{salt}\0{note}".encode()).hexdigest()


def sealed(before: str, line: HistoryEntry) -> str:
    """The seal of a line that follows another: SHA-256 of canonical JSON."""
    content = [
        before, line.place, line.id, line.subject_kind, line.subject_id, line.verb, line.before,
        line.after, line.reason, line.by_id, line.at.astimezone(UTC).isoformat(), line.note_digest,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(content, ensure_ascii=True).encode()).hexdigest()


def _unsealed():
    return select(HistoryEntry).where(HistoryEntry.place.is_(None)).order_by(HistoryEntry.id)


def is_anything_waiting() -> bool:
    return db.session.scalar(_unsealed().with_only_columns(HistoryEntry.id).limit(1)) is not None


def seal_new() -> int:
    """Seal what was committed since, in the current transaction; give back how many lines."""
    # Two workers may come at once: the second waits here, then reads where the first one ended.
    db.session.execute(select(HistoryEntry.id).order_by(HistoryEntry.id).limit(1).with_for_update())
    place, before = _end()
    lines = db.session.scalars(_unsealed().limit(BATCH)).all()
    for line in lines:
        place += 1
        line.place, line.salt = place, secrets.token_hex(16)
        line.note_digest = _digest(line.salt, line.note)
        before = line.seal = sealed(before, line)
    return len(lines)


def _end() -> tuple[int, str]:
    last = db.session.execute(
        select(HistoryEntry.place, HistoryEntry.seal)
        .where(HistoryEntry.place.is_not(None))
        .order_by(HistoryEntry.place.desc())
        .limit(1)
    ).first()
    return (last.place, last.seal) if last else (0, FIRST)


def verify() -> Verdict:
    """Walk the whole chain from its first line."""
    before, place, number = FIRST, 0, 0
    waiting = db.session.scalar(
        select(func.count()).select_from(HistoryEntry).where(HistoryEntry.place.is_(None))
    )
    lines = select(HistoryEntry).where(HistoryEntry.place.is_not(None)).order_by(HistoryEntry.place)
    with db.session.scalars(lines.execution_options(yield_per=1_000)) as found:
        for line in found:
            why = _fault(line, place, before)
            if why:
                return Verdict(place, number, before, waiting, line.id, why)
            before, place, number = line.seal, line.place, line.id
    return Verdict(place, number, before, waiting)


def holds(seal: str) -> bool:
    """Whether a seal that was written down elsewhere is still in the chain: its end was not cut."""
    return db.session.scalar(select(HistoryEntry.id).where(HistoryEntry.seal == seal)) is not None


def _fault(line: HistoryEntry, place: int, before: str) -> str:
    if line.place != place + 1:
        return "gap"
    if sealed(before, line) != line.seal:
        return "changed"
    kept = _digest(line.salt, line.note) == line.note_digest if line.salt else line.note == ""
    return "" if kept else "note"
