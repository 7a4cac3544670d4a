"""What the pages of questions read."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import selectinload

from univasso.core import clock
from univasso.core.db import db
from univasso.core.french import sort_key
from univasso.models.accounts import User
from univasso.models.associations import Membership, MembershipState
from univasso.models.question_exchanges import Decision, Wording, WordingState
from univasso.models.question_outcomes import (
    ACKNOWLEDGED_WITHIN,
    Answer,
    Grouping,
    GroupingState,
    Handover,
    HandoverState,
)
from univasso.models.question_ties import Division, DivisionState
from univasso.models.questions import (
    OPEN_STATES,
    SILENCE,
    Question,
    QuestionNeed,
    QuestionState,
)
from univasso.models.vocabularies import KnowledgeNeed

_S = QuestionState
# The views of the inbox, in their order: name in the address, states.
INBOX = {
    "a-traiter": (_S.RECEIVED,),
    "en-echange": (_S.EXCHANGE,),
    "a-mettre-en-relation": (_S.QUALIFIED,),
    "avec-issue": (_S.SETTLED,),
    "hors-de-vue": (_S.HIDDEN, _S.WITHDRAWN),
    "toutes": tuple(s for s in _S if s not in (_S.DRAFT, _S.UNCONFIRMED)),
}
LINES = (selectinload(Question.mappings).selectinload(QuestionNeed.need),
         selectinload(Question.association), selectinload(Question.assignee),
         selectinload(Question.territories))  # fmt: skip


@dataclass(frozen=True)
class Inbox:
    """What a coordinator chose to see; all of it is in the address, so that it can be kept."""

    view: str = "a-traiter"
    whose: str = ""  # "mine", "nobody", "late" or everybody's
    need: int | None = None
    words: str = ""

    def select(self, user: User) -> Select[tuple[Question]]:
        """The questions of this view, the nearest promise first."""
        found = select(Question).where(_stands_in(self.view))
        if self.whose == "mine":
            found = found.where(Question.assignee_id == user.id)
        elif self.whose == "nobody":
            found = found.where(Question.assignee_id.is_(None))
        elif self.whose == "late":
            found = found.where(is_late())
        if self.need is not None:
            found = found.where(under(self.need))
        for word in sort_key(self.words).split():
            found = found.where(_mentions(word))
        if self.view in ("a-traiter", "en-echange", "a-mettre-en-relation"):
            return found.order_by(Question.promised_on, Question.id)
        return found.order_by(Question.last_act_at.desc(), Question.id.desc())


def _mentions(word: str):
    number = Question.id == int(word) if word.isdigit() and len(word) < 10 else None
    text = or_(
        Question.sort_key.contains(word, autoescape=True),
        func.lower(Question.association_name).contains(word, autoescape=True),
    )
    return text if number is None else or_(number, text)


def under(number: int):
    """The condition of being filed now under a need."""
    return exists().where(
        QuestionNeed.question_id == Question.id, QuestionNeed.ended_at.is_(None),
        QuestionNeed.need_id == KnowledgeNeed.id, KnowledgeNeed.number == number,
    )  # fmt: skip


def is_late():
    """The condition of a promise that passed without a human answer (see ``Question.is_late``)."""
    return and_(
        Question.state.in_(OPEN_STATES),
        Question.first_answer_at.is_(None),
        Question.promised_on < clock.today(),
    )


def is_unacknowledged():
    """The condition of being passed on for more than 15 days without a word of the body, or without
    the agreement of who asked (C1★2): it waits for the coordination again."""
    return and_(Question.state == _S.SETTLED, exists().where(
        Handover.question_id == Question.id, _is_overdue()
    ))  # fmt: skip


def _is_overdue():
    limit = clock.now() - ACKNOWLEDGED_WITHIN
    return or_(
        and_(Handover.state == HandoverState.SENT, Handover.sent_at < limit),
        and_(Handover.state == HandoverState.AWAITING_CONSENT, Handover.at < limit),
    )


def overdue_handovers() -> list[Handover]:
    """The questions passed on about which nothing came for 15 days, the oldest first."""
    found = select(Handover).join(Handover.question)
    found = found.where(Question.state == _S.SETTLED, _is_overdue()).order_by(Handover.id)
    return list(db.session.scalars(found))


def _stands_in(view: str):
    """The condition of being in a view of the inbox."""
    by_state = Question.state.in_(INBOX[view])
    return or_(by_state, is_unacknowledged()) if view == "a-traiter" else by_state


def is_silent():
    """The condition of 45 days without a human act (see ``Question.is_silent``)."""
    return and_(Question.state.in_(OPEN_STATES), Question.last_act_at < clock.now() - SILENCE)


def waiting_count() -> int:
    """How many questions wait for the coordination: the badge of the inbox."""
    return db.session.scalar(
        select(func.count()).select_from(Question).where(_stands_in("a-traiter"))
    )


def late_count() -> int:
    """How many promised days have passed, whoever the question is with."""
    return db.session.scalar(select(func.count()).select_from(Question).where(is_late()))


def inbox_counts() -> dict[str, int]:
    rows = dict(
        db.session.execute(select(Question.state, func.count()).group_by(Question.state)).all()
    )
    counts = {view: sum(rows.get(s, 0) for s in states) for view, states in INBOX.items()}
    return counts | {"a-traiter": waiting_count()}


def late_of(user: User) -> list[Question]:
    """The questions of a coordinator whose promised day has passed."""
    return list(
        db.session.scalars(select(Question).where(Question.assignee_id == user.id, is_late()))
    )


def of_asker(user: User) -> list[Question]:
    """What somebody asked, and what the associations they are members of asked; what moved last first."""
    places = select(Membership.association_id).where(
        Membership.user_id == user.id, Membership.state == MembershipState.ACTIVE
    )
    shared = and_(Question.association_id.in_(places), Question.state != _S.DRAFT)
    found = select(Question).where(or_(Question.asker_id == user.id, shared)).options(*LINES)
    latest = func.coalesce(Question.last_act_at, Question.created_at)
    return list(db.session.scalars(found.order_by(latest.desc(), Question.id.desc())))


def awaiting_words(user: User) -> list[Question]:
    """The questions of somebody about which the coordination waits for their words."""
    proposed = exists().where(
        Wording.question_id == Question.id, Wording.state == WordingState.PROPOSED,
        Wording.is_from_asker.is_(False),
    )  # fmt: skip
    to_judge = exists().where(
        Answer.question_id == Question.id,
        Answer.support_id.is_(None),
        Answer.verdict == "",
        Answer.asked_at.is_not(None),
    )
    to_agree = exists().where(
        Handover.question_id == Question.id, Handover.state == HandoverState.AWAITING_CONSENT
    )
    from_side = and_(Grouping.question_id == Question.id, Grouping.from_agreed_at.is_(None))
    into_side = and_(Grouping.into_id == Question.id, Grouping.into_agreed_at.is_(None))
    to_group = exists().where(
        Grouping.state == GroupingState.ASKED, or_(from_side, into_side),
        Question.state.in_(OPEN_STATES),
    )  # fmt: skip
    to_divide = exists().where(
        Division.question_id == Question.id, Division.state == DivisionState.ASKED,
        Question.state.in_(OPEN_STATES),
    )  # fmt: skip
    waits = or_(Question.state == _S.EXCHANGE, proposed, to_judge, to_agree, to_group, to_divide)
    return list(db.session.scalars(select(Question).where(Question.asker_id == user.id, waits)))


def needs_in_force() -> list[KnowledgeNeed]:
    """The needs under which a question may be filed now, in their order."""
    found = select(KnowledgeNeed).where(KnowledgeNeed.retired_on.is_(None))
    return list(db.session.scalars(found.order_by(KnowledgeNeed.number)))


def gathered(question: Question) -> list[Question]:
    """The questions that were brought into this one, and stay visible with it."""
    found = select(Question).where(
        Question.grouped_into_id == question.id, Question.state == _S.SETTLED
    )
    return list(db.session.scalars(found.order_by(Question.id)))


def waiting_decision(question: Question) -> Decision | None:
    return next((d for d in question.decisions if d.is_waiting), None)


@dataclass(frozen=True)
class FirstAnswer:
    """The public clock (C1★1): how long the first human answer takes, over a year, in days."""

    count: int
    median: float | None
    ninetieth: float | None


FEWEST = 5  # cases under which no figure is shown


def first_answers(days: int = 365) -> FirstAnswer:
    """Days between receipt and first human answer, for questions received in the last ``days``."""
    since = clock.now() - timedelta(days=days)
    rows = db.session.execute(
        select(Question.received_at, Question.first_answer_at).where(
            Question.received_at > since, Question.first_answer_at.is_not(None)
        )
    )
    taken = sorted((end - start).total_seconds() / 86400 for start, end in rows)
    if len(taken) < FEWEST:
        return FirstAnswer(len(taken), None, None)
    return FirstAnswer(len(taken), _quantile(taken, 0.5), _quantile(taken, 0.9))


def _quantile(ordered: list[float], share: float) -> float:
    """Hyndman and Fan's definition 7, by linear interpolation (The American Statistician, 1996)."""
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
