"""Who has a question open at this moment: seen by the others, so that two do not answer at once (C1.2).

A page that is read cannot write: readings are kept in this process. With several processes each
knows its own, which is a hint and never a lock.
"""

import threading
from datetime import datetime, timedelta

from univasso.core import clock
from univasso.models.accounts import User

STAYS = timedelta(minutes=15)  # after that, whoever opened it has probably gone


class Looking:
    """Who reads which question, in this process."""

    def __init__(self):
        self._lock = threading.Lock()
        self._open: dict[tuple[int, int], tuple[datetime, datetime]] = {}  # first and last reading

    def look(self, question_id: int, user: User) -> list[tuple[int, int]]:
        """Note that ``user`` reads a question; give back who else does, as (person, minutes)."""
        now = clock.now()
        with self._lock:
            self._open = {p: seen for p, seen in self._open.items() if seen[1] + STAYS >= now}
            first, _last = self._open.get((question_id, user.id), (now, now))
            self._open[question_id, user.id] = first, now
            here = [(who, seen[0]) for (q, who), seen in self._open.items() if q == question_id]
        return [
            (who, int((now - since).total_seconds() // 60)) for who, since in here if who != user.id
        ]

    def leave(self, question_id: int, user: User) -> None:
        """They have decided, or gone."""
        with self._lock:
            self._open.pop((question_id, user.id), None)
