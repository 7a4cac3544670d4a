"""Reminders, decided when they are due from the state as it then is: never after an act (C1.11).

Each has a key made of what it is about and of the last act before it, so that it leaves once.
"""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select

from univasso.core import clock, mail
from univasso.core.db import db, transaction
from univasso.models.accounts import User
from univasso.models.question_exchanges import WordingState
from univasso.models.questions import OPEN_STATES, Question, QuestionState
from univasso.questions import reminders
from univasso.questions.services import desks

BEFORE = 2  # days before a promise when whoever holds the question is told
ASKER_AFTER = (9, 21)  # days of silence after which whoever asks is reminded
CONFIRM_AFTER = timedelta(days=2)


def remind() -> None:
    """Write down whatever is due today. Two processes that do it at once write each mail once: the
    key of a mail is unique, and whoever comes second tries again an hour later."""
    with transaction():
        open_ones = list(
            db.session.scalars(select(Question).where(Question.state.in_(OPEN_STATES)))
        )
        for question in open_ones:
            for message, email, name in due(question):
                mail.queue(message, email, name)
        for question in db.session.scalars(
            select(Question).where(Question.state == QuestionState.UNCONFIRMED)
        ):
            if question.created_at + CONFIRM_AFTER <= clock.now():
                mail.queue(reminders.still_to_confirm(question), question.contact_email)
        if clock.today().weekday() == 0:
            _digests(open_ones)


def due(question: Question) -> Iterator[tuple[mail.Message, str, str]]:
    """The reminders that a question calls for today, as (message, address, name)."""
    holder = desks.in_charge(question.assignee)
    if question.paused_at is None and question.first_answer_at is None and holder is not None:
        left = (question.promised_on - clock.today()).days
        if 0 <= left <= BEFORE:
            yield reminders.promise_near(question, holder), holder.email, holder.name
        if question.is_late:
            yield reminders.promise_missed(question, holder), holder.email, holder.name
            yield from _to_deputy(question, reminders.promise_missed_deputy)
    if question.is_silent:
        yield from _to_deputy(question, reminders.silent)
    yield from _to_asker(question)


def _to_deputy(question: Question, write) -> Iterator[tuple[mail.Message, str, str]]:
    deputy = desks.deputy_of(question.assignee)
    if deputy is not None:
        yield write(question, deputy), deputy.email, deputy.name


def _to_asker(question: Question) -> Iterator[tuple[mail.Message, str, str]]:
    """One reminder for each step of the silence, and only the latest step that was reached."""
    since = question.paused_at if question.state == QuestionState.EXCHANGE else None
    waiting = next((w for w in question.wordings if w.state == WordingState.PROPOSED), None)
    if since is None and waiting is not None and not waiting.is_from_asker:
        since = waiting.at
    if since is None or not question.email:
        return
    reached = [days for days in ASKER_AFTER if since + timedelta(days=days) <= clock.now()]
    if reached and not question.is_silent:
        message = reminders.still_awaited(question, since, reached[-1])
        yield message, question.email, question.contact_name


def _digests(open_ones: list[Question]) -> None:
    """On Mondays, to each coordinator, what is late, due this week or silent; nothing when nothing is."""
    for user in desks.coordinators():
        own = [q for q in open_ones if _in_charge(q) == user and _is_due_this_week(q)]
        if own:
            mail.queue(reminders.week(own, user), user.email, user.name)


def _in_charge(question: Question) -> User | None:
    return desks.in_charge(question.assignee)


def _is_due_this_week(question: Question) -> bool:
    ends = clock.today() + timedelta(days=7)
    unanswered = question.first_answer_at is None and question.paused_at is None
    return question.is_silent or (unanswered and question.promised_on <= ends)
