"""The outcome of a question: chosen, undone within ten minutes, told, and opened again (C1.7, A2.8)."""

from dataclasses import replace

from univasso.core import clock, history, jobs, mail
from univasso.core.db import db, transaction
from univasso.core.workflow import WrongState
from univasso.models.accounts import User
from univasso.models.outputs import Output
from univasso.models.question_exchanges import UNDONE_WITHIN, Decision
from univasso.models.question_outcomes import ReceivingBody
from univasso.models.questions import QUESTION, Question
from univasso.policy.outputs import is_listed
from univasso.questions import outcome_mails, queries
from univasso.questions.outcome_mails import Choice
from univasso.questions.services import answers, bodies, handovers, triage


class DecisionWaits(Exception):  # noqa: N818
    """Somebody decided already, and their decision has not left yet."""

    def __init__(self, decision: Decision):
        super().__init__()
        self.decision = decision


class ItHasLeft(Exception):  # noqa: N818
    """The ten minutes are over, or somebody undid it already."""


def decide(question: Question, choice: Choice, by: User) -> Decision:
    """Choose an outcome: until it leaves nothing has moved and nobody was told.

    Raises ``DecisionWaits``, ``WrongState``.
    """
    if not question.is_open:
        raise WrongState(question, "settle")
    waiting = queries.waiting_decision(question)
    if waiting is not None:
        raise DecisionWaits(waiting)
    decision = Decision(
        outcome=choice.outcome, text=choice.text, next_step=choice.next_step,
        output_id=choice.output.id if choice.output else None,
        body_id=choice.body.id if choice.body else None, has_consent=choice.has_consent,
        by_id=by.id, leaves_at=clock.now() + UNDONE_WITHIN,
    )  # fmt: skip
    question.decisions.append(decision)
    db.session.flush()  # of two who press at the same moment, the database keeps the first
    jobs.queue("settle_question", key=_job(decision), due_at=decision.leaves_at,
               decision_id=decision.id)  # fmt: skip
    history.record(question, "decide", by, note=choice.text)
    return decision


def undo(decision: Decision, by: User) -> None:
    """Take it back before it leaves. Raises ``ItHasLeft``."""
    db.session.refresh(decision, with_for_update=True)
    if not decision.is_waiting:
        raise ItHasLeft
    decision.undone_at = clock.now()
    jobs.cancel(_job(decision))
    history.record(decision.question, "undo_decision", by)


@jobs.handler("settle_question")
def leave(decision_id: int) -> None:
    """The ten minutes are over: the outcome is told to whoever asks and to those who share it."""
    with transaction():
        decision = db.session.get(Decision, decision_id, with_for_update=True)
        if decision is None or not decision.is_waiting:
            return
        question, choice = decision.question, choice_of(decision)
        if not question.is_open or not _stands(choice):
            _drop(decision)
            return
        decision.applied_at = clock.now()
        settle(question, choice, decision.by, f"decision:{decision.id}")


def choice_of(decision: Decision) -> Choice:
    """What was chosen, read again."""
    output = db.session.get(Output, decision.output_id) if decision.output_id else None
    body = db.session.get(ReceivingBody, decision.body_id) if decision.body_id else None
    words = decision.outcome, decision.text, decision.next_step
    return Choice(*words, output, body, decision.has_consent)


def _stands(choice: Choice) -> bool:
    if choice.outcome == "answered":
        return choice.output is not None and is_listed(choice.output)
    if choice.outcome == "reoriented":
        return bodies.can_receive(choice.body)
    return True


def _drop(decision: Decision) -> None:
    """It can no longer leave as it was read before: whoever decided is told, and nobody else."""
    decision.undone_at = clock.now()
    history.record(decision.question, "undo_decision", None)
    if decision.by is not None:
        about = outcome_mails.did_not_leave(decision.question, decision.by)
        mail.queue(about, decision.by.email, decision.by.name)


def settle(question: Question, choice: Choice, by: User | None, key: str) -> None:
    """Give it its outcome and write to everybody concerned, once. Raises ``WrongState``."""
    question.outcome, question.outcome_text = choice.outcome, choice.text
    QUESTION.apply("settle", question, by, note=choice.text)
    question.next_step, question.settled_at = choice.next_step, clock.now()
    question.paused_at = None
    triage.act(question, answers=True)
    if choice.output is not None:
        answers.ask(question, choice.output)
    if choice.body is not None:
        handovers.start(question, choice.body, choice.has_consent, by)
    if question.email:
        about = outcome_mails.settled(question, choice, key)
        mail.queue(about, question.email, question.contact_name)
    for gathered in queries.gathered(question):
        if choice.output is not None:
            answers.ask(gathered, choice.output)
        if gathered.email:
            about = outcome_mails.settled(gathered, replace(choice, has_consent=True), key)
            mail.queue(about, gathered.email, gathered.contact_name)
    for support in question.supports:
        if support.counts and support.email:
            about = outcome_mails.settled_for_supporter(support, choice, key)
            mail.queue(about, support.email)


def reopen(question: Question, reason: str, by: User) -> None:
    """Look at it again, and say why to whoever asked."""
    handovers.close(question, by)
    triage.reopen(question, reason, by)
    triage.act(question)
    if question.email:
        about = outcome_mails.reopened(question, reason)
        mail.queue(about, question.email, question.contact_name)


def _job(decision: Decision) -> str:
    return f"decision:{decision.id}"
