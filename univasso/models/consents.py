"""Texts that people are asked to read or accept, by version, and who accepted which."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Select, String, Text, UniqueConstraint, select, text
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


# The text that a named person accepts on behalf of an association, and not for themselves (A1.10).
OF_ASSOCIATIONS = "association"


class Consent(db.Model):
    """That somebody accepted one version of a text, and when: for themselves, or for an association."""

    __tablename__ = "consent"
    __table_args__ = (
        UniqueConstraint("association_id", "text_id"),
        Index(
            "uq_consent_of_a_person", "user_id", "text_id", unique=True,
            sqlite_where=text("association_id is null"),
            postgresql_where=text("association_id is null"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    text_id: Mapped[int] = mapped_column(ForeignKey("consent_text.id", ondelete="RESTRICT"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    association_id: Mapped[int | None] = mapped_column(
        ForeignKey("association.id", ondelete="CASCADE")
    )

    user: Mapped[User] = relationship()
    text: Mapped[ConsentText] = relationship()


def current_texts() -> list[ConsentText]:
    """The newest version of each text, in the order of their codes."""
    return list(db.session.scalars(_newest()))


def texts_to_accept(user: User) -> list[ConsentText]:
    """Those whose newest version this person has not accepted."""
    accepted = select(Consent.text_id).where(
        Consent.user_id == user.id, Consent.association_id.is_(None)
    )
    asked = _newest().where(ConsentText.id.not_in(accepted), ConsentText.code != OF_ASSOCIATIONS)
    return list(db.session.scalars(asked))


def text_of_associations() -> ConsentText | None:
    """The charter that associations accept, as it is now."""
    return db.session.scalar(_newest().where(ConsentText.code == OF_ASSOCIATIONS))


def given_for(association_id: int) -> list[Consent]:
    """The versions accepted on behalf of an association, newest first, with by whom and when."""
    return list(
        db.session.scalars(
            select(Consent)
            .where(Consent.association_id == association_id)
            .order_by(Consent.id.desc())
        )
    )


def text_to_accept_for(association_id: int) -> ConsentText | None:
    """The charter of associations, while nobody accepted its newest version for this one."""
    newest = text_of_associations()
    given = {consent.text_id for consent in given_for(association_id)}
    return newest if newest is not None and newest.id not in given else None


def _newest() -> Select[tuple[ConsentText]]:
    other = aliased(ConsentText)
    newer = select(other.id).where(
        other.code == ConsentText.code, other.version > ConsentText.version
    )
    return select(ConsentText).where(~newer.exists()).order_by(ConsentText.code)
