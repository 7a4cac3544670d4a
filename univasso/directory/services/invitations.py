"""Invitations to an association: mailed, answered once, dead as soon as whoever sent them may not."""

import secrets
from datetime import timedelta

from sqlalchemy import select

from univasso.accounts import services as accounts
from univasso.accounts.services import tries
from univasso.core import clock, history, limits, mail
from univasso.core.db import db
from univasso.core.signed import hashed
from univasso.core.workflow import WrongState
from univasso.directory import mails
from univasso.directory.services.memberships import (
    AlreadyIn,
    finish,
    hold,
    revoke_invitations,
    same_box,
)
from univasso.models.accounts import User
from univasso.models.associations import (
    MEMBERSHIP,
    Association,
    MemberRole,
    Membership,
    MembershipState,
)

LIFE = timedelta(days=14)
DAY = timedelta(days=1)
SAID = {
    MembershipState.ACTIVE: "used",
    MembershipState.ENDED: "used",
    MembershipState.REVOKED: "revoked",
    MembershipState.DECLINED: "declined",
    MembershipState.ASKED: "unknown",
}


class InvitationClosed(Exception):  # noqa: N818
    """``state``: ``used``, ``revoked``, ``expired``, ``declined``, ``foreign`` or ``unknown``."""

    def __init__(self, state: str):
        super().__init__(state)
        self.state = state


def check_limits(by: User, email: str, network: str) -> None:
    """Raise ``TooMany``: a form that mails the words of anybody to anybody is no letter box."""
    tries.check("invite", by.id, network)
    limits.check("invited", accounts.email_key(email), most=5, within=DAY)


def invite(
    association: Association,
    email: str,
    role: MemberRole,
    by: User,
    *,
    message: str = "",
    succeeds: Membership | None = None,
    network: str = "",
) -> Membership:
    """Invite by mail; with ``succeeds``, the invited person takes over from a member (A1.6).

    Raises ``AlreadyIn``, ``WrongState``.
    """
    hold(association)
    if not association.is_active:
        raise WrongState(association, "invite")
    known = accounts.find_user(email)
    if known is not None and any(m.user_id == known.id for m in association.active_members()):
        raise AlreadyIn(email)
    revoke_invitations(association, by, email=email)
    member = Membership(
        association=association, role=role, state=MembershipState.INVITED, email=email.strip(),
        message=message, invited_by_id=by.id, succeeds=succeeds,
    )  # fmt: skip
    db.session.add(member)
    history.record(member, "invite", by, note=role)
    tries.note("invite", by.id, network)
    limits.count("invited", accounts.email_key(email))
    _mail_link(member)
    return member


def check_resend_limit(member: Membership, network: str) -> None:
    """Raise ``TooMany`` after 3 new links for an invitation in a day, or 20 from a network."""
    limits.check("invitation_link", str(member.id), most=3, within=DAY)
    limits.check("invitation_link_network", network, most=20, within=DAY)


def resend(member: Membership, by: User | None, network: str = "") -> None:
    """Mail a new link to the same address; the former link no longer opens."""
    check_open(member, is_late_allowed=True)
    limits.count("invitation_link", str(member.id))
    limits.count("invitation_link_network", network)
    history.record(member, "resend", by)
    _mail_link(member)


def _mail_link(member: Membership) -> None:
    token = secrets.token_urlsafe(32)
    member.token_hash = hashed(token)
    member.expires_at = clock.now() + LIFE
    known = accounts.find_user(member.email)
    language = next((u.language for u in (known, member.invited_by) if u), "fr")
    mail.queue(mails.invited(member, token, language), member.email)


def has_account(email: str) -> bool:
    return accounts.find_user(email) is not None


def open_account(member: Membership, name: str, password: str) -> User:
    """An account for the invited address: whoever holds the mailed link owns that address.

    Raises ``InvitationClosed``, with state ``used`` when the address has got an account meanwhile.
    """
    db.session.refresh(member, with_for_update=True)
    check_open(member)
    if has_account(member.email):
        raise InvitationClosed("used")
    language = member.invited_by.language if member.invited_by else "fr"
    user = accounts.create_user(member.email, name, language=language)
    accounts.choose_password(user, password)
    return user


def find_invitation(token: str) -> Membership | None:
    return db.session.scalar(select(Membership).where(Membership.token_hash == hashed(token)))


def check_open(member: Membership, *, is_late_allowed: bool = False) -> None:
    """Raise ``InvitationClosed`` unless the invitation can still be answered."""
    if member.state in SAID:
        raise InvitationClosed(SAID[member.state])
    if not member.association.is_active:
        raise InvitationClosed("revoked")
    if member.is_expired and not is_late_allowed:
        raise InvitationClosed("expired")


def accept(member: Membership, user: User) -> None:
    """Enter the association; whoever is succeeded loses their rights this very moment.

    Raises ``InvitationClosed``, with state ``foreign`` when the invitation is somebody else's.
    """
    hold(member.association)
    check_open(member)
    if not same_box(member.email, user.email):
        raise InvitationClosed("foreign")
    _make_room(member.association, user)
    member.user = user
    MEMBERSHIP.apply("accept", member, user)
    if member.succeeds is not None:
        _succeed(member, member.succeeds, user)
    elif member.invited_by is not None:
        mail.queue(mails.accepted(member), member.invited_by.email, member.invited_by.name)


def _make_room(association: Association, user: User) -> None:
    """One place for each person: a request that waited is settled by the invitation."""
    for other in association.members:
        if other.user_id == user.id and other.state == MembershipState.ACTIVE:
            raise InvitationClosed("used")
        if other.user_id == user.id and other.state == MembershipState.ASKED:
            MEMBERSHIP.apply("take_back", other, user)


def _succeed(member: Membership, former: Membership, user: User) -> None:
    """The successor takes on the invitations that wait, except to succeed in their stead."""
    if former.state != MembershipState.ACTIVE:
        return
    finish(former, user)
    for other in member.association.members:
        if other.state == MembershipState.INVITED and other.succeeds is former:
            MEMBERSHIP.apply("revoke", other, user)
        elif other.state == MembershipState.INVITED and other.invited_by_id == former.user_id:
            other.invited_by = user
    mail.queue(mails.succeeded(member, former), former.user.email, former.user.name)


def decline(member: Membership) -> None:
    """Say no to an invitation; nothing else changes. Raises ``InvitationClosed``."""
    db.session.refresh(member, with_for_update=True)
    check_open(member)
    MEMBERSHIP.apply("decline", member, None)
    if member.invited_by is not None:
        mail.queue(mails.declined(member), member.invited_by.email, member.invited_by.name)


def revoke(member: Membership, by: User) -> None:
    MEMBERSHIP.apply("revoke", member, by)
