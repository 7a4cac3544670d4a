"""The national register of associations, as a local table, and the runs that filled it.

Rows come from the public files of the register (RNA); nobody edits them here. Two small tables of
words lead from what people type to the few entries worth comparing with it.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from univasso.core import clock
from univasso.core.db import Moment, db


class RegisterStatus(StrEnum):
    ACTIVE = "active"
    DISSOLVED = "dissolved"
    DELETED = "deleted"
    MOVED = "moved"  # an old number, taken up under a newer one


class RegisterEntry(db.Model):
    """One association as the register describes it."""

    __tablename__ = "register_entry"
    __table_args__ = (
        CheckConstraint(
            "status in ('active', 'dissolved', 'deleted', 'moved')", name="status_known"
        ),
        Index("ix_register_entry_former_number", "former_number"),
        Index("ix_register_entry_siren", "siren"),
        Index("ix_register_entry_title_key", "title_key"),
    )

    # Numbered by the import itself, which writes the words of an entry with it.
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[str] = mapped_column(String(30), unique=True)
    former_number: Mapped[str] = mapped_column(String(30), default="")
    siren: Mapped[str] = mapped_column(String(9), default="")
    siret: Mapped[str] = mapped_column(String(14), default="")
    title: Mapped[str] = mapped_column(Text)
    short_title: Mapped[str] = mapped_column(Text, default="")
    purpose: Mapped[str] = mapped_column(Text, default="")  # what the register calls its object
    address: Mapped[str] = mapped_column(Text, default="")
    postcode: Mapped[str] = mapped_column(String(10), default="")
    commune_code: Mapped[str] = mapped_column(String(5), default="")
    commune: Mapped[str] = mapped_column(String(120), default="")
    department: Mapped[str] = mapped_column(String(3), default="")
    created_on: Mapped[date | None]
    dissolved_on: Mapped[date | None]
    status: Mapped[RegisterStatus] = mapped_column(String(10))
    successor: Mapped[str] = mapped_column(String(30), default="")
    stamp: Mapped[str] = mapped_column(String(19), default="")  # its last change in the register
    layout: Mapped[str] = mapped_column(String(12))
    source: Mapped[str] = mapped_column(String(200))
    source_on: Mapped[date]
    fingerprint: Mapped[str] = mapped_column(String(16))
    title_key: Mapped[str] = mapped_column(String(200))  # folded in Python, compared as a whole

    @property
    def is_active(self) -> bool:
        return self.status == RegisterStatus.ACTIVE


class RegisterWord(db.Model):
    """A word by which an entry is found. It only proposes: the names themselves are compared."""

    __tablename__ = "register_word"
    __table_args__ = {"sqlite_with_rowid": False}

    word: Mapped[str] = mapped_column(String(40), primary_key=True)
    entry_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class RegisterSpelling(db.Model):
    """What a word looks like with a letter missing: two words that share one are nearly the same."""

    __tablename__ = "register_spelling"
    __table_args__ = {"sqlite_with_rowid": False}

    key: Mapped[str] = mapped_column(String(8), primary_key=True)
    word: Mapped[str] = mapped_column(String(40), primary_key=True)


class RegisterImport(db.Model):
    """A file of the register that was read; one that was interrupted says how far it came."""

    __tablename__ = "register_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    layout: Mapped[str] = mapped_column(String(12))
    encoding: Mapped[str] = mapped_column(String(12))
    source_on: Mapped[date]
    rows_read: Mapped[int] = mapped_column(default=0)
    rows_new: Mapped[int] = mapped_column(default=0)
    rows_changed: Mapped[int] = mapped_column(default=0)
    rows_same: Mapped[int] = mapped_column(default=0)
    rows_refused: Mapped[int] = mapped_column(default=0)
    first_refused: Mapped[list] = mapped_column(JSON, default=list)
    started_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    seen_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
