"""Persons in associations: asking, welcomed, succeeding one another, leaving.

Whatever changes who is a member first holds the association (``hold``): what is decided about its
managers, or about somebody asked and invited at once, is decided by one hand after the other.
"""

from datetime import timedelta

from univasso.accounts import services as accounts
from univasso.accounts.services import tries
from univasso.core import clock, history, jobs, mail
from univasso.core.db import db, transaction
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

SILENCE = timedelta(days=15)  # after which the coordination decides for a silent association


class LastManager(Exception):  # noqa: N818
    """An association keeps somebody who answers for it: hand over first."""


class AlreadyIn(Exception):  # noqa: N818
    """This person is a member already, or has already asked."""


def hold(association: Association) -> None:
    """Read it again, locked until the end of the work, with its members as they now are."""
    db.session.flush()
    db.session.refresh(association, with_for_update=True)
    for member in association.members:
        db.session.refresh(member)


def same_box(one: str, other: str) -> bool:
    return accounts.email_key(one) == accounts.email_key(other)


def check_limits(user: User, network: str) -> None:
    """Raise ``TooMany``: whoever enters an association, or asks to, has somebody written to."""
    tries.check("join", user.id, network)


def ask(association: Association, user: User, message: str, network: str = "") -> Membership:
    """Ask to join an association that is here already: those who answer for it are told, or the
    coordination when nobody does (A1.4). Raises ``AlreadyIn``."""
    hold(association)
    tries.note("join", user.id, network)
    for member in association.members:
        if member.user_id == user.id and member.state in ("active", "asked"):
            raise AlreadyIn(user.email)
    member = Membership(
        association=association, user=user, role=MemberRole.CONTRIBUTOR,
        state=MembershipState.ASKED, message=message,
    )  # fmt: skip
    db.session.add(member)
    history.record(member, "ask", user)
    managers = [manager.user for manager in association.managers()]
    for one in managers or accounts.holders(Role.COORDINATOR):
        mail.queue(mails.asked(member, one), one.email, one.name)
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
    """Welcome somebody who asked; an invitation that waited for the same person is closed."""
    hold(member.association)
    MEMBERSHIP.apply("admit", member, by)
    member.role = role
    revoke_invitations(member.association, by, email=member.user.email)
    mail.queue(mails.welcomed(member), member.user.email, member.user.name)


def turn_down(member: Membership, by: User, note: str = "") -> None:
    """Say no to a request; nothing else changes."""
    MEMBERSHIP.apply("decline", member, by, note)
    mail.queue(mails.not_welcomed(member, note), member.user.email, member.user.name)


def revoke_invitations(
    association: Association, by: User, *, email: str = "", sender: Membership | None = None
) -> None:
    """Close what waits: sent to one address, or by one person, or all of it when neither is named."""
    for other in association.members:
        if other.state != MembershipState.INVITED or (email and not same_box(other.email, email)):
            continue
        if sender is None or sender.user_id == other.invited_by_id or other.succeeds is sender:
            MEMBERSHIP.apply("revoke", other, by)


def set_role(member: Membership, role: MemberRole, by: User) -> None:
    """Give another role to a member; who no longer answers for it invites nobody any more.

    Raises ``LastManager``.
    """
    hold(member.association)
    if role not in MANAGING:
        _keep_a_manager(member)
        revoke_invitations(member.association, by, sender=member)
    if role != member.role:
        history.record(member, "set_role", by, before=member.role, after=role)
        member.role = role


def end(member: Membership, by: User) -> None:
    """Leave, or be taken off the list of members: the invitations they sent close with it.

    Raises ``LastManager``.
    """
    hold(member.association)
    _keep_a_manager(member)
    finish(member, by)
    revoke_invitations(member.association, by, sender=member)
    if member.user_id != by.id:
        mail.queue(mails.ended(member), member.user.email, member.user.name)


def finish(member: Membership, by: User) -> None:
    MEMBERSHIP.apply("end", member, by)
    member.ended_at, member.is_public = clock.now(), False


def _keep_a_manager(member: Membership) -> None:
    association = member.association
    if association.is_active and [m.id for m in association.managers()] == [member.id]:
        raise LastManager


def show(member: Membership, is_public: bool, title: str, by: User) -> None:
    """A member says for themselves whether the public page names them, and how."""
    member.is_public, member.title = is_public, title
    history.record(member, "set_visibility", by)
