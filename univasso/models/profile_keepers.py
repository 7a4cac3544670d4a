"""Who keeps the profile of a researcher besides them: delegates, claims, and duplicates made one."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from univasso.core import clock
from univasso.core.db import Moment, db
from univasso.core.words import N_
from univasso.core.workflow import Verb, Workflow
from univasso.models.accounts import User
from univasso.models.researchers import Researcher

UNDONE_WITHIN = timedelta(days=30)


class DelegationState(StrEnum):
    ASKED = "asked"
    ACTIVE = "active"
    DECLINED = "declined"
    REVOKED = "revoked"


_D = DelegationState
DELEGATION = Workflow(
    accept=Verb({_D.ASKED}, _D.ACTIVE, N_("Accept")),
    decline=Verb({_D.ASKED}, _D.DECLINED, N_("Not this time")),
    revoke=Verb({_D.ASKED, _D.ACTIVE}, _D.REVOKED, N_("Revoke")),
)
DELEGATION_STATE_LABELS = {
    _D.ASKED: N_("Asked"),
    _D.ACTIVE: N_("Edits for me"),
    _D.DECLINED: N_("Not this time"),
    _D.REVOKED: N_("Revoked"),
}


class Delegation(db.Model):
    """Somebody who edits a profile for its owner, once they accepted, until it is revoked."""

    __tablename__ = "delegation"
    __table_args__ = (
        Index(
            "uq_delegation_one_at_a_time", "researcher_id", "email_key", unique=True,
            sqlite_where=text("state in ('asked', 'active')"),
            postgresql_where=text("state in ('asked', 'active')"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    researcher_id: Mapped[int] = mapped_column(
        ForeignKey("researcher.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[DelegationState] = mapped_column(String(10), default=_D.ASKED)
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254), index=True)
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    researcher: Mapped[Researcher] = relationship(backref="delegations")
    user: Mapped[User | None] = relationship()


class ClaimState(StrEnum):
    SENT = "sent"
    CLAIMED = "claimed"
    TO_CHECK = "to_check"
    DECLINED = "declined"
    REPLACED = "replaced"


_C = ClaimState
CLAIM = Workflow(
    claim=Verb({_C.SENT}, _C.CLAIMED, N_("This is my profile")),
    ask_check=Verb({_C.SENT}, _C.TO_CHECK, N_("It is mine, with this account")),
    allow=Verb({_C.TO_CHECK}, _C.CLAIMED, N_("Give it to this account")),
    decline=Verb({_C.SENT, _C.TO_CHECK}, _C.DECLINED, N_("Not this time")),
    replace=Verb({_C.SENT}, _C.REPLACED, N_("Send a new link")),
)
CLAIM_STATE_LABELS = {
    _C.SENT: N_("Link sent"),
    _C.CLAIMED: N_("Claimed"),
    _C.TO_CHECK: N_("To be checked by the coordination"),
    _C.DECLINED: N_("Not this time"),
    _C.REPLACED: N_("Replaced by a newer link"),
}


class ProfileClaim(db.Model):
    """The mailed door through which somebody takes the profile that was made for them (G5)."""

    __tablename__ = "profile_claim"

    id: Mapped[int] = mapped_column(primary_key=True)
    researcher_id: Mapped[int] = mapped_column(
        ForeignKey("researcher.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[ClaimState] = mapped_column(String(10), default=_C.SENT)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(254))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    words: Mapped[str] = mapped_column(Text, default="")  # why it is theirs, from another address
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(Moment)

    researcher: Mapped[Researcher] = relationship(backref="claims")
    user: Mapped[User | None] = relationship(foreign_keys=[user_id])
    sent_by: Mapped[User | None] = relationship(foreign_keys=[sent_by_id])

    @property
    def is_expired(self) -> bool:
        return self.state == ClaimState.SENT and self.expires_at <= clock.now()


class ProfileMerge(db.Model):
    """Two profiles of one person made one; what moved is kept, so that it can be undone."""

    __tablename__ = "profile_merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("researcher.id", ondelete="CASCADE"))
    into_id: Mapped[int] = mapped_column(ForeignKey("researcher.id", ondelete="CASCADE"))
    moved: Mapped[dict] = mapped_column(JSON, default=dict)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)

    source: Mapped[Researcher] = relationship(foreign_keys=[from_id])
    target: Mapped[Researcher] = relationship(foreign_keys=[into_id])

    @property
    def can_be_undone(self) -> bool:
        return self.undone_at is None and self.at + UNDONE_WITHIN > clock.now()
