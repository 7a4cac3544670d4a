"""One question that holds several is divided once whoever asked agrees; its words stay (C1.9)."""

from sqlalchemy import select

from univasso.core import clock, history, mail
from univasso.core.db import db
from univasso.core.workflow import WrongState
from univasso.models.accounts import User
from univasso.models.question_ties import DIVISION, Division, DivisionState
from univasso.models.questions import QUESTION, Question, QuestionState
from univasso.questions import dividing_mails
from univasso.questions.outcome_mails import Choice
from univasso.questions.services import deciding, desks, triage

# What a part has from the whole: who asks, how they are reached, what they said around it.
SHARED = (
    "situation", "use", "uses", "taking_part", "deadline", "language", "visibility",
    "is_history_public", "asker_id", "association_id", "association_name", "contact_name",
    "contact_email", "contact_phone", "agreed_at", "channel", "entered_by_id", "received_at",
    "promised_on", "first_answer_at", "assignee_id",
)  # fmt: skip


class OneWaits(Exception):  # noqa: N818
    """A division already awaits an answer."""


def waiting(question: Question) -> Division | None:
    """The division about which whoever asked has not answered; none once the question moved on."""
    if not question.is_open:
        return None
    return next((d for d in question.divisions if d.state == DivisionState.ASKED), None)


def parts_of(question: Question) -> list[Question]:
    """The questions into which it was divided."""
    found = select(Question).where(Question.part_of_id == question.id).order_by(Question.id)
    return list(db.session.scalars(found))


def propose(question: Question, parts: list[str], reason: str, by: User) -> Division:
    """Ask whoever asked: nothing moves before they agree. Raises ``OneWaits``, ``WrongState``."""
    db.session.refresh(question, ["state"], with_for_update=True)
    if not question.is_open:
        raise WrongState(question, "settle")
    if any(d.state == DivisionState.ASKED for d in question.divisions):
        raise OneWaits
    division = Division(words="\n".join(parts), reason=reason, by_id=by.id)
    question.divisions.append(division)
    history.record(question, "propose_division", by, note=reason)
    triage.act(question, answers=True)
    if question.email:
        mail.queue(dividing_mails.proposed(division), question.email, question.contact_name)
    return division


def agree(division: Division, by: User | None) -> list[Question]:
    """The parts become questions of their own, and the whole has its outcome. Raises
    ``WrongState``."""
    question = division.question
    db.session.refresh(question, ["state"], with_for_update=True)
    if not question.is_open:
        raise WrongState(division, "complete")
    DIVISION.apply("complete", division, by)
    division.closed_at = clock.now()
    history.record(question, "agree_division", by)
    parts = [_part(question, words, division.by) for words in division.parts]
    choice = Choice("divided", division.reason, dividing_mails.next_step(question, parts))
    deciding.settle(question, choice, division.by, f"division:{division.id}")
    return parts


def _part(question: Question, words: str, by: User | None) -> Question:
    part = Question(state=QuestionState.DRAFT, wish=words, part_of=question)
    for name in SHARED:
        setattr(part, name, getattr(question, name))
    part.territories, part.last_act_at = list(question.territories), clock.now()
    db.session.add(part)
    QUESTION.apply("send", part, by, note=dividing_mails.number_of(question))
    return part


def decline(division: Division, by: User | None, reason: str) -> None:
    """The question stays whole, and the coordination is told."""
    question = division.question
    DIVISION.apply("decline", division, by, note=reason)
    division.closed_at = question.last_act_at = clock.now()
    history.record(question, "decline_division", by, note=reason)
    who = desks.in_charge(division.by or question.assignee)
    if who is not None:
        mail.queue(dividing_mails.declined(question, who, reason), who.email, who.name)
