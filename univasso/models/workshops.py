"""A room where several associations say their questions on one screen (A2★4)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from univasso.core import clock
from univasso.core.db import Moment, db
from univasso.core.french import sort_key
from univasso.models.question_exchanges import Support
from univasso.models.questions import Question


class Workshop(db.Model):
    """A meeting whose notes become questions, once each association has confirmed its own."""

    __tablename__ = "workshop"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    place: Mapped[str] = mapped_column(String(200), default="")
    held_on: Mapped[date]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)  # the mails have left
    version: Mapped[int] = mapped_column(default=1)

    questions: Mapped[list[Question]] = relationship(backref="workshop", order_by=Question.id)
    guests: Mapped[list["WorkshopGuest"]] = relationship(
        back_populates="workshop", cascade="all, delete-orphan", passive_deletes=True,
        order_by="WorkshopGuest.name_key",
    )  # fmt: skip
    all_notes: Mapped[list["WorkshopNote"]] = relationship(
        back_populates="workshop", cascade="all, delete-orphan", passive_deletes=True,
        order_by="WorkshopNote.place, WorkshopNote.id",
    )  # fmt: skip

    @property
    def notes(self) -> list["WorkshopNote"]:
        """Those that stand, in the order of the room."""
        standing = [note for note in self.all_notes if note.dropped_at is None]
        return sorted(standing, key=lambda note: (note.place, note.id))

    @property
    def people(self) -> str:
        """Who takes part, as it is typed: one a line, with their address if it is known."""
        return "\n".join(f"{g.name}, {g.email}" if g.email else g.name for g in self.guests)


class WorkshopGuest(db.Model):
    """An association or a person who takes part, and where they are asked to confirm."""

    __tablename__ = "workshop_guest"
    __table_args__ = (UniqueConstraint("workshop_id", "name_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(250))
    email: Mapped[str] = mapped_column(String(254), default="")
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    workshop: Mapped[Workshop] = relationship(back_populates="guests")

    @validates("name")
    def _fold(self, _key: str, name: str) -> str:
        self.name_key = sort_key(name)[:250]
        return name


class WorkshopNote(db.Model):
    """A note taken in the room: the words of one association, in a group of near ones."""

    __tablename__ = "workshop_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE"), index=True
    )
    guest_id: Mapped[int | None] = mapped_column(
        ForeignKey("workshop_guest.id", ondelete="SET NULL"), index=True
    )
    text: Mapped[str] = mapped_column(Text)
    heading: Mapped[str] = mapped_column(String(200), default="")  # of its group; empty: alone
    place: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    dropped_at: Mapped[datetime | None] = mapped_column(Moment)

    # What became of it: a question of its own, or an “us too” to the one of another.
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    declined_at: Mapped[datetime | None] = mapped_column(Moment)
    question_id: Mapped[int | None] = mapped_column(ForeignKey("question.id", ondelete="SET NULL"))
    support_id: Mapped[int | None] = mapped_column(
        ForeignKey("question_support.id", ondelete="SET NULL")
    )

    workshop: Mapped[Workshop] = relationship(back_populates="all_notes")
    guest: Mapped[WorkshopGuest | None] = relationship()
    question: Mapped[Question | None] = relationship()
    support: Mapped[Support | None] = relationship()

    @property
    def who(self) -> str:
        return self.guest.name if self.guest else ""

    @property
    def can_be_sent(self) -> bool:
        return self.sent_at is None and self.guest is not None and bool(self.guest.email)


class WorkshopStep(db.Model):
    """A note as it was before somebody changed it, so that they can undo; gone once it is closed.

    A step that changes several notes has a row for each, with the same number.
    """

    __tablename__ = "workshop_step"
    __table_args__ = (Index("ix_workshop_step_last", "workshop_id", "by_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    number: Mapped[int]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    note_id: Mapped[int] = mapped_column(ForeignKey("workshop_note.id", ondelete="CASCADE"))
    version: Mapped[int]  # of the note after the step: when it has moved on, nothing is undone
    text: Mapped[str] = mapped_column(Text)
    guest_id: Mapped[int | None] = mapped_column(
        ForeignKey("workshop_guest.id", ondelete="SET NULL")
    )
    heading: Mapped[str] = mapped_column(String(200), default="")
    place: Mapped[int]
    dropped_at: Mapped[datetime | None] = mapped_column(Moment)

    note: Mapped[WorkshopNote] = relationship()
