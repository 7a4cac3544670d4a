"""Pairings: an association and somebody who does research, brought together (C2, R4)."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from univasso.core import clock
from univasso.core.db import Moment, db
from univasso.core.words import N_
from univasso.core.workflow import Verb, Workflow
from univasso.models.accounts import User
from univasso.models.associations import Association
from univasso.models.groups import ResearchGroup
from univasso.models.questions import Question
from univasso.models.researchers import Researcher


class PairingState(StrEnum):
    KEPT = "kept"  # on the shortlist of the coordination: nobody was asked yet
    ASKED = "asked"
    TALKING = "talking"  # one side at least wants to talk before it says yes
    AGREED = "agreed"  # both sides said yes: they may write to each other
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    SILENT = "silent"  # 45 days without an answer
    ENDED = "ended"  # the work together is over


_S = PairingState
OPEN_PAIRINGS = frozenset({_S.KEPT, _S.ASKED, _S.TALKING, _S.AGREED})
AWAITING_ANSWERS = frozenset({_S.ASKED, _S.TALKING})

PAIRING = Workflow(
    ask=Verb({_S.KEPT}, _S.ASKED, N_("Ask")),
    talk=Verb({_S.ASKED}, _S.TALKING, N_("Let us talk")),
    agree=Verb(AWAITING_ANSWERS, _S.AGREED, N_("Yes")),
    decline=Verb(AWAITING_ANSWERS, _S.DECLINED, N_("Not now"), demands="reason"),
    withdraw=Verb({_S.KEPT, *AWAITING_ANSWERS}, _S.WITHDRAWN, N_("Withdraw"), demands="reason"),
    close_silent=Verb(AWAITING_ANSWERS, _S.SILENT, N_("Close without an answer")),
    end=Verb({_S.AGREED}, _S.ENDED, N_("Say that it is over"), demands="reason"),
)
PAIRING_STATE_LABELS = {
    _S.KEPT: N_("On the shortlist"),
    _S.ASKED: N_("Asked"),
    _S.TALKING: N_("In discussion"),
    _S.AGREED: N_("Agreed"),
    _S.DECLINED: N_("Not this time"),
    _S.WITHDRAWN: N_("Withdrawn"),
    _S.SILENT: N_("No answer"),
    _S.ENDED: N_("Over"),
}


class Side(StrEnum):
    """The two sides that must agree."""

    ASSOCIATION = "association"
    RESEARCH = "research"


SIDES = {Side.ASSOCIATION: N_("The association"), Side.RESEARCH: N_("The research side")}


class Word(StrEnum):
    """What a side said."""

    NONE = ""
    YES = "yes"
    TALK = "talk"
    NO = "no"


REFUSALS_TO_MEET = {
    "busy": N_("No time for it at the moment"),
    "later": N_("Not before a date"),
    "subject": N_("Not my subject"),
    "conflict": N_("A tie that prevents it"),
    "method": N_("Not the method that we would accept"),
    "territory": N_("Too far away"),
    "over-asked": N_("Asked too often"),
    "other": N_("Another reason"),
}


class PairingBatch(db.Model):
    """A proposal over many questions and many people: computed by a job, applied by a person."""

    __tablename__ = "pairing_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(10), default="waiting")  # of BATCH_STATES
    choices: Mapped[dict] = mapped_column(JSON, default=dict)  # questions, loads, fairness, seed
    done: Mapped[int] = mapped_column(default=0)  # per cent
    proposal: Mapped[dict] = mapped_column(JSON, default=dict)  # pairs, unmatched, clashes: ids
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    made_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    applied_at: Mapped[datetime | None] = mapped_column(Moment)

    made_by: Mapped[User | None] = relationship()


BATCH_STATES = {
    "waiting": N_("Waiting to be computed"),
    "running": N_("Being computed"),
    "done": N_("Ready to be read"),
    "impossible": N_("Rules that clash"),
    "cancelled": N_("Cancelled"),
    "applied": N_("On the shortlists"),
}


class Pairing(db.Model):
    """One question of an association (or the association itself, asked by somebody who does
    research), and one researcher or research group. What speaks for it is computed, never stored."""

    __tablename__ = "pairing"
    __table_args__ = (
        CheckConstraint("(researcher_id is null) <> (group_id is null)", name="one_candidate"),
        CheckConstraint("question_id is not null or association_id is not null", name="a_subject"),
        CheckConstraint("state = 'kept' or state = 'withdrawn' or asked_at is not null",
                        name="asked_once_asked"),
        *(
            Index(name, *columns, unique=True, sqlite_where=text(where), postgresql_where=text(where))
            for name, columns, where in (
                ("uq_pairing_question_researcher", ("question_id", "researcher_id"),
                 "state in ('kept', 'asked', 'talking', 'agreed')"),
                ("uq_pairing_question_group", ("question_id", "group_id"),
                 "state in ('kept', 'asked', 'talking', 'agreed')"),
                ("uq_pairing_association_researcher", ("association_id", "researcher_id"),
                 "question_id is null and state in ('kept', 'asked', 'talking', 'agreed')"),
            )
        ),
        Index("ix_pairing_state", "state"),
        Index("ix_pairing_researcher_id", "researcher_id"),
        Index("ix_pairing_association_id", "association_id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[PairingState] = mapped_column(String(10), default=_S.KEPT)
    version: Mapped[int] = mapped_column(default=1)
    question_id: Mapped[int | None] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    association_id: Mapped[int | None] = mapped_column(
        ForeignKey("association.id", ondelete="CASCADE")
    )
    researcher_id: Mapped[int | None] = mapped_column(
        ForeignKey("researcher.id", ondelete="CASCADE")
    )
    group_id: Mapped[int | None] = mapped_column(
        ForeignKey("research_group.id", ondelete="CASCADE")
    )
    asked_from: Mapped[Side | None] = mapped_column(String(12))  # none: from the coordination
    note: Mapped[str] = mapped_column(Text, default="")  # of the coordination, private
    is_locked: Mapped[bool] = mapped_column(default=False)  # no batch moves it
    is_sole: Mapped[bool] = mapped_column(default=True)  # once it is agreed, nobody else is needed
    # The request, as both sides read it (R4.2)
    why: Mapped[str] = mapped_column(Text, default="")
    what: Mapped[str] = mapped_column(Text, default="")
    effort: Mapped[str] = mapped_column(Text, default="")
    period: Mapped[str] = mapped_column(String(200), default="")
    compensation: Mapped[str] = mapped_column(Text, default="")
    data_use: Mapped[str] = mapped_column(Text, default="")
    batch_id: Mapped[int | None] = mapped_column(
        ForeignKey("pairing_batch.id", ondelete="SET NULL")
    )
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    made_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    asked_at: Mapped[datetime | None] = mapped_column(Moment)
    answer_by: Mapped[date | None]
    nudged_at: Mapped[datetime | None] = mapped_column(Moment)  # by who asked, once
    agreed_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)

    question: Mapped[Question | None] = relationship(backref="pairings")
    association: Mapped[Association | None] = relationship()
    researcher: Mapped[Researcher | None] = relationship()
    group: Mapped[ResearchGroup | None] = relationship()
    batch: Mapped[PairingBatch | None] = relationship()
    made_by: Mapped[User | None] = relationship()
    sides: Mapped[list["PairingSide"]] = relationship(
        back_populates="pairing", cascade="all, delete-orphan", order_by="PairingSide.id"
    )
    seats: Mapped[list["PairingSeat"]] = relationship(
        back_populates="pairing", cascade="all, delete-orphan", order_by="PairingSeat.id"
    )
    overrides: Mapped[list["BarrierOverride"]] = relationship(
        cascade="all, delete-orphan", order_by="BarrierOverride.id"
    )

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_PAIRINGS

    @property
    def is_met(self) -> bool:
        """Whether both sides said yes: from then on each knows how to reach the other."""
        return self.agreed_at is not None

    @property
    def candidate(self) -> Researcher | ResearchGroup:
        return self.researcher or self.group

    def side(self, which: Side) -> "PairingSide | None":
        return next((side for side in self.sides if side.side == which), None)


class PairingSide(db.Model):
    """One of the two sides: where it was asked, and what it said, by whatever way."""

    __tablename__ = "pairing_side"
    __table_args__ = (
        Index("uq_pairing_side", "pairing_id", "side", unique=True),
        CheckConstraint("word <> 'no' or reason <> ''", name="no_has_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pairing_id: Mapped[int] = mapped_column(ForeignKey("pairing.id", ondelete="CASCADE"))
    side: Mapped[Side] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(250), default="")  # of the person written to
    email: Mapped[str] = mapped_column(String(254), default="")
    link_number: Mapped[int] = mapped_column(default=1)  # raised when passed on: old links are dead
    word: Mapped[Word] = mapped_column(String(6), default=Word.NONE)
    reason: Mapped[str] = mapped_column(String(12), default="")  # of REFUSALS_TO_MEET
    words: Mapped[str] = mapped_column(Text, default="")
    not_before: Mapped[date | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    via: Mapped[str] = mapped_column(String(8), default="")  # mail, site, staff
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    reminded_at: Mapped[datetime | None] = mapped_column(Moment)

    pairing: Mapped[Pairing] = relationship(back_populates="sides")
    by: Mapped[User | None] = relationship()


SEAT_KINDS = {
    "student": N_("A student"),
    "field": N_("A field site"),
    "association": N_("Another association"),
    "practitioner": N_("A practitioner"),
    "keeper": N_("A process keeper"),
}


class PairingSeat(db.Model):
    """A further place, open or filled: a triad is a pairing with one of them (C2★4)."""

    __tablename__ = "pairing_seat"

    id: Mapped[int] = mapped_column(primary_key=True)
    pairing_id: Mapped[int] = mapped_column(
        ForeignKey("pairing.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(12))
    about: Mapped[str] = mapped_column(String(300), default="")
    researcher_id: Mapped[int | None] = mapped_column(
        ForeignKey("researcher.id", ondelete="SET NULL")
    )
    association_id: Mapped[int | None] = mapped_column(
        ForeignKey("association.id", ondelete="SET NULL")
    )
    filled_at: Mapped[datetime | None] = mapped_column(Moment)

    pairing: Mapped[Pairing] = relationship(back_populates="seats")
    researcher: Mapped[Researcher | None] = relationship()
    association: Mapped[Association | None] = relationship()


class BarrierOverride(db.Model):
    """A hard rule that somebody went past, and why: named rule, named person (C2.2)."""

    __tablename__ = "barrier_override"

    id: Mapped[int] = mapped_column(primary_key=True)
    pairing_id: Mapped[int] = mapped_column(ForeignKey("pairing.id", ondelete="CASCADE"))
    rule: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    by: Mapped[User | None] = relationship()
