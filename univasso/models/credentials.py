"""What proves that somebody is the owner of an account, besides a password."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from univasso.core import clock
from univasso.core.db import Moment, db
from univasso.models.accounts import User


class Purpose(StrEnum):
    """What a mailed link is good for."""

    SIGN_UP = "sign_up"
    RESET = "reset"
    SIGN_IN = "sign_in"
    CONFIRM = "confirm"
    NEW_EMAIL = "new_email"
    UNDO_EMAIL = "undo_email"


class MailedLink(db.Model):
    """A door sent to a mail box: it opens a page whose button acts once, until a date (G5)."""

    __tablename__ = "mailed_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[Purpose] = mapped_column(String(12))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(254))
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), index=True
    )
    language: Mapped[str] = mapped_column(String(2), default="fr")
    about: Mapped[dict] = mapped_column(JSON, default=dict)  # what its button needs to know
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    mailed_at: Mapped[datetime | None] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)

    user: Mapped[User | None] = relationship()

    @property
    def state(self) -> str:
        """One of ``used``, ``closed``, ``expired``, ``waiting``."""
        if self.used_at:
            return "used"
        if self.closed_at or (self.user and not self.user.is_active):
            return "closed"
        return "expired" if self.expires_at <= clock.now() else "waiting"


class Means(StrEnum):
    """The kinds of second factor."""

    TOTP = "totp"
    PASSKEY = "passkey"


class Authenticator(db.Model):
    """A second factor of somebody: an application that gives codes, or a passkey."""

    __tablename__ = "authenticator"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    means: Mapped[Means] = mapped_column(String(10))
    label: Mapped[str] = mapped_column(String(100), default="")
    secret: Mapped[str] = mapped_column(String(64), default="")  # of the codes
    credential_id: Mapped[bytes | None] = mapped_column(LargeBinary(1024), unique=True)
    public_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    # The last step of time whose code served, or the count of signatures: never the same twice.
    counter: Mapped[int] = mapped_column(BigInteger, default=0)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    used_at: Mapped[datetime | None] = mapped_column(Moment)

    user: Mapped[User] = relationship()


class RecoveryCode(db.Model):
    """A code on paper, that replaces a second factor once."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
