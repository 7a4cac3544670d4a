"""Files added to a question by whoever asks it and by the coordination (A2.11, C1.3)."""

from univasso.core import history
from univasso.core.db import db
from univasso.core.files import Kept
from univasso.models.accounts import User
from univasso.models.question_exchanges import Exchange
from univasso.models.question_files import QuestionFile
from univasso.models.questions import OPEN_STATES, Question, QuestionState
from univasso.questions.services import triage

MOST = 5  # of each side
ADDED_IN = OPEN_STATES | {QuestionState.SETTLED}


class NotOpen(Exception):  # noqa: N818
    """Nothing is added to a question that is not sent yet, taken back or hidden."""


class Full(Exception):  # noqa: N818
    """This side has as many files as it may."""


def of_side(question: Question, is_from_asker: bool) -> list[QuestionFile]:
    return [file for file in question.files if file.is_from_asker == is_from_asker]


def may_add(question: Question, is_from_asker: bool) -> bool:
    return question.state in ADDED_IN and len(of_side(question, is_from_asker)) < MOST


def add(question: Question, kept: Kept, text: str, by: User | None, *,
        is_from_asker: bool) -> QuestionFile:  # fmt: skip
    """Add a file that the store has just kept; that of the asker answers the coordination.

    Raises ``NotOpen``, ``Full``.
    """
    db.session.refresh(question, ["state", "files"], with_for_update=True)
    if question.state not in ADDED_IN:
        raise NotOpen
    if len(of_side(question, is_from_asker)) >= MOST:
        raise Full
    file = QuestionFile(is_from_asker=is_from_asker, text=text, by_id=by.id if by else None)
    file.hold(kept)
    question.files.append(file)
    history.record(question, "add_file", by)
    if is_from_asker:
        triage.receive_file(question, f"{text}\n{kept.filename}".strip(), by)
    else:
        triage.act(question)
    return file


def remove(file: QuestionFile, by: User | None) -> None:
    """Take a file away; its bytes are swept when no row holds them any more."""
    question = file.question
    question.files.remove(file)
    history.record(question, "remove_file", by)


def said(question: Question, *, with_notes: bool = False) -> list[Exchange | QuestionFile]:
    """What was said and added, in its order; private notes for the coordination alone."""
    lines = [line for line in question.exchanges if with_notes or line.kind != "note"]
    return sorted([*lines, *question.files], key=lambda line: line.at)
