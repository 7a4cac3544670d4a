"""Associations, and the persons who are members of them. An association never signs in."""

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
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from univasso.core import clock
from univasso.core.db import Moment, db
from univasso.core.words import N_
from univasso.core.workflow import Verb, Workflow
from univasso.models.accounts import User
from univasso.models.profiles import Level, Profile
from univasso.models.vocabularies import KnowledgeNeed, Territory

VERIFIED_FOR = timedelta(days=730)  # A1.9: a proof is worth 24 months

association_need = Table(
    "association_need",
    db.metadata,
    Column("association_id", ForeignKey("association.id", ondelete="CASCADE"), primary_key=True),
    Column("need_id", ForeignKey("knowledge_need.id", ondelete="RESTRICT"), primary_key=True),
)
association_territory = Table(
    "association_territory",
    db.metadata,
    Column("association_id", ForeignKey("association.id", ondelete="CASCADE"), primary_key=True),
    Column("territory_id", ForeignKey("territory.id", ondelete="RESTRICT"), primary_key=True),
)


class AssociationState(StrEnum):
    ACTIVE = "active"
    LEFT = "left"
    DISSOLVED = "dissolved"
    MERGED = "merged"


ACTIVE, LEFT = AssociationState.ACTIVE, AssociationState.LEFT
DISSOLVED, MERGED = AssociationState.DISSOLVED, AssociationState.MERGED

ASSOCIATION = Workflow(
    leave=Verb({ACTIVE}, LEFT, N_("Leave the programme")),
    dissolve=Verb({ACTIVE, LEFT}, DISSOLVED, N_("Declare dissolved"), demands="reason"),
    come_back=Verb({LEFT, DISSOLVED}, ACTIVE, N_("Come back")),
    absorb=Verb({ACTIVE, LEFT, DISSOLVED}, MERGED, N_("Merge into another"), demands="reason"),
)


ASSOCIATION_STATE_LABELS = {
    ACTIVE: N_("Takes part"),
    LEFT: N_("Has left the programme"),
    DISSOLVED: N_("Dissolved"),
    MERGED: N_("Brought together with another"),
}


class Association(Profile, db.Model):
    """An association of the programme, with a number or without one."""

    __tablename__ = "association"
    __table_args__ = (
        Index("ix_association_sort_key", "sort_key"),
        CheckConstraint("length(name) > 0", name="named"),
    )
    LEVELS = {
        "mission": Level.PUBLIC,
        "sectors": Level.PUBLIC,
        "territories": Level.PUBLIC,
        "needs": Level.PUBLIC,
        "website": Level.PUBLIC,
        "numbers": Level.PUBLIC,
        "publics": Level.PUBLIC,
        "ways": Level.PUBLIC,
        "field_offer": Level.MEMBERS,
        "unwanted": Level.MEMBERS,
        "size": Level.MEMBERS,
        "contact": Level.COORDINATORS,
    }

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[AssociationState] = mapped_column(String(12), default=ACTIVE)
    name: Mapped[str] = mapped_column(String(250))
    short_name: Mapped[str] = mapped_column(String(80), default="")
    sort_key: Mapped[str] = mapped_column(String(250))
    # Identity: none of them is needed (A1★5); each belongs to one association.
    rna: Mapped[str | None] = mapped_column(String(30), unique=True)
    siren: Mapped[str | None] = mapped_column(String(9), unique=True)
    siret: Mapped[str | None] = mapped_column(String(14), unique=True)
    local_register: Mapped[str] = mapped_column(String(200), default="")  # Alsace-Moselle
    register_source: Mapped[str] = mapped_column(
        String(200), default=""
    )  # where the facts come from
    register_on: Mapped[date | None]
    to_check: Mapped[str] = mapped_column(String(40), default="")  # why a human should look

    mission: Mapped[str] = mapped_column(Text, default="")
    website: Mapped[str] = mapped_column(String(500), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    sectors: Mapped[list] = mapped_column(JSON, default=list)
    publics: Mapped[str] = mapped_column(Text, default="")
    budget_band: Mapped[str] = mapped_column(String(12), default="")
    employee_band: Mapped[str] = mapped_column(String(12), default="")
    volunteer_band: Mapped[str] = mapped_column(String(12), default="")
    field_offer: Mapped[str] = mapped_column(Text, default="")
    unwanted: Mapped[str] = mapped_column(Text, default="")
    refusals: Mapped[list] = mapped_column(JSON, default=list)  # codes of REFUSALS: hard rules
    working_hours: Mapped[str] = mapped_column(String(300), default="")
    channel: Mapped[str] = mapped_column(String(10), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    contact_phone: Mapped[str] = mapped_column(String(40), default="")

    verified_at: Mapped[datetime | None] = mapped_column(Moment)
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    proof: Mapped[str] = mapped_column(String(500), default="")
    merged_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("association.id", ondelete="RESTRICT")
    )
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    needs: Mapped[list[KnowledgeNeed]] = relationship(
        secondary=association_need, order_by=KnowledgeNeed.number
    )
    territories: Mapped[list[Territory]] = relationship(
        secondary=association_territory, order_by=Territory.sort_key
    )
    members: Mapped[list["Membership"]] = relationship(
        back_populates="association", cascade="all, delete-orphan", order_by="Membership.id"
    )
    participations: Mapped[list["Participation"]] = relationship(
        back_populates="association", cascade="all, delete-orphan", order_by="Participation.id"
    )
    verified_by: Mapped[User | None] = relationship(foreign_keys=[verified_by_id])
    merged_into: Mapped["Association | None"] = relationship(remote_side=[id])

    @property
    def is_active(self) -> bool:
        """Whether it takes part now: otherwise nothing is written for it before it comes back."""
        return self.state == ACTIVE

    @property
    def has_number(self) -> bool:
        return bool(self.rna or self.siren or self.siret or self.local_register)

    @property
    def is_verified(self) -> bool:
        """Whether a coordinator saw a proof, less than 24 months ago."""
        return self.verified_at is not None and self.verified_until > clock.now()

    @property
    def verified_until(self) -> datetime | None:
        return self.verified_at + VERIFIED_FOR if self.verified_at else None

    @property
    def modes(self) -> set[str]:
        """The ways of taking part that are open now."""
        return {p.mode for p in self.participations if p.ended_at is None}

    def search_keys(self) -> list[str]:
        return [f"association:{self.id}"]

    def active_members(self) -> list["Membership"]:
        return [m for m in self.members if m.state == MembershipState.ACTIVE]

    def managers(self) -> list["Membership"]:
        """Those who answer for it, its managers and its representative, whose account is open."""
        return [m for m in self.active_members() if m.role in MANAGING and m.user.is_active]


class MemberRole(StrEnum):
    REPRESENTATIVE = "representative"
    MANAGER = "manager"
    CONTRIBUTOR = "contributor"
    READER = "reader"


MEMBER_ROLE_LABELS = {
    MemberRole.REPRESENTATIVE: N_("Point of contact"),
    MemberRole.MANAGER: N_("Manager"),
    MemberRole.CONTRIBUTOR: N_("Contributor"),
    MemberRole.READER: N_("Reader"),
}
MANAGING = {MemberRole.REPRESENTATIVE, MemberRole.MANAGER}
WRITING = {*MANAGING, MemberRole.CONTRIBUTOR}


class MembershipState(StrEnum):
    INVITED = "invited"
    ASKED = "asked"
    ACTIVE = "active"
    REVOKED = "revoked"
    DECLINED = "declined"
    ENDED = "ended"


INVITED, ASKED = MembershipState.INVITED, MembershipState.ASKED
IN, REVOKED = MembershipState.ACTIVE, MembershipState.REVOKED
DECLINED, ENDED = MembershipState.DECLINED, MembershipState.ENDED

MEMBERSHIP = Workflow(
    accept=Verb({INVITED}, IN, N_("Accept")),
    admit=Verb({ASKED}, IN, N_("Welcome")),
    decline=Verb({INVITED, ASKED}, DECLINED, N_("Not this time")),
    revoke=Verb({INVITED}, REVOKED, N_("Revoke")),
    take_back=Verb({ASKED}, ENDED, N_("Take the request back")),
    end=Verb({IN}, ENDED, N_("End")),
)


MEMBERSHIP_STATE_LABELS = {
    INVITED: N_("Invited"),
    ASKED: N_("Asks to join"),
    IN: N_("Member"),
    REVOKED: N_("Invitation revoked"),
    DECLINED: N_("Not this time"),
    ENDED: N_("Membership ended"),
}


class Membership(db.Model):
    """A person in an association: invited, asking, member, or no longer.

    ``succeeds`` is the membership that ends the very moment this one is accepted (A1.6).
    """

    __tablename__ = "membership"
    __table_args__ = (
        Index(
            "uq_membership_one_at_a_time", "association_id", "user_id", unique=True,
            sqlite_where=text("state in ('active', 'asked')"),
            postgresql_where=text("state in ('active', 'asked')"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    association_id: Mapped[int] = mapped_column(
        ForeignKey("association.id", ondelete="CASCADE"), index=True
    )
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[MemberRole] = mapped_column(String(16))
    state: Mapped[MembershipState] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(80), default="")  # "présidente", as they say it
    is_public: Mapped[bool] = mapped_column(
        default=False
    )  # named on the public page, by own choice
    email: Mapped[str] = mapped_column(String(254), default="")  # where the invitation went
    message: Mapped[str] = mapped_column(Text, default="")
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    expires_at: Mapped[datetime | None] = mapped_column(Moment)
    succeeds_id: Mapped[int | None] = mapped_column(
        ForeignKey("membership.id", ondelete="SET NULL")
    )
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    association: Mapped[Association] = relationship(back_populates="members")
    user: Mapped[User | None] = relationship(foreign_keys=[user_id], backref="memberships")
    invited_by: Mapped[User | None] = relationship(foreign_keys=[invited_by_id])
    succeeds: Mapped["Membership | None"] = relationship(remote_side=[id])

    @property
    def is_expired(self) -> bool:
        return (
            self.state == INVITED and self.expires_at is not None and self.expires_at <= clock.now()
        )


class Mode(StrEnum):
    """The three ways of taking part (A1.8), each declared for itself."""

    COUNCIL = "council"
    GROUP = "group"
    FIELD = "field"


class Participation(db.Model):
    """A way of taking part that an association declared, with its own words."""

    __tablename__ = "participation"
    __table_args__ = (UniqueConstraint("association_id", "mode"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    association_id: Mapped[int] = mapped_column(ForeignKey("association.id", ondelete="CASCADE"))
    mode: Mapped[Mode] = mapped_column(String(8))
    note: Mapped[str] = mapped_column(Text, default="")
    declared_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    association: Mapped[Association] = relationship(back_populates="participations")


class Solicitation(db.Model):
    """A request that an association received, whoever made it: counted by year (A1★4)."""

    __tablename__ = "solicitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    association_id: Mapped[int] = mapped_column(
        ForeignKey("association.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    about: Mapped[str] = mapped_column(String(300), default="")


class AccessLetter(db.Model):
    """A printed letter whose code opens the account of somebody who was on the telephone (A1★1)."""

    __tablename__ = "access_letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    code_hash: Mapped[str] = mapped_column(String(200))
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    made_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None] = mapped_column(Moment)

    user: Mapped[User] = relationship(foreign_keys=[user_id])
