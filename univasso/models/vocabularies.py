"""The words that everything is filed under: needs, axes, territories, kinds of output.

They are sourced, editable data. A title that no public source confirms says so; nothing that was
used ever vanishes: it is retired, with a successor.
"""

from datetime import date, datetime

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
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from univasso.core import clock
from univasso.core.db import Moment, db

need_axis = Table(
    "need_axis",
    db.metadata,
    Column("need_id", ForeignKey("knowledge_need.id", ondelete="CASCADE"), primary_key=True),
    Column("axis_id", ForeignKey("research_axis.id", ondelete="CASCADE"), primary_key=True),
)


class KnowledgeNeed(db.Model):
    """One of the IFMA's knowledge needs."""

    __tablename__ = "knowledge_need"
    __table_args__ = (
        CheckConstraint("number >= 1", name="number_positive"),
        CheckConstraint("not is_confirmed or source_url <> ''", name="confirmed_has_source"),
        CheckConstraint(
            "(retired_on is null) = (successor_id is null)", name="retired_has_successor"
        ),
        CheckConstraint("successor_id is null or successor_id <> id", name="not_its_own_successor"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)  # of the row, for two people editing (G10)
    number: Mapped[int] = mapped_column(unique=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title_fr: Mapped[str] = mapped_column(String(300))
    title_en: Mapped[str] = mapped_column(String(300), default="")
    short_fr: Mapped[str] = mapped_column(String(80))
    short_en: Mapped[str] = mapped_column(String(80), default="")
    summary_fr: Mapped[str] = mapped_column(Text, default="")
    summary_en: Mapped[str] = mapped_column(Text, default="")
    sub_questions: Mapped[list] = mapped_column(JSON, default=list)
    source_url: Mapped[str] = mapped_column(String(500), default="")
    evidence: Mapped[str] = mapped_column(Text, default="")
    is_confirmed: Mapped[bool] = mapped_column(default=False)
    retired_on: Mapped[date | None]
    retired_reason: Mapped[str] = mapped_column(Text, default="")
    successor_id: Mapped[int | None] = mapped_column(
        ForeignKey("knowledge_need.id", ondelete="RESTRICT")
    )

    successor: Mapped["KnowledgeNeed | None"] = relationship(remote_side=[id])
    axes: Mapped[list["ResearchAxis"]] = relationship(
        secondary=need_axis, back_populates="needs", order_by="ResearchAxis.number"
    )

    @property
    def questions_text(self) -> str:
        """Its sub-questions, one a line: what two people write at once is compared as text (G10)."""
        return "\n".join(self.sub_questions or [])

    def heir(self) -> "KnowledgeNeed":
        """The need in force that its successors lead to; itself while it is in force."""
        return self.successor.heir() if self.successor is not None else self

    def search_keys(self) -> list[str]:
        return [f"need:{self.id}"]


class ResearchAxis(db.Model):
    """One of the four regional axes."""

    __tablename__ = "research_axis"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    number: Mapped[int] = mapped_column(unique=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title_fr: Mapped[str] = mapped_column(String(300))
    title_en: Mapped[str] = mapped_column(String(300), default="")
    questions: Mapped[list] = mapped_column(JSON, default=list)
    source_url: Mapped[str] = mapped_column(String(500), default="")

    needs: Mapped[list[KnowledgeNeed]] = relationship(
        secondary=need_axis, back_populates="axes", order_by=KnowledgeNeed.number
    )

    @property
    def questions_text(self) -> str:
        return "\n".join(self.questions or [])


class TermVersion(db.Model):
    """What a need or an axis said after each change, and why it changed."""

    __tablename__ = "term_version"
    __table_args__ = (
        CheckConstraint("(need_id is null) <> (axis_id is null)", name="of_one_term"),
        UniqueConstraint("need_id", "number"),
        UniqueConstraint("axis_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int | None] = mapped_column(ForeignKey("knowledge_need.id", ondelete="CASCADE"))
    axis_id: Mapped[int | None] = mapped_column(ForeignKey("research_axis.id", ondelete="CASCADE"))
    number: Mapped[int]
    content: Mapped[dict] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class Territory(db.Model):
    """A place of the official geography: region, department, EPCI or commune."""

    __tablename__ = "territory"
    __table_args__ = (
        Index("ix_territory_sort_key", "sort_key"),
        CheckConstraint("kind in ('region','department','epci','commune')", name="kind_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)  # "region:32", "commune:80021"
    kind: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(120))
    sort_key: Mapped[str] = mapped_column(String(120))  # folded in Python: no database sorts French
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("territory.id", ondelete="RESTRICT"))
    population: Mapped[int | None]

    parent: Mapped["Territory | None"] = relationship(remote_side=[id])


class TerritoryName(db.Model):
    """What a place is called: its name, that of a commune it took in, its postcodes, its code."""

    __tablename__ = "territory_name"
    __table_args__ = (
        UniqueConstraint("key", "territory_id"),
        CheckConstraint("kind in ('name', 'former', 'postcode', 'code')", name="kind_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    territory_id: Mapped[int] = mapped_column(ForeignKey("territory.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(120))
    key: Mapped[str] = mapped_column(String(120))  # folded, without spaces, “st” written out

    territory: Mapped[Territory] = relationship()


class OutputKind(db.Model):
    """A kind of output, with the names that other vocabularies give it."""

    __tablename__ = "output_kind"

    code: Mapped[str] = mapped_column(String(30), primary_key=True)
    label_fr: Mapped[str] = mapped_column(String(80))
    label_en: Mapped[str] = mapped_column(String(80))
    position: Mapped[int] = mapped_column(default=0)
    coar_uri: Mapped[str] = mapped_column(String(120), default="")
    csl_type: Mapped[str] = mapped_column(String(40), default="")
    schema_type: Mapped[str] = mapped_column(String(40), default="")
    required: Mapped[list] = mapped_column(
        JSON, default=list
    )  # the fields that submission asks for
