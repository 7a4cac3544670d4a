"""Seminars: meetings of every kind, their programme, and where one goes to take part (C4)."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import uuid4

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Index, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from univasso.core import clock
from univasso.core.db import Moment, db
from univasso.core.words import N_
from univasso.core.workflow import Verb, Workflow
from univasso.models.outputs import Output
from univasso.models.questions import Question
from univasso.models.vocabularies import KnowledgeNeed, ResearchAxis

RESERVED_UNTIL = timedelta(
    days=10
)  # before it begins, seats kept for associations go to all (C4★3)

seminar_need = Table(
    "seminar_need",
    db.metadata,
    Column("seminar_id", ForeignKey("seminar.id", ondelete="CASCADE"), primary_key=True),
    Column("need_id", ForeignKey("knowledge_need.id", ondelete="RESTRICT"), primary_key=True),
)
seminar_question = Table(
    "seminar_question",
    db.metadata,
    Column("seminar_id", ForeignKey("seminar.id", ondelete="CASCADE"), primary_key=True),
    Column("question_id", ForeignKey("question.id", ondelete="CASCADE"), primary_key=True),
)
seminar_output = Table(
    "seminar_output",
    db.metadata,
    Column("seminar_id", ForeignKey("seminar.id", ondelete="CASCADE"), primary_key=True),
    Column("output_id", ForeignKey("output.id", ondelete="CASCADE"), primary_key=True),
)


class SeminarKind(StrEnum):
    CAFE = "cafe"
    REFINEMENT = "refinement"
    CROSSED = "crossed"
    REGIONAL = "regional"
    WORKING_GROUP = "working_group"
    STUDY_DAY = "study_day"
    CONFERENCE = "conference"
    PRESENTATION = "presentation"


KIND_LABELS = {
    SeminarKind.CAFE: N_("Research café"),
    SeminarKind.REFINEMENT: N_("Needs-refinement seminar"),
    SeminarKind.CROSSED: N_("Seminar of practitioners and researchers"),
    SeminarKind.REGIONAL: N_("Regional meeting"),
    SeminarKind.WORKING_GROUP: N_("Working group"),
    SeminarKind.STUDY_DAY: N_("Study day"),
    SeminarKind.CONFERENCE: N_("Conference"),
    SeminarKind.PRESENTATION: N_("Presentation of the programme"),
}


@dataclass(frozen=True)
class Usual:
    """What a kind of meeting usually is: proposed in the form, and changed there."""

    minutes: int
    hour: int  # at which it begins, in Paris
    seats: int
    reserved: int = 0


USUAL = {
    SeminarKind.CAFE: Usual(120, 16, 20, 5),
    SeminarKind.REFINEMENT: Usual(180, 14, 40, 20),
    SeminarKind.CROSSED: Usual(180, 14, 40, 20),
    SeminarKind.REGIONAL: Usual(360, 10, 120),
    SeminarKind.WORKING_GROUP: Usual(120, 14, 20),
    SeminarKind.STUDY_DAY: Usual(420, 9, 100),
    SeminarKind.CONFERENCE: Usual(120, 18, 150),
    SeminarKind.PRESENTATION: Usual(150, 10, 80),
}
LEVELS = {
    "all": N_("Open to all, nothing to know beforehand"),
    "some": N_("For those who know the subject a little"),
    "specialists": N_("For those who work on the subject"),
}
ACCESSIBILITY = {
    "step_free": N_("Step-free entrance"),
    "toilets": N_("Accessible toilets"),
    "lift": N_("Lift"),
    "parking": N_("Reserved parking space nearby"),
    "hearing_loop": N_("Hearing loop"),
    "sign_language": N_("French sign language interpreting"),
    "captions": N_("Live captions"),
    "quiet_room": N_("Quiet room"),
}


class SeminarState(StrEnum):
    DRAFT = "draft"
    ANNOUNCED = "announced"
    HELD = "held"
    CANCELLED = "cancelled"


_S = SeminarState
SEMINAR = Workflow(
    announce=Verb({_S.DRAFT}, _S.ANNOUNCED, N_("Announce")),
    hold=Verb({_S.ANNOUNCED}, _S.HELD, N_("Mark as held")),
    cancel=Verb({_S.ANNOUNCED}, _S.CANCELLED, N_("Cancel the meeting"), demands="reason"),
)
SEMINAR_STATE_LABELS = {
    _S.DRAFT: N_("Draft"),
    _S.ANNOUNCED: N_("Announced"),
    _S.HELD: N_("Held"),
    _S.CANCELLED: N_("Cancelled"),
}


def _uid() -> str:
    return uuid4().hex


def _code() -> str:
    return f"{secrets.randbelow(10**6):06d}"


class Seminar(db.Model):
    """A meeting, from its first draft to what came of it."""

    __tablename__ = "seminar"
    __table_args__ = (
        Index("ix_seminar_state", "state", "starts_at"),
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        CheckConstraint("title_fr <> '' or title_en <> ''", name="titled"),
        CheckConstraint("room_seats is null or room_seats >= 0", name="room_seats"),
        CheckConstraint("remote_seats is null or remote_seats >= 0", name="remote_seats"),
        CheckConstraint("reserved_seats >= 0", name="reserved_seats"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[SeminarState] = mapped_column(String(10), default=_S.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    kind: Mapped[SeminarKind] = mapped_column(String(16))
    series: Mapped[str] = mapped_column(String(120), default="", index=True)
    title_fr: Mapped[str] = mapped_column(String(300), default="")
    title_en: Mapped[str] = mapped_column(String(300), default="")
    about_fr: Mapped[str] = mapped_column(Text, default="")
    about_en: Mapped[str] = mapped_column(Text, default="")
    for_whom: Mapped[str] = mapped_column(String(300), default="")
    level: Mapped[str] = mapped_column(String(12), default="all")
    language: Mapped[str] = mapped_column(String(2), default="fr")  # in which one speaks there
    organisers: Mapped[str] = mapped_column(String(500), default="")
    source_url: Mapped[str] = mapped_column(String(500), default="")  # of what others announced
    is_fictional: Mapped[bool] = mapped_column(default=False)

    # When, and how calendars name it.
    starts_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    has_hours: Mapped[bool] = mapped_column(default=True)  # else only its day is known
    uid: Mapped[str] = mapped_column(String(32), default=_uid, unique=True)
    sequence: Mapped[int] = mapped_column(default=0)  # grows with each change of date or place

    # Where.
    has_room: Mapped[bool] = mapped_column(default=True)
    has_remote: Mapped[bool] = mapped_column(default=False)
    place_name: Mapped[str] = mapped_column(String(200), default="")
    place_address: Mapped[str] = mapped_column(String(300), default="")
    town: Mapped[str] = mapped_column(String(120), default="", index=True)
    is_place_reserved: Mapped[bool] = mapped_column(default=False)  # told to the registered alone
    access: Mapped[str] = mapped_column(Text, default="")
    accessibility: Mapped[list] = mapped_column(JSON, default=list)  # codes of ACCESSIBILITY
    accessibility_words: Mapped[str] = mapped_column(String(500), default="")
    remote_link: Mapped[str] = mapped_column(String(500), default="")  # never on a public page

    remote_code: Mapped[str] = mapped_column(String(6), default=_code)  # said there, typed by each

    # Seats: none given means no limit.
    takes_registrations: Mapped[bool] = mapped_column(default=True)
    closes_at: Mapped[datetime | None] = mapped_column(Moment)
    room_seats: Mapped[int | None]
    remote_seats: Mapped[int | None]
    reserved_seats: Mapped[int] = mapped_column(default=0)  # of the room, for associations

    cancel_reason: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    talks: Mapped[list["Talk"]] = relationship(
        back_populates="seminar", cascade="all, delete-orphan", passive_deletes=True,
        order_by="Talk.position",
    )  # fmt: skip
    needs: Mapped[list[KnowledgeNeed]] = relationship(
        secondary=seminar_need, order_by=KnowledgeNeed.number
    )
    questions: Mapped[list[Question]] = relationship(
        secondary=seminar_question, order_by=Question.id
    )
    outputs: Mapped[list[Output]] = relationship(secondary=seminar_output, order_by=Output.id)

    @property
    def axes(self) -> list[ResearchAxis]:
        """The axes of its needs: who coordinates one of them looks after it."""
        return list({axis.id: axis for need in self.needs for axis in need.axes}.values())

    @property
    def is_past(self) -> bool:
        return self.ends_at <= clock.now()

    @property
    def has_day_come(self) -> bool:
        """Whether one may note who is there."""
        return self.starts_at.astimezone(clock.PARIS).date() <= clock.today()

    @property
    def closing_at(self) -> datetime:
        """When one may no longer register, nor is a seat offered."""
        return min(self.closes_at or self.starts_at, self.starts_at)

    @property
    def is_open(self) -> bool:
        """Whether one may register now."""
        return (
            self.state == _S.ANNOUNCED
            and self.takes_registrations
            and clock.now() < self.closing_at
        )

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def reserved_now(self) -> int:
        """The seats of the room that associations alone may take, as of now."""
        is_over = clock.now() >= self.starts_at - RESERVED_UNTIL
        return 0 if is_over else min(self.reserved_seats, self.room_seats or 0)

    @property
    def has_seats(self) -> bool:
        """Whether its seats are counted."""
        return self.room_seats is not None or self.remote_seats is not None

    @property
    def ways(self) -> list[str]:
        """How one takes part: ``room``, ``remote``."""
        ways = [("room", self.has_room), ("remote", self.has_remote)]
        return [way for way, is_offered in ways if is_offered]

    def seats(self, way: str) -> int | None:
        """How many may take part in this way; None when nobody counts."""
        return self.room_seats if way == "room" else self.remote_seats

    @property
    def place(self) -> str:
        """Where it is, on one line, as everybody may read it."""
        return ", ".join(part for part in (self.place_name, self.town) if part)

    @property
    def full_place(self) -> str:
        """Where it is, for those who come."""
        parts = (self.place_name, self.place_address, self.town)
        return ", ".join(part for part in parts if part)


class Talk(db.Model):
    """A point of the programme, at an hour if it is known."""

    __tablename__ = "talk"

    id: Mapped[int] = mapped_column(primary_key=True)
    seminar_id: Mapped[int] = mapped_column(
        ForeignKey("seminar.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    hour: Mapped[str] = mapped_column(String(5), default="")  # 16:15, of Paris
    title: Mapped[str] = mapped_column(String(300))

    seminar: Mapped[Seminar] = relationship(back_populates="talks")
    speakers: Mapped[list["Speaker"]] = relationship(
        back_populates="talk", cascade="all, delete-orphan", passive_deletes=True,
        order_by="Speaker.position",
    )  # fmt: skip


class Speaker(db.Model):
    """Somebody who speaks there: a name, and where they come from; no account is needed."""

    __tablename__ = "speaker"

    id: Mapped[int] = mapped_column(primary_key=True)
    talk_id: Mapped[int] = mapped_column(ForeignKey("talk.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    affiliation: Mapped[str] = mapped_column(String(300), default="")

    talk: Mapped[Talk] = relationship(back_populates="speakers")
