"""“Does it answer?”: asked of each one concerned, once, and heard (A2.12)."""

from collections.abc import Iterable

from sqlalchemy import select

from univasso.core import clock, history, mail
from univasso.core.db import db
from univasso.models.accounts import User
from univasso.models.outputs import Output
from univasso.models.question_exchanges import Support
from univasso.models.question_outcomes import Answer
from univasso.models.questions import OPEN_STATES, Question, QuestionState
from univasso.policy.outputs import is_listed, readable_by_all
from univasso.questions import outcome_mails, queries
from univasso.questions.services import desks, triage

ANSWERABLE = OPEN_STATES | {QuestionState.SETTLED}


class AnsweredAlready(Exception):  # noqa: N818
    """One person says once whether a publication answers."""


def ask(question: Question, output: Output) -> list[Answer]:
    """Have whoever asked, and each who said “us too”, say whether it answers: the rows that are new."""
    known = {row.support_id: row for row in question.answers if row.output_id == output.id}
    concerned = [None, *(s for s in question.supports if s.counts)]
    for support in concerned:
        number = support.id if support else None
        if number not in known:
            known[number] = Answer(output=output, support=support)
            question.answers.append(known[number])
    new = [row for row in known.values() if row.asked_at is None]
    for row in new:
        row.asked_at = clock.now()
    db.session.flush()
    return new


def link(output: Output, questions: Iterable[Question], by: User) -> None:
    """Say which questions a publication answers; what was asked of somebody stays."""
    wanted = {question.id: question for question in questions}
    linked = {row.question_id: row for row in linked_to(output)}
    for number, question in wanted.items():
        if number not in linked and question.state in ANSWERABLE:
            question.answers.append(Answer(output=output))
            history.record(question, "link_answer", by, note=output.title)
    for number, row in linked.items():
        if number not in wanted and row.asked_at is None:
            history.record(row.question, "unlink_answer", by, note=output.title)
            row.question.answers.remove(row)
    db.session.flush()


def linked_to(output: Output) -> list[Answer]:
    """The questions that a publication answers: the row of whoever asked each, oldest first."""
    of_askers = select(Answer).where(Answer.output_id == output.id, Answer.support_id.is_(None))
    return list(db.session.scalars(of_askers.order_by(Answer.question_id)))


def readable(question: Question) -> list[Output]:
    """The publications that were said to answer, and that everybody may find."""
    own = (row.output for row in question.answers if row.support_id is None)
    return [output for output in own if is_listed(output)]


def waiting() -> list[Answer]:
    """The links of which nobody was told, though everybody may read the publication now."""
    found = select(Answer).join(Answer.question)
    found = found.where(Answer.asked_at.is_(None), Question.state.in_(ANSWERABLE))
    rows = db.session.scalars(found.order_by(Answer.id))
    return [row for row in rows if readable_by_all(None, row.output)]


def tell() -> None:
    """Ask each one concerned whether what was published answers: one personal mail, once."""
    for first in waiting():
        for question in (first.question, *queries.gathered(first.question)):
            for answer in ask(question, first.output):
                _write(answer)


def _write(answer: Answer) -> None:
    question, support = answer.question, answer.support
    if support is None and question.email:
        mail.queue(outcome_mails.published(answer), question.email, question.contact_name)
    elif support is not None and support.email:
        mail.queue(outcome_mails.published_for_supporter(answer), support.email)


def of_asker(question: Question) -> Answer | None:
    """What whoever asked is asked about, the oldest first; or what they answered last."""
    return _now([row for row in question.answers if row.support_id is None])


def of_support(support: Support) -> Answer | None:
    return _now([row for row in support.question.answers if row.support_id == support.id])


def _now(own: list[Answer]) -> Answer | None:
    asked = [row for row in own if row.asked_at is not None]
    awaited = [row for row in asked if not row.verdict]
    return awaited[0] if awaited else asked[-1] if asked else None


def judge(answer: Answer, verdict: str, words: str, by: User | None) -> None:
    """Say whether it answers; “no” opens the question again. Raises ``AnsweredAlready``."""
    db.session.refresh(answer, ["verdict"], with_for_update=True)
    if answer.verdict:
        raise AnsweredAlready
    answer.verdict, answer.words, answer.answered_at = verdict, words, clock.now()
    question = answer.question
    question.last_act_at = clock.now()
    history.record(question, "judge_answer", by, note=words)
    if verdict == "no" and question.state == QuestionState.SETTLED:
        triage.reopen(question, words or answer.output.title, by)
    who = desks.in_charge(question.assignee)
    if question.is_open and who is not None:  # it waits for the coordination, whatever the answer
        mail.queue(outcome_mails.judged(answer, who), who.email, who.name)
