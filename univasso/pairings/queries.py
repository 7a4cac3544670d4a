"""What the pages of pairings read."""

from collections.abc import Iterable

from sqlalchemy import and_, func, or_, select

from univasso.core.db import db
from univasso.core.french import sort_key
from univasso.directory import queries as directory
from univasso.models.accounts import User
from univasso.models.associations import Association
from univasso.models.groups import GroupState, ResearchGroup
from univasso.models.output_files import OutputFile
from univasso.models.outputs import Output
from univasso.models.pairings import (
    AWAITING_ANSWERS,
    OPEN_PAIRINGS,
    Pairing,
    PairingSeat,
    PairingState,
    Side,
    Word,
)
from univasso.models.questions import Question, QuestionNeed, QuestionState
from univasso.models.researchers import NameVariant, Researcher, ResearcherState
from univasso.models.vocabularies import KnowledgeNeed
from univasso.pairings.evidence import Passage
from univasso.pairings.workbench import Line
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
    """Researchers and groups whose names hold these words in any order, former and hidden names
    too."""
    wanted = sort_key(words).split()
    if not wanted:
        return []

    def holds(column):
        return and_(*(column.contains(word, autoescape=True) for word in wanted))

    known = select(NameVariant.researcher_id).where(holds(NameVariant.key))
    people = select(Researcher).where(
        Researcher.state == ResearcherState.ACTIVE,
        or_(holds(Researcher.sort_key), Researcher.id.in_(known)),
    )
    groups = select(ResearchGroup).where(
        ResearchGroup.state == GroupState.OPEN, holds(ResearchGroup.sort_key)
    )
    return [
        *db.session.scalars(people.order_by(Researcher.sort_key).limit(MOST_NAMED)),
        *db.session.scalars(groups.order_by(ResearchGroup.sort_key).limit(MOST_NAMED)),
    ]


def open_seats() -> list[PairingSeat]:
    """Places that somebody may take, the oldest pairing first."""
    found = (
        select(PairingSeat)
        .join(PairingSeat.pairing)
        .where(PairingSeat.filled_at.is_(None), Pairing.state.in_(OPEN_PAIRINGS))
        .order_by(Pairing.id, PairingSeat.id)
    )
    return list(db.session.scalars(found))


def agreed_wording(question: Question) -> str:
    """The research question that both sides agreed upon, or nothing."""
    wording = wordings.current(question)
    return wording.text if wording else ""


def quoted_in(lines: Iterable[Line]) -> dict[tuple[str, int], Output | OutputFile]:
    """What is quoted in lines of the workbench."""
    return quoted(passage for line in lines for passage in line.passages)


def quoted(passages: Iterable[Passage]) -> dict[tuple[str, int], Output | OutputFile]:
    """The publications and the files that are quoted, by kind and number."""
    wanted = {(p.source.kind, p.source.number) for p in passages}
    models = {"output": Output, "page": OutputFile}
    return {
        (kind, row.id): row
        for kind, model in models.items()
        for row in db.session.scalars(
            select(model).where(model.id.in_([n for k, n in wanted if k == kind]))
        )
    }


def solicitations_this_year(association: Association) -> int:
    return directory.solicitation_count(association)


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
    filed = (
        select(QuestionNeed.question_id)
        .join(KnowledgeNeed, KnowledgeNeed.id == QuestionNeed.need_id)
        .where(QuestionNeed.ended_at.is_(None), KnowledgeNeed.number.in_(needs))
    )
    found = (
        select(Question)
        .where(VISIBLE[Question](None), Question.state == QuestionState.QUALIFIED,
               Question.id.in_(filed))
        .order_by(Question.id.desc())
    )  # fmt: skip
    return list(db.session.scalars(found.limit(most)))
