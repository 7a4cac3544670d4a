"""The page of a file that says what a notice says of it: a passage that can be opened and read."""

import re
from collections import defaultdict
from dataclasses import replace

from sqlalchemy import select

from univasso.core.db import db
from univasso.models.output_files import FilePage, OutputFile
from univasso.models.outputs import Output
from univasso.pairings.evidence import Library, Passage, Source
from univasso.pairings.workbench import Line
from univasso.policy import Permission, allows
from univasso.questions import near

MOST_FILES = 60  # read for one page of candidates
MOST_SENTENCES = 4  # of a publication that are compared: those with the most words in common
SHORTEST = 4  # letters of a word by which sentences are looked for
LEAST_WORDS = 2
SHARE = 0.8  # of the nearness of the notice under which the notice is quoted instead
_ENDS = re.compile(r"(?<=[.!?…;])\s+|\n\s*\n")


def with_pages(lines: list[Line], own: near.Text, library: Library) -> list[Line]:
    """The same lines, publications quoted by a page of theirs where one is near enough: the number
    of passages, by which the lines are in order, does not change."""
    wanted = {p.source.number for line in lines for p in line.passages if p.source.kind == "output"}
    quoted = _quotations(sorted(wanted)[:MOST_FILES], own, library)
    return [
        replace(line, passages=[_nearest(p, quoted.get(p.source.number)) for p in line.passages])
        for line in lines
    ]


def _nearest(passage: Passage, page: Passage | None) -> Passage:
    if passage.source.kind != "output" or page is None:
        return passage
    return page if page.closeness >= SHARE * passage.closeness else passage


def _quotations(outputs: list[int], own: near.Text, library: Library) -> dict[int, Passage]:
    """For each publication that everybody may open, its sentence that is nearest."""
    beginnings = _beginnings(own)
    found: dict[int, Passage] = {}
    for number, texts in _sentences(outputs, beginnings).items():
        facing = (
            library.facing(own, source, words, language)
            for _count, source, words, language in texts
        )
        best = max(filter(None, facing), key=lambda passage: passage.closeness, default=None)
        if best is not None:
            found[number] = best
    return found


def _beginnings(own: near.Text) -> set[str]:
    """What the words of the question begin with, in any of their forms."""
    words = {w for s in own.sentences for w in re.findall(r"\w+", s.text.casefold())}
    return {w[: max(SHORTEST, len(w) - 3)] for w in words if len(w) >= SHORTEST}


def _sentences(outputs: list[int], beginnings: set[str]) -> dict[int, list[tuple]]:
    """The sentences of each publication that have the most of these words."""
    readable = {
        row.id for row in db.session.scalars(select(Output).where(Output.id.in_(outputs)))
        if allows(Permission.OUTPUT_FILE, None, row)
    }  # fmt: skip
    rows = db.session.execute(
        select(
            OutputFile.output_id, OutputFile.id, OutputFile.language, FilePage.number, FilePage.text
        )
        .join(FilePage, FilePage.file_id == OutputFile.id)
        .where(OutputFile.output_id.in_(readable))
    )
    found = defaultdict(list)
    for output_id, file_id, language, page, text in rows:
        for sentence in _ENDS.split(text):
            flat = sentence.casefold()
            count = sum(1 for beginning in beginnings if beginning in flat)
            if count >= LEAST_WORDS and len(sentence) <= near.LONGEST_SENTENCE:
                words = " ".join(sentence.split())
                found[output_id].append((-count, Source("page", file_id, page), words, language))
    return {
        number: sorted(rows, key=lambda row: (row[0], row[1].page))[:MOST_SENTENCES]
        for number, rows in found.items()
    }
