"""What people ask about their data, what needs two persons, and what was done by itself."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from univasso.core import clock
from univasso.core.db import Moment, db
from univasso.core.words import N_
from univasso.core.workflow import Verb, Workflow
from univasso.models.accounts import User


class RequestKind(StrEnum):
    """What a person may ask about their data (RGPD, articles 15, 16, 17 and 21)."""

    ACCESS = "access"
    RECTIFY = "rectify"
    ERASE = "erase"
    OBJECT = "object"


KIND_LABELS = {
    RequestKind.ACCESS: N_("To see"),
    RequestKind.RECTIFY: N_("To correct"),
    RequestKind.ERASE: N_("To erase"),
    RequestKind.OBJECT: N_("To object"),
}


class RequestState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    CANCELLED = "cancelled"


REQUEST_STATE_LABELS = {
    RequestState.OPEN: N_("To answer"),
    RequestState.ANSWERED: N_("Answered"),
    RequestState.CANCELLED: N_("Taken back"),
}

DATA_REQUEST = Workflow(
    answer=Verb({RequestState.OPEN}, RequestState.ANSWERED, N_("Answer"), demands="reason"),
    cancel=Verb({RequestState.OPEN}, RequestState.CANCELLED, N_("Take back")),
)


class DataRequest(db.Model):
    """A right that somebody uses: by themselves, or by a letter that the desk received."""

    __tablename__ = "data_request"
    __table_args__ = (
        CheckConstraint("kind in ('access','rectify','erase','object')", name="kind_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[RequestKind] = mapped_column(String(10))
    state: Mapped[RequestState] = mapped_column(String(12), default=RequestState.OPEN)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    who: Mapped[str] = mapped_column(String(254), default="")  # without an account: name, address
    text: Mapped[str] = mapped_column(Text, default="")
    received_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    received_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    due_on: Mapped[date]
    acts_at: Mapped[datetime | None] = mapped_column(Moment)  # when an erasure is done by itself
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    user: Mapped[User | None] = relationship(foreign_keys=[user_id])
    received_by: Mapped[User | None] = relationship(foreign_keys=[received_by_id])

    def is_late(self) -> bool:
        return self.state == RequestState.OPEN and self.due_on < clock.today()


class AccountMerge(db.Model):
    """Two accounts of one person made one: what moved, so that it can be put back."""

    __tablename__ = "account_merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    survivor_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    absorbed_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    moved: Mapped[list] = mapped_column(JSON)  # [table, column, {primary key}]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)

    survivor: Mapped[User] = relationship(foreign_keys=[survivor_id])
    absorbed: Mapped[User] = relationship(foreign_keys=[absorbed_id])


class ApprovalState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"


APPROVAL = Workflow(
    approve=Verb({ApprovalState.WAITING}, ApprovalState.APPROVED, N_("Approve")),
    decline=Verb({ApprovalState.WAITING}, ApprovalState.DECLINED, N_("Do not approve")),
)

APPROVAL_LABELS = {
    ApprovalState.WAITING: N_("Waits for a second person"),
    ApprovalState.APPROVED: N_("Approved and done"),
    ApprovalState.DECLINED: N_("Not approved"),
}


class Approval(db.Model):
    """An act that one person asks for and another approves within seven days."""

    __tablename__ = "approval"
    __table_args__ = (
        CheckConstraint(
            "decided_by_id is null or decided_by_id <> asked_by_id", name="two_persons"
        ),
        Index("ix_approval_state", "state", "expires_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[str] = mapped_column(String(30))
    about: Mapped[dict] = mapped_column(JSON)  # what the act is given: numbers of rows
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[ApprovalState] = mapped_column(String(10), default=ApprovalState.WAITING)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    asked_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)

    asked_by: Mapped[User | None] = relationship(foreign_keys=[asked_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])

    def is_expired(self) -> bool:
        return self.state == ApprovalState.WAITING and self.expires_at <= clock.now()
