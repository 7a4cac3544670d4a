"""Which seminars somebody may know of."""

from sqlalchemy import ColumnElement, true

from univasso.models.accounts import User
from univasso.models.seminars import Seminar, SeminarState
from univasso.policy.people import coordinator


def announced(user: User | None, seminar: Seminar) -> bool:
    """The twin, for one row, of ``visible_seminars`` for a stranger."""
    return seminar.state != SeminarState.DRAFT


def visible_seminars(user: User | None) -> ColumnElement[bool]:
    return true() if coordinator(user) else Seminar.state != SeminarState.DRAFT
