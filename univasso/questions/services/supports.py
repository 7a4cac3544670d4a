"""“Us too”: others who ask the same, with their own context, told what becomes of it (A2.9)."""

from datetime import timedelta

from sqlalchemy import func, or_, select

from univasso.accounts.services.addresses import email_key, find_user
from univasso.core import clock, limits, mail, retention
from univasso.core.db import db
from univasso.core.words import N_
from univasso.models.accounts import User
from univasso.models.question_exchanges import Support
from univasso.models.questions import Question
from univasso.policy.questions import asked_it, is_shared
from univasso.questions import mails

UNCONFIRMED_FOR = timedelta(days=7)
INVITED_FOR = timedelta(days=30)  # in a workshop


class OwnQuestion(Exception):  # noqa: N818
    """Who asks is counted already."""


def is_open(question: Question) -> bool:
    """Whether somebody may share it now: not when it was taken back, hidden or never shown."""
    return is_shared(question)


def may_confirm(support: Support) -> bool:
    """Whether who was asked to share it may say yes: in a workshop, even before it is read by others."""
    question = support.question
    said = question.workshop is not None and (question.is_open or question.state == "unconfirmed")
    return said or is_open(question)


def of(question: Question, user: User | None) -> Support | None:
    """The support of an account, as long as it counts."""
    rows = _of_account(question, user) if user is not None else []
    return rows[0] if rows and rows[0].counts else None


def count(question: Question) -> int:
    """How many others ask the same: the only thing that everybody sees of them."""
    return db.session.scalar(
        select(func.count()).select_from(Support).where(
            Support.question_id == question.id, Support.confirmed_at.is_not(None),
            Support.ended_at.is_(None),
        )
    )  # fmt: skip


def contexts(question: Question) -> list[Support]:
    """Who they are and what they add, for the coordination."""
    return [support for support in question.supports if support.counts]


def share(question: Question, about: dict, user: User, language: str) -> Support:
    """Somebody signed in asks the same, from now on. Raises ``OwnQuestion``."""
    if asked_it(user, question):
        raise OwnQuestion
    support, *others = _of_account(question, user) or [_start(question, user.email, language)]
    for other in others:  # begun with a former address, or without signing in
        db.session.delete(other)
    db.session.flush()
    _write(support, about)
    support.user, support.email, support.email_key = user, user.email, user.email_key
    support.confirmed_at, support.ended_at = clock.now(), None
    return support


def ask_to_confirm(
    question: Question, about: dict, email: str, language: str, network: str
) -> None:
    """Somebody without account asks the same, once they have answered a mail.

    Whatever is known of the address, the screen says the same; only the mail differs. What is not
    confirmed may be written again; what is, by whoever holds the link alone. Raises ``TooMany``.
    """
    limits.check("support", network, most=10, within=timedelta(hours=1))
    limits.count("support", network)
    bucket, day = f"{question.id} {email_key(email)}", timedelta(days=1)
    if limits.tries("support-mail", bucket, within=day) >= 3:  # enough mails to one address
        return
    limits.count("support-mail", bucket)
    if email_key(question.email or "") == email_key(email):
        mail.queue(mails.asked_already(question), question.email, question.contact_name)
        return
    support = _find(question, email) or _start(question, email, language)
    if support.counts:
        mail.queue(mails.shared_already(support), support.email)
        return
    if support.confirmed_at is None:
        _write(support, about)
    mail.queue(mails.to_confirm_support(support), support.email)


def invite(question: Question, about: dict, email: str, language: str) -> Support:
    """Ask somebody who said the same in a workshop to confirm it; who shares it already is left be."""
    support = _find(question, email) or _start(question, email, language)
    if not support.counts:
        _write(support, about)
        mail.queue(mails.to_confirm_support(support), support.email)
    return support


def correct_email(support: Support, email: str) -> None:
    """The address was mistyped: the mail leaves again."""
    support.email, support.email_key = email, email_key(email)
    mail.queue(mails.to_confirm_support(support), email)


def confirm(support: Support, context: str = "") -> None:
    """Whoever holds the mailed link has the address; it counts from now on, in these words if any."""
    support.context = context or support.context
    owner = find_user(support.email)
    support.user = owner if owner is not None and owner.is_active else None
    support.confirmed_at, support.ended_at = clock.now(), None


def end(support: Support) -> None:
    """They are told no more, and count no more; what was never confirmed is thrown away."""
    if support.confirmed_at is None:
        db.session.delete(support)
    else:
        support.ended_at = support.ended_at or clock.now()


def _of_account(question: Question, user: User) -> list[Support]:
    """Those of an account, whatever its address was then: the one that counts first."""
    mine = or_(Support.user_id == user.id, Support.email_key == user.email_key)
    rows = db.session.scalars(select(Support).where(Support.question_id == question.id, mine))
    return sorted(rows, key=lambda support: (not support.counts, support.id))


def _find(question: Question, email: str) -> Support | None:
    return db.session.scalar(
        select(Support).where(
            Support.question_id == question.id, Support.email_key == email_key(email)
        )
    )


def _start(question: Question, email: str, language: str) -> Support:
    support = Support(question=question, email=email, email_key=email_key(email), language=language)
    db.session.add(support)
    db.session.flush()
    return support


def _write(support: Support, about: dict) -> None:
    for name, value in about.items():
        setattr(support, name, value)
    db.session.flush()


def unconfirmed():
    return Support.confirmed_at.is_(None)


def _in_workshop():
    return Support.question.has(Question.workshop_id.is_not(None))


retention.keep(
    "question_supports_unconfirmed", Support, Support.created_at, UNCONFIRMED_FOR,
    N_("“Us too” that nobody confirmed"), unconfirmed, lambda: ~_in_workshop(),
)  # fmt: skip
retention.keep(
    "workshop_supports_unanswered", Support, Support.created_at, INVITED_FOR,
    N_("“Us too” of workshops that nobody confirmed"), unconfirmed, _in_workshop,
)  # fmt: skip
