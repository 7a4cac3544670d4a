"""Delegates: named by the owner of a profile, accepted by themselves, revoked at once (R1.7)."""

from sqlalchemy import exists, or_, select

from univasso.accounts import services as accounts
from univasso.accounts.services.addresses import email_key
from univasso.core import history, mail
from univasso.core.db import db
from univasso.directory import researcher_mails as mails
from univasso.models.accounts import User
from univasso.models.profile_keepers import DELEGATION, Delegation, DelegationState
from univasso.models.researchers import Researcher

OPEN = (DelegationState.ASKED, DelegationState.ACTIVE)


class AlreadyNamed(Exception):  # noqa: N818
    """This address was named already, or is the owner's own."""


def name(researcher: Researcher, email: str, by: User) -> Delegation:
    """Ask somebody to edit the profile. Whether the address has an account is told to nobody.

    Raises ``AlreadyNamed``.
    """
    key = email_key(email)
    if key == by.email_key or any(
        d.email_key == key and d.state in OPEN for d in researcher.delegations
    ):
        raise AlreadyNamed
    row = Delegation(researcher=researcher, email=email.strip(), email_key=key)
    db.session.add(row)
    history.record(researcher, "delegate", by)
    known = accounts.find_user(email)
    mail.queue(mails.delegation(row, by, known.language if known else by.language), row.email)
    return row


def of(user: User) -> list[Delegation]:
    """The profiles that somebody edits for others, and those that they are asked to edit."""
    return list(
        db.session.scalars(
            select(Delegation)
            .where(Delegation.email_key == user.email_key, Delegation.state.in_(OPEN))
            .order_by(Delegation.id)
        )
    )


def asked_count(user: User) -> int:
    return sum(row.state == DelegationState.ASKED for row in of(user))


def concerns(user: User) -> bool:
    """Whether somebody has a profile, or edits or may edit that of another."""
    named = select(Delegation.id).where(
        Delegation.email_key == user.email_key, Delegation.state.in_(OPEN)
    )
    own = select(Researcher.id).where(Researcher.user_id == user.id)
    return bool(db.session.scalar(select(or_(exists(named), exists(own)))))


def accept(row: Delegation, user: User) -> None:
    DELEGATION.apply("accept", row, user)
    row.user_id = user.id


def decline(row: Delegation, user: User) -> None:
    DELEGATION.apply("decline", row, user)


def revoke(row: Delegation, by: User) -> None:
    """From this moment on they edit nothing."""
    DELEGATION.apply("revoke", row, by)
