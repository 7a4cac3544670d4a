"""Opening an account by oneself, and moving it to another address."""

from datetime import datetime

from univasso.accounts.services import choose_password, create_user, end_sessions, links
from univasso.accounts.services.addresses import email_key, find_user
from univasso.core import history
from univasso.core.db import db
from univasso.models.accounts import User
from univasso.models.credentials import MailedLink, Purpose


class TakenElsewhere(Exception):  # noqa: N818
    """The address or the ORCID iD belongs to another account."""


def open_account(link: MailedLink, name: str, password: str) -> User:
    """Make the account whose address the link proves. Raises ``LinkClosed``.

    Without a password, its owner signs in by mailed links.
    """
    links.use(link)
    if find_user(link.email) is not None:  # opened meanwhile, by an invitation
        raise links.LinkClosed("used")
    user = create_user(
        link.email, name, language=link.language, arriving_as=link.about.get("arriving_as", "")
    )
    if password:
        choose_password(user, password)
    db.session.flush()
    link.user = user
    return user


def ask_new_email(user: User, email: str) -> MailedLink:
    """The new address must answer before anything changes."""
    return links.ask(Purpose.NEW_EMAIL, email, user.language, user)


def change_email(link: MailedLink) -> User:
    """Move the account to the address that answered; the former one can undo it for seven days.

    Raises ``LinkClosed``, ``TakenElsewhere``.
    """
    links.use(link)
    former = link.user.email
    _move(link.user, link.email)
    links.ask(Purpose.UNDO_EMAIL, former, link.user.language, link.user, new=link.email)
    return link.user


def take_back(link: MailedLink) -> User:
    """Give the account its former address back, and end its sessions: somebody else had moved it.

    Whatever undoes this dies too. Raises ``LinkClosed``, ``TakenElsewhere``.
    """
    links.use(link)
    _move(link.user, link.email)
    links.close_all(link.user, *Purpose)
    end_sessions(link.user, link.user)
    return link.user


def _move(user: User, email: str) -> None:
    other = find_user(email)
    if other is not None and other is not user:
        raise TakenElsewhere(email)
    history.record(user, "change_email", user)
    user.email, user.email_key = email, email_key(email)
    links.close_all(user)


def link_orcid(user: User, orcid: str, at: datetime) -> None:
    """Keep an iD that its owner has just signed in with. Raises ``TakenElsewhere``."""
    owner = owner_of(orcid)
    if owner is not None and owner is not user:
        raise TakenElsewhere(orcid)
    user.orcid, user.orcid_verified_at = orcid, at
    history.record(user, "link_orcid", user, note=orcid)


def unlink_orcid(user: User) -> None:
    history.record(user, "unlink_orcid", user, note=user.orcid or "")
    user.orcid = user.orcid_verified_at = None


def owner_of(orcid: str) -> User | None:
    return db.session.query(User).filter_by(orcid=orcid).one_or_none()
