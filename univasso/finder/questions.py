"""Questions in search: what everybody may read of them is indexed, and nobody's name ever is."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from univasso.core import clock
from univasso.core.db import db
from univasso.core.search import Document, Query, Text, snippet
from univasso.finder.extracts import Pieces, whole
from univasso.finder.places import above
from univasso.models.accounts import User
from univasso.models.questions import Question, QuestionNeed
from univasso.policy import VISIBLE
from univasso.policy.questions import open_to_all, shows_name
from univasso.questions.services import wordings
from univasso.web.typography import typo_pieces

WITH = (
    selectinload(Question.mappings).selectinload(QuestionNeed.need),
    selectinload(Question.territories), selectinload(Question.association),
)  # fmt: skip


@dataclass(frozen=True)
class QuestionResult:
    """A question as search shows it: its title marked, and a passage of its words."""

    row: Question
    name: str  # of its association, to those who may read it
    title: Pieces
    notice: Pieces


def of_question(question: Question) -> Document | None:
    """What its public page says; None when it is not for everybody."""
    if not open_to_all(None, question):
        return None
    received = question.received_at.astimezone(clock.PARIS)
    words = (Text(words, question.language) for words in public_words(question) if words)
    return Document(
        key=f"question:{question.id}",
        kind="question",
        texts=(Text(title_of(question), question.language, 3, "title"), *words),
        facets={
            "need": tuple(str(need.number) for need in question.needs),
            "axis": tuple(str(axis.number) for axis in question.axes),
            "territory": tuple(sorted({c for place in question.territories for c in above(place)})),
            "language": (question.language,),
            "year": (str(received.year),),
        },
        order=int(f"{received:%Y%m%d}"),
    )


def title_of(question: Question) -> str:
    """The research question that both sides agreed upon; before it, the words of who asks."""
    agreed = wordings.current(question)
    return agreed.text if agreed else wordings.words_now(question)


def public_words(question: Question) -> tuple[str, ...]:
    return question.wish, question.situation, question.use


def rows_of(keys: list[str], user: User | None) -> list[Question]:
    """The questions of these keys that the reader may see, in this order: the last word."""
    numbers = [int(key.partition(":")[2]) for key in keys if key.startswith("question:")]
    found = select(Question).where(Question.id.in_(numbers), VISIBLE[Question](user))
    rows = {row.id: row for row in db.session.scalars(found.options(*WITH))}
    return [rows[number] for number in numbers if number in rows]


def results(questions: list[Question], query: Query, user: User | None) -> list[QuestionResult]:
    found = []
    for question in questions:
        language, title = question.language, title_of(question)
        said = [words for words in public_words(question) if words and words != title]
        notice = typo_pieces(snippet(said, query, language, length=260), language) if said else []
        name = question.who if shows_name(user, question) else ""
        found.append(QuestionResult(question, name, whole(title, query, language), notice))
    return found
