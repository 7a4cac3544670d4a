"""Which questions a publication answers: the coordination says, those who asked are then asked (A2.12)."""

from sqlalchemy import select

from univasso.core import history
from univasso.core.db import db
from univasso.models.accounts import User
from univasso.models.outputs import Output
from univasso.models.questions import OPEN_STATES, Question, QuestionNeed
from univasso.questions.services import answers, near

MOST_OF_ITS_NEEDS = 12  # questions under the same needs that are offered


def near_to(output: Output, reader: User) -> list[near.Shown]:
    """The questions that look like it, each with the two sentences."""
    return near.questions_near(output, reader)


def of_its_needs(output: Output) -> list[Question]:
    """The open questions filed under the needs of a publication, the oldest first."""
    filed = select(QuestionNeed.question_id).where(
        QuestionNeed.need_id.in_([need.id for need in output.needs]),
        QuestionNeed.ended_at.is_(None),
    )
    found = select(Question).where(Question.id.in_(filed), Question.state.in_(OPEN_STATES))
    return list(db.session.scalars(found.order_by(Question.id).limit(MOST_OF_ITS_NEEDS)))


def linked(output: Output) -> list[Question]:
    return [row.question for row in answers.linked_to(output)]


def told(output: Output) -> set[int]:
    """The numbers of the questions whose askers were asked already: those links stay."""
    return {row.question_id for row in answers.linked_to(output) if row.asked_at is not None}


def choose(output: Output, numbers: set[int], by: User) -> set[int]:
    """Link it to these questions and to no other; gives back the numbers that can be no answer's."""
    found = db.session.scalars(select(Question).where(Question.id.in_(numbers)))
    questions = [q for q in found if q.state in answers.ANSWERABLE]
    answers.link(output, questions, by)
    words = ", ".join(str(question.id) for question in sorted(questions, key=lambda q: q.id))
    history.record(output, "link_questions", by, note=words)
    return numbers - {question.id for question in questions}
