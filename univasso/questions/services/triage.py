"""What the coordination does with a question before its outcome: take, ask, note, file (C1)."""

from collections.abc import Iterable
from datetime import timedelta

from univasso.core import clock, history, mail
from univasso.core.db import db
from univasso.models.accounts import User
from univasso.models.question_exchanges import Exchange, ExchangeKind
from univasso.models.questions import QUESTION, Question, QuestionNeed, QuestionState
from univasso.models.vocabularies import KnowledgeNeed, ResearchAxis, Territory
from univasso.questions import mails
from univasso.questions.services import desks


class NoNeed(Exception):  # noqa: N818
    """A qualified question is filed under one need at least, and three at most."""


def act(question: Question, *, answers: bool = False) -> None:
    """A human moved it: no reminder leaves before the next silence. ``answers`` when who asked is
    written to, which keeps the promise."""
    question.last_act_at = clock.now()
    if answers and question.first_answer_at is None:
        question.first_answer_at = clock.now()


def assign(question: Question, to: User | None, by: User, *, tells: bool = True) -> None:
    """Take it, give it to a colleague, who is told, or leave it to whoever comes."""
    question.assignee = to
    act(question)
    history.record(question, "assign", by, note=to.name if to else "")
    if tells and to is not None and to.id != by.id:
        mail.queue(mails.entrusted(question, to, by), to.email, to.name)


def note(question: Question, text: str, by: User) -> Exchange:
    """A line that the coordination alone reads."""
    act(question)
    return _say(question, ExchangeKind.NOTE, text, by)


def message(question: Question, text: str, by: User) -> Exchange:
    """A word to whoever asks, that awaits nothing."""
    act(question, answers=True)
    line = _say(question, ExchangeKind.MESSAGE, text, by)
    _write(question, mails.message(question, line))
    return line


def ask_more(question: Question, text: str, reopened: Iterable[str], by: User) -> None:
    """Ask for a detail; the promised day waits with us (C1.6). ``reopened`` names answers of the
    form that may be completed."""
    QUESTION.apply("ask_more", question, by, note=text)
    act(question, answers=True)
    question.paused_at = clock.now()
    line = _say(question, ExchangeKind.ASKED, text, by)
    line.about = " ".join(reopened)
    _write(question, mails.detail_asked(question, line))


def reply(question: Question, text: str, by: User | None) -> None:
    """The detail came: the clock goes on, and the question is on top of the inbox again."""
    QUESTION.apply("reply", question, by)
    _say(question, ExchangeKind.REPLY, text, by)
    _go_on(question)
    question.last_act_at = clock.now()
    who = desks.in_charge(question.assignee)
    if who is not None:
        mail.queue(mails.replied(question, who, text), who.email, who.name)


def receive_file(question: Question, text: str, by: User | None) -> None:
    """Who asked added a file, ``text`` says which: it is the detail if one was awaited."""
    if question.state == QuestionState.EXCHANGE:
        QUESTION.apply("reply", question, by)
        _go_on(question)
    question.last_act_at = clock.now()
    who = desks.in_charge(question.assignee)
    if who is not None:
        mail.queue(mails.file_added(question, who, text), who.email, who.name)


def resume(question: Question, by: User) -> None:
    """Go on without the answer."""
    QUESTION.apply("resume", question, by)
    _go_on(question)
    act(question)


def _go_on(question: Question) -> None:
    if question.paused_at is not None and question.promised_on is not None:
        waited = clock.now() - question.paused_at
        question.promised_on += timedelta(days=waited.days)
    question.paused_at = None


def qualify(
    question: Question,
    needs: list[KnowledgeNeed],
    by: User,
    *,
    reason: str = "",
    axes: list[ResearchAxis] = (),
    territories: list[Territory] | None = None,
    answer_kind: str = "",
    urgency: str = "",
) -> None:
    """File it under one to three needs, and say what would answer it (C1.4). Raises ``NoNeed``."""
    if not 1 <= len(needs) <= 3:
        raise NoNeed
    if question.state != "qualified":
        QUESTION.apply("qualify", question, by)
        _go_on(question)
    map_to(question, needs, reason, by)
    question.axes = list(axes)
    if territories is not None:
        question.territories = territories
    question.answer_kind, question.urgency = answer_kind, urgency
    question.published_at = question.published_at or clock.now()
    act(question, answers=True)


def map_to(question: Question, needs: list[KnowledgeNeed], reason: str, by: User) -> None:
    """File it under these needs from now on; what was said before stays, with its end (A2★5)."""
    wanted = {need.id: need for need in needs}
    for mapping in question.mappings:
        if mapping.ended_at is None and mapping.need_id not in wanted:
            mapping.ended_at, mapping.ended_by_id = clock.now(), by.id
    kept = {m.need_id for m in question.mappings if m.ended_at is None}
    # The end of one comes before its successor: the database knows a pair once at a time.
    db.session.flush()
    for number, need in wanted.items():
        if number not in kept:
            question.mappings.append(QuestionNeed(need=need, reason=reason, by_id=by.id))
    db.session.flush()
    if kept != set(wanted):
        names = ", ".join(str(need.number) for need in sorted(needs, key=lambda n: n.number))
        history.record(question, "map", by, note=f"{names}. {reason}".strip())


def hide(question: Question, reason: str, by: User, *, tells: bool = True) -> None:
    """Out of sight with a reason; who asked is told and may appeal; nothing is deleted (C1.13)."""
    QUESTION.apply("hide", question, by, note=reason)
    question.outcome = ""
    act(question, answers=True)
    if tells:
        _write(question, mails.hidden(question, reason))


def appeal(question: Question, text: str, by: User | None) -> None:
    """Who asked thinks that it should be seen again: another of the coordination looks at it."""
    _say(question, ExchangeKind.APPEAL, text, by)
    history.record(question, "appeal", by)
    other = desks.deputy_of(question.assignee)
    if other is not None:
        question.assignee = other
        mail.queue(mails.appealed(question, other, text), other.email, other.name)


def show(question: Question, reason: str, by: User) -> None:
    """Back among those that wait."""
    question.received_at = question.received_at or clock.now()
    QUESTION.apply("show", question, by, note=reason)
    act(question)
    _write(question, mails.shown_again(question, reason))


def reopen(question: Question, reason: str, by: User | None) -> None:
    """Back among those that wait, without its outcome; what was told of it stays in its decisions."""
    QUESTION.apply("reopen", question, by, note=reason)
    question.outcome = question.outcome_text = question.next_step = ""
    question.settled_at = question.grouped_into = None
    db.session.flush()


def retract(question: Question, by: User | None, reason: str = "") -> None:
    """Who asked takes it back; what was agreed with others stays."""
    QUESTION.apply("retract", question, by, note=reason)
    question.outcome = ""
    who = desks.in_charge(question.assignee)
    if who is not None:
        mail.queue(mails.retracted(question, who, reason), who.email, who.name)


def _say(question: Question, kind: ExchangeKind, text: str, by: User | None) -> Exchange:
    line = Exchange(kind=kind, text=text, by_id=by.id if by else None)
    question.exchanges.append(line)
    db.session.flush()
    return line


def _write(question: Question, about) -> None:
    if question.email:
        mail.queue(about, question.email, question.contact_name)
