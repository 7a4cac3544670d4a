"""The days that associations share, kept by the coordination, each with its source."""

from datetime import date

from univasso.core import history
from univasso.core.db import db
from univasso.models.accounts import User
from univasso.models.research_units import SharedPeriod


def add(
    kind: str, title: str, starts_on: date, ends_on: date, source: str, by: User
) -> SharedPeriod:
    row = SharedPeriod(kind=kind, title=title, starts_on=starts_on, ends_on=ends_on, source=source)
    db.session.add(row)
    history.record(row, "create", by)
    return row


def drop(row: SharedPeriod, by: User) -> None:
    history.record(row, "delete", by, note=row.title)
    db.session.delete(row)
