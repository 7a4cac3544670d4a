"""What happens between the two sides of a pairing: messages, dates to meet, silences, what is missing,
what came of it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from univasso.core import clock
from univasso.core.db import Moment, db
from univasso.models.accounts import User
from univasso.models.associations import Association
from univasso.models.attached import Attached
from univasso.models.pairings import Pairing, Side
from univasso.models.researchers import Researcher


class PairingMessage(Attached, db.Model):
    """A line of the thread of a pairing (R4.5), with a file or none; read by both sides and the
    coordination."""

    __tablename__ = "pairing_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    pairing_id: Mapped[int] = mapped_column(
        ForeignKey("pairing.id", ondelete="CASCADE"), index=True
    )
    side: Mapped[Side | None] = mapped_column(String(12))  # none: the coordination
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    reported_at: Mapped[datetime | None] = mapped_column(Moment)
    report: Mapped[str] = mapped_column(Text, default="")
    is_hidden: Mapped[bool] = mapped_column(default=False)  # by the coordination, after a report

    pairing: Mapped[Pairing] = relationship(backref="messages")
    by: Mapped[User | None] = relationship()


class PairingSlot(db.Model):
    """A moment proposed to meet; the other side picks one, and both get a calendar file (R4.6)."""

    __tablename__ = "pairing_slot"
    __table_args__ = (CheckConstraint("minutes > 0", name="lasts"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pairing_id: Mapped[int] = mapped_column(
        ForeignKey("pairing.id", ondelete="CASCADE"), index=True
    )
    side: Mapped[Side | None] = mapped_column(String(12))  # that proposed it
    starts_at: Mapped[datetime] = mapped_column(Moment)
    minutes: Mapped[int] = mapped_column(default=60)
    place: Mapped[str] = mapped_column(String(300), default="")
    sequence: Mapped[int] = mapped_column(default=0)  # RFC 5545, 3.8.7.4
    chosen_at: Mapped[datetime | None] = mapped_column(Moment)
    cancelled_at: Mapped[datetime | None] = mapped_column(Moment)

    pairing: Mapped[Pairing] = relationship(backref="slots")


class Silence(db.Model):
    """A partner who let a request end without a word is not proposed again until they say that they
    are here (R4★1)."""

    __tablename__ = "silence"
    __table_args__ = (
        CheckConstraint("(researcher_id is null) <> (association_id is null)", name="one_partner"),
        Index("ix_silence_researcher_id", "researcher_id"),
        Index("ix_silence_association_id", "association_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    researcher_id: Mapped[int | None] = mapped_column(
        ForeignKey("researcher.id", ondelete="CASCADE")
    )
    association_id: Mapped[int | None] = mapped_column(
        ForeignKey("association.id", ondelete="CASCADE")
    )
    pairing_id: Mapped[int] = mapped_column(ForeignKey("pairing.id", ondelete="CASCADE"))
    since: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    lifted_at: Mapped[datetime | None] = mapped_column(Moment)
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    pairing: Mapped[Pairing] = relationship()
    researcher: Mapped[Researcher | None] = relationship()
    association: Mapped[Association | None] = relationship()


class MissingWord(db.Model):
    """The one question that was sent because a rule could say neither yes nor no (C2★1)."""

    __tablename__ = "missing_word"
    __table_args__ = (
        CheckConstraint("(researcher_id is null) <> (association_id is null)", name="one_partner"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    researcher_id: Mapped[int | None] = mapped_column(
        ForeignKey("researcher.id", ondelete="CASCADE"), index=True
    )
    association_id: Mapped[int | None] = mapped_column(
        ForeignKey("association.id", ondelete="CASCADE"), index=True
    )
    rule: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)

    by: Mapped[User | None] = relationship()


class PairingFact(db.Model):
    """What a side says of the work together, six months later or at its end: shown as a case beside
    candidates, never as a score (R4.10, C2★3)."""

    __tablename__ = "pairing_fact"
    __table_args__ = (Index("uq_pairing_fact", "pairing_id", "side", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pairing_id: Mapped[int] = mapped_column(ForeignKey("pairing.id", ondelete="CASCADE"))
    side: Mapped[Side] = mapped_column(String(12))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    kept_times: Mapped[bool | None]
    returned: Mapped[bool | None]
    useful: Mapped[bool | None]
    words: Mapped[str] = mapped_column(Text, default="")
    is_public: Mapped[bool] = mapped_column(default=False)  # shown once both sides say so

    pairing: Mapped[Pairing] = relationship(backref="facts")
    by: Mapped[User | None] = relationship()
