"""How often something may be tried: counted in the database, so that several hosts share the count.

Reading writes nothing, so what is only read is counted in the memory of each process (``Window``).
"""

import hashlib
import threading
from collections import deque
from datetime import datetime, timedelta

from sqlalchemy import String, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from univasso.core import clock, retention
from univasso.core.db import Moment, db
from univasso.core.words import N_


class TooMany(Exception):  # noqa: N818
    """The limit is reached; ``seconds`` is what ``Retry-After`` says (RFC 9110, 10.2.3)."""

    def __init__(self, seconds: int):
        super().__init__(f"again in {seconds} s")
        self.seconds = seconds


class Attempt(db.Model):
    """One try. The bucket is hashed: neither an address nor a mail is kept in clear."""

    __tablename__ = "attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    bucket: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now, index=True)


def _hashed(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def check(action: str, who: str, *, most: int, within: timedelta) -> None:
    """Raise ``TooMany`` when ``who`` tried ``action`` ``most`` times ``within`` the last duration."""
    since = clock.now() - within
    bucket = _hashed(action, who)
    count, first = db.session.execute(
        select(func.count(), func.min(Attempt.at)).where(
            Attempt.bucket == bucket, Attempt.at > since
        )
    ).one()
    if count >= most:
        left = first + within - clock.now()
        raise TooMany(max(1, int(left.total_seconds())))


def tries(action: str, who: str, *, within: timedelta) -> int:
    """How often ``who`` tried ``action`` ``within`` the last duration."""
    return db.session.scalar(
        select(func.count()).where(
            Attempt.bucket == _hashed(action, who), Attempt.at > clock.now() - within
        )
    )


def count(action: str, who: str) -> None:
    """Note one try, in the current transaction."""
    db.session.add(Attempt(bucket=_hashed(action, who), at=clock.now()))


def forgive(action: str, who: str) -> None:
    """Forget the tries of somebody who succeeded."""
    db.session.execute(delete(Attempt).where(Attempt.bucket == _hashed(action, who)))


class Window:
    """How often each visitor read something lately, in this process: a window that slides."""

    LARGEST = 20_000  # visitors remembered at once

    def __init__(self, within: timedelta):
        self.within = within
        self._lock = threading.Lock()
        self._read: dict[str, deque[datetime]] = {}

    def enter(self, who: str, most: int) -> None:
        """Count one reading. Raises ``TooMany`` when ``who`` read ``most`` within the window."""
        now = clock.now()
        with self._lock:
            if len(self._read) > self.LARGEST:
                self._forget(now)
            times = self._read.setdefault(who, deque())
            while times and times[0] <= now - self.within:
                times.popleft()
            if len(times) >= most:
                raise TooMany(max(1, int((times[0] + self.within - now).total_seconds())))
            times.append(now)

    def _forget(self, now: datetime) -> None:
        late = now - self.within
        self._read = {
            who: times for who, times in self._read.items() if times[-1:] and times[-1] > late
        }


retention.keep(
    "attempts", Attempt, Attempt.at, timedelta(days=1), N_("Tries that no limit looks at any more")
)
