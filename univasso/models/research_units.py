"""Where research is done, and the days that associations share: laboratories, shared periods."""

from datetime import date

from sqlalchemy import JSON, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from univasso.core.db import db
from univasso.core.words import N_


class ResearchUnit(db.Model):
    """A laboratory or an institution, as ROR describes it."""

    __tablename__ = "research_unit"
    __table_args__ = (Index("ix_research_unit_sort_key", "sort_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ror: Mapped[str | None] = mapped_column(String(9), unique=True)
    name: Mapped[str] = mapped_column(String(250))
    short_name: Mapped[str] = mapped_column(String(80), default="")
    other_names: Mapped[list] = mapped_column(JSON, default=list)
    sort_key: Mapped[str] = mapped_column(String(250))
    lookup_key: Mapped[str] = mapped_column(String(1500), default="")  # every name of it, folded
    parents: Mapped[list] = mapped_column(JSON, default=list)  # names of those it belongs to
    city: Mapped[str] = mapped_column(String(120), default="")
    website: Mapped[str] = mapped_column(String(500), default="")
    source: Mapped[str] = mapped_column(String(200), default="")

    @property
    def label(self) -> str:
        return f"{self.short_name}, {self.name}" if self.short_name else self.name

    def search_keys(self) -> list[str]:
        return [f"unit:{self.id}"]


PERIOD_KINDS = {
    "holiday": N_("Public holiday"),
    "assemblies": N_("Season of general assemblies"),
    "grants": N_("Deadline of a grant"),
    "school": N_("School holidays"),
    "other": N_("Another shared period"),
}


class SharedPeriod(db.Model):
    """Days that count for associations: assemblies, grants, holidays. Whole days, with a source."""

    __tablename__ = "shared_period"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="ends_after_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(200))
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date]
    source: Mapped[str] = mapped_column(String(500), default="")
