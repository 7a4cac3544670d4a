"""Those who are named: each may confirm or refuse the part that a deposit gives them (C5.9)."""

from datetime import timedelta

from sqlalchemy import select

from univasso.core import clock, history, jobs, mail
from univasso.core.db import db, transaction
from univasso.models.conversations import Proofreading
from univasso.models.outputs import Author, Output
from univasso.outputs import mails

SILENCE = timedelta(days=30)


def ask_all(output: Output) -> None:
    """Write once to each author whose address is known."""
    db.session.flush()
    for author in output.authors:
        if author.email and author.asked_at is None:
            author.asked_at = clock.now()
            mail.queue(mails.confirm_part(author), author.email, author.name)
            jobs.queue("forget_address", key=f"credit:{author.id}",
                       due_at=clock.now() + SILENCE, author_id=author.id)  # fmt: skip


def confirm(author: Author) -> None:
    author.confirmed_at, author.declined_at, author.email = clock.now(), None, ""
    history.record(author.output, "confirm_part", None, note=author.name)


def refuse(author: Author) -> None:
    """“I had no part in it”: said on the page, and the depositor is told."""
    author.declined_at, author.confirmed_at, author.email = clock.now(), None, ""
    history.record(author.output, "refuse_part", None, note=author.name)
    user = author.output.depositor
    if user is not None:
        mail.queue(mails.part_refused(author, user), user.email, user.name)


def state(author: Author) -> str:
    """``confirmed``, ``unrecognised``, ``waiting``, ``silent`` after thirty days, or ``unasked``."""
    if author.confirmed_at:
        return "confirmed"
    if author.declined_at:
        return "unrecognised"
    if author.asked_at is None:
        return "unasked"
    return "waiting" if author.asked_at + SILENCE > clock.now() else "silent"


@jobs.handler("forget_address")
def forget_address(author_id: int) -> None:
    """After thirty days of silence the address has served its purpose."""
    with transaction():
        author = db.session.get(Author, author_id)
        if author is not None:
            author.email = ""


def ask_proofreading(output: Output, association: str, email: str) -> Proofreading:
    """Ask a partner association to read the plain summary and sign it (C5★1)."""
    asked = Proofreading(output_id=output.id, association=association, email=email)
    db.session.add(asked)
    db.session.flush()
    mail.queue(mails.proofread(asked, output), email, association)
    return asked


def sign(asked: Proofreading) -> None:
    """“Relu par”: the association stands by the plain summary."""
    asked.signed_on, asked.email = clock.today(), ""
    history.record(asked.output, "proofread", None, note=asked.association)


def lapse(output: Output) -> None:
    """The summary changed: those who signed the former one no longer stand by this one."""
    for asked in db.session.scalars(
        select(Proofreading).where(Proofreading.output_id == output.id)
    ):
        if asked.signed_on is not None:
            asked.signed_on = None
            history.record(output, "proofreading_lapsed", None, note=asked.association)
