"""People who sign in, what they are entitled to, and the doors they came through."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from univasso.core import clock
from univasso.core.db import Moment, db
from univasso.core.words import N_


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    MEMBER = "member"  # of the programme: may deposit


ROLE_LABELS = {
    Role.ADMINISTRATOR: N_("Administration"),
    Role.COORDINATOR: N_("Coordination"),
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

    grants: Mapped[list["RoleGrant"]] = relationship(
        back_populates="user", cascade="all, delete-orphan", lazy="selectin"
    )

    # What Flask-Login asks of a user. The session, not the account, is what a cookie names.
    is_authenticated = True
    is_anonymous = False
    # Roles that a session may not use before a second factor is shown (see web.identity).
    withheld: frozenset[Role] = frozenset()

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None

    def has(self, role: Role) -> bool:
        """Whether a grant of this role holds now, in this session."""
        return role not in self.withheld and self.holds(role)

    def holds(self, role: Role) -> bool:
        """Whether a grant of this role holds now, whatever the session."""
        return any(
            g.role == role and (g.until is None or g.until > clock.now()) for g in self.grants
        )


class RoleGrant(db.Model):
    """A role, held until a date or without end."""

    __tablename__ = "role_grant"
    __table_args__ = (UniqueConstraint("user_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    role: Mapped[Role] = mapped_column(String(20))
    until: Mapped[datetime | None] = mapped_column(Moment)

    user: Mapped[User] = relationship(back_populates="grants")


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

    user: Mapped[User] = relationship()

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
