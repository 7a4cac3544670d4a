"""Research groups: researchers and associations that want to be present together (R1★5)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from univasso.core import clock
from univasso.core.db import Moment, db
from univasso.core.words import N_
from univasso.core.workflow import Verb, Workflow
from univasso.models.associations import Association
from univasso.models.researchers import Researcher
from univasso.models.vocabularies import KnowledgeNeed

group_need = Table(
    "group_need",
    db.metadata,
    Column("group_id", ForeignKey("research_group.id", ondelete="CASCADE"), primary_key=True),
    Column("need_id", ForeignKey("knowledge_need.id", ondelete="RESTRICT"), primary_key=True),
)


class GroupState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


GROUP = Workflow(
    close=Verb({GroupState.OPEN}, GroupState.CLOSED, N_("Close the group")),
)
GROUP_STATE_LABELS = {GroupState.OPEN: N_("Open"), GroupState.CLOSED: N_("Closed")}


class ResearchGroup(db.Model):
    """A group with its own needs and seats; it is proposed as one candidate."""

    __tablename__ = "research_group"
    __table_args__ = (
        Index("ix_research_group_sort_key", "sort_key"),
        CheckConstraint("length(name) > 0", name="named"),
        CheckConstraint("capacity >= 0 and seats > 0", name="numbers_make_sense"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[GroupState] = mapped_column(String(8), default=GroupState.OPEN)
    name: Mapped[str] = mapped_column(String(200))
    sort_key: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(Text, default="")
    capacity: Mapped[int] = mapped_column(default=1)  # partnerships at once, shared by all
    seats: Mapped[int] = mapped_column(default=10)  # members at most
    is_listed: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)

    needs: Mapped[list[KnowledgeNeed]] = relationship(
        secondary=group_need, order_by=KnowledgeNeed.number
    )
    members: Mapped[list["GroupMember"]] = relationship(
        back_populates="group", cascade="all, delete-orphan", order_by="GroupMember.id"
    )

    def active_members(self) -> list["GroupMember"]:
        return [m for m in self.members if m.state == GroupMemberState.ACTIVE]

    @property
    def is_shown(self) -> bool:
        return self.is_listed and self.state == GroupState.OPEN

    @property
    def is_full(self) -> bool:
        return len(self.active_members()) >= self.seats

    def search_keys(self) -> list[str]:
        return [f"group:{self.id}"]


class GroupMemberState(StrEnum):
    INVITED = "invited"
    ACTIVE = "active"
    DECLINED = "declined"
    REVOKED = "revoked"
    ENDED = "ended"


_M = GroupMemberState
GROUP_MEMBER = Workflow(
    accept=Verb({_M.INVITED}, _M.ACTIVE, N_("Accept")),
    decline=Verb({_M.INVITED}, _M.DECLINED, N_("Not this time")),
    revoke=Verb({_M.INVITED}, _M.REVOKED, N_("Revoke")),
    end=Verb({_M.ACTIVE}, _M.ENDED, N_("Leave the group")),
)
GROUP_MEMBER_STATE_LABELS = {
    _M.INVITED: N_("Invited"),
    _M.ACTIVE: N_("Member"),
    _M.DECLINED: N_("Not this time"),
    _M.REVOKED: N_("Invitation revoked"),
    _M.ENDED: N_("Membership ended"),
}


class GroupMember(db.Model):
    """A seat of a group: a researcher's or an association's, once the invitation is accepted."""

    __tablename__ = "group_member"
    __table_args__ = (
        CheckConstraint(
            "state <> 'active' or (researcher_id is null) <> (association_id is null)",
            name="one_or_the_other",
        ),
        Index(
            "uq_group_member_researcher", "group_id", "researcher_id", unique=True,
            sqlite_where=text("state = 'active'"), postgresql_where=text("state = 'active'"),
        ),
        Index(
            "uq_group_member_association", "group_id", "association_id", unique=True,
            sqlite_where=text("state = 'active'"), postgresql_where=text("state = 'active'"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("research_group.id", ondelete="CASCADE"))
    state: Mapped[GroupMemberState] = mapped_column(String(10), default=_M.INVITED)
    researcher_id: Mapped[int | None] = mapped_column(
        ForeignKey("researcher.id", ondelete="CASCADE")
    )
    association_id: Mapped[int | None] = mapped_column(
        ForeignKey("association.id", ondelete="CASCADE")
    )
    email: Mapped[str] = mapped_column(String(254), default="")
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    expires_at: Mapped[datetime | None] = mapped_column(Moment)

    group: Mapped[ResearchGroup] = relationship(back_populates="members")
    researcher: Mapped[Researcher | None] = relationship()
    association: Mapped[Association | None] = relationship()

    @property
    def name(self) -> str:
        """Whose seat it is; until somebody sits there, the address that was invited."""
        seated = self.researcher or self.association
        return seated.name if seated else self.email

    @property
    def is_expired(self) -> bool:
        return (
            self.state == GroupMemberState.INVITED
            and self.expires_at is not None
            and self.expires_at <= clock.now()
        )
