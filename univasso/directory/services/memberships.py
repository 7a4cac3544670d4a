"""Persons in associations: invited, asking, welcomed, succeeding one another, leaving."""

import secrets
from datetime import timedelta

from sqlalchemy import select

from univasso.accounts import services as accounts
from univasso.core import clock, history, jobs, limits, mail
from univasso.core.db import db, transaction
from univasso.core.signed import hashed
from univasso.directory import mails
from univasso.models.accounts import Role, User
from univasso.models.associations import (
    MANAGING,
    MEMBERSHIP,
    Association,
    MemberRole,
    Membership,
    MembershipState,
)

INVITATION_LIFE = timedelta(days=14)
SILENCE = timedelta(days=15)  # after which the coordination decides for a silent association


class LastManager(Exception):  # noqa: N818
    """An association keeps somebody who answers for it: hand over first."""


class AlreadyIn(Exception):  # noqa: N818
    """This person is a member already, or has already asked."""


class InvitationClosed(Exception):  # noqa: N818
    """``state``: ``used``, ``revoked``, ``expired``, ``declined`` or ``foreign``."""

    def __init__(self, state: str):
        super().__init__(state)
        self.state = state


def invite(
    association: Association,
    email: str,
    role: MemberRole,
    by: User,
    *,
    message: str = "",
    succeeds: Membership | None = None,
) -> Membership:
    """Invite by mail; with ``succeeds``, the invited person takes over from a member (A1.6)."""
    known = accounts.find_user(email)
    if known is not None and any(m.user_id == known.id for m in association.active_members()):
        raise AlreadyIn(email)
    for earlier in association.members:
        if earlier.state == MembershipState.INVITED and same_box(earlier.email, email):
            MEMBERSHIP.apply("revoke", earlier, by)
    member = Membership(
        association=association, role=role, state=MembershipState.INVITED, email=email.strip(),
        message=message, invited_by_id=by.id, succeeds=succeeds,
    )  # fmt: skip
    db.session.add(member)
    history.record(member, "invite", by, note=role)
    _mail_link(member, by)
    return member


def same_box(one: str, other: str) -> bool:
    return accounts.email_key(one) == accounts.email_key(other)


def resend(member: Membership, by: User, network: str = "") -> None:
    """Mail a new link to the same address; the former link no longer opens."""
    check_open(member, is_late_allowed=True)
    limits.count("invitation_link", str(member.id))
    limits.count("invitation_link_network", network)
    history.record(member, "resend", by)
    _mail_link(member, by)


def _mail_link(member: Membership, by: User) -> None:
    token = secrets.token_urlsafe(32)
    member.token_hash = hashed(token)
    member.expires_at = clock.now() + INVITATION_LIFE
    known = accounts.find_user(member.email)
    language = known.language if known else by.language
    mail.queue(mails.invited(member, token, by, language), member.email)


def has_account(email: str) -> bool:
    return accounts.find_user(email) is not None


def open_account(member: Membership, name: str, password: str) -> User:
    """An account for the invited address: whoever holds the mailed link owns that address."""
    language = member.invited_by.language if member.invited_by else "fr"
    user = accounts.create_user(member.email, name, language=language)
    accounts.choose_password(user, password)
    return user


def check_resend_limit(member: Membership, network: str) -> None:
    """Raise ``TooMany`` after 3 new links for an invitation in a day, or 20 from a network."""
    limits.check("invitation_link", str(member.id), most=3, within=timedelta(days=1))
    limits.check("invitation_link_network", network, most=20, within=timedelta(days=1))


def find_invitation(token: str) -> Membership | None:
    return db.session.scalar(select(Membership).where(Membership.token_hash == hashed(token)))


def check_open(member: Membership, *, is_late_allowed: bool = False) -> None:
    """Raise ``InvitationClosed`` unless the invitation can still be answered."""
    said = {
        MembershipState.ACTIVE: "used",
        MembershipState.ENDED: "used",
        MembershipState.REVOKED: "revoked",
        MembershipState.DECLINED: "declined",
    }
    if member.state in said:
        raise InvitationClosed(said[member.state])
    if member.is_expired and not is_late_allowed:
        raise InvitationClosed("expired")


def accept(member: Membership, user: User) -> None:
    """Enter the association; whoever is succeeded loses their rights this very moment.

    Raises ``InvitationClosed``, with state ``foreign`` when the invitation is somebody else's.
    """
    db.session.refresh(member, with_for_update=True)
    check_open(member)
    if not same_box(member.email, user.email):
        raise InvitationClosed("foreign")
    member.user = user
    MEMBERSHIP.apply("accept", member, user)
    if member.succeeds is not None and member.succeeds.state == MembershipState.ACTIVE:
        former = member.succeeds
        _end(former, user)
        mail.queue(mails.succeeded(member, former), former.user.email, former.user.name)
    if member.invited_by is not None and member.succeeds is None:
        mail.queue(mails.accepted(member), member.invited_by.email, member.invited_by.name)


def decline(member: Membership, by: User | None, note: str = "") -> None:
    """Say no to an invitation or to a request; nothing else changes."""
    db.session.refresh(member, with_for_update=True)
    was_asking = member.state == MembershipState.ASKED
    MEMBERSHIP.apply("decline", member, by, note)
    if was_asking:
        mail.queue(mails.not_welcomed(member, note), member.user.email, member.user.name)
    elif member.invited_by is not None:
        mail.queue(mails.declined(member), member.invited_by.email, member.invited_by.name)


def revoke(member: Membership, by: User) -> None:
    MEMBERSHIP.apply("revoke", member, by)


def ask(association: Association, user: User, message: str) -> Membership:
    """Ask to join an association that is here already: those who answer for it are told (A1.4)."""
    for member in association.members:
        if member.user_id == user.id and member.state in ("active", "asked"):
            raise AlreadyIn(user.email)
    member = Membership(
        association=association, user=user, role=MemberRole.CONTRIBUTOR,
        state=MembershipState.ASKED, message=message,
    )  # fmt: skip
    db.session.add(member)
    history.record(member, "ask", user)
    for manager in association.managers():
        mail.queue(mails.asked(member, manager.user), manager.user.email, manager.user.name)
    jobs.queue(
        "join_request_waits", key=f"ask:{member.id}", due_at=clock.now() + SILENCE,
        member_id=member.id,
    )  # fmt: skip
    return member


@jobs.handler("join_request_waits")
def tell_of_silence(member_id: int) -> None:
    """After 15 days without an answer, the coordination is asked to decide."""
    member = db.session.get(Membership, member_id)
    if member is None or member.state != MembershipState.ASKED:
        return
    with transaction():
        for user in accounts.holders(Role.COORDINATOR):
            mail.queue(mails.asked_in_vain(member, user), user.email, user.name)


def admit(member: Membership, role: MemberRole, by: User) -> None:
    member.role = role
    MEMBERSHIP.apply("admit", member, by)
    mail.queue(mails.welcomed(member), member.user.email, member.user.name)


def set_role(member: Membership, role: MemberRole, by: User) -> None:
    """Give another role to a member. Raises ``LastManager``."""
    if role not in MANAGING:
        _keep_a_manager(member)
    if role != member.role:
        history.record(member, "set_role", by, before=member.role, after=role)
        member.role = role


def end(member: Membership, by: User) -> None:
    """Leave, or be taken off the list of members. Raises ``LastManager``."""
    _keep_a_manager(member)
    _end(member, by)
    if member.user_id != by.id:
        mail.queue(mails.ended(member), member.user.email, member.user.name)


def _end(member: Membership, by: User) -> None:
    MEMBERSHIP.apply("end", member, by)
    member.ended_at, member.is_public = clock.now(), False


def _keep_a_manager(member: Membership) -> None:
    """Asked one after the other, so that two managers who leave at once do not both win."""
    association = member.association
    db.session.refresh(association, with_for_update=True)
    if association.state == "active" and [m.id for m in association.managers()] == [member.id]:
        raise LastManager


def show(member: Membership, is_public: bool, title: str, by: User) -> None:
    """A member says for themselves whether the public page names them, and how."""
    member.is_public, member.title = is_public, title
    history.record(member, "set_visibility", by)
