"""People who sign in, what they are entitled to, and the doors they came through."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from univasso.core import clock
from univasso.core.db import Moment, db
from univasso.core.french import folded
from univasso.core.words import N_


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    SCIENTIFIC = "scientific"
    STRATEGIC = "strategic"
    STEERING = "steering"
    RESEARCHER = "researcher"
    MEMBER = "member"  # of the programme: may deposit


ROLE_LABELS = {
    Role.ADMINISTRATOR: N_("Administration"),
    Role.COORDINATOR: N_("Coordination"),
    Role.SCIENTIFIC: N_("Scientific council"),
    Role.STRATEGIC: N_("Strategic council"),
    Role.STEERING: N_("Steering committee"),
    Role.RESEARCHER: N_("Researcher"),
    Role.MEMBER: N_("Member"),
}


class Arriving(StrEnum):
    """As what somebody said they come, so that the right next step is shown to them."""

    RESEARCHER = "researcher"
    ASSOCIATION = "association"
    OTHER = "other"


class Strength(StrEnum):
    """What was shown to open a session."""

    PLAIN = "plain"  # one thing: a password, a mailed link, an ORCID iD
    STRONG = "strong"  # a second factor too
    VOUCHED = "vouched"  # nothing was asked: the demonstration on this machine


class User(db.Model):
    """An account: always one person, never an organisation."""

    __tablename__ = "user"
    __table_args__ = (CheckConstraint("language in ('fr', 'en')", name="language_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    # Compared folded and normalised, so that a look-alike address is not another account.
    email_key: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200), default="")  # folded in Python, to be found
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(2), default="fr")
    theme: Mapped[str] = mapped_column(String(5), default="auto")
    is_fictional: Mapped[bool] = mapped_column(default=False)  # an account of the demonstration
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    disabled_at: Mapped[datetime | None] = mapped_column(Moment)
    arriving_as: Mapped[str] = mapped_column(String(12), default="")
    password_changed_at: Mapped[datetime | None] = mapped_column(Moment)
    orcid: Mapped[str | None] = mapped_column(String(19), unique=True)  # only by its own sign-in
    orcid_verified_at: Mapped[datetime | None] = mapped_column(Moment)
    erased_at: Mapped[datetime | None] = mapped_column(Moment)  # only what must be kept remains
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    merged_into: Mapped["User | None"] = relationship(remote_side=[id])
    grants: Mapped[list["RoleGrant"]] = relationship(
        back_populates="user", cascade="all, delete-orphan", lazy="selectin",
        foreign_keys="RoleGrant.user_id", order_by="RoleGrant.id",
    )  # fmt: skip

    # What Flask-Login asks of a user. The session, not the account, is what a cookie names.
    is_authenticated = True
    is_anonymous = False
    # Roles that a session may not use before a second factor is shown (see web.identity).
    withheld: frozenset[Role] = frozenset()
    seen_by = None  # the administrator who looks at the site as this person

    @validates("name")
    def _fold(self, _key: str, name: str) -> str:
        self.name_key = folded(name)[:200]
        return name

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None

    def has(self, role: Role, scope: str = "") -> bool:
        """Whether a grant of this role holds now, in this session, for the whole programme or for
        this part of it."""
        return role not in self.withheld and self.holds(role, scope)

    def holds(self, role: Role, scope: str = "") -> bool:
        """Whether a grant of this role holds now, whatever the session."""
        return any(g.role == role and g.scope in ("", scope) and g.holds() for g in self.grants)

    def scopes(self, role: Role) -> set[str]:
        """The parts of the programme in which a role is held now, in this session."""
        if role in self.withheld:
            return set()
        return {g.scope for g in self.grants if g.role == role and g.scope and g.holds()}

    @property
    def open_grants(self) -> list["RoleGrant"]:
        """The grants that hold now or will later."""
        return [g for g in self.grants if not g.is_over()]


class RoleGrant(db.Model):
    """A role in the whole programme or in a part of it, from a date, until another or without end."""

    __tablename__ = "role_grant"
    __table_args__ = (UniqueConstraint("user_id", "role", "scope"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    role: Mapped[Role] = mapped_column(String(20))
    scope: Mapped[str] = mapped_column(String(40), default="")  # "axis:3"; empty: the whole
    since: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    until: Mapped[datetime | None] = mapped_column(Moment)
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(String(300), default="")

    user: Mapped[User] = relationship(back_populates="grants", foreign_keys=[user_id])
    given_by: Mapped[User | None] = relationship(foreign_keys=[given_by_id])

    def is_over(self) -> bool:
        return self.until is not None and self.until <= clock.now()

    def holds(self) -> bool:
        return not self.is_over() and self.since <= clock.now()


class SignIn(db.Model):
    """A session kept by the server: ending the row ends the session, wherever its cookie was copied."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    agent: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    seen_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    strength: Mapped[Strength] = mapped_column(String(10), default=Strength.PLAIN)
    # When its owner last showed who they are: sensitive acts ask for it again.
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment, default=clock.now)
    # An administrator may for a moment see the site as somebody else.
    seen_as_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    seen_as_until: Mapped[datetime | None] = mapped_column(Moment)

    user: Mapped[User] = relationship(foreign_keys=[user_id])
    seen_as: Mapped[User | None] = relationship(foreign_keys=[seen_as_id])

    def was_confirmed_within(self, duration: timedelta) -> bool:
        return self.confirmed_at is not None and self.confirmed_at + duration > clock.now()


class Invitation(db.Model):
    """A mailed door: opened once, until a date, unless revoked."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(254))
    role: Mapped[Role] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2), default="fr")
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    invited_by: Mapped[User | None] = relationship(foreign_keys=[invited_by_id])

    @property
    def state(self) -> str:
        """One of ``accepted``, ``revoked``, ``expired``, ``waiting``."""
        if self.accepted_at:
            return "accepted"
        if self.revoked_at:
            return "revoked"
        return "expired" if self.expires_at <= clock.now() else "waiting"
