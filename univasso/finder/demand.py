"""What was looked for in vain, counted by day: a demand. Nothing says who looked (V★5)."""

import re
import threading
from collections import Counter
from datetime import date, timedelta

from sqlalchemy import func, select

from univasso.core import clock
from univasso.core.db import db
from univasso.core.french import sort_key
from univasso.models.finder import UnmetSearch

LONGEST = 200
MOST_IN_MEMORY = 1000
# Words that may name a person or lead to one are not kept: addresses, numbers that can be called.
PERSONAL = re.compile(
    r"@|[(\[{]\s*(?:at|arobase)\s*[)\]}]|(?:\d[\s./()\u2010-\u2013-]{0,2}){8,}|https?://",
    re.IGNORECASE,
)

# A page that is read cannot write: searches are counted here and written by the worker.
_heard: Counter[tuple[date, str]] = Counter()
_lock = threading.Lock()


def hear(typed: str) -> None:
    """Count a search that found nothing, unless its words may be about somebody."""
    if PERSONAL.search(typed):
        return
    words = sort_key(typed)[:LONGEST]
    with _lock:
        if words and len(_heard) < MOST_IN_MEMORY:
            _heard[clock.today(), words] += 1


def write() -> None:
    """Add what was heard to the table, in the current transaction."""
    with _lock:
        taken = dict(_heard)
        _heard.clear()
    for (day, words), count in taken.items():
        known = db.session.scalar(select(UnmetSearch).filter_by(day=day, words=words))
        if known is None:
            db.session.add(UnmetSearch(day=day, words=words, count=count))
        else:
            known.count += count


def is_anything_heard() -> bool:
    return bool(_heard)


def since(days: int) -> list[tuple[str, int, date]]:
    """Words, how often, last day; the most wanted first."""
    total = func.sum(UnmetSearch.count)
    rows = db.session.execute(
        select(UnmetSearch.words, total, func.max(UnmetSearch.day))
        .where(UnmetSearch.day > clock.today() - timedelta(days=days))
        .group_by(UnmetSearch.words)
        .order_by(total.desc(), UnmetSearch.words)
        .limit(500)
    )
    return [(words, int(count), day) for words, count, day in rows]
