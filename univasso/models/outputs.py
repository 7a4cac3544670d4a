"""Outputs: what the programme and its partners publish, and what surrounds one publication."""

from datetime import datetime
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
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from univasso.core import clock
from univasso.core.db import Moment, db
from univasso.core.words import N_
from univasso.core.workflow import Verb, Workflow
from univasso.models.accounts import User
from univasso.models.output_files import OutputFile, OutputLink
from univasso.models.vocabularies import KnowledgeNeed, OutputKind, ResearchAxis, Territory


class OutputState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


STATE_LABELS = {
    OutputState.DRAFT: N_("Draft, not sent"),
    OutputState.SUBMITTED: N_("Submitted"),
    OutputState.PUBLISHED: N_("Published"),
    OutputState.DECLINED: N_("Not published this time"),
    OutputState.WITHDRAWN: N_("Withdrawn"),
    OutputState.MERGED: N_("Merged with another notice"),
}

_S = OutputState
OUTPUT = Workflow(
    submit=Verb({_S.DRAFT}, _S.SUBMITTED, N_("Submit")),
    take_back=Verb({_S.SUBMITTED}, _S.DRAFT, N_("Take back to complete it")),
    ask_changes=Verb({_S.SUBMITTED}, _S.DRAFT, N_("Ask for changes"), demands="reason"),
    publish=Verb({_S.SUBMITTED}, _S.PUBLISHED, N_("Publish")),
    decline=Verb({_S.SUBMITTED}, _S.DECLINED, N_("Do not publish this time"), demands="reason"),
    appeal=Verb({_S.DECLINED}, _S.SUBMITTED, N_("Ask for a second look"), demands="reason"),
    withdraw=Verb({_S.PUBLISHED}, _S.WITHDRAWN, N_("Withdraw"), demands="reason"),
    restore=Verb({_S.WITHDRAWN}, _S.PUBLISHED, N_("Restore")),
    merge=Verb(
        {_S.DRAFT, _S.SUBMITTED, _S.PUBLISHED, _S.DECLINED},
        _S.MERGED,
        N_("Merge with another notice"),
        demands="reason",
    ),
)

output_need = Table(
    "output_need",
    db.metadata,
    Column("output_id", ForeignKey("output.id", ondelete="CASCADE"), primary_key=True),
    Column("need_id", ForeignKey("knowledge_need.id", ondelete="RESTRICT"), primary_key=True),
)
output_axis = Table(
    "output_axis",
    db.metadata,
    Column("output_id", ForeignKey("output.id", ondelete="CASCADE"), primary_key=True),
    Column("axis_id", ForeignKey("research_axis.id", ondelete="RESTRICT"), primary_key=True),
)
output_territory = Table(
    "output_territory",
    db.metadata,
    Column("output_id", ForeignKey("output.id", ondelete="CASCADE"), primary_key=True),
    Column("territory_id", ForeignKey("territory.id", ondelete="RESTRICT"), primary_key=True),
)


class Output(db.Model):
    """A note, an article, a guide, a charter, a podcast… from its draft to its tombstone."""

    __tablename__ = "output"
    __table_args__ = (
        CheckConstraint(
            "state not in ('published','submitted') or title_fr <> '' or title_en <> ''",
            name="sent_has_title",
        ),
        CheckConstraint("state <> 'published' or published_at is not null", name="published_dated"),
        CheckConstraint(
            "state <> 'merged' or successor_id is not null", name="merged_has_successor"
        ),
        CheckConstraint("successor_id is null or successor_id <> id", name="not_its_own_successor"),
        Index("ix_output_state_issued", "state", "issued_key"),
        Index("ix_output_state_published", "state", "published_at"),
        # All that counting the listed outputs asks for: no row, with its long texts, is read.
        Index(
            "ix_output_listed",
            "state",
            "is_title_hidden",
            "embargo_until",
            "hidden_until",
            "issued_key",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[OutputState] = mapped_column(String(12), default=OutputState.DRAFT)
    version: Mapped[int] = mapped_column(default=1)  # of the row, for two people editing (G10)
    kind_code: Mapped[str] = mapped_column(ForeignKey("output_kind.code", ondelete="RESTRICT"))

    title_fr: Mapped[str] = mapped_column(Text, default="")
    title_en: Mapped[str] = mapped_column(Text, default="")
    sort_key: Mapped[str] = mapped_column(String(200), default="", index=True)
    abstract_fr: Mapped[str] = mapped_column(Text, default="")
    abstract_en: Mapped[str] = mapped_column(Text, default="")
    # "En bref": what was asked, what was found, what it changes for an association.
    asked_fr: Mapped[str] = mapped_column(Text, default="")
    asked_en: Mapped[str] = mapped_column(Text, default="")
    found_fr: Mapped[str] = mapped_column(Text, default="")
    found_en: Mapped[str] = mapped_column(Text, default="")
    changes_fr: Mapped[str] = mapped_column(Text, default="")
    changes_en: Mapped[str] = mapped_column(Text, default="")
    keywords: Mapped[list] = mapped_column(JSON, default=list)
    language: Mapped[str] = mapped_column(String(3), default="fr")
    audiences: Mapped[list] = mapped_column(JSON, default=list)
    licence: Mapped[str] = mapped_column(String(20), default="")

    issued: Mapped[str] = mapped_column(String(10), default="")  # 2019, 2019-03 or 2019-03-01
    issued_key: Mapped[int] = mapped_column(default=0)  # yyyymmdd with zeros, to sort and filter
    container: Mapped[str] = mapped_column(Text, default="")  # journal, book or meeting
    volume: Mapped[str] = mapped_column(String(40), default="")
    issue: Mapped[str] = mapped_column(String(40), default="")
    pages: Mapped[str] = mapped_column(String(40), default="")
    publisher: Mapped[str] = mapped_column(String(300), default="")
    place: Mapped[str] = mapped_column(String(120), default="")
    doi: Mapped[str] = mapped_column(String(200), default="", index=True)
    hal: Mapped[str] = mapped_column(String(40), default="", index=True)
    isbn: Mapped[str] = mapped_column(String(20), default="")
    issn: Mapped[str] = mapped_column(String(12), default="")
    url: Mapped[str] = mapped_column(Text, default="")  # where it was first published
    source: Mapped[str] = mapped_column(String(300), default="")  # where the notice comes from
    duplicate_key: Mapped[str] = mapped_column(String(300), default="", index=True)

    embargo_until: Mapped[datetime | None] = mapped_column(Moment)  # of its files
    is_title_hidden: Mapped[bool] = mapped_column(default=False)  # until the embargo ends, too
    erratum: Mapped[str] = mapped_column(Text, default="")
    withdrawal_reason: Mapped[str] = mapped_column(Text, default="")
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    hidden_until: Mapped[datetime | None] = mapped_column(Moment)  # a rights claim, 48 hours
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("output.id", ondelete="SET NULL"))
    newer_id: Mapped[int | None] = mapped_column(ForeignKey("output.id", ondelete="SET NULL"))

    depositor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=clock.now, onupdate=clock.now)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    published_at: Mapped[datetime | None] = mapped_column(Moment)

    kind: Mapped[OutputKind] = relationship(lazy="joined")
    depositor: Mapped[User | None] = relationship(foreign_keys=[depositor_id])
    assignee: Mapped[User | None] = relationship(foreign_keys=[assignee_id])
    successor: Mapped["Output | None"] = relationship(foreign_keys=[successor_id], remote_side=[id])
    newer: Mapped["Output | None"] = relationship(foreign_keys=[newer_id], remote_side=[id])
    authors: Mapped[list["Author"]] = relationship(
        back_populates="output", cascade="all, delete-orphan", order_by="Author.position"
    )
    files: Mapped[list[OutputFile]] = relationship(
        back_populates="output", cascade="all, delete-orphan", order_by="OutputFile.position"
    )
    links: Mapped[list[OutputLink]] = relationship(
        back_populates="output", cascade="all, delete-orphan", order_by="OutputLink.position"
    )
    needs: Mapped[list[KnowledgeNeed]] = relationship(
        secondary=output_need, order_by=KnowledgeNeed.number
    )
    axes: Mapped[list[ResearchAxis]] = relationship(
        secondary=output_axis, order_by=ResearchAxis.number
    )
    territories: Mapped[list[Territory]] = relationship(
        secondary=output_territory, order_by=Territory.sort_key
    )

    @property
    def title(self) -> str:
        """The title in the language of the publication, or the one there is."""
        if self.language == "en":
            return self.title_en or self.title_fr
        return self.title_fr or self.title_en

    @property
    def year(self) -> int | None:
        return self.issued_key // 10000 or None

    def is_under_embargo(self) -> bool:
        return self.embargo_until is not None and self.embargo_until > clock.now()

    def is_readable(self) -> bool:
        """Whether the public may open its files now."""
        return self.state == OutputState.PUBLISHED and not self.is_under_embargo()

    def search_keys(self) -> list[str]:
        return [f"output:{self.id}"]


class Author(db.Model):
    """Somebody who made an output: a person or an association, in order, with a role."""

    __tablename__ = "author"
    __table_args__ = (
        UniqueConstraint("output_id", "position"),
        CheckConstraint("kind in ('person','organisation')", name="kind_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    output_id: Mapped[int] = mapped_column(ForeignKey("output.id", ondelete="CASCADE"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12), default="person")
    family: Mapped[str] = mapped_column(String(200))  # or the whole name of an organisation
    given: Mapped[str] = mapped_column(String(200), default="")
    role: Mapped[str] = mapped_column(String(20), default="author")
    identifier: Mapped[str] = mapped_column(String(60), default="")  # "orcid:…", "rna:W…"
    email: Mapped[str] = mapped_column(String(254), default="")  # only to ask for the confirmation
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    asked_at: Mapped[datetime | None] = mapped_column(Moment)
    declined_at: Mapped[datetime | None] = mapped_column(Moment)

    output: Mapped[Output] = relationship(back_populates="authors")

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()

    def search_keys(self) -> list[str]:
        return [f"output:{self.output_id}"] if self.output_id else []
