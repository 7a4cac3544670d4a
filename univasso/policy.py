"""Who may do what. Nothing else decides.

``RULES`` maps a permission to the predicates any of which opens it. ``VISIBLE`` gives, for each kind
of row that is listed anywhere, the SQL condition of what a reader may know of: lists, search,
counts, suggestions, feeds and exports all use it.
"""

from collections.abc import Callable
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, bindparam, false, or_, select, true

from univasso.core import clock
from univasso.core.db import Moment
from univasso.models.accounts import Role, User
from univasso.models.associations import (
    MANAGING,
    WRITING,
    Association,
    AssociationState,
    Membership,
    MembershipState,
)
from univasso.models.conversations import Enquiry
from univasso.models.outputs import Output, OutputState
from univasso.models.profiles import Level, Profile
from univasso.models.vocabularies import KnowledgeNeed


class Permission(StrEnum):
    PUBLIC = "public"
    ACCOUNT_OWN = "account.own"
    OUTPUT_READ = "output.read"
    OUTPUT_DEPOSIT = "output.deposit"
    OUTPUT_EDIT = "output.edit"
    OUTPUT_SUBMIT = "output.submit"
    OUTPUT_APPEAL = "output.appeal"
    OUTPUT_MODERATE = "output.moderate"
    OUTPUT_PUBLISH = "output.publish"
    OUTPUT_DISCUSS = "output.discuss"
    OUTPUT_SHARE = "output.share"
    OUTPUT_FILE = "output.file"
    NEED_READ = "need.read"
    ASSOCIATION_JOIN = "association.join"
    ASSOCIATION_READ = "association.read"
    ASSOCIATION_OPEN = "association.open"
    ASSOCIATION_EDIT = "association.edit"
    ASSOCIATION_MANAGE = "association.manage"
    ASSOCIATION_COMMIT = "association.commit"
    ASSOCIATION_LEAVE = "association.leave"
    ASSOCIATION_VERIFY = "association.verify"
    MEMBERSHIP_MANAGE = "membership.manage"
    MEMBERSHIP_OWN = "membership.own"
    MEMBERSHIP_HAND_OVER = "membership.hand_over"
    MEMBERSHIP_END = "membership.end"
    WORDS_EDIT = "words.edit"
    DEMAND_READ = "demand.read"
    OUTBOX_READ = "outbox.read"
    JOBS_READ = "jobs.read"
    USERS_MANAGE = "users.manage"


# Roles that a session may use only once a second factor was shown (D1.4).
STRONG_ROLES = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})

Predicate = Callable[[User | None, object], bool]


def anyone(user: User | None, subject: object = None) -> bool:
    return True


def signed_in(user: User | None, subject: object = None) -> bool:
    return user is not None and user.is_active


def administrator(user: User | None, subject: object = None) -> bool:
    return signed_in(user) and user.has(Role.ADMINISTRATOR)


def coordinator(user: User | None, subject: object = None) -> bool:
    return signed_in(user) and user.has(Role.COORDINATOR)


def depositor(user: User | None, output: Output) -> bool:
    return signed_in(user) and output.depositor_id == user.id


def second_eye(user: User | None, output: Output) -> bool:
    """Somebody of the coordination who did not deposit it themselves (C5.4)."""
    return coordinator(user) and output.depositor_id != user.id


def known_to_all(user: User | None, output: Output) -> bool:
    """Published, withdrawn or merged: its page says something to everybody."""
    return output.state in (OutputState.WITHDRAWN, OutputState.MERGED) or is_listed(output)


def is_listed(output: Output) -> bool:
    """The twin, for one row, of ``visible_outputs`` for a stranger."""
    return (
        output.state == OutputState.PUBLISHED
        and not (output.is_title_hidden and output.is_under_embargo())
        and (output.hidden_until is None or output.hidden_until <= clock.now())
    )


def readable_by_all(user: User | None, output: Output) -> bool:
    return is_listed(output) and output.is_readable()


def draft_of_mine(user: User | None, output: Output) -> bool:
    return depositor(user, output) and output.state == OutputState.DRAFT


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
    return oneself(user, membership) and answers_for(user, membership.association)


def oneself(user: User | None, membership: Membership) -> bool:
    return signed_in(user) and membership.user_id == user.id


def outside_eye(user: User | None, association: Association | None = None) -> bool:
    """Somebody of the coordination who is not a member of it: nobody vouches for their own."""
    return coordinator(user) and (association is None or not member_of(user, association))


def takes_part(user: User | None, subject: object = None) -> bool:
    """Signed in with a role in the programme, or in an association that somebody knows.

    One that still waits for the coordination to look at it opens nothing of others: anybody could
    have entered it a minute ago.
    """
    return signed_in(user) and (
        any(user.has(role) for role in Role)
        or any(
            m.state == MembershipState.ACTIVE and m.association.is_active
            and not m.association.to_check
            for m in user.memberships
        )
    )  # fmt: skip


def reads_at(user: User | None, profile: Profile) -> Level:
    """How much of a profile somebody reads: its own people and the coordination read it all."""
    if coordinator(user) or allows(OWN_PROFILE[type(profile)], user, profile):
        return Level.COORDINATORS
    return Level.MEMBERS if takes_part(user) else Level.PUBLIC


RULES: dict[Permission, list[Predicate]] = {
    Permission.PUBLIC: [anyone],
    Permission.ACCOUNT_OWN: [signed_in],
    Permission.OUTPUT_READ: [known_to_all, depositor, coordinator],
    Permission.OUTPUT_DEPOSIT: [signed_in],
    Permission.OUTPUT_EDIT: [draft_of_mine, coordinator],
    Permission.OUTPUT_SUBMIT: [depositor, coordinator],
    Permission.OUTPUT_APPEAL: [depositor],
    Permission.OUTPUT_MODERATE: [coordinator],
    Permission.OUTPUT_PUBLISH: [second_eye],
    Permission.OUTPUT_DISCUSS: [depositor, coordinator],
    Permission.OUTPUT_SHARE: [depositor, coordinator],
    Permission.OUTPUT_FILE: [readable_by_all, depositor, coordinator],
    Permission.NEED_READ: [anyone],
    Permission.ASSOCIATION_JOIN: [signed_in],
    Permission.ASSOCIATION_READ: [named_in_directory, leads_elsewhere, member_of, coordinator],
    Permission.ASSOCIATION_OPEN: [member_of, coordinator],
    Permission.ASSOCIATION_EDIT: [writes_for, coordinator],
    Permission.ASSOCIATION_MANAGE: [answers_for, coordinator],
    Permission.ASSOCIATION_COMMIT: [answers_for],
    Permission.ASSOCIATION_LEAVE: [answers_for, coordinator],
    Permission.ASSOCIATION_VERIFY: [outside_eye],
    Permission.MEMBERSHIP_MANAGE: [answers_for_it, looks_after_it],
    Permission.MEMBERSHIP_HAND_OVER: [answers_in_person, looks_after_it],
    Permission.MEMBERSHIP_OWN: [oneself],
    Permission.MEMBERSHIP_END: [oneself, answers_for_it, coordinator],
    Permission.WORDS_EDIT: [coordinator],
    Permission.DEMAND_READ: [coordinator],
    Permission.OUTBOX_READ: [administrator],
    Permission.JOBS_READ: [administrator],
    Permission.USERS_MANAGE: [administrator],
}

# The permission that each verb of a workflow asks for.
VERBS: dict[str, Permission] = {
    "submit": Permission.OUTPUT_SUBMIT,
    "take_back": Permission.OUTPUT_SUBMIT,
    "ask_changes": Permission.OUTPUT_MODERATE,
    "publish": Permission.OUTPUT_PUBLISH,
    "decline": Permission.OUTPUT_MODERATE,
    "appeal": Permission.OUTPUT_APPEAL,
    "withdraw": Permission.OUTPUT_MODERATE,
    "restore": Permission.OUTPUT_MODERATE,
    "merge": Permission.OUTPUT_MODERATE,
    "leave": Permission.ASSOCIATION_LEAVE,
    "dissolve": Permission.ASSOCIATION_LEAVE,
    "come_back": Permission.ASSOCIATION_LEAVE,
    "absorb": Permission.ASSOCIATION_VERIFY,
}

# Whose page a profile is: they read all of it.
OWN_PROFILE: dict[type, Permission] = {Association: Permission.ASSOCIATION_OPEN}


def allows(permission: Permission, user: User | None, subject: object = None) -> bool:
    """Whether ``user`` (None: nobody signed in) has ``permission`` on ``subject``."""
    return any(predicate(user, subject) for predicate in RULES[permission])


# Built once: the clock is read each time the condition is asked.
_NOW = bindparam("now", callable_=clock.now, type_=Moment())
_LISTED = and_(
    Output.state == OutputState.PUBLISHED,
    or_(
        Output.is_title_hidden.is_(False),
        Output.embargo_until.is_(None),
        Output.embargo_until <= _NOW,
    ),
    or_(Output.hidden_until.is_(None), Output.hidden_until <= _NOW),
)


def visible_outputs(user: User | None) -> ColumnElement[bool]:
    if coordinator(user):
        return true()
    return or_(_LISTED, Output.depositor_id == user.id) if signed_in(user) else _LISTED


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


VISIBLE: dict[type, Callable[[User | None], ColumnElement[bool]]] = {
    Output: visible_outputs,
    KnowledgeNeed: lambda user: true(),
    Association: visible_associations,
    Membership: visible_memberships,
    Enquiry: lambda user: true() if coordinator(user) else false(),
}

# What may be known to exist by somebody who may not open it: a 403 instead of a 404.
KNOWN: dict[type, Permission] = {
    Output: Permission.OUTPUT_READ,
    KnowledgeNeed: Permission.NEED_READ,
    Association: Permission.ASSOCIATION_READ,
}
