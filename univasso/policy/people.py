"""Who somebody is: signed in, of a role in the whole programme or in a part of it."""

from collections.abc import Callable

from univasso.models.accounts import Role, User
from univasso.models.associations import (
    MembershipState,
)
from univasso.models.researchers import ResearcherState

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


def axes_of(user: User) -> list[int]:
    """The numbers of the axes that somebody coordinates, without coordinating the whole."""
    found = [scope.removeprefix("axis:") for scope in user.scopes(Role.COORDINATOR)]
    return [int(number) for number in found if number.isdigit()]


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


def takes_part(user: User | None, subject: object = None) -> bool:
    """Signed in with a role in the programme, a profile of researcher, or in an association that
    somebody knows.

    One that still waits for the coordination to look at it opens nothing of others: anybody could
    have entered it a minute ago.
    """
    return signed_in(user) and (
        any(user.has(role) for role in Role)
        or (user.profile is not None and user.profile.state == ResearcherState.ACTIVE)
        or any(
            m.state == MembershipState.ACTIVE
            and m.association.is_active
            and not m.association.to_check
            for m in user.memberships
        )
    )
