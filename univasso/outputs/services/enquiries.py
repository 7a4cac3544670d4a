"""What readers write without an account: questions, errors, accessible copies, rights, uses."""

import secrets
from datetime import timedelta

from sqlalchemy import select

from univasso.core import clock, history, limits, mail
from univasso.core.db import db
from univasso.core.signed import hashed
from univasso.models.accounts import User
from univasso.models.conversations import Enquiry, EnquiryAnswer
from univasso.models.outputs import Output
from univasso.outputs import mails
from univasso.outputs.services import notices
from univasso.outputs.services.review import coordinators

HIDDEN_FOR = timedelta(hours=48)


def check_limit(network: str) -> None:
    """Raise ``TooMany`` after three messages in an hour from one network (V17)."""
    limits.check("enquiry", network, most=3, within=timedelta(hours=1))


def write(output: Output, about: dict, network: str) -> tuple[Enquiry, str]:
    """Keep a message (``kind``, ``text``, ``email``, ``who``, ``language``) and tell the coordination.

    The secret of its thread is given back once.
    """
    secret = secrets.token_urlsafe(24)
    enquiry = Enquiry(output=output, tracking_hash=hashed(secret), **about)
    db.session.add(enquiry)
    limits.count("enquiry", network)
    history.record(output, "enquiry", None, note=enquiry.kind)
    for user in coordinators():
        mail.queue(mails.enquiry_received(enquiry, user), user.email, user.name)
    if enquiry.email:
        mail.queue(mails.enquiry_noted(enquiry, secret), enquiry.email)
    return enquiry, secret


def answer(enquiry: Enquiry, text: str, by: User | None) -> EnquiryAnswer:
    """A line of the thread, from the team (``by``) or from the reader."""
    line = EnquiryAnswer(text=text, by_id=by.id if by else None)
    enquiry.answers.append(line)
    db.session.flush()
    if by is not None and enquiry.email:
        mail.queue(mails.enquiry_answered(enquiry, line), enquiry.email)
    if by is None:
        enquiry.closed_at = None
    return line


def close(enquiry: Enquiry, by: User) -> None:
    """Done: the address of the reader has served its purpose and is forgotten."""
    enquiry.closed_at, enquiry.email = clock.now(), ""
    history.record(enquiry.output, "close_enquiry", by, note=enquiry.kind)


def show_use(enquiry: Enquiry, is_public: bool, by: User) -> None:
    """Let an account of a use stand on the page, or take it away (V★6)."""
    enquiry.is_public = is_public
    history.record(enquiry.output, "show_use" if is_public else "hide_use", by)


def hide(output: Output, by: User, note: str) -> None:
    """Out of sight for 48 hours while a claim on its rights is looked at (C5.12)."""
    output.hidden_until = clock.now() + HIDDEN_FOR
    history.record(output, "hide", by, note=note)
    notices.note_embargo(output)
    if output.depositor is not None:
        user = output.depositor
        mail.queue(mails.hidden(output, user, note), user.email, user.name)


def show_again(output: Output, by: User) -> None:
    output.hidden_until = None
    history.record(output, "show_again", by)


def find(token: str) -> Enquiry | None:
    return db.session.scalar(select(Enquiry).where(Enquiry.tracking_hash == hashed(token)))
