"""The files and links of an output, and what is known of their words."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from univasso.core import clock
from univasso.core.db import Moment, db
from univasso.core.words import N_


class TextState(StrEnum):
    """What is known of the words of a file."""

    WAITING = "waiting"
    READ = "read"
    NO_TEXT = "no_text"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    TOO_LONG = "too_long"


TEXT_STATE_LABELS = {
    TextState.WAITING: N_("Text being indexed"),
    TextState.READ: N_("Full text"),
    TextState.NO_TEXT: N_("No readable text: it is probably a scan"),
    TextState.ENCRYPTED: N_("Protected by a password: its text cannot be read"),
    TextState.BROKEN: N_("The file does not open: its text cannot be read"),
    TextState.TOO_LONG: N_("Too long: only its first pages were read"),
}


class OutputFile(db.Model):
    """A file of an output; its bytes lie in the store under the hash of its content."""

    __tablename__ = "output_file"
    __table_args__ = (UniqueConstraint("output_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    output_id: Mapped[int] = mapped_column(ForeignKey("output.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(200))
    label: Mapped[str] = mapped_column(String(200), default="")
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(3), default="fr")
    is_accessible: Mapped[bool] = mapped_column(default=False)
    is_transcript: Mapped[bool] = mapped_column(default=False)
    text_state: Mapped[TextState] = mapped_column(String(12), default=TextState.WAITING)
    is_tagged: Mapped[bool | None]
    page_count: Mapped[int] = mapped_column(default=0)
    added_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    output: Mapped["Output"] = relationship(back_populates="files")  # noqa: F821
    page_texts: Mapped[list["FilePage"]] = relationship(
        cascade="all, delete-orphan", order_by="FilePage.number", passive_deletes=True
    )

    def search_keys(self) -> list[str]:
        return [f"output:{self.output_id}"] if self.output_id else []


class FilePage(db.Model):
    """The words of one page of a file."""

    __tablename__ = "file_page"

    file_id: Mapped[int] = mapped_column(
        ForeignKey("output_file.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)  # of the PDF, from 1
    text: Mapped[str] = mapped_column(Text)


class OutputLink(db.Model):
    """A podcast, a film or a copy that lies elsewhere."""

    __tablename__ = "output_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    output_id: Mapped[int] = mapped_column(ForeignKey("output.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(String(12), default="page")  # audio, video, page
    url: Mapped[str] = mapped_column(Text)
    label: Mapped[str] = mapped_column(String(200), default="")

    output: Mapped["Output"] = relationship(back_populates="links")  # noqa: F821
