"""A question from its first words to its receipt: drafts, sending, confirming, correcting (A2.1–A2.5)."""

from datetime import timedelta

from univasso.accounts.services.addresses import find_user
from univasso.core import clock, history, limits, mail, retention
from univasso.core.db import db
from univasso.core.words import N_
from univasso.models.accounts import User
from univasso.models.questions import PROMISE, QUESTION, Question, QuestionState
from univasso.questions import mails
from univasso.questions.services import desks

UNCONFIRMED_FOR = timedelta(days=7)
DRAFT_FOR = timedelta(days=90)


class SheetKnown(Exception):  # noqa: N818
    """The paper form of this number was entered before; ``question`` is what it became (A2★3)."""

    def __init__(self, question: Question):
        super().__init__(question.sheet_number)
        self.question = question


class NobodyToAnswer(Exception):  # noqa: N818
    """Neither an account, nor an address, nor a number: no answer could be given."""


def start(about: dict, asker: User | None, language: str) -> Question:
    """A draft; nobody but whoever writes it reads it."""
    question = Question(asker=asker, language=language, state=QuestionState.DRAFT)
    db.session.add(question)
    write(question, about)
    return question


def write(question: Question, about: dict) -> None:
    """Keep the words of a draft."""
    for name, value in about.items():
        setattr(question, name, value)
    db.session.flush()


def check_limit(network: str) -> None:
    """Raise ``TooMany`` after five questions in an hour from one network."""
    limits.check("question", network, most=5, within=timedelta(hours=1))


def send(question: Question, network: str) -> None:
    """From a draft to the coordination; an address that has no account here confirms first.

    Raises ``NobodyToAnswer``.
    """
    limits.count("question", network)
    if question.asker is not None or (not question.contact_email and question.contact_phone):
        receive(question, "send", question.asker)
    elif question.contact_email:
        hold(question)
    else:
        raise NobodyToAnswer


def hold(question: Question) -> None:
    """Nobody has it before whoever holds the mailed link confirms it."""
    QUESTION.apply("hold", question, question.entered_by)
    mail.queue(mails.to_confirm(question), question.contact_email, question.contact_name)


def correct_email(question: Question, email: str) -> None:
    """The address was mistyped: the link already sent is dead, another leaves."""
    question.contact_email = email
    question.link_number += 1
    history.record(question, "correct_email", None)
    mail.queue(mails.to_confirm(question), email, question.contact_name)


def confirm(question: Question) -> None:
    """Whoever holds the mailed link is the one who asks; the account of that address, if any, too."""
    owner = find_user(question.contact_email)
    question.asker = owner if owner is not None and owner.is_active else None
    receive(question, "confirm", None)


def receive(question: Question, verb: str, by: User | None) -> None:
    """Give it a day, a person who answers for it, and a receipt. Raises ``WrongState``."""
    now = clock.now()
    question.received_at = question.agreed_at = question.last_act_at = now
    question.promised_on = (now.astimezone(clock.PARIS) + PROMISE).date()
    question.assignee = desks.choose()
    QUESTION.apply(verb, question, by, note=question.channel if question.entered_by else "")
    if question.email:
        mail.queue(mails.receipt(question), question.email, question.contact_name)
    who = desks.in_charge(question.assignee)
    if who is not None and who.id != question.entered_by_id:
        mail.queue(mails.arrived(question, who), who.email, who.name)


def enter(about: dict, by: User, language: str) -> Question:
    """Type the words of somebody who is on the telephone, in the room, or wrote on paper (C1.10).

    Raises ``SheetKnown`` when the number of the sheet was entered before.
    """
    if number := about.get("sheet_number"):
        known = db.session.query(Question).filter_by(sheet_number=number).one_or_none()
        if known is not None:
            raise SheetKnown(known)
    question = Question(language=language, state=QuestionState.DRAFT, entered_by=by)
    db.session.add(question)
    write(question, about)
    question.asker = find_user(question.contact_email) if question.contact_email else None
    receive(question, "send", by)
    question.assignee = by
    return question


def drop(question: Question) -> None:
    """Throw a draft away."""
    db.session.delete(question)


def unconfirmed():
    return Question.state == QuestionState.UNCONFIRMED


def drafts():
    return Question.state == QuestionState.DRAFT


retention.keep(
    "questions_unconfirmed", Question, Question.created_at, UNCONFIRMED_FOR,
    N_("Questions that nobody confirmed"), unconfirmed, lambda: Question.workshop_id.is_(None),
)  # fmt: skip
retention.keep(
    "questions_drafts", Question, Question.created_at, DRAFT_FOR,
    N_("Drafts of questions"), drafts,
)  # fmt: skip
