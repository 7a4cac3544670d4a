"""Who may do what with a publication, and which ones somebody may know of."""

from sqlalchemy import ColumnElement, and_, bindparam, or_, true

from univasso.core import clock
from univasso.core.db import Moment
from univasso.models.accounts import User
from univasso.models.outputs import Output, OutputState
from univasso.models.vocabularies import ResearchAxis
from univasso.policy.people import axes_of, coordinator, signed_in


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
    numbers = axes_of(user)
    return or_(seen, Output.axes.any(ResearchAxis.number.in_(numbers))) if numbers else seen
