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
from univasso.models.outputs import STATE_LABELS, Output, OutputState
from univasso.models.oversight import (
    APPROVAL_LABELS,
    REQUEST_STATE_LABELS,
    Approval,
    ApprovalState,
    DataRequest,
    RequestState,
)

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
}


def badge(row: object) -> tuple[str, str]:
    """The kind and the English label of a row's state, for the macros ``state`` and ``state_of``."""
    labels, kinds = BADGES[type(row)]
    return kinds[row.state], labels[row.state]


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(badge=badge)
