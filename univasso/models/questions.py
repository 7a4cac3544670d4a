"""Questions: what an association wants to know, in its own words, which nobody overwrites (A2)."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from univasso.core import clock
from univasso.core.db import Moment, db
from univasso.core.french import sort_key
from univasso.core.words import N_
from univasso.core.workflow import Verb, Workflow
from univasso.models.accounts import User
from univasso.models.associations import Association
from univasso.models.question_words import Channel, Outcome, Visibility
from univasso.models.vocabularies import KnowledgeNeed, ResearchAxis, Territory

PROMISE = timedelta(days=15)  # the first human answer is promised within (A2.5)
SILENCE = timedelta(days=45)  # no question stays longer without a human act (A2★2)

question_territory = Table(
    "question_territory",
    db.metadata,
    Column("question_id", ForeignKey("question.id", ondelete="CASCADE"), primary_key=True),
    Column("territory_id", ForeignKey("territory.id", ondelete="RESTRICT"), primary_key=True),
)
question_axis = Table(
    "question_axis",
    db.metadata,
    Column("question_id", ForeignKey("question.id", ondelete="CASCADE"), primary_key=True),
    Column("axis_id", ForeignKey("research_axis.id", ondelete="RESTRICT"), primary_key=True),
)


class QuestionState(StrEnum):
    DRAFT = "draft"
    UNCONFIRMED = "unconfirmed"  # sent by somebody whose address has not answered yet
    RECEIVED = "received"
    EXCHANGE = "exchange"  # a detail was asked for: the promised date waits too
    QUALIFIED = "qualified"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"
    HIDDEN = "hidden"


_S = QuestionState
OPEN_STATES = frozenset({_S.RECEIVED, _S.EXCHANGE, _S.QUALIFIED})
SEEN_STATES = frozenset({_S.EXCHANGE, _S.QUALIFIED, _S.SETTLED})

QUESTION = Workflow(
    send=Verb({_S.DRAFT}, _S.RECEIVED, N_("Send the question")),
    hold=Verb({_S.DRAFT}, _S.UNCONFIRMED, N_("Send the question")),
    confirm=Verb({_S.UNCONFIRMED}, _S.RECEIVED, N_("Confirm")),
    ask_more=Verb(
        {_S.RECEIVED, _S.QUALIFIED}, _S.EXCHANGE, N_("Ask for a detail"), demands="reason"
    ),
    reply=Verb({_S.EXCHANGE}, _S.RECEIVED, N_("Answer")),
    resume=Verb({_S.EXCHANGE}, _S.RECEIVED, N_("Go on without an answer")),
    qualify=Verb({_S.RECEIVED, _S.EXCHANGE}, _S.QUALIFIED, N_("Qualify")),
    settle=Verb(OPEN_STATES, _S.SETTLED, N_("Decide"), demands="reason"),
    reopen=Verb({_S.SETTLED, _S.WITHDRAWN}, _S.RECEIVED, N_("Open again"), demands="reason"),
    retract=Verb({*OPEN_STATES, _S.SETTLED}, _S.WITHDRAWN, N_("Withdraw my question")),
    hide=Verb(
        {*OPEN_STATES, _S.SETTLED, _S.UNCONFIRMED}, _S.HIDDEN, N_("Hide it"), demands="reason"
    ),
    show=Verb({_S.HIDDEN}, _S.RECEIVED, N_("Show it again"), demands="reason"),
)
QUESTION_STATE_LABELS = {
    _S.DRAFT: N_("Draft"),
    _S.UNCONFIRMED: N_("Waits for your confirmation"),
    _S.RECEIVED: N_("Received, to be looked at"),
    _S.EXCHANGE: N_("A detail is awaited"),
    _S.QUALIFIED: N_("To be paired"),
    _S.SETTLED: N_("Has its outcome"),
    _S.WITHDRAWN: N_("Withdrawn by who asked"),
    _S.HIDDEN: N_("Hidden"),
}


class Question(db.Model):
    """A question, from the words of who asks to its outcome. Organisations never ask: persons do,
    for an association that has a page here or only a name."""

    __tablename__ = "question"
    __table_args__ = (
        CheckConstraint("state <> 'settled' or outcome <> ''", name="outcome_when_settled"),
        CheckConstraint(
            "state in ('draft', 'unconfirmed', 'hidden') or received_at is not null",
            name="received_once_confirmed",
        ),
        CheckConstraint("grouped_into_id is null or grouped_into_id <> id", name="not_into_itself"),
        Index("ix_question_state", "state", "promised_on"),
        Index(
            "uq_question_sheet_number", "sheet_number", unique=True,
            sqlite_where=text("sheet_number <> ''"), postgresql_where=text("sheet_number <> ''"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[QuestionState] = mapped_column(String(12), default=_S.DRAFT)
    version: Mapped[int] = mapped_column(default=1)

    # The words, as they were sent. What follows them is in ``question_wording``.
    wish: Mapped[str] = mapped_column(Text, default="")  # what one would like to know
    situation: Mapped[str] = mapped_column(Text, default="")  # what happens
    use: Mapped[str] = mapped_column(Text, default="")  # what one would do with the answer
    uses: Mapped[list] = mapped_column(JSON, default=list)  # codes of USES
    taking_part: Mapped[str] = mapped_column(String(10), default="")
    deadline: Mapped[str] = mapped_column(String(120), default="")
    language: Mapped[str] = mapped_column(String(2), default="fr")
    visibility: Mapped[Visibility] = mapped_column(String(10), default=Visibility.UNNAMED)
    is_history_public: Mapped[bool] = mapped_column(default=False)  # A2★1, by who asks
    sort_key: Mapped[str] = mapped_column(Text, default="")  # the wish folded, to be found

    # Who asks, and how they are reached.
    asker_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="SET NULL"), index=True
    )
    association_id: Mapped[int | None] = mapped_column(
        ForeignKey("association.id", ondelete="SET NULL"), index=True
    )
    association_name: Mapped[str] = mapped_column(String(250), default="")
    contact_name: Mapped[str] = mapped_column(String(200), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    contact_phone: Mapped[str] = mapped_column(String(40), default="")
    link_number: Mapped[int] = mapped_column(default=1)  # a link with another number is dead
    agreed_at: Mapped[datetime | None] = mapped_column(Moment)  # to be written to about it

    channel: Mapped[Channel] = mapped_column(String(10), default=Channel.WEB)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    sheet_number: Mapped[str] = mapped_column(String(20), default="")
    workshop_id: Mapped[int | None] = mapped_column(
        ForeignKey("workshop.id", ondelete="SET NULL"), index=True
    )

    # The clock.
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    received_at: Mapped[datetime | None] = mapped_column(Moment)
    promised_on: Mapped[date | None]
    paused_at: Mapped[datetime | None] = mapped_column(Moment)  # since when one waits for the asker
    first_answer_at: Mapped[datetime | None] = mapped_column(Moment)
    last_act_at: Mapped[datetime | None] = mapped_column(Moment)  # of a human; no mail of a machine
    published_at: Mapped[datetime | None] = mapped_column(Moment)  # first qualified: may be read

    # What the coordination makes of it.
    assignee_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="SET NULL"), index=True
    )
    answer_kind: Mapped[str] = mapped_column(String(10), default="")
    urgency: Mapped[str] = mapped_column(String(6), default="")
    outcome: Mapped[str] = mapped_column(String(14), default="")
    outcome_text: Mapped[str] = mapped_column(Text, default="")
    next_step: Mapped[str] = mapped_column(Text, default="")
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    grouped_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("question.id", ondelete="SET NULL"), index=True
    )
    part_of_id: Mapped[int | None] = mapped_column(
        ForeignKey("question.id", ondelete="SET NULL"), index=True
    )

    asker: Mapped[User | None] = relationship(foreign_keys=[asker_id])
    assignee: Mapped[User | None] = relationship(foreign_keys=[assignee_id])
    entered_by: Mapped[User | None] = relationship(foreign_keys=[entered_by_id])
    association: Mapped[Association | None] = relationship()
    grouped_into: Mapped["Question | None"] = relationship(
        remote_side=[id], foreign_keys=[grouped_into_id]
    )
    part_of: Mapped["Question | None"] = relationship(remote_side=[id], foreign_keys=[part_of_id])
    territories: Mapped[list[Territory]] = relationship(
        secondary=question_territory, order_by=Territory.sort_key
    )
    axes: Mapped[list[ResearchAxis]] = relationship(
        secondary=question_axis, order_by=ResearchAxis.number
    )
    mappings: Mapped[list["QuestionNeed"]] = relationship(
        back_populates="question", cascade="all, delete-orphan", order_by="QuestionNeed.id"
    )

    @validates("wish")
    def _fold(self, _key: str, wish: str) -> str:
        self.sort_key = sort_key(wish)
        return wish

    @property
    def needs(self) -> list[KnowledgeNeed]:
        """The needs under which it is filed now, in their order."""
        now = [m.need for m in self.mappings if m.ended_at is None]
        return sorted(now, key=lambda need: need.number)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_late(self) -> bool:
        """Whether the promised day has passed without a human answer."""
        return (
            self.is_open
            and self.first_answer_at is None
            and self.promised_on is not None
            and self.promised_on < clock.today()
        )

    @property
    def is_silent(self) -> bool:
        """Whether no human has moved it for 45 days while it is open."""
        return (
            self.is_open
            and self.last_act_at is not None
            and self.last_act_at + SILENCE < clock.now()
        )

    @property
    def outcome_kind(self) -> Outcome | None:
        return Outcome(self.outcome) if self.outcome else None

    @property
    def who(self) -> str:
        """The association for which it is asked, or whoever asks."""
        return self.association.name if self.association else self.association_name

    @property
    def email(self) -> str:
        """Where whoever asks is written to; empty when by telephone or by post alone."""
        return self.asker.email if self.asker else self.contact_email

    def search_keys(self) -> list[str]:
        return [f"question:{self.id}"]


class QuestionNeed(db.Model):
    """A question filed under a need: by whom, why, since when, until when (A2★5)."""

    __tablename__ = "question_need"
    __table_args__ = (
        Index(
            "uq_question_need_once", "question_id", "need_id", unique=True,
            sqlite_where=text("ended_at is null"), postgresql_where=text("ended_at is null"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    need_id: Mapped[int] = mapped_column(
        ForeignKey("knowledge_need.id", ondelete="RESTRICT"), index=True
    )
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    question: Mapped[Question] = relationship(back_populates="mappings")
    need: Mapped[KnowledgeNeed] = relationship()
    by: Mapped[User | None] = relationship(foreign_keys=[by_id])

    def search_keys(self) -> list[str]:
        return [f"question:{self.question_id}"]


class Desk(db.Model):
    """Where a coordinator is reached, and who stands in while they are away (C1.2)."""

    __tablename__ = "desk"
    __table_args__ = (CheckConstraint("deputy_id is null or deputy_id <> user_id", name="another"),)

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    phone: Mapped[str] = mapped_column(String(40), default="")
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    away_from: Mapped[date | None]
    away_until: Mapped[date | None]

    user: Mapped[User] = relationship(foreign_keys=[user_id])
    deputy: Mapped[User | None] = relationship(foreign_keys=[deputy_id])

    @property
    def is_away(self) -> bool:
        today = clock.today()
        return self.away_from is not None and self.away_from <= today <= (self.away_until or today)
