"""Effects written down in the transaction that causes them, done after it.

A job is a row: if the transaction fails it never existed, if the process dies it is still there.
Workers claim rows one by one for the time of a lease (``SKIP LOCKED`` on PostgreSQL, the writer's
lock on SQLite), delete them on success, and try again with growing pauses on failure. A handler may
therefore run twice, and must be harmless the second time.
"""

import logging
import os
import socket
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import JSON, Index, String, Text, event, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from univasso.core import clock
from univasso.core.db import Moment, db, transaction

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
PAUSES = [timedelta(seconds=s) for s in (5, 30, 120, 600, 3600, 6 * 3600)]
WORKER = f"{socket.gethostname()}:{os.getpid()}"


class Job(db.Model):
    """One effect to come."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_due", "given_up_at", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict] = mapped_column(JSON, default=dict)
    key: Mapped[str | None] = mapped_column(String(120), unique=True)
    due_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    claimed_until: Mapped[datetime | None] = mapped_column(Moment)
    claimed_by: Mapped[str] = mapped_column(String(120), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(Text, default="")
    given_up_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


HANDLERS: dict[str, Callable[..., None]] = {}
wake = threading.Event()  # set when this process has just committed a job


def handler(kind: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register the function that does jobs of this kind; it receives the payload as keywords."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        HANDLERS[kind] = function
        return function

    return register


def queue(kind: str, *, key: str | None = None, due_at: datetime | None = None, **payload) -> None:
    """Write a job down in the current transaction; the same ``key`` twice is one job."""
    if key is not None:
        waiting = db.session.scalar(select(Job).where(Job.key == key))
        if waiting is not None:
            waiting.payload, waiting.due_at = payload, due_at or clock.now()
            waiting.attempts, waiting.given_up_at = 0, None
            return
    db.session.add(Job(kind=kind, key=key, payload=payload, due_at=due_at or clock.now()))


def cancel(key: str) -> None:
    """Forget a job that is no longer wanted."""
    waiting = db.session.scalar(select(Job).where(Job.key == key))
    if waiting is not None:
        db.session.delete(waiting)


def run_due(limit: int = 100) -> int:
    """Do the jobs that are due, at most ``limit``; give back how many were tried."""
    done = 0
    while done < limit:
        claimed = _claim()
        if claimed is None:
            break
        _do(*claimed)
        done += 1
    return done


def _claim() -> tuple[int, str, dict] | None:
    now = clock.now()
    due = (
        select(Job.id)
        .where(
            Job.given_up_at.is_(None),
            Job.due_at <= now,
            or_(Job.claimed_until.is_(None), Job.claimed_until < now),
        )
        .order_by(Job.due_at, Job.id)
        .limit(1)
    )
    if db.session.scalar(due) is None:  # a reader's look first: an idle worker takes no lock
        db.session.rollback()
        return None
    with transaction():
        job_id = db.session.scalar(due.with_for_update(skip_locked=True))
        if job_id is None:
            return None
        job = db.session.get(Job, job_id)
        job.claimed_until, job.claimed_by = now + LEASE, WORKER
        job.attempts += 1
        return job.id, job.kind, dict(job.payload)


def _do(job_id: int, kind: str, payload: dict) -> None:
    try:
        HANDLERS[kind](**payload)
    except Exception as fault:
        log.exception("job %s (%s) did not succeed", job_id, kind)
        _postpone(job_id, f"{type(fault).__name__}: {fault}")
        return
    with transaction() as _:
        job = db.session.get(Job, job_id)
        if job is not None:
            db.session.delete(job)


def _postpone(job_id: int, error: str) -> None:
    with transaction():
        job = db.session.get(Job, job_id)
        if job is None:
            return
        job.last_error, job.claimed_until = error[:2000], None
        if job.attempts > len(PAUSES):
            job.given_up_at = clock.now()
        else:
            job.due_at = clock.now() + PAUSES[job.attempts - 1]


@event.listens_for(Session, "after_commit")
def _wake_workers(session: Session) -> None:
    # Any commit may have written a job; waking for nothing costs one small read.
    wake.set()
