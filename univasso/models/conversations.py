"""What people write to each other about an output, and the links they give."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from univasso.core import clock
from univasso.core.db import Moment, db
from univasso.models.accounts import User
from univasso.models.outputs import Output


class Remark(db.Model):
    """A line of the thread between those who deposit and those who look after the outputs."""

    __tablename__ = "remark"

    id: Mapped[int] = mapped_column(primary_key=True)
    output_id: Mapped[int] = mapped_column(ForeignKey("output.id", ondelete="CASCADE"), index=True)
    field: Mapped[str] = mapped_column(
        String(40), default=""
    )  # the field it is about, or the whole
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    resolved_at: Mapped[datetime | None] = mapped_column(Moment)

    by: Mapped[User | None] = relationship()
    output: Mapped[Output] = relationship()


class PrivateLink(db.Model):
    """A link that shows an unpublished output to whoever holds it, until its end or its revocation."""

    __tablename__ = "private_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    output_id: Mapped[int] = mapped_column(ForeignKey("output.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    output: Mapped[Output] = relationship()

    def is_open(self) -> bool:
        return self.revoked_at is None and self.expires_at > clock.now()


class Enquiry(db.Model):
    """What a reader wrote about an output: a question, an error, a rights claim, an accessible copy."""

    __tablename__ = "enquiry"
    __table_args__ = (
        CheckConstraint(
            "kind in ('question','error','accessible','rights','use')", name="kind_known"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    output_id: Mapped[int] = mapped_column(ForeignKey("output.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text)
    email: Mapped[str] = mapped_column(String(254), default="")
    who: Mapped[str] = mapped_column(String(200), default="")  # shown only if they asked for it
    is_public: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(String(2), default="fr")  # in which to answer
    tracking_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)

    output: Mapped[Output] = relationship()
    answers: Mapped[list["EnquiryAnswer"]] = relationship(
        cascade="all, delete-orphan", order_by="EnquiryAnswer.id"
    )


class EnquiryAnswer(db.Model):
    """An answer in the tracked thread, from the team or from the reader."""

    __tablename__ = "enquiry_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    enquiry_id: Mapped[int] = mapped_column(
        ForeignKey("enquiry.id", ondelete="CASCADE"), index=True
    )
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class Proofreading(db.Model):
    """A partner association that read and signed the plain summary ("relu par")."""

    __tablename__ = "proofreading"
    __table_args__ = (UniqueConstraint("output_id", "association"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    output_id: Mapped[int] = mapped_column(ForeignKey("output.id", ondelete="CASCADE"))
    association: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), default="")
    asked_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    signed_on: Mapped[date | None]

    output: Mapped[Output] = relationship()
