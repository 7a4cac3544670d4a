"""Links sent by mail: asked for, mailed by a job, used once, dead when they should be."""

import secrets
from datetime import timedelta

from sqlalchemy import select, update

from univasso.accounts import mails
from univasso.accounts.services.addresses import find_user
from univasso.core import clock, jobs, mail
from univasso.core.db import db, transaction
from univasso.core.signed import hashed
from univasso.models.accounts import User
from univasso.models.credentials import MailedLink, Purpose

LIVES = {
    Purpose.SIGN_UP: timedelta(hours=24),
    Purpose.RESET: timedelta(minutes=60),
    Purpose.SIGN_IN: timedelta(minutes=15),
    Purpose.CONFIRM: timedelta(minutes=15),
    Purpose.NEW_EMAIL: timedelta(hours=24),
    Purpose.UNDO_EMAIL: timedelta(days=7),
}
FOR_ITS_OWNER = (Purpose.RESET, Purpose.SIGN_IN)  # the job finds out who that is


class LinkClosed(Exception):  # noqa: N818
    """The link was used, closed, or its time has passed; ``state`` says which."""

    def __init__(self, state: str):
        super().__init__(state)
        self.state = state


def ask(
    purpose: Purpose, email: str, language: str, user: User | None = None, **about
) -> MailedLink:
    """Write down that a link is wanted. Whether the address is known is for the job to find out: the
    person who asks sees no difference, not even in time."""
    link = MailedLink(
        purpose=purpose, email=email.strip(), language=language, user=user, about=about
    )
    db.session.add(link)
    _prepare(link)
    return link


def correct(link: MailedLink, email: str) -> None:
    """Send a link that waits to another address; the one already sent is dead."""
    if link.state not in ("waiting", "expired"):
        raise LinkClosed(link.state)
    link.email = email.strip()
    _prepare(link)


def renew(link: MailedLink) -> None:
    """Send a link whose time has passed again, to the address it was for."""
    correct(link, link.email)


def _prepare(link: MailedLink) -> None:
    link.token_hash = hashed(secrets.token_urlsafe(32))  # nobody has it before the mail is written
    link.expires_at = clock.now() + LIVES[link.purpose]
    link.mailed_at = None
    db.session.flush()
    jobs.queue("mail_link", key=f"link:{link.id}", link_id=link.id)


@jobs.handler("mail_link")
def mail_link(link_id: int) -> None:
    """Write the mail, with a secret that exists from then on."""
    with transaction():
        link = db.session.get(MailedLink, link_id, with_for_update=True)
        if link is None or link.mailed_at or link.state != "waiting":
            return
        owner = find_user(link.email)
        if link.purpose in FOR_ITS_OWNER:
            link.user = owner
        if link.purpose in FOR_ITS_OWNER and (owner is None or not owner.is_active):
            link.closed_at = clock.now()
            return
        link.mailed_at = clock.now()
        if link.purpose in (Purpose.SIGN_UP, Purpose.NEW_EMAIL) and owner is not None:
            link.closed_at = clock.now()
            mail.queue(mails.already_here(owner), owner.email, owner.name)
            return
        token = secrets.token_urlsafe(32)
        link.token_hash = hashed(token)
        mail.queue(mails.WRITERS[link.purpose](link, token), _box(link))


def _box(link: MailedLink) -> str:
    """Where it goes: to the address that the account keeps, when the link is for its owner."""
    return link.user.email if link.purpose in FOR_ITS_OWNER else link.email


def find(purpose: Purpose, token: str) -> MailedLink | None:
    """The link of this secret, if it is one for this purpose."""
    return db.session.scalar(
        select(MailedLink).where(
            MailedLink.token_hash == hashed(token), MailedLink.purpose == purpose
        )
    )


def use(link: MailedLink) -> None:
    """Let it serve, once. Raises ``LinkClosed``."""
    db.session.refresh(link, with_for_update=True)
    if link.state != "waiting":
        raise LinkClosed(link.state)
    link.used_at = clock.now()


def close_all(user: User, *purposes: Purpose) -> None:
    """The links that were waiting for somebody die: their password or their address changed.

    Unless it is named, the one that takes an address back lives on: it is for whoever was robbed.
    """
    chosen = purposes or [p for p in Purpose if p != Purpose.UNDO_EMAIL]
    db.session.execute(
        update(MailedLink)
        .where(
            MailedLink.user_id == user.id,
            MailedLink.used_at.is_(None),
            MailedLink.closed_at.is_(None),
            MailedLink.purpose.in_(chosen),
        )
        .values(closed_at=clock.now())
    )
