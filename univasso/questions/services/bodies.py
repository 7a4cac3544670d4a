"""The bodies to which a question may be passed on: their list, kept by the coordination (C1.8)."""

from sqlalchemy import select

from univasso.core import clock, history
from univasso.core.db import check_version, db
from univasso.core.french import sort_key
from univasso.models.accounts import User
from univasso.models.question_outcomes import ReceivingBody


def all_of_them() -> list[ReceivingBody]:
    """Those in use first, by name."""
    order = (ReceivingBody.retired_at.is_not(None), ReceivingBody.sort_key)
    return list(db.session.scalars(select(ReceivingBody).order_by(*order)))


def reachable() -> list[ReceivingBody]:
    """Those to which a mail may be sent now."""
    return [body for body in all_of_them() if can_receive(body)]


def can_receive(body: ReceivingBody | None) -> bool:
    return body is not None and body.retired_at is None and bool(body.email)


def add(values: dict, by: User) -> ReceivingBody:
    body = ReceivingBody(**values, sort_key=sort_key(values["name"])[:200])
    db.session.add(body)
    history.record(body, "add_body", by)
    return body


def save(body: ReceivingBody, values: dict, by: User, seen: int | None) -> None:
    """Keep what was written. Raises ``StaleVersion``."""
    check_version(body, seen)
    for name, value in values.items():
        setattr(body, name, value)
    body.sort_key = sort_key(body.name)[:200]
    body.version += 1
    history.record(body, "edit_body", by)


def retire(body: ReceivingBody, by: User) -> None:
    """It is no longer offered; what was passed on to it stays."""
    if body.retired_at is None:
        body.retired_at = clock.now()
        history.record(body, "retire_body", by)


def bring_back(body: ReceivingBody, by: User) -> None:
    if body.retired_at is not None:
        body.retired_at = None
        history.record(body, "bring_back_body", by)
