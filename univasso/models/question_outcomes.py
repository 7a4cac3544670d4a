"""What becomes of questions: bodies that receive them, groupings, answers."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from univasso.core import clock
from univasso.core.db import Moment, db
from univasso.core.words import N_
from univasso.core.workflow import Verb, Workflow
from univasso.models.accounts import User
from univasso.models.outputs import Output
from univasso.models.question_exchanges import Support, with_question
from univasso.models.questions import Question
from univasso.models.vocabularies import Territory

ACKNOWLEDGED_WITHIN = timedelta(days=15)  # C1★2


class ReceivingBody(db.Model):
    """A body to which a question may be passed on (C1.8)."""

    __tablename__ = "receiving_body"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    sort_key: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(10))
    about: Mapped[str] = mapped_column(Text, default="")  # what it can help with
    website: Mapped[str] = mapped_column(String(500), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    territory_id: Mapped[int | None] = mapped_column(
        ForeignKey("territory.id", ondelete="RESTRICT")
    )
    is_fictional: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    retired_at: Mapped[datetime | None] = mapped_column(Moment)

    territory: Mapped[Territory | None] = relationship()


class HandoverState(StrEnum):
    AWAITING_CONSENT = "consent"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    DECLINED = "declined"  # by who asked: nothing was passed on
    CLOSED = "closed"  # taken back by the coordination


_H = HandoverState
HANDOVER = Workflow(
    agree=Verb({_H.AWAITING_CONSENT}, _H.SENT, N_("Yes, pass my question on")),
    decline=Verb({_H.AWAITING_CONSENT}, _H.DECLINED, N_("No, do not pass it on")),
    acknowledge=Verb({_H.SENT}, _H.ACKNOWLEDGED, N_("We have received it")),
    close=Verb({_H.AWAITING_CONSENT, _H.SENT}, _H.CLOSED, N_("Take it back")),
)
HANDOVER_STATE_LABELS = {
    _H.AWAITING_CONSENT: N_("Waits for the agreement of who asked"),
    _H.SENT: N_("Passed on, not acknowledged yet"),
    _H.ACKNOWLEDGED: N_("Acknowledged"),
    _H.DECLINED: N_("Not passed on"),
    _H.CLOSED: N_("Taken back"),
}


class Handover(db.Model):
    """A question passed on to a body, with the agreement of who asked; acknowledged by a link."""

    __tablename__ = "question_handover"
    __table_args__ = (
        Index(
            "uq_question_handover_one_open", "question_id", unique=True,
            sqlite_where=text("state in ('consent', 'sent')"),
            postgresql_where=text("state in ('consent', 'sent')"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    body_id: Mapped[int] = mapped_column(ForeignKey("receiving_body.id", ondelete="RESTRICT"))
    state: Mapped[HandoverState] = mapped_column(String(14), default=_H.AWAITING_CONSENT)
    text: Mapped[str] = mapped_column(Text, default="")  # the words that go with it
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    agreed_at: Mapped[datetime | None] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    acknowledged_at: Mapped[datetime | None] = mapped_column(Moment)
    words: Mapped[str] = mapped_column(Text, default="")  # of the body, when it acknowledges

    question: Mapped[Question] = relationship(backref=with_question("handovers", "Handover.id"))
    body: Mapped[ReceivingBody] = relationship()
    by: Mapped[User | None] = relationship()

    @property
    def waits_since(self) -> datetime:
        """When its body was written to, or else when who asked was asked to agree."""
        return self.sent_at or self.at

    @property
    def is_overdue(self) -> bool:
        """Whether nobody has said anything of it for 15 days."""
        is_waiting = self.state in (_H.AWAITING_CONSENT, _H.SENT)
        return is_waiting and self.waits_since + ACKNOWLEDGED_WITHIN < clock.now()


class GroupingState(StrEnum):
    ASKED = "asked"
    DONE = "done"
    DECLINED = "declined"
    SPLIT = "split"


_G = GroupingState
GROUPING = Workflow(
    complete=Verb({_G.ASKED}, _G.DONE, N_("Bring them together")),
    decline=Verb({_G.ASKED}, _G.DECLINED, N_("Keep our questions apart")),
    split=Verb({_G.DONE}, _G.SPLIT, N_("Take them apart again"), demands="reason"),
)
GROUPING_STATE_LABELS = {
    _G.ASKED: N_("Both sides are asked"),
    _G.DONE: N_("Together"),
    _G.DECLINED: N_("Kept apart"),
    _G.SPLIT: N_("Apart again"),
}


class Grouping(db.Model):
    """Two questions brought together, once the askers of both agree (A2.10)."""

    __tablename__ = "question_grouping"
    __table_args__ = (CheckConstraint("question_id <> into_id", name="two_questions"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    into_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    state: Mapped[GroupingState] = mapped_column(String(10), default=_G.ASKED)
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    from_agreed_at: Mapped[datetime | None] = mapped_column(Moment)
    into_agreed_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)

    question: Mapped[Question] = relationship(foreign_keys=[question_id])
    into: Mapped[Question] = relationship(foreign_keys=[into_id])
    by: Mapped[User | None] = relationship()


class Answer(db.Model):
    """A publication that may answer a question, and what one concerned says of it (A2.12).

    One row for who asked (``support_id`` is null) and one for each who said “us too”. The first one
    links the two from the moment that the coordination says so; nobody is asked before all can read it.
    """

    __tablename__ = "question_answer"
    __table_args__ = (
        CheckConstraint("verdict in ('', 'yes', 'partly', 'no')", name="verdict_known"),
        UniqueConstraint("question_id", "output_id", "support_id"),
        Index(
            "uq_question_answer_of_asker", "question_id", "output_id", unique=True,
            sqlite_where=text("support_id is null"), postgresql_where=text("support_id is null"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    output_id: Mapped[int] = mapped_column(ForeignKey("output.id", ondelete="CASCADE"), index=True)
    support_id: Mapped[int | None] = mapped_column(
        ForeignKey("question_support.id", ondelete="CASCADE")
    )
    asked_at: Mapped[datetime | None] = mapped_column(Moment)
    verdict: Mapped[str] = mapped_column(String(6), default="")
    words: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None] = mapped_column(Moment)

    question: Mapped[Question] = relationship(backref=with_question("answers", "Answer.id"))
    output: Mapped[Output] = relationship()
    support: Mapped[Support | None] = relationship()


class NearVerdict(db.Model):
    """What somebody said of a near question or output that was shown: not shown again (A2.3)."""

    __tablename__ = "near_verdict"
    __table_args__ = (
        CheckConstraint("verdict in ('same', 'answers', 'different')", name="verdict_known"),
        CheckConstraint("(other_id is null) <> (output_id is null)", name="one_or_the_other"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(
        ForeignKey("question.id", ondelete="CASCADE"), index=True
    )
    other_id: Mapped[int | None] = mapped_column(
        ForeignKey("question.id", ondelete="CASCADE"), index=True
    )
    output_id: Mapped[int | None] = mapped_column(ForeignKey("output.id", ondelete="CASCADE"))
    verdict: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    question: Mapped[Question] = relationship(foreign_keys=[question_id])
    other: Mapped[Question | None] = relationship(foreign_keys=[other_id])
    output: Mapped[Output | None] = relationship()
