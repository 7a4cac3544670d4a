"""Every mail is kept, with a state (G11): the row is written with the fact, sent after it.

Without a mail server the mail stays in the outbox (state ``kept``), readable in the administration
and as a file, so that every link can still be followed.
"""

import smtplib
import ssl
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum
from pathlib import Path
from uuid import uuid4

from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from univasso.core import clock, jobs, retention
from univasso.core.db import Moment, db, transaction
from univasso.core.words import N_

KEPT = timedelta(days=365)


class MailState(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    KEPT = "kept"  # no server is set: the outbox is where it is read
    FAILED = "failed"


class OutgoingMail(db.Model):
    """A mail as its recipient reads it, rendered in their language when the fact happened."""

    __tablename__ = "outgoing_mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(String(120), unique=True)
    event_key: Mapped[str | None] = mapped_column(String(160), unique=True)
    to_email: Mapped[str] = mapped_column(String(254))
    to_name: Mapped[str] = mapped_column(String(200), default="")
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    state: Mapped[MailState] = mapped_column(String(10), default=MailState.QUEUED)
    last_error: Mapped[str] = mapped_column(Text, default="")
    calendar: Mapped[str] = mapped_column(Text, default="")  # RFC 5545, sent as a file
    secret: Mapped[str] = mapped_column(Text, default="")  # of its links, until it has left
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)


@dataclass(frozen=True)
class Block:
    """A part of a message: kind is ``paragraph``, ``quotation``, ``button`` or ``list``."""

    kind: str
    text: str = ""
    href: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Message:
    """What a room's ``mails.py`` returns: words already in the recipient's language."""

    subject: str
    blocks: tuple[Block, ...]
    reason: str  # the "why you receive this" line
    language: str = "fr"
    secret: str = ""  # of links that open a door, a space between: forgotten once it has left
    event_key: str | None = None  # one mail per person and event, however often the code runs
    calendar: str = ""  # a date to meet, as calendars read it


@dataclass
class Post:
    """Where mails go, set once by the application."""

    server: str = ""  # "host:port", empty keeps mails in the outbox
    user: str = ""
    password: str = ""
    tls: bool = True
    sender: str = ""
    sender_name: str = ""
    folder: Path | None = None  # where kept mails are also written as files
    render: Callable[[Message, str], tuple[str, str]] = field(
        default=lambda _message, _to: ("", "")
    )


post = Post()


def clean_header(text: str) -> str:
    """One line, no control character: what may stand in a mail header (CVE-2024-6923, CVE-2026-1299)."""
    kept = (c if unicodedata.category(c)[0] != "C" else " " for c in text)
    return " ".join("".join(kept).split())


def queue(message: Message, email: str, name: str = "") -> OutgoingMail | None:
    """Write a mail down in the current transaction; None when the same event already has one.

    Somebody without an address has one that ends in ``.invalid`` (RFC 2606): nothing is written.
    """
    if email.endswith(".invalid"):
        return None
    if message.event_key is not None:
        key = f"{message.event_key}:{email}"[:160]
        if db.session.scalar(select(OutgoingMail.id).where(OutgoingMail.event_key == key)):
            return None
    else:
        key = None
    text, html = post.render(message, email)
    domain = post.sender.rpartition("@")[2] or "localhost"
    mail = OutgoingMail(
        message_id=f"<{uuid4().hex}@{domain}>",
        event_key=key,
        to_email=email,
        to_name=clean_header(name)[:200],
        subject=clean_header(message.subject)[:300],
        text=text,
        html=html,
        calendar=message.calendar,
        secret=message.secret,
        created_at=clock.now(),
    )
    db.session.add(mail)
    db.session.flush()
    jobs.queue("send_mail", key=f"mail:{mail.id}", mail_id=mail.id)
    return mail


retention.keep("mails", OutgoingMail, OutgoingMail.created_at, KEPT, N_("Copies of mails"))


def as_email(mail: OutgoingMail) -> EmailMessage:
    """The kept row as an RFC 5322 message."""
    message = EmailMessage()
    message["Subject"] = clean_header(mail.subject)
    message["From"] = Address(clean_header(post.sender_name), addr_spec=post.sender)
    message["To"] = Address(clean_header(mail.to_name), addr_spec=clean_header(mail.to_email))
    message["Date"] = format_datetime(mail.created_at)
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday answer, please
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    if mail.calendar:
        message.add_attachment(mail.calendar, subtype="calendar", filename="rendez-vous.ics")
    return message


@jobs.handler("send_mail")
def send(mail_id: int) -> None:
    """Hand a mail to the server, or keep it when there is none."""
    mail = db.session.get(OutgoingMail, mail_id)
    if mail is None or mail.state in (MailState.SENT, MailState.KEPT):
        return
    message = as_email(mail)
    try:
        state = _deliver(mail_id, message)
    except (OSError, smtplib.SMTPException) as fault:
        with transaction():
            mail = db.session.get(OutgoingMail, mail_id)
            mail.state, mail.last_error = (
                MailState.FAILED,
                f"{type(fault).__name__}: {fault}"[:2000],
            )
        raise
    with transaction():
        mail = db.session.get(OutgoingMail, mail_id)
        mail.state, mail.sent_at, mail.last_error = state, clock.now(), ""
        if state == MailState.SENT and mail.secret:
            _forget_secret(mail)


def _forget_secret(mail: OutgoingMail) -> None:
    """Whoever reads the copies of mails, or the database, must not pass by the doors of others."""
    for secret in mail.secret.split():
        mail.text = mail.text.replace(secret, "…")
        mail.html = mail.html.replace(secret, "…")
    mail.secret = ""


def _deliver(mail_id: int, message: EmailMessage) -> MailState:
    if not post.server:
        if post.folder is not None:
            post.folder.mkdir(parents=True, exist_ok=True)
            (post.folder / f"{mail_id:06d}.eml").write_bytes(bytes(message))
        return MailState.KEPT
    host, _, port = post.server.partition(":")
    with smtplib.SMTP(host, int(port or 587), timeout=20) as server:
        if post.tls:
            server.starttls(context=ssl.create_default_context())
        if post.user:
            server.login(post.user, post.password)
        server.send_message(message)
    return MailState.SENT
