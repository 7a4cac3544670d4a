"""A proposal as a table: written for a spreadsheet, read from one before anything is done (C2.11)."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from univasso.core import spreadsheets
from univasso.core.db import db
from univasso.models.groups import ResearchGroup
from univasso.models.pairings import PairingBatch
from univasso.models.questions import Question, QuestionState
from univasso.models.researchers import Researcher
from univasso.pairings import batches, workbench
from univasso.pairings.barriers import RULE_LABELS
from univasso.pairings.services.batches import row_of

COLUMNS = ("question", "wish", "candidate", "name", "passages", "locked", "cause")
YES = frozenset({"oui", "yes", "1", "x", "vrai", "true"})
MOST_LINES = 2_000


@dataclass(frozen=True)
class Line:
    """A line of a table that was given, and what would be done; ``fault`` in words, or empty."""

    number: int
    question: Question | None
    row: Researcher | ResearchGroup | None
    lock: bool
    fault: str
    is_known: bool = False  # on the shortlist already

    @property
    def pair(self) -> batches.Pair:
        return self.question.id, workbench.key_of_row(self.row)


def written(batch: PairingBatch, causes: Mapping[int, str]) -> str:
    """Its pairs, then the questions without anybody and why."""
    numbers = batch.choices["questions"]
    wishes = {q.id: q.wish for q in db.session.query(Question).filter(Question.id.in_(numbers))}
    kept = batches.kept_pairings(numbers)
    rows = []
    for line in batch.proposal.get("pairs", ()):
        question, key = line["question"], line["key"]
        row, pairing = row_of(key), kept.get((question, key))
        locked = _("yes") if pairing is not None and pairing.is_locked else _("no")
        rows.append((question, wishes.get(question, ""), key, row.name if row else "",
                     line["passages"], locked, ""))  # fmt: skip
    for question, cause in causes.items():
        rows.append((question, wishes.get(question, ""), "", "", "", "", cause))
    return spreadsheets.written(COLUMNS, rows)


def read(text: str) -> list[Line]:
    """What a table asks for, line by line; lines without a candidate are left aside."""
    lines = []
    for number, cells in enumerate(spreadsheets.read(text)[:MOST_LINES], 2):
        if cells.get("candidate"):
            lines.append(_line(number, cells))
    return lines


def _line(number: int, cells: dict[str, str]) -> Line:
    typed = cells.get("question", "")
    known = typed.isdecimal() and len(typed) < 10
    question = db.session.get(Question, int(typed)) if known else None
    row = row_of(cells["candidate"])
    lock = cells.get("locked", "").casefold() in YES
    if question is None:
        return Line(
            number, None, row, lock, _("No question has this number: %(typed)s.", typed=typed)
        )
    if row is None:
        return Line(number, question, None, lock,
                    _("Nobody has this code: %(code)s.", code=cells["candidate"]))  # fmt: skip
    if question.state != QuestionState.QUALIFIED:
        return Line(number, question, row, lock, _("This question no longer waits for somebody."))
    line = workbench.line_of(question, row)
    if line.pairing is None and line.stopped_by:
        rules = ", ".join(_(RULE_LABELS[c.rule]) for c in line.stopped_by)
        return Line(
            number, question, row, lock, _("A condition stops them: %(rules)s.", rules=rules)
        )
    return Line(number, question, row, lock, "", is_known=line.pairing is not None)
