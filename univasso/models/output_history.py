"""What an output was before: its published versions, and changes made to many at once."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from univasso.core import clock
from univasso.core.db import Moment, db


class OutputVersion(db.Model):
    """The notice as it stood after each change once published: what a reader may compare."""

    __tablename__ = "output_version"
    __table_args__ = (UniqueConstraint("output_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    output_id: Mapped[int] = mapped_column(ForeignKey("output.id", ondelete="CASCADE"))
    number: Mapped[int]
    notice: Mapped[dict] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class BulkChange(db.Model):
    """A change made to many outputs at once, with what it takes to undo it."""

    __tablename__ = "bulk_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(String(40))
    before: Mapped[dict] = mapped_column(JSON)  # output id → former values
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
