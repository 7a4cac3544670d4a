"""How questions hold together: one divided into several with its asker's word, two linked (C1.9)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from univasso.core import clock
from univasso.core.db import Moment, db
from univasso.core.words import N_
from univasso.core.workflow import Verb, Workflow
from univasso.models.accounts import User
from univasso.models.question_exchanges import with_question
from univasso.models.questions import Question


class DivisionState(StrEnum):
    ASKED = "asked"
    DONE = "done"
    DECLINED = "declined"


_D = DivisionState
DIVISION = Workflow(
    complete=Verb({_D.ASKED}, _D.DONE, N_("Divide it")),
    decline=Verb({_D.ASKED}, _D.DECLINED, N_("Keep it whole")),
)
DIVISION_STATE_LABELS = {
    _D.ASKED: N_("Whoever asked is asked"),
    _D.DONE: N_("Divided"),
    _D.DECLINED: N_("Kept whole"),
}


class Division(db.Model):
    """A question that holds several, to be divided once whoever asked agrees."""

    __tablename__ = "question_division"
    __table_args__ = (
        Index(
            "uq_question_division_one_asked", "question_id", unique=True,
            sqlite_where=text("state = 'asked'"), postgresql_where=text("state = 'asked'"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    state: Mapped[DivisionState] = mapped_column(String(10), default=_D.ASKED)
    words: Mapped[str] = mapped_column(Text, default="")  # of each part, a line for each
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)

    question: Mapped[Question] = relationship(backref=with_question("divisions", "Division.id"))
    by: Mapped[User | None] = relationship()

    @property
    def parts(self) -> list[str]:
        return self.words.split("\n")


class QuestionLink(db.Model):
    """Two questions that the coordination reads together, without making one of them."""

    __tablename__ = "question_link"
    __table_args__ = (
        CheckConstraint("one_id < other_id", name="in_order"),
        Index(
            "uq_question_link_once", "one_id", "other_id", unique=True,
            sqlite_where=text("ended_at is null"), postgresql_where=text("ended_at is null"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    one_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    other_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    one: Mapped[Question] = relationship(foreign_keys=[one_id])
    other: Mapped[Question] = relationship(foreign_keys=[other_id])
    by: Mapped[User | None] = relationship()
