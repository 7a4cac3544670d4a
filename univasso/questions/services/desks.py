"""Who looks after what arrives: in turn, and by the deputy of whoever is away (C1.2)."""

from datetime import date

from sqlalchemy import func, select

from univasso.accounts import services as accounts
from univasso.core.db import db
from univasso.models.accounts import Role, User
from univasso.models.questions import OPEN_STATES, Desk, Question
from univasso.questions import queries


class NoDeputyForOneself(Exception):  # noqa: N818
    """Somebody else stands in for whoever is away."""


def coordinators() -> list[User]:
    """Those who coordinate the whole programme now, in the order of their accounts."""
    return sorted(accounts.holders(Role.COORDINATOR), key=lambda user: user.id)


def of(user: User | None) -> Desk | None:
    return db.session.get(Desk, user.id) if user is not None else None


def in_charge(user: User | None) -> User | None:
    """Whoever answers for ``user`` today: themselves, or their deputy while they are away."""
    desk = of(user)
    return desk.deputy if desk and desk.is_away and desk.deputy else user


def deputy_of(user: User | None) -> User | None:
    """Who is alerted when ``user`` lets a promise pass: the deputy they named, else a colleague."""
    desk = of(user)
    if desk and desk.deputy and desk.deputy.is_active:
        return desk.deputy
    return next((c for c in coordinators() if user is None or c.id != user.id), None)


def late_of_others(user: User) -> list[Question]:
    """The questions whose promise passed in the hands of somebody for whom ``user`` stands in."""
    found = select(Question).join(Desk, Desk.user_id == Question.assignee_id)
    return list(db.session.scalars(found.where(Desk.deputy_id == user.id, queries.is_late())))


def choose() -> User | None:
    """The coordinator to whom a new question goes: present, and with the fewest open ones."""
    load = dict(
        db.session.execute(
            select(Question.assignee_id, func.count())
            .where(Question.state.in_(OPEN_STATES))
            .group_by(Question.assignee_id)
        ).all()
    )
    everybody = coordinators()
    present = [c for c in everybody if (desk := of(c)) is None or not desk.is_away]
    return min(present or everybody, key=lambda c: (load.get(c.id, 0), c.id), default=None)


def arrange(
    user: User, phone: str, deputy: User | None, away_from: date | None, away_until: date | None
) -> Desk:
    """Say how one is reached and who stands in. Raises ``NoDeputyForOneself``."""
    if deputy is not None and deputy.id == user.id:
        raise NoDeputyForOneself
    desk = of(user) or Desk(user_id=user.id)
    desk.phone, desk.deputy = phone, deputy
    desk.away_from, desk.away_until = away_from, away_until
    db.session.add(desk)
    return desk
