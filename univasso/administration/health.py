"""What an operator's monitor asks: can it serve, and how late is it?"""

import shutil

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from univasso.core import clock
from univasso.core.db import db
from univasso.core.jobs import Job
from univasso.finder import following

LEAST_SPACE = 200 * 1024 * 1024  # bytes: under that, files can soon no longer be kept


def look() -> dict:
    """``is_ready``, and the figures behind it: seconds of delay, bytes of disk, counts."""
    try:
        oldest = db.session.scalar(
            select(func.min(Job.due_at)).where(Job.given_up_at.is_(None), Job.due_at <= clock.now())
        )
        given_up = db.session.scalar(
            select(func.count()).select_from(Job).where(Job.given_up_at.is_not(None))
        )
        has_database = True
    except SQLAlchemyError:
        db.session.rollback()
        oldest, given_up, has_database = None, 0, False
    free = shutil.disk_usage(current_app.instance_path).free
    delay = (clock.now() - oldest).total_seconds() if oldest else 0
    return {
        "is_ready": has_database and free > LEAST_SPACE,
        "database": has_database,
        "index": following.status(),
        "jobs_delay_seconds": round(delay, 1),
        "jobs_given_up": given_up,
        "disk_free_bytes": free,
    }
