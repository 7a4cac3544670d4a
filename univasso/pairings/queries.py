"""What the pages of pairings read."""

from sqlalchemy import and_, func, select

from univasso.core.db import db
from univasso.core.french import sort_key
from univasso.models.groups import GroupState, ResearchGroup
from univasso.models.pairings import OPEN_PAIRINGS, Pairing, PairingState
from univasso.models.questions import Question, QuestionState
from univasso.models.researchers import NameVariant, Researcher, ResearcherState
from univasso.questions.services import wordings

MOST_NAMED = 8  # namesakes among whom to choose


def questions_to_pair() -> list[tuple[Question, int]]:
    """The questions that wait for somebody, each with the length of its shortlist; those that wait
    longest first."""
    kept = (
        select(func.count())
        .where(Pairing.question_id == Question.id, Pairing.state.in_(OPEN_PAIRINGS))
        .correlate(Question)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Question, kept)
        .where(Question.state == QuestionState.QUALIFIED)
        .order_by(Question.published_at, Question.id)
    )
    return [(question, count) for question, count in rows]


def questions_without_request() -> list[Question]:
    """The questions that wait and whose shortlist asked nobody yet: those that a proposal may be
    about."""
    asked = select(Pairing.question_id).where(
        Pairing.question_id.is_not(None),
        Pairing.state.in_(OPEN_PAIRINGS - {PairingState.KEPT}),
    )
    return list(
        db.session.scalars(
            select(Question)
            .where(Question.state == QuestionState.QUALIFIED, Question.id.not_in(asked))
            .order_by(Question.published_at, Question.id)
        )
    )


def to_pair_count() -> int:
    """How many questions wait and have nobody: the badge of the room."""
    some = select(Pairing.question_id).where(
        Pairing.question_id.is_not(None), Pairing.state.in_(OPEN_PAIRINGS)
    )
    return db.session.scalar(
        select(func.count())
        .select_from(Question)
        .where(Question.state == QuestionState.QUALIFIED, Question.id.not_in(some))
    )


def candidates_named(words: str) -> list[Researcher | ResearchGroup]:
    """Researchers and groups by a part of their names, former and hidden ones too."""
    key = sort_key(words)
    if not key:
        return []
    known = select(NameVariant.researcher_id).where(NameVariant.key.contains(key, autoescape=True))
    every_word = [Researcher.sort_key.contains(word, autoescape=True) for word in key.split()]
    people = select(Researcher).where(
        Researcher.state == ResearcherState.ACTIVE, and_(*every_word) | Researcher.id.in_(known)
    )
    groups = select(ResearchGroup).where(
        ResearchGroup.state == GroupState.OPEN,
        ResearchGroup.sort_key.contains(key, autoescape=True),
    )
    return [
        *db.session.scalars(people.order_by(Researcher.sort_key).limit(MOST_NAMED)),
        *db.session.scalars(groups.order_by(ResearchGroup.sort_key).limit(MOST_NAMED)),
    ]


def agreed_wording(question: Question) -> str:
    """The research question that both sides agreed upon, or nothing."""
    wording = wordings.current(question)
    return wording.text if wording else ""
