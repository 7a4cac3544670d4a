"""Bringing two questions together, once both who asked agree; and taking them apart (A2.10, C1.9)."""

from sqlalchemy import or_, select

from univasso.core import clock, history, mail
from univasso.core.db import db
from univasso.core.workflow import WrongState
from univasso.models.accounts import User
from univasso.models.question_outcomes import GROUPING, Grouping, GroupingState
from univasso.models.questions import Question
from univasso.questions import grouping_mails
from univasso.questions.letters import gathered_step
from univasso.questions.outcome_mails import Choice
from univasso.questions.services import deciding, desks, triage


class CannotGroup(Exception):  # noqa: N818
    """These two are not open, are one, or already await an answer."""


def of(question: Question) -> list[Grouping]:
    """What was proposed about a question, on either side, oldest first."""
    about = or_(Grouping.question_id == question.id, Grouping.into_id == question.id)
    return list(db.session.scalars(select(Grouping).where(about).order_by(Grouping.id)))


def awaits(question: Question) -> list[Grouping]:
    """What whoever asked this question has not answered yet."""
    return [
        g for g in of(question)
        if g.state == GroupingState.ASKED and stands(g) and not agreed_at(g, question)
    ]  # fmt: skip


def agreed_at(grouping: Grouping, question: Question):
    """When the side of this question agreed."""
    is_from = grouping.question_id == question.id
    return grouping.from_agreed_at if is_from else grouping.into_agreed_at


def other(grouping: Grouping, question: Question) -> Question:
    return grouping.into if grouping.question_id == question.id else grouping.question


def stands(grouping: Grouping) -> bool:
    """Whether both questions are still as they were when it was proposed."""
    return grouping.question.is_open and grouping.into.is_open


def check(question: Question, into: Question) -> None:
    """Raise ``CannotGroup`` unless it may be proposed to bring one into the other."""
    waiting = any(g.state == GroupingState.ASKED and stands(g) for g in of(question))
    if question.id == into.id or waiting or not (question.is_open and into.is_open):
        raise CannotGroup


def propose(question: Question, into: Question, reason: str, by: User) -> Grouping:
    """Ask both sides: nothing moves before both agree. Raises ``CannotGroup``."""
    check(question, into)
    grouping = Grouping(question=question, into=into, reason=reason, by_id=by.id)
    db.session.add(grouping)
    db.session.flush()
    for one in (question, into):
        history.record(one, "propose_grouping", by, note=reason)
        triage.act(one, answers=True)
        if one.email:
            about = grouping_mails.proposed(grouping, one, other(grouping, one))
            mail.queue(about, one.email, one.contact_name)
    return grouping


def agree(grouping: Grouping, question: Question, by: User | None) -> None:
    """One side agrees; with the second one the questions are together. Raises ``WrongState``."""
    db.session.refresh(grouping, with_for_update=True)
    if grouping.state != GroupingState.ASKED or not stands(grouping):
        raise WrongState(grouping, "complete")
    if grouping.question_id == question.id:
        grouping.from_agreed_at = clock.now()
    else:
        grouping.into_agreed_at = clock.now()
    history.record(question, "agree_grouping", by)
    question.last_act_at = clock.now()
    if grouping.from_agreed_at and grouping.into_agreed_at:
        _complete(grouping)


def _complete(grouping: Grouping) -> None:
    question = grouping.question
    GROUPING.apply("complete", grouping, grouping.by)
    question.grouped_into = grouping.into
    choice = Choice("grouped", grouping.reason, gathered_step(question))
    deciding.settle(question, choice, grouping.by, f"grouping:{grouping.id}")
    history.record(grouping.into, "gather", grouping.by, note=question.wish)


def decline(grouping: Grouping, question: Question, by: User | None, reason: str) -> None:
    """One side keeps its question apart: nothing moves; both sides and the coordination are told."""
    GROUPING.apply("decline", grouping, by, note=reason)
    grouping.closed_at = question.last_act_at = clock.now()
    history.record(question, "decline_grouping", by, note=reason)
    for one in (grouping.question, grouping.into):
        if one.email:
            mail.queue(grouping_mails.kept_apart(one, question), one.email, one.contact_name)
    who = desks.in_charge(grouping.by or grouping.question.assignee)
    if who is not None:
        about = grouping_mails.declined(grouping, question, who, reason)
        mail.queue(about, who.email, who.name)


def split(question: Question, reason: str, by: User) -> None:
    """Take it out of the one into which it was brought, and tell both sides why."""
    into = question.grouped_into
    for grouping in of(question):
        if grouping.state == GroupingState.DONE and grouping.question_id == question.id:
            GROUPING.apply("split", grouping, by, note=reason)
            grouping.closed_at = clock.now()
    triage.reopen(question, reason, by)
    history.record(into, "split_grouping", by, note=reason)
    for one in (question, into):
        triage.act(one, answers=True)
        if one.email:
            mail.queue(grouping_mails.split(one, reason), one.email, one.contact_name)
