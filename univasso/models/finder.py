"""What search learns from people: equivalent expressions, and what was looked for in vain."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from univasso.core import clock
from univasso.core.db import Moment, db
from univasso.models.vocabularies import KnowledgeNeed


class WordBridge(db.Model):
    """Expressions that mean the same to associations and to research: bénévolat, engagement volontaire."""

    __tablename__ = "word_bridge"

    id: Mapped[int] = mapped_column(primary_key=True)
    expressions: Mapped[list] = mapped_column(JSON)
    is_active: Mapped[bool] = mapped_column(default=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    updated_at: Mapped[datetime] = mapped_column(Moment, default=clock.now, onupdate=clock.now)


class UnmetSearch(db.Model):
    """A search that found nothing, counted by day: a demand. Nothing says who made it."""

    __tablename__ = "unmet_search"
    __table_args__ = (UniqueConstraint("day", "words"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    words: Mapped[str] = mapped_column(String(200))
    count: Mapped[int] = mapped_column(default=1)


class UnmetSubject(db.Model):
    """What near wordings of searches in vain ask about, filed under a need by the coordination."""

    __tablename__ = "unmet_subject"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(250), unique=True)  # the stems that the wordings share
    words: Mapped[str] = mapped_column(String(200))  # one of the wordings, to name it
    need_id: Mapped[int] = mapped_column(
        ForeignKey("knowledge_need.id", ondelete="RESTRICT"), index=True
    )
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    need: Mapped[KnowledgeNeed] = relationship()
