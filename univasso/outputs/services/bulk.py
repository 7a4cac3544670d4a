"""Changing many outputs at once, with a recap before and an undo after (C5.11)."""

from sqlalchemy import select

from univasso.core import clock, history
from univasso.core.db import db
from univasso.models.accounts import User
from univasso.models.bulk import BulkChange
from univasso.models.outputs import Output
from univasso.models.vocabularies import KnowledgeNeed
from univasso.outputs.services import notices

CHANGES = ("add_need", "remove_need", "licence")


class UndoneAlready(Exception):  # noqa: N818
    """The change was undone before."""


class RetiredNeed(Exception):  # noqa: N818
    """Nothing new is filed under a need that is no longer in use."""


def apply(outputs: list[Output], what: str, value: str, by: User) -> BulkChange:
    """Add or remove a need (``value``: its number), or set a licence (``value``: its code).

    Raises ``RetiredNeed``.
    """
    before: dict[str, list[int] | str] = {}
    need = None
    if what != "licence":
        need = db.session.scalars(select(KnowledgeNeed).filter_by(number=int(value))).one()
        if what == "add_need" and need.retired_on is not None:
            raise RetiredNeed
    for output in outputs:
        if need is None:
            before[str(output.id)] = output.licence
            output.licence = value
        else:
            before[str(output.id)] = [n.number for n in output.needs]
            rest = [n for n in output.needs if n.id != need.id]
            output.needs = [*rest, need] if what == "add_need" else rest
        notices.touch(output, by, what)
    change = BulkChange(subject="output", what=what, before=before, by_id=by.id)
    db.session.add(change)
    history.record(change, "bulk", by, note=f"{what} {value}")
    return change


def undo(change: BulkChange, by: User) -> int:
    """Put back what was before, on outputs that still exist. Raises ``UndoneAlready``."""
    if change.undone_at is not None:
        raise UndoneAlready
    numbers = [int(key) for key in change.before]
    found = db.session.scalars(select(Output).where(Output.id.in_(numbers))).all()
    needs = {n.number: n for n in db.session.scalars(select(KnowledgeNeed))}
    for output in found:
        earlier = change.before[str(output.id)]
        if change.what == "licence":
            output.licence = earlier
        else:
            output.needs = [needs[number] for number in earlier]
        notices.touch(output, by, "undo")
    change.undone_at = clock.now()
    history.record(change, "undo", by)
    return len(found)
