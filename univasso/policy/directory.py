"""Who may do what with associations, researchers and groups, and whom somebody may know of."""

from sqlalchemy import ColumnElement, Select, and_, or_, select, true

from univasso.models.accounts import User
from univasso.models.associations import (
    MANAGING,
    WRITING,
    Association,
    AssociationState,
    Membership,
    MembershipState,
)
from univasso.models.groups import GroupMember, GroupMemberState, GroupState, ResearchGroup
from univasso.models.profile_keepers import Delegation, DelegationState
from univasso.models.researchers import Researcher, ResearcherState
from univasso.policy.people import coordinator, signed_in


def is_named(association: Association) -> bool:
    """The twin, for one row, of ``visible_associations`` for a stranger."""
    return association.is_listed and association.state == AssociationState.ACTIVE


def named_in_directory(user: User | None, association: Association) -> bool:
    return is_named(association)


def leads_elsewhere(user: User | None, association: Association) -> bool:
    """Brought together with another, whose page says who may read it."""
    return association.state == AssociationState.MERGED


def membership_in(user: User | None, association: Association) -> Membership | None:
    """What ``user`` is in an association, now."""
    if not signed_in(user):
        return None
    return next((m for m in association.active_members() if m.user_id == user.id), None)


def member_of(user: User | None, association: Association) -> bool:
    return membership_in(user, association) is not None


def writes_for(user: User | None, association: Association) -> bool:
    member = membership_in(user, association)
    return member is not None and member.role in WRITING


def answers_for(user: User | None, association: Association) -> bool:
    """Its managers and its representative."""
    member = membership_in(user, association)
    return member is not None and member.role in MANAGING


def answers_for_it(user: User | None, membership: Membership) -> bool:
    return answers_for(user, membership.association)


def looks_after_it(user: User | None, membership: Membership) -> bool:
    """Somebody of the coordination, for others than themselves."""
    return coordinator(user) and membership.user_id != user.id


def answers_in_person(user: User | None, membership: Membership) -> bool:
    """Whoever answers for the association, about their own place and nobody else's."""
    return own_membership(user, membership) and answers_for(user, membership.association)


def outside_eye(user: User | None, association: Association | None = None) -> bool:
    """Somebody of the coordination who is not a member of it: nobody vouches for their own."""
    return coordinator(user) and (association is None or not member_of(user, association))


def own_membership(user: User | None, membership: Membership) -> bool:
    return signed_in(user) and membership.user_id == user.id


def shown_to_all(user: User | None, row: Researcher | ResearchGroup) -> bool:
    return row.is_shown


def leads_to_shown(user: User | None, researcher: Researcher) -> bool:
    return researcher.merged_into is not None and researcher.merged_into.is_shown


def own_profile(user: User | None, researcher: Researcher) -> bool:
    return signed_in(user) and researcher.user_id == user.id


def delegate(user: User | None, researcher: Researcher) -> bool:
    """Somebody whom its owner named, and who accepted (R1.7)."""
    return signed_in(user) and any(
        d.user_id == user.id and d.state == DelegationState.ACTIVE for d in researcher.delegations
    )


def keeps_unclaimed(user: User | None, researcher: Researcher) -> bool:
    return coordinator(user) and researcher.user_id is None


def named_delegate(user: User | None, delegation: Delegation) -> bool:
    return signed_in(user) and delegation.email_key == user.email_key


def speaks_for(user: User | None, member: GroupMember) -> bool:
    if member.researcher is not None:
        return own_profile(user, member.researcher)
    return member.association is not None and answers_for(user, member.association)


def in_group(user: User | None, group: ResearchGroup) -> bool:
    return any(speaks_for(user, member) for member in group.active_members())


_NAMED = and_(Association.is_listed, Association.state == AssociationState.ACTIVE)


def _associations_of(user: User) -> Select:
    return select(Membership.association_id).where(
        Membership.user_id == user.id, Membership.state == MembershipState.ACTIVE
    )


def visible_associations(user: User | None) -> ColumnElement[bool]:
    if coordinator(user):
        return true()
    return or_(_NAMED, Association.id.in_(_associations_of(user))) if signed_in(user) else _NAMED


def visible_memberships(user: User | None) -> ColumnElement[bool]:
    """Who is a member of what is known inside; outside, of those who chose to be named."""
    if coordinator(user):
        return true()
    named = and_(
        Membership.is_public,
        Membership.state == MembershipState.ACTIVE,
        Membership.association.has(_NAMED),
    )
    if not signed_in(user):
        return named
    return or_(named, Membership.user_id == user.id,
               Membership.association_id.in_(_associations_of(user)))  # fmt: skip


_SHOWN = and_(
    Researcher.is_listed,
    Researcher.state == ResearcherState.ACTIVE,
    Researcher.user_id.is_not(None),
)


def visible_researchers(user: User | None) -> ColumnElement[bool]:
    if coordinator(user):
        return true()
    if not signed_in(user):
        return _SHOWN
    kept = select(Delegation.researcher_id).where(
        Delegation.user_id == user.id, Delegation.state == DelegationState.ACTIVE
    )
    return or_(_SHOWN, Researcher.user_id == user.id, Researcher.id.in_(kept))


_GROUP_NAMED = and_(ResearchGroup.is_listed, ResearchGroup.state == GroupState.OPEN)


def visible_groups(user: User | None) -> ColumnElement[bool]:
    if coordinator(user):
        return true()
    if not signed_in(user):
        return _GROUP_NAMED
    answering = _associations_of(user).where(Membership.role.in_(MANAGING))
    own = select(Researcher.id).where(Researcher.user_id == user.id)
    seats = select(GroupMember.group_id).where(
        GroupMember.state == GroupMemberState.ACTIVE,
        or_(GroupMember.researcher_id.in_(own), GroupMember.association_id.in_(answering)),
    )
    return or_(_GROUP_NAMED, ResearchGroup.id.in_(seats))


def speakers_of(user: User) -> list[Association]:
    """The associations that somebody answers for, now."""
    return [
        m.association
        for m in user.memberships
        if m.association.is_active and answers_for(user, m.association)
    ]
