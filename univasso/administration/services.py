"""What an administrator does to accounts and to pending work."""

from sqlalchemy import select

from univasso.accounts import services as accounts
from univasso.accounts.services import factors
from univasso.core import clock, history
from univasso.core.db import db
from univasso.core.jobs import Job
from univasso.models.accounts import Role, RoleGrant, SignIn, User


class LastAdministrator(Exception):  # noqa: N818
    """Somebody must always be able to administer."""


def set_roles(user: User, roles: set[Role], by: User) -> None:
    """Give these roles and take the others away. Raises ``LastAdministrator``."""
    if Role.ADMINISTRATOR not in roles and _is_last_administrator(user):
        raise LastAdministrator
    kept = [grant for grant in user.grants if grant.role in roles]
    new = roles - {grant.role for grant in kept}
    user.grants = [*kept, *(RoleGrant(role=role) for role in sorted(new))]
    history.record(user, "set_roles", by, note=", ".join(sorted(roles)))


def disable(user: User, by: User) -> None:
    """Close an account: its sessions end at once. Raises ``LastAdministrator``."""
    if _is_last_administrator(user):
        raise LastAdministrator
    user.disabled_at = clock.now()
    for session in db.session.query(SignIn).filter_by(user_id=user.id, ended_at=None):
        accounts.end_session(session, by)
    history.record(user, "disable", by)


def enable(user: User, by: User) -> None:
    user.disabled_at = None
    history.record(user, "enable", by)


def take_factors_away(user: User, by: User) -> None:
    """Let somebody who lost every second factor in again, with a first proof only."""
    factors.take_away(user, by)


def _is_last_administrator(user: User) -> bool:
    """Asked one after the other: two administrators who remove each other at once must not both win."""
    grants = select(RoleGrant.id).filter_by(role=Role.ADMINISTRATOR).order_by(RoleGrant.id)
    db.session.execute(grants.with_for_update())
    others = db.session.query(User).filter(User.id != user.id, User.disabled_at.is_(None))
    return user.has(Role.ADMINISTRATOR) and not any(u.has(Role.ADMINISTRATOR) for u in others)


def try_again(job: Job) -> None:
    """Put a job that was given up at the head of the queue."""
    job.given_up_at, job.attempts, job.due_at, job.claimed_until = None, 0, clock.now(), None


def forget(job: Job, by: User) -> None:
    """Drop a job that will never succeed; the history keeps what it was."""
    history.record(job, "forget_job", by, note=f"{job.kind}: {job.last_error}"[:500])
    db.session.delete(job)
