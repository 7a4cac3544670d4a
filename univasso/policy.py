"""Who may do what. Nothing else decides.

``RULES`` maps a permission to the predicates any of which opens it. ``VISIBLE`` gives, for each kind
of row that is listed anywhere, the SQL condition of what a reader may know of: lists, search,
counts, suggestions, feeds and exports all use it.
"""

from collections.abc import Callable
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, bindparam, false, or_, true

from univasso.core import clock
from univasso.core.db import Moment
from univasso.core.words import N_
from univasso.models.accounts import Role, User
from univasso.models.conversations import Enquiry
from univasso.models.outputs import Output, OutputState
from univasso.models.vocabularies import KnowledgeNeed, ResearchAxis


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
    WORDS_EDIT = "words.edit"
    DEMAND_READ = "demand.read"
    OUTBOX_READ = "outbox.read"
    JOBS_READ = "jobs.read"
    USERS_MANAGE = "users.manage"
    USERS_SEE_AS = "users.see_as"
    RIGHTS_ANSWER = "rights.answer"
    APPROVALS_GIVE = "approvals.give"
    AUDIT_READ = "audit.read"
    RETENTION_READ = "retention.read"
    AUDIENCE_READ = "audience.read"


Predicate = Callable[[User | None, object], bool]


def anyone(user: User | None, subject: object = None) -> bool:
    return True


def signed_in(user: User | None, subject: object = None) -> bool:
    return user is not None and user.is_active


def oneself(user: User | None, subject: object = None) -> bool:
    """Signed in, and not somebody of the administration who looks through another's eyes."""
    return signed_in(user) and user.seen_by is None


def scopes_of(subject: object) -> set[str]:
    """The parts of the programme that a row belongs to, as roles name them: ``axis:3``."""
    return {f"axis:{axis.number}" for axis in getattr(subject, "axes", ())}


def holds(user: User | None, role: Role, subject: object = None) -> bool:
    """Whether somebody has a role in the whole programme, or in the part the row belongs to."""
    if not signed_in(user) or user.has(role):
        return signed_in(user)
    scopes = user.scopes(role)
    return bool(scopes) and not scopes.isdisjoint(scopes_of(subject))


def administrator(user: User | None, subject: object = None) -> bool:
    return signed_in(user) and user.has(Role.ADMINISTRATOR)


def administrator_of_others(user: User | None, subject: object = None) -> bool:
    """An administrator, about an open account that does not administer."""
    about = isinstance(subject, User) and subject.is_active and not administrator(subject)
    return administrator(user) and about


def owner(user: User | None, subject: object) -> bool:
    """Whose row it is: who deposited it, or the person it is."""
    number = subject.id if isinstance(subject, User) else getattr(subject, "depositor_id", None)
    return signed_in(user) and number == user.id


def coordinator(user: User | None, subject: object = None) -> bool:
    return holds(user, Role.COORDINATOR, subject)


def depositor(user: User | None, output: Output) -> bool:
    return signed_in(user) and output.depositor_id == user.id


def second_eye(user: User | None, output: Output) -> bool:
    """Somebody of the coordination who did not deposit it themselves (C5.4)."""
    return coordinator(user, output) and output.depositor_id != user.id


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
}


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
    if not signed_in(user):
        return _LISTED
    seen = or_(_LISTED, Output.depositor_id == user.id)
    axes = [scope.removeprefix("axis:") for scope in user.scopes(Role.COORDINATOR)]
    numbers = [int(number) for number in axes if number.isdigit()]
    return or_(seen, Output.axes.any(ResearchAxis.number.in_(numbers))) if numbers else seen


VISIBLE: dict[type, Callable[[User | None], ColumnElement[bool]]] = {
    Output: visible_outputs,
    KnowledgeNeed: lambda user: true(),
    Enquiry: lambda user: true() if coordinator(user) else false(),
}

# What may be known to exist by somebody who may not open it: a 403 instead of a 404.
KNOWN: dict[type, Permission] = {
    Output: Permission.OUTPUT_READ,
    KnowledgeNeed: Permission.NEED_READ,
}

# Each predicate in words, for whoever asks who may see something.
SPOKEN: dict[Predicate, str] = {
    anyone: N_("Everybody"),
    signed_in: N_("Whoever is signed in"),
    oneself: N_("Whoever is signed in, for their own account"),
    administrator: N_("The administration"),
    administrator_of_others: N_("The administration, for accounts that do not administer"),
    coordinator: N_("The coordination, of the whole or of its axis"),
    depositor: N_("Whoever deposited it"),
    owner: N_("Whoever it belongs to"),
    second_eye: N_("Somebody of the coordination who did not deposit it"),
    known_to_all: N_("Everybody, while it is published, withdrawn or merged"),
    readable_by_all: N_("Everybody, while it is published and without embargo"),
    draft_of_mine: N_("Whoever deposited it, while it is a draft"),
}

# What may be asked about by name, and the permissions that concern it, by their beginning.
KINDS: dict[str, tuple[type, tuple[str, ...]]] = {
    "output": (Output, ("output.",)),
    "need": (KnowledgeNeed, ("need.",)),
    "user": (User, ("users.", "audience.")),
}


def openings(kind: str, subject: object, users: list[User]) -> list[tuple]:
    """For each permission about a row: (permission, predicate, whether strangers pass, who passes)."""
    return [
        (
            permission,
            predicate,
            predicate(None, subject),
            [u for u in users if predicate(u, subject)],
        )
        for permission, predicates in RULES.items()
        if permission.startswith(KINDS[kind][1])
        for predicate in predicates
    ]
