"""How far the questions under a need are answered, as whoever asked them says (V★4, A2.12)."""

from dataclasses import dataclass

from sqlalchemy import select

from univasso.core.db import db
from univasso.models.question_outcomes import Answer
from univasso.models.question_words import Outcome
from univasso.models.questions import Question, QuestionNeed
from univasso.models.vocabularies import KnowledgeNeed
from univasso.policy import VISIBLE


@dataclass(frozen=True)
class Answered:
    """The questions of a need that everybody may read: each is in one of the three."""

    fully: int
    partly: int
    not_yet: int


def answered(need: KnowledgeNeed) -> Answered:
    """A publication answers fully unless whoever asked says otherwise; their best word counts."""
    filed = select(QuestionNeed.question_id).where(
        QuestionNeed.need_id == need.id, QuestionNeed.ended_at.is_(None)
    )
    outcomes = dict(
        db.session.execute(
            select(Question.id, Question.outcome).where(
                Question.id.in_(filed), VISIBLE[Question](None)
            )
        ).all()
    )
    said: dict[int, set[str]] = {number: set() for number in outcomes}
    own = select(Answer.question_id, Answer.verdict).where(
        Answer.support_id.is_(None), Answer.question_id.in_(outcomes), Answer.verdict != ""
    )
    for number, verdict in db.session.execute(own):
        said[number].add(verdict)
    told = [_told(said[number], outcome) for number, outcome in outcomes.items()]
    return Answered(told.count("yes"), told.count("partly"), told.count("no"))


def _told(verdicts: set[str], outcome: str) -> str:
    for best in ("yes", "partly"):
        if best in verdicts:
            return best
    return "yes" if outcome == Outcome.ANSWERED and not verdicts else "no"
