"""Texts that people are asked to read or accept, by version, and who accepted which."""

from datetime import datetime

from sqlalchemy import ForeignKey, Select, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from univasso.core import clock
from univasso.core.db import Moment, db
from univasso.models.accounts import User


class ConsentText(db.Model):
    """One version of a text. A published version never changes: a new one is asked for again."""

    __tablename__ = "consent_text"
    __table_args__ = (UniqueConstraint("code", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]
    title_fr: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200))
    body_fr: Mapped[str] = mapped_column(Text)
    body_en: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class Consent(db.Model):
    """That somebody accepted one version of a text, and when."""

    __tablename__ = "consent"
    __table_args__ = (UniqueConstraint("user_id", "text_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    text_id: Mapped[int] = mapped_column(ForeignKey("consent_text.id", ondelete="RESTRICT"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    user: Mapped[User] = relationship()
    text: Mapped[ConsentText] = relationship()


def current_texts() -> list[ConsentText]:
    """The newest version of each text, in the order of their codes."""
    return list(db.session.scalars(_newest()))


def texts_to_accept(user: User) -> list[ConsentText]:
    """Those whose newest version this person has not accepted."""
    accepted = select(Consent.text_id).where(Consent.user_id == user.id)
    return list(db.session.scalars(_newest().where(ConsentText.id.not_in(accepted))))


def _newest() -> Select[tuple[ConsentText]]:
    other = aliased(ConsentText)
    newer = select(other.id).where(
        other.code == ConsentText.code, other.version > ConsentText.version
    )
    return select(ConsentText).where(~newer.exists()).order_by(ConsentText.code)
