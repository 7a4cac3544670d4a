"""A change made to many rows at once: what it was, on which rows, and which ones it left alone."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from univasso.core import clock
from univasso.core.db import Moment, db


class BulkChange(db.Model):
    """What was done to many rows, what they held before when it can be undone, and why some were
    left as they were."""

    __tablename__ = "bulk_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(10), default="output")  # or question
    what: Mapped[str] = mapped_column(String(40))
    before: Mapped[dict] = mapped_column(JSON)  # number of a row → former values
    unchanged: Mapped[dict] = mapped_column(JSON, default=dict)  # number of a row → code of why
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
