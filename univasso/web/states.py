"""The state of a row in words and shape: colour never speaks alone."""

from flask import Flask

from univasso.models.associations import (
    ASSOCIATION_STATE_LABELS,
    MEMBERSHIP_STATE_LABELS,
    Association,
    AssociationState,
    Membership,
    MembershipState,
)
from univasso.models.groups import (
    GROUP_MEMBER_STATE_LABELS,
    GROUP_STATE_LABELS,
    GroupMember,
    ResearchGroup,
)
from univasso.models.outputs import STATE_LABELS, Output, OutputState
from univasso.models.oversight import (
    APPROVAL_LABELS,
    REQUEST_STATE_LABELS,
    Approval,
    ApprovalState,
    DataRequest,
    RequestState,
)
from univasso.models.pairings import BATCH_STATES, PAIRING_STATE_LABELS, Pairing, PairingBatch
from univasso.models.profile_keepers import (
    CLAIM_STATE_LABELS,
    DELEGATION_STATE_LABELS,
    Delegation,
    ProfileClaim,
)
from univasso.models.question_exchanges import WORDING_STATE_LABELS, Wording
from univasso.models.question_outcomes import (
    GROUPING_STATE_LABELS,
    HANDOVER_STATE_LABELS,
    Grouping,
    Handover,
)
from univasso.models.question_ties import DIVISION_STATE_LABELS, Division
from univasso.models.questions import QUESTION_STATE_LABELS, Question, QuestionState
from univasso.models.registrations import REGISTRATION_STATE_LABELS, Registration
from univasso.models.researchers import RESEARCHER_STATE_LABELS, Researcher
from univasso.models.seminars import SEMINAR_STATE_LABELS, Seminar


def _kinds(labels: dict, *good: str) -> dict:
    """``ok`` for the good states, ``off`` for the others."""
    return {state: "ok" if state in good else "off" for state in labels}


# Kinds of badge: new, run, ok, warn, late, off.
BADGES = {
    Output: (
        STATE_LABELS,
        {
            OutputState.DRAFT: "off",
            OutputState.SUBMITTED: "new",
            OutputState.PUBLISHED: "ok",
            OutputState.DECLINED: "warn",
            OutputState.WITHDRAWN: "off",
            OutputState.MERGED: "off",
        },
    ),
    DataRequest: (
        REQUEST_STATE_LABELS,
        {RequestState.OPEN: "run", RequestState.ANSWERED: "ok", RequestState.CANCELLED: "off"},
    ),
    Approval: (
        APPROVAL_LABELS,
        {
            ApprovalState.WAITING: "run",
            ApprovalState.APPROVED: "ok",
            ApprovalState.DECLINED: "off",
        },
    ),
    Association: (
        ASSOCIATION_STATE_LABELS,
        dict.fromkeys(AssociationState, "off") | {AssociationState.ACTIVE: "ok"},
    ),
    Membership: (
        MEMBERSHIP_STATE_LABELS,
        dict.fromkeys(MembershipState, "off")
        | {
            MembershipState.INVITED: "run",
            MembershipState.ASKED: "new",
            MembershipState.ACTIVE: "ok",
        },
    ),
    Researcher: (RESEARCHER_STATE_LABELS, _kinds(RESEARCHER_STATE_LABELS, "active")),
    Delegation: (DELEGATION_STATE_LABELS, _kinds(DELEGATION_STATE_LABELS, "active")),
    ProfileClaim: (CLAIM_STATE_LABELS, _kinds(CLAIM_STATE_LABELS)),
    ResearchGroup: (GROUP_STATE_LABELS, _kinds(GROUP_STATE_LABELS, "open")),
    GroupMember: (GROUP_MEMBER_STATE_LABELS, _kinds(GROUP_MEMBER_STATE_LABELS, "active")),
    Question: (
        QUESTION_STATE_LABELS,
        _kinds(QUESTION_STATE_LABELS, QuestionState.SETTLED)
        | {
            QuestionState.RECEIVED: "new",
            QuestionState.EXCHANGE: "run",
            QuestionState.QUALIFIED: "run",
            QuestionState.UNCONFIRMED: "warn",
        },
    ),
    Wording: (WORDING_STATE_LABELS, _kinds(WORDING_STATE_LABELS, "accepted") | {"proposed": "run"}),
    Handover: (
        HANDOVER_STATE_LABELS,
        _kinds(HANDOVER_STATE_LABELS, "acknowledged") | {"consent": "run", "sent": "run"},
    ),
    Seminar: (
        SEMINAR_STATE_LABELS,
        {"draft": "off", "announced": "ok", "held": "off", "cancelled": "late"},
    ),
    Registration: (
        REGISTRATION_STATE_LABELS,
        dict.fromkeys(REGISTRATION_STATE_LABELS, "off")
        | {"confirmed": "ok", "present": "ok", "waiting": "run", "offered": "new"},
    ),
    Pairing: (
        PAIRING_STATE_LABELS,
        _kinds(PAIRING_STATE_LABELS, "agreed")
        | {"kept": "new", "asked": "run", "talking": "run", "declined": "warn", "silent": "late"},
    ),
    Division: (DIVISION_STATE_LABELS, _kinds(DIVISION_STATE_LABELS, "done") | {"asked": "run"}),
    PairingBatch: (
        BATCH_STATES,
        {
            "waiting": "run",
            "running": "run",
            "done": "new",
            "impossible": "warn",
            "cancelled": "off",
            "applied": "ok",
        },
    ),
    Grouping: (GROUPING_STATE_LABELS, _kinds(GROUPING_STATE_LABELS, "done") | {"asked": "run"}),
}


def badge(row: object) -> tuple[str, str]:
    """The kind and the English label of a row's state, for the macros ``state`` and ``state_of``."""
    labels, kinds = BADGES[type(row)]
    return kinds[row.state], labels[row.state]


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(badge=badge)
