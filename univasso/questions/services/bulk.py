"""The same act on several questions: what it would do to each, and what it did (C1.12).

Each question is judged on its own: what cannot be done to one is said, and done to the others. A
person receives one mail at most, whatever the number of their questions.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from univasso.core import history, mail
from univasso.core.db import db
from univasso.core.words import N_
from univasso.models.accounts import User
from univasso.models.bulk import BulkChange
from univasso.models.questions import QUESTION, Question
from univasso.models.vocabularies import KnowledgeNeed
from univasso.questions import bulk_mails, mails
from univasso.questions.services import triage

# Why an act leaves a question as it is.
WHYS = {
    "closed": N_("It is no longer open."),
    "theirs": N_("They follow it already."),
    "filed": N_("It is filed under this need already."),
    "full": N_("It is filed under three needs already."),
    "retired": N_("This need is no longer in use."),
    "out": N_("It is out of sight already, or taken back."),
}


@dataclass(frozen=True)
class Act:
    """What is done to each: ``give`` to somebody, file under a ``need``, ``hide`` with a reason."""

    what: str
    to: User | None = None
    need: KnowledgeNeed | None = None
    reason: str = ""


def why_not(question: Question, act: Act) -> str:
    """The code of what prevents the act on this question; empty when nothing does."""
    if act.what == "hide":
        return "" if "hide" in QUESTION.open_verbs(question) else "out"
    if not question.is_open:
        return "closed"
    if act.what == "give":
        return "theirs" if question.assignee_id == act.to.id else ""
    held = {need.id for need in question.needs}
    if act.need.id in held:
        return "filed"
    if act.need.retired_on is not None:
        return "retired"
    return "full" if len(held) >= 3 else ""


def told(questions: Iterable[Question], act: Act, by: User) -> list[tuple[str, list[Question]]]:
    """Who receives a mail, by address, about which questions: one mail each."""
    if act.what == "give":
        some = list(questions)
        return [(act.to.email, some)] if some and act.to.id != by.id else []
    if act.what != "hide":
        return []
    reached = sorted((q for q in questions if q.email), key=lambda q: (q.email, q.id))
    return [(email, list(some)) for email, some in groupby(reached, lambda q: q.email)]


def apply(questions: list[Question], act: Act, by: User) -> BulkChange:
    """Do it to each question that allows it, write to each person once, and keep what was done."""
    done, unchanged = [], {}
    for question in questions:
        db.session.refresh(question, ["state", "assignee_id"], with_for_update=True)
        why = why_not(question, act)
        if why:
            unchanged[str(question.id)] = why
            continue
        _do(question, act, by)
        done.append(question)
    for email, some in told(done, act, by):
        name = act.to.name if act.what == "give" else some[0].contact_name
        mail.queue(_words(some, act, by), email, name)
    change = BulkChange(
        subject="question", what=act.what, before={str(q.id): "" for q in done}, unchanged=unchanged,
        by_id=by.id,
    )  # fmt: skip
    db.session.add(change)
    history.record(change, "bulk", by, note=act.what)
    return change


def _do(question: Question, act: Act, by: User) -> None:
    if act.what == "give":
        triage.assign(question, act.to, by, tells=False)
    elif act.what == "hide":
        triage.hide(question, act.reason, by, tells=False)
    else:
        triage.qualify(
            question, [*question.needs, act.need], by, reason=act.reason, axes=question.axes,
            answer_kind=question.answer_kind, urgency=question.urgency,
        )  # fmt: skip


def _words(questions: list[Question], act: Act, by: User) -> mail.Message:
    """The mail of one person: the usual one for one question, a list for several."""
    one = questions[0] if len(questions) == 1 else None
    if act.what == "give":
        if one is not None:
            return mails.entrusted(one, act.to, by)
        return bulk_mails.entrusted(questions, act.to, by)
    if one is not None:
        return mails.hidden(one, act.reason)
    return bulk_mails.hidden(questions, act.reason)
