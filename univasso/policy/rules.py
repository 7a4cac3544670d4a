"""The one page that says who may do what: RULES, and who may know of what: VISIBLE."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, false, true

from univasso.models.accounts import User
from univasso.models.associations import (
    Association,
    Membership,
)
from univasso.models.conversations import Enquiry
from univasso.models.groups import ResearchGroup
from univasso.models.outputs import Output
from univasso.models.pairings import Pairing
from univasso.models.profiles import Level, Profile
from univasso.models.questions import Question
from univasso.models.research_units import ResearchUnit
from univasso.models.researchers import Researcher
from univasso.models.seminars import Seminar
from univasso.models.vocabularies import KnowledgeNeed
from univasso.policy.directory import (
    answers_for,
    answers_for_it,
    answers_in_person,
    delegate,
    in_group,
    keeps_unclaimed,
    leads_elsewhere,
    leads_to_shown,
    looks_after_it,
    member_of,
    named_delegate,
    named_in_directory,
    outside_eye,
    own_membership,
    own_profile,
    shown_to_all,
    visible_associations,
    visible_groups,
    visible_memberships,
    visible_researchers,
    writes_for,
)
from univasso.policy.outputs import (
    depositor,
    draft_of_mine,
    known_to_all,
    readable_by_all,
    second_eye,
    visible_outputs,
)
from univasso.policy.pairings import (
    asks_to_meet,
    on_association_side,
    on_research_side,
    visible_pairings,
)
from univasso.policy.people import (
    Predicate,
    administrator,
    administrator_of_others,
    anyone,
    coordinator,
    oneself,
    owner,
    signed_in,
    takes_part,
)
from univasso.policy.permissions import Permission
from univasso.policy.questions import (
    asked_it,
    of_its_association,
    open_to_all,
    open_to_programme,
    speaks_for_it,
    visible_questions,
)
from univasso.policy.seminars import announced, visible_seminars


def reads_at(user: User | None, profile: Profile) -> Level:
    """How much of a profile somebody reads: its own people and the coordination read it all."""
    if coordinator(user) or allows(OWN_PROFILE[type(profile)], user, profile):
        return Level.COORDINATORS
    return Level.MEMBERS if takes_part(user) else Level.PUBLIC


RULES: dict[Permission, list[Predicate]] = {
    Permission.PUBLIC: [anyone],
    Permission.ACCOUNT_OWN: [oneself],
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
    Permission.NEED_EDIT: [coordinator],
    Permission.ASSOCIATION_JOIN: [signed_in],
    Permission.ASSOCIATION_READ: [named_in_directory, leads_elsewhere, member_of, coordinator],
    Permission.ASSOCIATION_OPEN: [member_of, coordinator],
    Permission.ASSOCIATION_EDIT: [writes_for, coordinator],
    Permission.ASSOCIATION_MANAGE: [answers_for, coordinator],
    Permission.ASSOCIATION_COMMIT: [answers_for],
    Permission.ASSOCIATION_LEAVE: [answers_for, coordinator],
    Permission.ASSOCIATION_SOLICIT: [asks_to_meet],
    Permission.ASSOCIATION_VERIFY: [outside_eye],
    Permission.MEMBERSHIP_MANAGE: [answers_for_it, looks_after_it],
    Permission.MEMBERSHIP_HAND_OVER: [answers_in_person, looks_after_it],
    Permission.MEMBERSHIP_OWN: [own_membership],
    Permission.MEMBERSHIP_END: [own_membership, answers_for_it, coordinator],
    Permission.RESEARCHER_JOIN: [signed_in],
    Permission.RESEARCHER_READ: [shown_to_all, leads_to_shown, own_profile, delegate, coordinator],
    Permission.RESEARCHER_OPEN: [own_profile, delegate, coordinator],
    Permission.RESEARCHER_EDIT: [own_profile, delegate, keeps_unclaimed],
    Permission.RESEARCHER_OWN: [own_profile],
    Permission.RESEARCHER_MANAGE: [coordinator],
    Permission.INTERESTS_READ: [own_profile, coordinator],
    Permission.DELEGATION_ANSWER: [named_delegate],
    Permission.GROUP_READ: [shown_to_all, in_group, coordinator],
    Permission.GROUP_EDIT: [in_group, coordinator],
    Permission.QUESTION_READ: [
        open_to_all,
        open_to_programme,
        asked_it,
        of_its_association,
        coordinator,
    ],
    Permission.QUESTION_FOLLOW: [asked_it, of_its_association, coordinator],
    Permission.QUESTION_SPEAK: [speaks_for_it],
    Permission.QUESTION_TRIAGE: [coordinator],
    Permission.PAIRING_READ: [on_research_side, on_association_side, coordinator],
    Permission.PAIRING_ANSWER: [on_research_side, on_association_side],
    Permission.PAIRING_WORK: [coordinator],
    Permission.SEMINAR_READ: [announced, coordinator],
    Permission.SEMINAR_EDIT: [coordinator],
    Permission.WORKSHOP_LEAD: [coordinator],
    Permission.BODIES_EDIT: [coordinator],
    Permission.WORDS_EDIT: [coordinator],
    Permission.DEMAND_READ: [coordinator],
    Permission.OUTBOX_READ: [administrator],
    Permission.JOBS_READ: [administrator],
    Permission.USERS_MANAGE: [administrator],
    Permission.USERS_SEE_AS: [administrator_of_others],
    Permission.RIGHTS_ANSWER: [administrator],
    Permission.APPROVALS_GIVE: [administrator],
    Permission.AUDIT_READ: [administrator],
    Permission.RETENTION_READ: [administrator],
    Permission.AUDIENCE_READ: [coordinator, administrator_of_others, owner],
}


# The permission that each verb of a workflow asks for, on rows of its kind.
VERBS: dict[type, dict[str, Permission]] = {
    Output: {
        "submit": Permission.OUTPUT_SUBMIT,
        "take_back": Permission.OUTPUT_SUBMIT,
        "ask_changes": Permission.OUTPUT_MODERATE,
        "publish": Permission.OUTPUT_PUBLISH,
        "decline": Permission.OUTPUT_MODERATE,
        "appeal": Permission.OUTPUT_APPEAL,
        "withdraw": Permission.OUTPUT_MODERATE,
        "restore": Permission.OUTPUT_MODERATE,
        "merge": Permission.OUTPUT_MODERATE,
    },
    Association: {
        "leave": Permission.ASSOCIATION_LEAVE,
        "dissolve": Permission.ASSOCIATION_LEAVE,
        "come_back": Permission.ASSOCIATION_LEAVE,
        "absorb": Permission.ASSOCIATION_VERIFY,
    },
    Researcher: {
        "deactivate": Permission.RESEARCHER_OWN,
        "reactivate": Permission.RESEARCHER_OWN,
    },
    Question: {
        "ask_more": Permission.QUESTION_TRIAGE,
        "reply": Permission.QUESTION_SPEAK,
        "resume": Permission.QUESTION_TRIAGE,
        "qualify": Permission.QUESTION_TRIAGE,
        "settle": Permission.QUESTION_TRIAGE,
        "reopen": Permission.QUESTION_TRIAGE,
        "retract": Permission.QUESTION_SPEAK,
        "hide": Permission.QUESTION_TRIAGE,
        "show": Permission.QUESTION_TRIAGE,
    },
    Seminar: {
        "announce": Permission.SEMINAR_EDIT,
        "hold": Permission.SEMINAR_EDIT,
        "cancel": Permission.SEMINAR_EDIT,
    },
    Pairing: {
        "ask": Permission.PAIRING_WORK,
        "talk": Permission.PAIRING_ANSWER,
        "agree": Permission.PAIRING_ANSWER,
        "decline": Permission.PAIRING_ANSWER,
        "withdraw": Permission.PAIRING_WORK,
        "end": Permission.PAIRING_READ,
    },
}


# Whose page a profile is: they read all of it.
OWN_PROFILE: dict[type, Permission] = {
    Association: Permission.ASSOCIATION_OPEN,
    Researcher: Permission.RESEARCHER_OPEN,
}


def allows(permission: Permission, user: User | None, subject: object = None) -> bool:
    """Whether ``user`` (None: nobody signed in) has ``permission`` on ``subject``."""
    return any(predicate(user, subject) for predicate in RULES[permission])


VISIBLE: dict[type, Callable[[User | None], ColumnElement[bool]]] = {
    Output: visible_outputs,
    KnowledgeNeed: lambda user: true(),
    Association: visible_associations,
    Membership: visible_memberships,
    Researcher: visible_researchers,
    ResearchUnit: lambda user: true(),
    ResearchGroup: visible_groups,
    Question: visible_questions,
    Seminar: visible_seminars,
    Pairing: visible_pairings,
    Enquiry: lambda user: true() if coordinator(user) else false(),
}


# What may be known to exist by somebody who may not open it: a 403 instead of a 404.
KNOWN: dict[type, Permission] = {
    Output: Permission.OUTPUT_READ,
    KnowledgeNeed: Permission.NEED_READ,
    Association: Permission.ASSOCIATION_READ,
    Researcher: Permission.RESEARCHER_READ,
    ResearchUnit: Permission.PUBLIC,
    ResearchGroup: Permission.GROUP_READ,
    Question: Permission.QUESTION_READ,
    Seminar: Permission.SEMINAR_READ,
    Pairing: Permission.PAIRING_READ,
}
