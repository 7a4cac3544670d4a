"""What an administrator does to accounts: roles with a scope and an end, suspension."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from univasso.accounts import services as accounts
from univasso.accounts.services import factors, opening
from univasso.core import clock, history
from univasso.core.db import db
from univasso.models.accounts import Invitation, Role, RoleGrant, SignIn, User

WHOLE_ONLY = {Role.ADMINISTRATOR, Role.MEMBER}  # roles that a part of the programme cannot give


class LastAdministrator(Exception):  # noqa: N818
    """Somebody must always be able to administer."""


class WholeOnly(Exception):  # noqa: N818
    """This role is held in the whole programme or not at all."""


@dataclass(frozen=True)
class Entitlement:
    """What is given with a role: where, until when, and why."""

    role: Role
    scope: str = ""  # "axis:3"; empty: the whole programme
    until: datetime | None = None
    reason: str = ""


def grant(user: User, given: Entitlement, by: User | None) -> RoleGrant:
    """Give a role, or change the end of one that is held. Raises ``WholeOnly``, ``LastAdministrator``."""
    if given.scope and given.role in WHOLE_ONLY:
        raise WholeOnly
    if given.until is not None and given.role == Role.ADMINISTRATOR:
        _keep_an_administrator(user)
    held = next((g for g in user.grants if (g.role, g.scope) == (given.role, given.scope)), None)
    verb = "grant" if held is None or held.is_over() else "prolong"
    if held is None:
        held = RoleGrant(role=given.role, scope=given.scope)
        user.grants.append(held)
    if verb == "grant":
        held.since = clock.now()
    held.until, held.reason, held.given_by_id = given.until, given.reason, by and by.id
    history.record(user, verb, by, after=given.role, note=_about(held))
    return held


def end_grant(held: RoleGrant, by: User) -> None:
    """Take a role away now; the line stays as a trace. Raises ``LastAdministrator``."""
    if held.role == Role.ADMINISTRATOR:
        _keep_an_administrator(held.user)
    if not held.is_over():
        held.until = clock.now()
        history.record(held.user, "end_grant", by, before=held.role, note=_about(held))


def _about(held: RoleGrant) -> str:
    until = held.until.date().isoformat() if held.until else ""
    return " · ".join(filter(None, (held.scope, until, held.reason)))


def suspend(user: User, reason: str, by: User | None) -> None:
    """Close an account: its sessions end at once. Raises ``LastAdministrator``."""
    _keep_an_administrator(user)
    user.disabled_at = clock.now()
    end_sessions(user, by)
    history.record(user, "suspend", by, note=reason)


def end_sessions(user: User, by: User | None) -> None:
    for session in db.session.query(SignIn).filter_by(user_id=user.id, ended_at=None):
        accounts.end_session(session, by)


def reopen(user: User, reason: str, by: User) -> None:
    user.disabled_at = None
    history.record(user, "reopen", by, note=reason)


def _keep_an_administrator(leaving: User) -> None:
    """Somebody else must administer without a foreseen end. Raises ``LastAdministrator``.

    Asked one after the other: two administrators who remove each other at once must not both win.
    """
    if not leaving.holds(Role.ADMINISTRATOR):
        return
    grants = select(RoleGrant).filter_by(role=Role.ADMINISTRATOR).order_by(RoleGrant.id)
    held = db.session.scalars(grants.with_for_update()).all()
    if not any(g.until is None and g.user_id != leaving.id and g.user.is_active for g in held):
        raise LastAdministrator


def invite_again(invitation: Invitation, by: User) -> None:
    """Send a fresh link and close the former one. Raises ``InvitationClosed``, ``AlreadyMember``."""
    if invitation.state not in ("waiting", "expired"):
        raise accounts.InvitationClosed(invitation.state)
    accounts.invite(invitation.email, invitation.role, by, invitation.language)
    invitation.revoked_at = clock.now()
    history.record(invitation, "invite_again", by)


def take_factors_away(user: User, by: User) -> None:
    """Let somebody who lost every second factor in again, with a first proof only."""
    factors.take_away(user, by)


def propose_address(user: User, email: str, by: User) -> None:
    """Move an account on its owner's behalf: the new address must answer, the former one may undo."""
    opening.ask_new_email(user, email)
    history.record(user, "propose_address", by)
