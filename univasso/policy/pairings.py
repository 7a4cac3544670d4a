"""Who may do what with a pairing, and which ones somebody may know of."""

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true

from univasso.models.accounts import User
from univasso.models.associations import (
    MANAGING,
    WRITING,
    Association,
    Membership,
    MembershipState,
)
from univasso.models.groups import GroupMember, GroupMemberState
from univasso.models.pairings import Pairing
from univasso.models.profile_keepers import Delegation, DelegationState
from univasso.models.questions import Question, QuestionState
from univasso.models.researchers import Researcher, ResearcherState
from univasso.policy.directory import delegate, in_group, is_named, own_profile, writes_for
from univasso.policy.people import coordinator, signed_in
from univasso.policy.questions import speaks_for_it


def was_asked(pairing: Pairing) -> bool:
    """Whether it left the shortlist of the coordination, which nobody else knows of."""
    return pairing.asked_at is not None


def on_research_side(user: User | None, pairing: Pairing) -> bool:
    """The researcher, those who keep their profile, the members of the group: once it was asked."""
    if not was_asked(pairing) or not signed_in(user):
        return False
    if pairing.researcher is not None:
        return own_profile(user, pairing.researcher) or delegate(user, pairing.researcher)
    return in_group(user, pairing.group)


def on_association_side(user: User | None, pairing: Pairing) -> bool:
    """Those who speak for the question or for the association: once it was asked."""
    if not was_asked(pairing) or not signed_in(user):
        return False
    if pairing.question is not None:
        return speaks_for_it(user, pairing.question)
    return writes_for(user, pairing.association)


def asks_to_meet(user: User | None, association: Association) -> bool:
    """Somebody with an active profile of researcher, about an association that the directory names."""
    return (
        signed_in(user)
        and user.profile is not None
        and user.profile.state == ResearcherState.ACTIVE
        and is_named(association)
    )


def _places(user: User, roles: frozenset) -> Select:
    return select(Membership.association_id).where(
        Membership.user_id == user.id, Membership.state == MembershipState.ACTIVE,
        Membership.role.in_(roles),
    )  # fmt: skip


def visible_pairings(user: User | None) -> ColumnElement[bool]:
    """Both sides know of it once it was asked; the coordination always."""
    if coordinator(user):
        return true()
    if not signed_in(user):
        return false()
    kept = select(Delegation.researcher_id).where(
        Delegation.user_id == user.id, Delegation.state == DelegationState.ACTIVE
    )
    own = select(Researcher.id).where(Researcher.user_id == user.id)
    groups = select(GroupMember.group_id).where(
        GroupMember.state == GroupMemberState.ACTIVE,
        or_(
            GroupMember.researcher_id.in_(own),
            GroupMember.association_id.in_(_places(user, MANAGING)),
        ),
    )
    writes = _places(user, WRITING)
    questions = select(Question.id).where(
        or_(
            Question.asker_id == user.id,
            and_(Question.association_id.in_(writes), Question.state != QuestionState.DRAFT),
        )
    )
    return and_(
        Pairing.asked_at.is_not(None),
        or_(
            Pairing.researcher_id.in_(own),
            Pairing.researcher_id.in_(kept),
            Pairing.group_id.in_(groups),
            Pairing.question_id.in_(questions),
            and_(Pairing.question_id.is_(None), Pairing.association_id.in_(writes)),
        ),
    )
