"""“Does it answer?”: asked of each one concerned, once, and heard (A2.12)."""

from univasso.core import clock, history, mail
from univasso.core.db import db
from univasso.models.accounts import User
from univasso.models.outputs import Output
from univasso.models.question_exchanges import Support
from univasso.models.question_outcomes import Answer
from univasso.models.questions import QUESTION, Question
from univasso.questions import outcome_mails
from univasso.questions.services import desks, triage


class AnsweredAlready(Exception):  # noqa: N818
    """One person says once whether a publication answers."""


def ask(question: Question, output: Output) -> None:
    """Have whoever asked, and each who said “us too”, say whether it answers: a row for each."""
    known = {row.support_id for row in question.answers if row.output_id == output.id}
    concerned = [None, *(s for s in question.supports if s.counts)]
    for support in concerned:
        if (support.id if support else None) not in known:
            question.answers.append(Answer(output=output, support=support))
    db.session.flush()


def of_asker(question: Question) -> Answer | None:
    """What whoever asked is, or was, asked about the publication named last."""
    own = [row for row in question.answers if row.support_id is None]
    return own[-1] if own else None


def of_support(support: Support) -> Answer | None:
    own = [row for row in support.question.answers if row.support_id == support.id]
    return own[-1] if own else None


def judge(answer: Answer, verdict: str, words: str, by: User | None) -> None:
    """Say whether it answers; “no” opens the question again. Raises ``AnsweredAlready``."""
    db.session.refresh(answer, ["verdict"], with_for_update=True)
    if answer.verdict:
        raise AnsweredAlready
    answer.verdict, answer.words, answer.answered_at = verdict, words, clock.now()
    question = answer.question
    question.last_act_at = clock.now()
    history.record(question, "judge_answer", by, note=words)
    if verdict != "no":
        return
    if "reopen" in QUESTION.open_verbs(question) and question.state == "settled":
        triage.reopen(question, words or answer.output.title, by)
    who = desks.in_charge(question.assignee)
    if who is not None:
        mail.queue(outcome_mails.judged(answer, who), who.email, who.name)
