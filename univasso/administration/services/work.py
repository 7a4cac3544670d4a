"""What is done with pending work that was given up."""

from univasso.core import clock, history
from univasso.core.db import db
from univasso.core.jobs import Job
from univasso.models.accounts import User


def try_again(job: Job) -> None:
    """Put a job that was given up at the head of the queue."""
    job.given_up_at, job.attempts, job.due_at, job.claimed_until = None, 0, clock.now(), None


def forget(job: Job, by: User) -> None:
    """Drop a job that will never succeed; the history keeps what it was."""
    history.record(job, "forget_job", by, note=f"{job.kind}: {job.last_error}"[:500])
    db.session.delete(job)
