"""What is said about a question: wordings, messages and notes, decisions on their way, supports."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, backref, mapped_column, relationship

from univasso.core import clock
from univasso.core.db import Moment, db
from univasso.core.words import N_
from univasso.core.workflow import Verb, Workflow
from univasso.models.accounts import User
from univasso.models.associations import Association
from univasso.models.questions import Question
from univasso.models.vocabularies import Territory

UNDONE_WITHIN = timedelta(minutes=10)  # a decision leaves after that (C1.7)


def with_question(name: str, order: str):
    """The list of a question that goes with it, in the order in which it grew."""
    return backref(name, cascade="all, delete-orphan", passive_deletes=True, order_by=order)


class WordingState(StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    AMENDED = "amended"  # the other side wrote the version that follows it
    DECLINED = "declined"


_W = WordingState
WORDING = Workflow(
    accept=Verb({_W.PROPOSED}, _W.ACCEPTED, N_("This is what we ask")),
    amend=Verb({_W.PROPOSED}, _W.AMENDED, N_("Correct it")),
    decline=Verb({_W.PROPOSED}, _W.DECLINED, N_("This is not our question"), demands="reason"),
)
WORDING_STATE_LABELS = {
    _W.PROPOSED: N_("Proposed"),
    _W.ACCEPTED: N_("Agreed"),
    _W.AMENDED: N_("Corrected by the next one"),
    _W.DECLINED: N_("Not taken up"),
}


class Wording(db.Model):
    """A version of the question after the first words: dated, signed, never overwritten (A2.7).

    ``kind`` is ``words`` when who asked corrects what they had said (A2.11), ``research`` when a
    research question is proposed by one side to the other.
    """

    __tablename__ = "question_wording"
    __table_args__ = (
        UniqueConstraint("question_id", "number"),
        CheckConstraint("kind in ('words', 'research')", name="kind_known"),
        Index(
            "uq_question_wording_one_proposed", "question_id", unique=True,
            sqlite_where=text("state = 'proposed'"), postgresql_where=text("state = 'proposed'"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10), default="research")
    state: Mapped[WordingState] = mapped_column(String(10), default=_W.PROPOSED)
    text: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    is_from_asker: Mapped[bool] = mapped_column(default=False)
    signed_as: Mapped[str] = mapped_column(String(200), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_as: Mapped[str] = mapped_column(String(200), default="")

    question: Mapped[Question] = relationship(backref=with_question("wordings", "Wording.id"))
    by: Mapped[User | None] = relationship()

    def search_keys(self) -> list[str]:
        return [f"question:{self.question_id}"]


class ExchangeKind(StrEnum):
    NOTE = "note"  # private, of the coordination
    ASKED = "asked"  # a detail asked of who asks
    REPLY = "reply"
    MESSAGE = "message"  # of the coordination to who asks
    APPEAL = "appeal"  # who asked thinks that it should not be hidden


class Exchange(db.Model):
    """A line said about a question, to its asker or among the coordination alone (C1.3)."""

    __tablename__ = "question_exchange"

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(
        ForeignKey("question.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[ExchangeKind] = mapped_column(String(8))
    about: Mapped[str] = mapped_column(String(60), default="")  # the answers it opens again
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    question: Mapped[Question] = relationship(backref=with_question("exchanges", "Exchange.id"))
    by: Mapped[User | None] = relationship()


class Decision(db.Model):
    """An outcome that a coordinator chose and that leaves ten minutes later, unless undone (C1.7).

    Until then the question has not moved and nobody was told.
    """

    __tablename__ = "question_decision"
    __table_args__ = (
        Index(
            "uq_question_decision_one_waits", "question_id", unique=True,
            sqlite_where=text("applied_at is null and undone_at is null"),
            postgresql_where=text("applied_at is null and undone_at is null"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    outcome: Mapped[str] = mapped_column(String(14))
    text: Mapped[str] = mapped_column(Text)
    next_step: Mapped[str] = mapped_column(Text, default="")
    output_id: Mapped[int | None] = mapped_column(ForeignKey("output.id", ondelete="SET NULL"))
    body_id: Mapped[int | None] = mapped_column(
        ForeignKey("receiving_body.id", ondelete="SET NULL")
    )
    has_consent: Mapped[bool] = mapped_column(default=False)  # said to the coordinator already
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    leaves_at: Mapped[datetime] = mapped_column(Moment)
    applied_at: Mapped[datetime | None] = mapped_column(Moment)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)

    question: Mapped[Question] = relationship(backref=with_question("decisions", "Decision.id"))
    by: Mapped[User | None] = relationship()

    @property
    def is_waiting(self) -> bool:
        return self.applied_at is None and self.undone_at is None


class Support(db.Model):
    """“Us too”: somebody else who wants to know, with their own context (A2.9)."""

    __tablename__ = "question_support"
    __table_args__ = (UniqueConstraint("question_id", "email_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), index=True
    )
    association_id: Mapped[int | None] = mapped_column(
        ForeignKey("association.id", ondelete="SET NULL")
    )
    association_name: Mapped[str] = mapped_column(String(250), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    email_key: Mapped[str] = mapped_column(String(254))
    context: Mapped[str] = mapped_column(Text, default="")
    size: Mapped[str] = mapped_column(String(12), default="")
    territory_id: Mapped[int | None] = mapped_column(
        ForeignKey("territory.id", ondelete="RESTRICT")
    )
    language: Mapped[str] = mapped_column(String(2), default="fr")
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)  # no longer told

    question: Mapped[Question] = relationship(backref=with_question("supports", "Support.id"))
    user: Mapped[User | None] = relationship()
    association: Mapped[Association | None] = relationship()
    territory: Mapped[Territory | None] = relationship()

    @property
    def counts(self) -> bool:
        return self.confirmed_at is not None and self.ended_at is None
