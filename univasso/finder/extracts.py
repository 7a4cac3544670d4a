"""What each answer shows of itself: the passage that speaks of the words, and its page."""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import Row, select
from sqlalchemy.orm import selectinload

from univasso.core.db import db
from univasso.core.file_types import PDF
from univasso.core.search import Query, best_page, passages, snippet
from univasso.core.search.snippets import hits
from univasso.models.accounts import User
from univasso.models.output_files import FilePage, OutputFile
from univasso.models.outputs import Output
from univasso.models.vocabularies import KnowledgeNeed
from univasso.needs import queries as needs
from univasso.policy import VISIBLE, Permission, allows
from univasso.web.typography import typo, typo_pieces

SHOWN = 2  # passages of the files under a title
ANSWERS, LOOKED_AT = 5, 60  # passages that may answer: shown at most, and considered
LONGEST_ANSWER = 320  # characters
HEAD_OF_PAGE = re.compile(r"\b\d{1,4} ?/ ?\d{1,4}\b")
WITH = (selectinload(Output.authors), selectinload(Output.needs), selectinload(Output.files))
Pieces = list[tuple[str, bool]]  # words, and whether they are to be marked


@dataclass
class Extract:
    """A passage of a file: its marked words, its page in words and where it opens."""

    pieces: Pieces
    label: str
    address: str
    language: str


@dataclass
class Result:
    """A row as search shows it: its title marked, a passage of its notice, passages of its files."""

    row: Output | KnowledgeNeed
    title: Pieces
    notice: Pieces
    extracts: list[Extract] = field(default_factory=list)
    page_count: int = 0  # of its files, that have words of the query
    is_identified: bool = False


def outputs_of(keys: list[str], user: User | None) -> list[Output]:
    """The outputs of these keys that the reader may see, in this order: the last word."""
    numbers = [int(key.partition(":")[2]) for key in keys if key.startswith("output:")]
    rows = db.session.scalars(
        select(Output).where(Output.id.in_(numbers), VISIBLE[Output](user))
        .options(*WITH)
    )  # fmt: skip
    found = {row.id: row for row in rows}
    return [found[number] for number in numbers if number in found]


def needs_of(keys: list[str]) -> list[KnowledgeNeed]:
    numbers = [int(key.partition(":")[2]) for key in keys if key.startswith("need:")]
    if not numbers:
        return []
    found = {
        n.id: n
        for n in db.session.scalars(select(KnowledgeNeed).filter(KnowledgeNeed.id.in_(numbers)))
    }
    return [found[number] for number in numbers if number in found]


def needs_in_force() -> list[Row]:
    """All that may still be asked about, in their order."""
    return needs.needs()


def needs_offered(chosen: str) -> list[Row]:
    """The same, and the one that is chosen though it is retired: its old addresses still work."""
    every = needs.every_need()
    return [need for need in every if need.retired_on is None or str(need.number) == chosen]


def results(
    outputs: list[Output], query: Query, identified: list[str], user: User | None
) -> list[Result]:
    pages = pages_of(outputs, user)
    return [_result(output, query, identified, pages[output.id]) for output in outputs]


def pages_of(
    outputs: list[Output], user: User | None
) -> dict[int, list[tuple[OutputFile, FilePage]]]:
    """The pages of the files that the reader may open, by output."""
    files = {
        file.id: file
        for output in outputs
        if allows(Permission.OUTPUT_FILE, user, output)
        for file in output.files
    }
    found: dict[int, list] = defaultdict(list)
    if not files:
        return found
    rows = db.session.scalars(
        select(FilePage)
        .where(FilePage.file_id.in_(files))
        .order_by(FilePage.file_id, FilePage.number)
    )
    for page in rows:
        found[files[page.file_id].output_id].append((files[page.file_id], page))
    return found


def _result(output: Output, query: Query, identified: list[str], pages: list) -> Result:
    language = output.language
    notice = (output.abstract_fr, output.found_fr, output.asked_fr, output.changes_fr,
              output.abstract_en, output.found_en, output.asked_en, output.changes_en)  # fmt: skip
    best = best_page([page.text for _file, page in pages], query, language)
    return Result(
        row=output,
        title=whole(output.title, query, language),
        notice=typo_pieces(snippet(notice, query, language, length=260), language),
        extracts=[extract(*pages[number - 1], query) for number in best[:SHOWN]],
        page_count=len(best),
        is_identified=f"output:{output.id}" in identified,
    )


def whole(text: str, query: Query, language: str) -> Pieces:
    """All of a short text, with the words of the query marked: a title is never cut."""
    text = unicodedata.normalize("NFC", typo(text, language)).replace("\u00ad", "")
    made, at = [], 0
    for hit in hits(text, query, language):
        if hit.start >= at:
            made += [(text[at : hit.start], False), (text[hit.start : hit.end], True)]
            at = hit.end
    return [piece for piece in (*made, (text[at:], False)) if piece[0]]


def extract(file: OutputFile, page: FilePage, query: Query, length: int = 220) -> Extract:
    """The passage of a page that speaks of the words."""
    return Extract(
        pieces=typo_pieces(snippet(page.text, query, file.language, length), file.language),
        label=label_of(file, page),
        address=address_of(file, page.number, query.typed),
        language=file.language,
    )


def label_of(file: OutputFile, page: FilePage) -> str:
    """What a page is called: other formats have parts, cut where their text allows."""
    if file.media_type == PDF:
        return _("p. %(pages)s", pages=page.number)
    return _("part %(number)s", number=page.number)


def address_of(file: OutputFile, number: int, typed: str) -> str:
    """Where a page opens: in the PDF itself, or as text for the other formats."""
    if file.media_type == PDF:
        where = url_for("outputs.file", id=file.output_id, number=file.id, name=file.name)
        return f"{where}#page={number}"
    return url_for("outputs.text", id=file.output_id, number=file.id, page=number, q=typed[:200])


def answering(
    outputs: list[Output], query: Query, user: User | None
) -> list[tuple[Output, Extract]]:
    """Up to five verbatim passages that may answer a question, with their page (V★3)."""
    open_pages = pages_of(outputs, user)
    pages = [(output, *found) for output in outputs for found in open_pages.get(output.id, ())]
    texts = [page.text for _output, _file, page in pages]
    found = []
    for passage in passages(texts, query, query.language, LOOKED_AT):
        if not reads_as_a_sentence(passage.pieces):
            continue
        output, file, page = pages[passage.page - 1]
        where = address_of(file, page.number, query.typed)
        pieces = typo_pieces(passage.pieces, file.language)
        found.append((output, Extract(pieces, label_of(file, page), where, file.language)))
    return found[:ANSWERS]


def reads_as_a_sentence(pieces: Pieces) -> bool:
    """Whether a passage is one that somebody wrote, not a table, a listing or a head of page."""
    text = "".join(words for words, _marked in pieces).strip()
    letters = sum(c.isalpha() or c.isspace() for c in text)
    if len(text) > LONGEST_ANSWER or letters < 0.9 * len(text) or HEAD_OF_PAGE.search(text):
        return False
    return text[-1:] in ".!?…»)"
