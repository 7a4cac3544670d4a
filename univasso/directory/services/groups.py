"""Research groups: founded together, joined by mailed invitations, closed when the last one leaves."""

import secrets
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from univasso.core import clock, history, jobs, mail
from univasso.core.db import check_version, db, transaction
from univasso.core.french import sort_key
from univasso.core.mail import Message
from univasso.core.signed import hashed
from univasso.core.workflow import WrongState
from univasso.directory import group_mails as mails
from univasso.directory.services.invitations import InvitationClosed, check_limits
from univasso.directory.services.memberships import same_box
from univasso.directory.services.researchers import profile_of
from univasso.models.accounts import User
from univasso.models.associations import Association
from univasso.models.groups import (
    GROUP,
    GROUP_MEMBER,
    GroupMember,
    GroupMemberState,
    GroupState,
    ResearchGroup,
)
from univasso.models.researchers import Researcher
from univasso.policy import speakers_of

LIFE = timedelta(days=14)
Speaker = Researcher | Association
SAID = {
    GroupMemberState.ACTIVE: "used",
    GroupMemberState.ENDED: "used",
    GroupMemberState.REVOKED: "revoked",
    GroupMemberState.DECLINED: "declined",
}


class Full(Exception):  # noqa: N818
    """Every seat of the group is taken."""


class TooFewSeats(Exception):  # noqa: N818
    """There would be fewer seats than members; ``count`` of them are in the group."""

    def __init__(self, count: int):
        super().__init__(count)
        self.count = count


class AlreadyIn(Exception):  # noqa: N818
    """This researcher or this association is in the group already."""


def speakers(user: User) -> list[Speaker]:
    """In whose name somebody may be in a group: their profile, the associations they answer for."""
    profile = profile_of(user)
    return [*([profile] if profile else []), *speakers_of(user)]


def found(name: str, speaker: Speaker, by: User) -> ResearchGroup:
    """A new group, whose founder takes the first seat."""
    group = ResearchGroup(name=name, sort_key=sort_key(name)[:200])
    group.members = [_seat(GroupMember(state=GroupMemberState.ACTIVE), speaker)]
    db.session.add(group)
    history.record(group, "found", by)
    return group


def _seat(member: GroupMember, speaker: Speaker) -> GroupMember:
    if isinstance(speaker, Researcher):
        member.researcher = speaker
    else:
        member.association = speaker
    return member


def check_going(group: ResearchGroup, verb: str) -> None:
    """Raise ``WrongState`` when the group is closed: it is read, and changed by nobody."""
    if group.state != GroupState.OPEN:
        raise WrongState(group, verb)


def _hold(group: ResearchGroup) -> None:
    """One after the other: who takes a seat, who leaves, who counts them."""
    db.session.refresh(group, with_for_update=True)
    moved = select(GroupMember).where(GroupMember.group_id == group.id)  # while we waited
    db.session.scalars(moved.execution_options(populate_existing=True)).all()


def save(group: ResearchGroup, values: dict, by: User, seen: int | None) -> None:
    """Keep what was written. Raises ``WrongState``, ``StaleVersion``, ``TooFewSeats``."""
    _hold(group)
    check_going(group, "edit")
    check_version(group, seen)
    if values["seats"] < len(group.active_members()):
        raise TooFewSeats(len(group.active_members()))
    for name, value in values.items():
        setattr(group, name, value)
    group.sort_key = sort_key(group.name)[:200]
    group.version += 1
    history.record(group, "edit", by)


def invite(group: ResearchGroup, email: str, by: User, network: str) -> GroupMember:
    """Mail an invitation, good for fourteen days; an earlier one to the same box is revoked.

    Raises ``WrongState``, ``TooMany``.
    """
    _hold(group)
    check_going(group, "invite")
    check_limits(by, email, network)
    for earlier in group.members:
        if earlier.state == GroupMemberState.INVITED and same_box(earlier.email, email):
            GROUP_MEMBER.apply("revoke", earlier, by)
    token = secrets.token_urlsafe(32)
    member = GroupMember(
        group=group, state=GroupMemberState.INVITED, email=email.strip(), invited_by_id=by.id,
        token_hash=hashed(token), expires_at=clock.now() + LIFE,
    )  # fmt: skip
    db.session.add(member)
    history.record(group, "invite", by)
    mail.queue(mails.invited(group, token, by), member.email)
    return member


def find_invitation(token: str) -> GroupMember | None:
    return db.session.scalar(select(GroupMember).where(GroupMember.token_hash == hashed(token)))


def inviter_of(member: GroupMember) -> User | None:
    """Whoever sent the invitation, unless their account is closed or erased."""
    inviter = db.session.get(User, member.invited_by_id) if member.invited_by_id else None
    return inviter if inviter and inviter.is_active else None


def check_open(member: GroupMember) -> None:
    """Raise ``InvitationClosed`` unless the invitation can still be answered."""
    if member.state in SAID:
        raise InvitationClosed(SAID[member.state])
    if member.is_expired:
        raise InvitationClosed("expired")
    if member.group.state != GroupState.OPEN:
        raise InvitationClosed("revoked")


def accept(member: GroupMember, speaker: Speaker, user: User) -> None:
    """Take a seat. Raises ``InvitationClosed``, ``Full``, ``AlreadyIn``."""
    group = member.group
    _hold(group)  # the last seat is taken once
    check_open(member)
    if not same_box(member.email, user.email):
        raise InvitationClosed("foreign")
    if group.is_full:
        raise Full
    if any(speaker in (m.researcher, m.association) for m in group.active_members()):
        raise AlreadyIn
    _seat(member, speaker)
    GROUP_MEMBER.apply("accept", member, user)
    _tell_inviter(member, mails.accepted)


def decline(member: GroupMember) -> None:
    GROUP_MEMBER.apply("decline", member, None)
    _tell_inviter(member, mails.declined)


def _tell_inviter(member: GroupMember, said: Callable[[GroupMember, User], Message]) -> None:
    """Say how an invitation was answered, to whoever sent it and still has an account."""
    if inviter := inviter_of(member):
        mail.queue(said(member, inviter), inviter.email, inviter.name)


def revoke(member: GroupMember, by: User) -> None:
    GROUP_MEMBER.apply("revoke", member, by)


def leave(member: GroupMember, by: User) -> None:
    """Give the seat back; when nobody is left, the group closes and its former members are told."""
    group = member.group
    _hold(group)
    GROUP_MEMBER.apply("end", member, by)
    if not group.active_members():
        _close(group, by)


def _close(group: ResearchGroup, by: User | None) -> None:
    GROUP.apply("close", group, by)
    group.closed_at, group.is_listed = clock.now(), False
    for other in group.members:
        if other.state == GroupMemberState.INVITED:
            GROUP_MEMBER.apply("revoke", other, by)
    for user in _people(group):
        mail.queue(mails.closed(group, user), user.email, user.name)


@jobs.handler("close_left_groups")
def close_left() -> None:
    """Close the groups whose last member was erased: nobody is left to do it."""
    seated = ResearchGroup.members.any(GroupMember.state == GroupMemberState.ACTIVE)
    left = select(ResearchGroup).where(ResearchGroup.state == GroupState.OPEN, ~seated)
    with transaction():
        for group in db.session.scalars(left.with_for_update()).all():
            _close(group, None)


def _people(group: ResearchGroup) -> list[User]:
    """Whoever once sat in the group: researchers, and those who answer for associations."""
    people: dict[int, User] = {}
    for member in group.members:
        if member.researcher is not None and member.researcher.user is not None:
            people[member.researcher.user.id] = member.researcher.user
        if member.association is not None:
            people |= {m.user.id: m.user for m in member.association.managers()}
    return list(people.values())
