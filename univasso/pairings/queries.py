"""What the pages of pairings read."""

from collections.abc import Iterable

from sqlalchemy import func, select

from univasso.core.db import db
from univasso.core.french import sort_key
from univasso.directory import queries as directory
from univasso.models.accounts import User
from univasso.models.associations import Association
from univasso.models.groups import GroupState, ResearchGroup
from univasso.models.outputs import Output
from univasso.models.pairings import AWAITING_ANSWERS, OPEN_PAIRINGS, Pairing, Side, Word
from univasso.models.questions import Question, QuestionNeed, QuestionState
from univasso.models.researchers import NameVariant, Researcher, ResearcherState
from univasso.models.vocabularies import KnowledgeNeed
from univasso.pairings.evidence import Passage
from univasso.policy import VISIBLE
from univasso.policy.pairings import on_association_side, on_research_side
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
    people = select(Researcher).where(
        Researcher.state == ResearcherState.ACTIVE,
        Researcher.sort_key.contains(key, autoescape=True) | Researcher.id.in_(known),
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


def solicitations_this_year(association: Association) -> int:
    return directory.solicitation_count(association)


def outputs_quoted(passages: Iterable[Passage]) -> dict[int, Output]:
    """The outputs that are quoted, by their numbers."""
    numbers = {p.source.number for p in passages if p.source.kind == "output"}
    found = db.session.scalars(select(Output).where(Output.id.in_(numbers)))
    return {output.id: output for output in found}


def awaiting_answer(user: User) -> list[tuple[Pairing, Side]]:
    """The requests to which somebody has not answered yet, with the side for which they would."""
    found = (
        select(Pairing)
        .where(VISIBLE[Pairing](user), Pairing.state.in_(AWAITING_ANSWERS))
        .order_by(Pairing.asked_at)
    )
    waiting = []
    for pairing in db.session.scalars(found):
        for which, speaks in ((Side.RESEARCH, on_research_side),
                              (Side.ASSOCIATION, on_association_side)):  # fmt: skip
            side = pairing.side(which)
            if side is not None and side.word not in (Word.YES, Word.NO) and speaks(user, pairing):
                waiting.append((pairing, which))
    return waiting


def other_questions(pairing: Pairing, most: int = 3) -> list[Question]:
    """Open questions, under the needs of whoever asked an association in vain."""
    needs = [need.number for need in pairing.researcher.needs]
    found = (
        select(Question)
        .join(QuestionNeed, QuestionNeed.question_id == Question.id)
        .join(KnowledgeNeed, KnowledgeNeed.id == QuestionNeed.need_id)
        .where(VISIBLE[Question](None), Question.state == QuestionState.QUALIFIED,
               QuestionNeed.ended_at.is_(None), KnowledgeNeed.number.in_(needs))
        .distinct()
        .order_by(Question.id.desc())
    )  # fmt: skip
    return list(db.session.scalars(found.limit(most)))
