"""What an output was before: its published versions."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
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
