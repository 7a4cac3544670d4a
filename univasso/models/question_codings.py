"""Two blind readings of a question, and what was chosen where they differ (C1★5, C1.5)."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from univasso.core import clock
from univasso.core.db import Moment, db
from univasso.models.accounts import User
from univasso.models.question_exchanges import with_question
from univasso.models.questions import Question


class Coding(db.Model):
    """How one coordinator reads a question, blind to the other's reading."""

    __tablename__ = "question_coding"
    __table_args__ = (UniqueConstraint("question_id", "by_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    needs: Mapped[list] = mapped_column(JSON, default=list)  # numbers of needs
    axes: Mapped[list] = mapped_column(JSON, default=list)  # numbers of axes
    places: Mapped[list] = mapped_column(JSON, default=list)  # codes of territories
    answer_kind: Mapped[str] = mapped_column(String(10), default="")
    marks: Mapped[dict] = mapped_column(JSON, default=dict)  # criterion → 0 to 3, if any opinion
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    asked_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    given_at: Mapped[datetime | None] = mapped_column(Moment)

    question: Mapped[Question] = relationship(backref=with_question("codings", "Coding.id"))
    by: Mapped[User | None] = relationship(foreign_keys=[by_id])
    asked_by: Mapped[User | None] = relationship(foreign_keys=[asked_by_id])


class CodingChoice(db.Model):
    """What a coordinator chose where two readings differ: the first, the second or another."""

    __tablename__ = "question_coding_choice"
    __table_args__ = (
        UniqueConstraint("question_id", "field"),
        CheckConstraint("chosen in ('first', 'second', 'other')", name="chosen_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    field: Mapped[str] = mapped_column(String(12))
    chosen: Mapped[str] = mapped_column(String(6))
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    question: Mapped[Question] = relationship(
        backref=with_question("coding_choices", "CodingChoice.id")
    )
    by: Mapped[User | None] = relationship()
