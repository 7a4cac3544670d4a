"""What the page of an output shows of its texts: in brief, passages, pages with marked words."""

from dataclasses import dataclass
from math import ceil

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import func, select

from univasso.core.db import db
from univasso.core.file_types import PDF
from univasso.core.search import parse, snippet
from univasso.core.search.snippets import hits
from univasso.core.words import N_
from univasso.models.output_files import FilePage, OutputFile
from univasso.models.outputs import Output

PARTS = (
    ("asked", N_("What was asked")),
    ("found", N_("What was found")),
    ("changes", N_("What it changes for an association")),
)
PACE = 1400  # characters a minute: about 230 French words
MOST_PASSAGES = 50


@dataclass(frozen=True)
class Passage:
    """Where the words of a search stand in a file."""

    label: str
    address: str
    pieces: list[tuple[str, bool]]
    language: str


def in_brief(output: Output, language: str) -> list[tuple[str, str, str]]:
    """Heading, text and language of each part that was written, in the reader's language if it is."""
    found = []
    for name, label in PARTS:
        for code in (language, "en" if language == "fr" else "fr"):
            text = getattr(output, f"{name}_{code}")
            if text:
                found.append((label, text, code))
                break
    return found


def reading_minutes(output: Output) -> int:
    """How long its longest file takes to read; 0 when no words were read."""
    if not output.files:
        return 0
    lengths = (
        select(func.sum(func.length(FilePage.text)))
        .join(OutputFile, OutputFile.id == FilePage.file_id)
        .where(OutputFile.output_id == output.id)
        .group_by(OutputFile.id)
    )
    return ceil(max(db.session.scalars(lengths).all(), default=0) / PACE)


def passages_of(output: Output, typed: str) -> list[Passage]:
    """Every page of its files that has the words, in the order of reading."""
    query = parse(typed, output.language)
    rows = db.session.execute(
        select(OutputFile, FilePage)
        .join(FilePage, OutputFile.id == FilePage.file_id)
        .where(OutputFile.output_id == output.id)
        .order_by(OutputFile.position, FilePage.number)
    )
    found = [
        _passage(file, page, typed, snippet(page.text, query, file.language))
        for file, page in rows
        if hits(page.text, query, file.language)
    ]
    return found[:MOST_PASSAGES]


def _passage(file: OutputFile, page: FilePage, typed: str, pieces: list) -> Passage:
    is_paged = file.media_type == PDF
    label = (
        _("Page %(number)d", number=page.number)
        if is_paged
        else _("Part %(number)d", number=page.number)
    )
    where = url_for(
        "outputs.text", id=file.output_id, number=file.id, page=page.number, q=typed[:200]
    )
    if is_paged:
        where = url_for("outputs.file", id=file.output_id, number=file.id, name=file.name)
        where = f"{where}#page={page.number}"
    return Passage(label, where, pieces, file.language)


def marked(text: str, typed: str, language: str) -> list[tuple[str, bool]]:
    """A text in pieces, the words of a search marked as they were written."""
    pieces, at = [], 0
    for hit in hits(text, parse(typed, language), language) if typed.strip() else ():
        if hit.start >= at:
            pieces += [(text[at : hit.start], False), (text[hit.start : hit.end], True)]
            at = hit.end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]
