"""Researchers, and what they say of themselves. A profile may wait for its person without an account."""

from datetime import date, datetime
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
from sqlalchemy.orm import Mapped, backref, mapped_column, relationship

from univasso.core import clock
from univasso.core.db import Moment, db
from univasso.core.french import sort_key
from univasso.core.words import N_
from univasso.core.workflow import Verb, Workflow
from univasso.models.accounts import User
from univasso.models.associations import Association
from univasso.models.outputs import Output
from univasso.models.profiles import Level, Profile
from univasso.models.research_units import ResearchUnit
from univasso.models.vocabularies import KnowledgeNeed, Territory

KEY_WORKS = 5

researcher_need = Table(
    "researcher_need",
    db.metadata,
    Column("researcher_id", ForeignKey("researcher.id", ondelete="CASCADE"), primary_key=True),
    Column("need_id", ForeignKey("knowledge_need.id", ondelete="RESTRICT"), primary_key=True),
)
researcher_territory = Table(
    "researcher_territory",
    db.metadata,
    Column("researcher_id", ForeignKey("researcher.id", ondelete="CASCADE"), primary_key=True),
    Column("territory_id", ForeignKey("territory.id", ondelete="RESTRICT"), primary_key=True),
)


class ResearcherState(StrEnum):
    ACTIVE = "active"
    INACTIVE = "inactive"
    MERGED = "merged"


_S = ResearcherState
RESEARCHER = Workflow(
    deactivate=Verb({_S.ACTIVE}, _S.INACTIVE, N_("Deactivate my profile")),
    reactivate=Verb({_S.INACTIVE}, _S.ACTIVE, N_("Reactivate my profile")),
    join_another=Verb({_S.ACTIVE, _S.INACTIVE}, _S.MERGED, N_("Bring together with another"),
                      demands="reason"),
    part_again=Verb({_S.MERGED}, _S.ACTIVE, N_("Undo")),
)  # fmt: skip
RESEARCHER_STATE_LABELS = {
    _S.ACTIVE: N_("Takes part"),
    _S.INACTIVE: N_("Deactivated by its owner"),
    _S.MERGED: N_("Brought together with another"),
}


class Researcher(Profile, db.Model):
    """Somebody who does research: one person, with an account or not yet."""

    __tablename__ = "researcher"
    __table_args__ = (
        Index("ix_researcher_sort_key", "sort_key"),
        CheckConstraint("length(family) > 0", name="named"),
        CheckConstraint("capacity is null or capacity >= 0", name="capacity_not_negative"),
        CheckConstraint("state <> 'merged' or merged_into_id is not null", name="merged_into"),
    )
    LEVELS = {
        "affiliations": Level.PUBLIC,
        "needs": Level.PUBLIC,
        "discipline": Level.COORDINATORS,
        "expertise": Level.COORDINATORS,
        "methods": Level.COORDINATORS,
        "fieldwork": Level.COORDINATORS,
        "sectors": Level.COORDINATORS,
        "territories": Level.COORDINATORS,
        "languages": Level.COORDINATORS,
        "identifiers": Level.COORDINATORS,
        "website": Level.COORDINATORS,
        "works": Level.COORDINATORS,
        "availability": Level.COORDINATORS,
        "other_names": Level.COORDINATORS,
    }

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[ResearcherState] = mapped_column(String(10), default=_S.ACTIVE)
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="SET NULL"), unique=True
    )
    given: Mapped[str] = mapped_column(String(120), default="")
    family: Mapped[str] = mapped_column(String(120))
    sort_key: Mapped[str] = mapped_column(String(250))
    status: Mapped[str] = mapped_column(String(16), default="")
    discipline: Mapped[str] = mapped_column(String(2), default="")  # a section of the CNU
    expertise_fr: Mapped[str] = mapped_column(Text, default="")
    expertise_en: Mapped[str] = mapped_column(Text, default="")
    methods: Mapped[list] = mapped_column(JSON, default=list)
    fieldwork: Mapped[list] = mapped_column(JSON, default=list)
    sectors: Mapped[list] = mapped_column(JSON, default=list)
    languages: Mapped[list] = mapped_column(JSON, default=list)
    website: Mapped[str] = mapped_column(String(500), default="")
    idhal: Mapped[str] = mapped_column(String(100), default="")
    orcid_typed: Mapped[str] = mapped_column(String(19), default="")  # never shown as an iD
    # Availability: how many partnerships at once, for what, and a pause.
    capacity: Mapped[int | None]
    offers: Mapped[list] = mapped_column(JSON, default=list)
    paused_until: Mapped[date | None]
    interests_confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    merged_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("researcher.id", ondelete="CASCADE")
    )
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    user: Mapped[User | None] = relationship(backref=backref("profile", uselist=False))
    merged_into: Mapped["Researcher | None"] = relationship(remote_side=[id])
    needs: Mapped[list[KnowledgeNeed]] = relationship(
        secondary=researcher_need, order_by=KnowledgeNeed.number
    )
    territories: Mapped[list[Territory]] = relationship(
        secondary=researcher_territory, order_by=Territory.sort_key
    )
    variants: Mapped[list["NameVariant"]] = relationship(
        back_populates="researcher", cascade="all, delete-orphan", order_by="NameVariant.id"
    )
    affiliations: Mapped[list["Affiliation"]] = relationship(
        back_populates="researcher", cascade="all, delete-orphan", order_by="Affiliation.id"
    )
    works: Mapped[list["KeyWork"]] = relationship(
        back_populates="researcher", cascade="all, delete-orphan", order_by="KeyWork.position"
    )
    periods: Mapped[list["AvailablePeriod"]] = relationship(
        back_populates="researcher", cascade="all, delete-orphan",
        order_by="AvailablePeriod.starts_on",
    )  # fmt: skip
    interests: Mapped[list["Interest"]] = relationship(
        back_populates="researcher", cascade="all, delete-orphan", order_by="Interest.id"
    )

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()

    @property
    def is_shown(self) -> bool:
        """Whether the directory shows it to everybody: its owner alone decides that."""
        return self.is_listed and self.state == _S.ACTIVE and self.user_id is not None

    @property
    def verified_orcid(self) -> str | None:
        """The iD that its owner signed in with; nothing that was typed."""
        return self.user.orcid if self.user else None

    @property
    def is_paused(self) -> bool:
        """Whether nothing is proposed today: a pause counts whole days, its last one included."""
        return self.paused_until is not None and self.paused_until >= clock.today()

    def hidden_keys(self) -> list[str]:
        """The names that nobody reads, folded: they go out of no door."""
        return [variant.key for variant in self.variants if variant.is_hidden]

    def holds_hidden_name(self, words: str) -> bool:
        """Whether a name that is hidden everywhere stands in these words."""
        padded = f" {sort_key(words)} "
        return any(f" {key} " in padded for key in self.hidden_keys())

    def search_names(self) -> list[str]:
        """Every name by which others may find this person: hidden ones are not among them."""
        names = [self.name, f"{self.family} {self.given}".strip()]
        if self.given:
            initials = ".".join(part[0] for part in self.given.replace("-", " ").split())
            names.append(f"{initials}. {self.family}")
        names += [variant.name for variant in self.variants if not variant.is_hidden]
        return [name for name in dict.fromkeys(names) if not self.holds_hidden_name(name)]

    def other_names(self) -> list[str]:
        """The further names that a page may show, when its owner shows them."""
        return [v.name for v in self.variants if not v.is_hidden
                and not self.holds_hidden_name(v.name)]  # fmt: skip

    def present_affiliations(self) -> list["Affiliation"]:
        return [row for row in self.affiliations if row.is_present]

    def search_keys(self) -> list[str]:
        units = [f"unit:{a.unit_id}" for a in self.affiliations if a.unit_id]
        return [f"researcher:{self.id}", *units]


NAME_KINDS = {
    "birth": N_("Name at birth"),
    "married": N_("Married or common name"),
    "signed": N_("Name signed on publications"),
    "initials": N_("With initials"),
    "other": N_("Another way of writing it"),
}


class _Part:
    """What belongs to a researcher: searching for them follows it."""

    def search_keys(self) -> list[str]:
        return [f"researcher:{self.researcher_id}"] if self.researcher_id else []


class NameVariant(_Part, db.Model):
    """Another name of a person: it finds them, unless it is hidden everywhere."""

    __tablename__ = "name_variant"
    __table_args__ = (UniqueConstraint("researcher_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    researcher_id: Mapped[int] = mapped_column(ForeignKey("researcher.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(200), index=True)  # folded: accents do not count
    kind: Mapped[str] = mapped_column(String(10), default="other")
    is_hidden: Mapped[bool] = mapped_column(default=False)

    researcher: Mapped[Researcher] = relationship(back_populates="variants")


class Affiliation(_Part, db.Model):
    """Where somebody works or worked: a unit that we know, or words of their own."""

    __tablename__ = "affiliation"
    __table_args__ = (
        CheckConstraint("starts_on is null or ends_on is null or ends_on >= starts_on",
                        name="ends_after_start"),
        CheckConstraint("unit_id is not null or name <> ''", name="names_a_place"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    researcher_id: Mapped[int] = mapped_column(ForeignKey("researcher.id", ondelete="CASCADE"))
    unit_id: Mapped[int | None] = mapped_column(
        ForeignKey("research_unit.id", ondelete="RESTRICT"), index=True
    )
    name: Mapped[str] = mapped_column(String(250), default="")
    position: Mapped[str] = mapped_column(String(120), default="")  # "maîtresse de conférences"
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]

    researcher: Mapped[Researcher] = relationship(back_populates="affiliations")
    unit: Mapped[ResearchUnit | None] = relationship()

    def search_keys(self) -> list[str]:
        """A laboratory is found once somebody who is shown works there."""
        return [*super().search_keys(), *([f"unit:{self.unit_id}"] if self.unit_id else [])]

    @property
    def place(self) -> str:
        return self.unit.label if self.unit else self.name

    @property
    def is_present(self) -> bool:
        day = clock.today()
        return (self.starts_on is None or self.starts_on <= day) and (
            self.ends_on is None or self.ends_on >= day
        )


class KeyWork(_Part, db.Model):
    """A work put forward: a publication of the programme, or one named by hand."""

    __tablename__ = "key_work"
    __table_args__ = (CheckConstraint("output_id is not null or title <> ''", name="names_a_work"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    researcher_id: Mapped[int] = mapped_column(ForeignKey("researcher.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(default=0)
    output_id: Mapped[int | None] = mapped_column(ForeignKey("output.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(500), default="")
    url: Mapped[str] = mapped_column(String(500), default="")
    year: Mapped[str] = mapped_column(String(4), default="")

    researcher: Mapped[Researcher] = relationship(back_populates="works")
    output: Mapped[Output | None] = relationship()


class AvailablePeriod(db.Model):
    """Whole days on which somebody can take something on."""

    __tablename__ = "available_period"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="ends_after_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    researcher_id: Mapped[int] = mapped_column(ForeignKey("researcher.id", ondelete="CASCADE"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    note: Mapped[str] = mapped_column(String(200), default="")

    researcher: Mapped[Researcher] = relationship(back_populates="periods")


class Interest(db.Model):
    """What may weigh on a judgement: read by its owner and the coordination, by nobody else."""

    __tablename__ = "interest"
    __table_args__ = (
        CheckConstraint("starts_on is null or ends_on is null or ends_on >= starts_on",
                        name="ends_after_start"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    researcher_id: Mapped[int] = mapped_column(ForeignKey("researcher.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(String(300))
    association_id: Mapped[int | None] = mapped_column(
        ForeignKey("association.id", ondelete="SET NULL")
    )
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]

    researcher: Mapped[Researcher] = relationship(back_populates="interests")
    association: Mapped[Association | None] = relationship()


class Candidacy(db.Model):
    """Somebody was among those considered for a subject: asked or not, and the fact that decided.

    Pairings write these rows; the person reads them (R1★3). No row names anybody else.
    """

    __tablename__ = "candidacy"

    id: Mapped[int] = mapped_column(primary_key=True)
    researcher_id: Mapped[int] = mapped_column(
        ForeignKey("researcher.id", ondelete="CASCADE"), index=True
    )
    subject: Mapped[str] = mapped_column(String(300))
    is_subject_public: Mapped[bool] = mapped_column(default=False)
    was_asked: Mapped[bool] = mapped_column(default=False)
    fact: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
