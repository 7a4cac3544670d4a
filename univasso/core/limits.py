"""How often something may be tried: counted in the database, so that several hosts share the count."""

import hashlib
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


def count(action: str, who: str) -> None:
    """Note one try, in the current transaction."""
    db.session.add(Attempt(bucket=_hashed(action, who), at=clock.now()))


def forgive(action: str, who: str) -> None:
    """Forget the tries of somebody who succeeded."""
    db.session.execute(delete(Attempt).where(Attempt.bucket == _hashed(action, who)))


retention.keep(
    "attempts", Attempt, Attempt.at, timedelta(days=1), N_("Tries that no limit looks at any more")
)
