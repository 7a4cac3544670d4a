"""Changes to many rows at once: the rows that are ticked, and what was done to them."""

from flask import abort, request
from sqlalchemy import select

from univasso.core.db import db
from univasso.models.bulk import BulkChange
from univasso.web.numbers import row_number

TICKED = "ticked"  # the name of the boxes (see the macros of lists)


def ticked(model: type) -> list:
    """The rows whose boxes are ticked in the form that was sent, each once."""
    numbers = [row_number(typed) for typed in request.form.getlist(TICKED)]
    wanted = [number for number in dict.fromkeys(numbers) if number is not None]
    found = {row.id: row for row in db.session.scalars(select(model).where(model.id.in_(wanted)))}
    return [found[number] for number in wanted if number in found]


def change_of(model: type, number: int) -> BulkChange:
    """A change to rows of this kind; unknown otherwise."""
    change = db.session.get(BulkChange, number)
    if change is None or change.subject != model.__tablename__:
        abort(404)
    return change


def of_numbers(model: type, numbers: dict[str, object]) -> list:
    """The rows of a change that still exist, in their order."""
    wanted = [int(number) for number in numbers]
    return list(db.session.scalars(select(model).where(model.id.in_(wanted)).order_by(model.id)))
