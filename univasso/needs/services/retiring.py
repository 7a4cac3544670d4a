"""A need that is no longer in use: retired by two persons, with a successor, and never lost (D1.10).

What is filed under it stays there, with its meaning; its page stays and leads to its successor.
"""

from sqlalchemy import Column, func, select

from univasso.accounts import approvals
from univasso.core import clock
from univasso.core.db import db
from univasso.core.words import N_
from univasso.models.accounts import User
from univasso.models.oversight import Approval, ApprovalState
from univasso.models.vocabularies import KnowledgeNeed
from univasso.needs.services import wording

ACT = "retire_need"
# Tables that speak of needs and are filed under none of them.
NOT_FILED = {"knowledge_need", "need_axis", "term_version"}


class NotRetirable(Exception):  # noqa: N818
    """It is retired already, or its successor is itself, is retired, or does not exist."""


class AskedAlready(Exception):  # noqa: N818
    """Its retirement waits for a second person."""


class NotRetired(Exception):  # noqa: N818
    """The need is in use."""


def check(need: KnowledgeNeed, successor: KnowledgeNeed | None) -> None:
    """Raise ``NotRetirable`` unless one in use leads to another in use: so there is never a circle."""
    if (
        need.retired_on is not None
        or successor is None
        or successor.retired_on is not None
        or successor.id == need.id
    ):
        raise NotRetirable


def waiting() -> dict[int, Approval]:
    """The retirements that wait for a second person, by the number of the need's row."""
    rows = db.session.scalars(
        select(Approval).where(Approval.act == ACT, Approval.state == ApprovalState.WAITING)
    )
    return {row.about["need_id"]: row for row in rows if not row.is_expired()}


def ask(need: KnowledgeNeed, successor: KnowledgeNeed | None, reason: str, by: User) -> Approval:
    """Have a need retired once somebody else agrees. Raises ``NotRetirable``, ``AskedAlready``."""
    db.session.refresh(need, with_for_update=True)
    check(need, successor)
    if need.id in waiting():
        raise AskedAlready
    return approvals.ask(ACT, by, reason, need_id=need.id, successor_id=successor.id)


def take_back(need: KnowledgeNeed, by: User) -> None:
    """End the request that waits, if there is one: whoever looks after the needs may."""
    asked = waiting().get(need.id)
    if asked is not None:
        approvals.decline(asked, by)


def said(need_id: int, successor_id: int) -> list[tuple[str, str]]:
    """The need and its successor, as (words, address)."""
    found = [db.session.get(KnowledgeNeed, number) for number in (need_id, successor_id)]
    return [(f"{n.number}. {n.short_fr}", f"/besoins/{n.number}-{n.slug}") for n in found]


@approvals.act(ACT, N_("Retire a knowledge need"), said)
def retire(by: User, need_id: int, successor_id: int, reason: str) -> None:
    """What two persons decided. Raises ``NotRetirable`` when it is no longer possible."""
    # All of them, in one order: two needs that retire into each other wait for one another here.
    needs = select(KnowledgeNeed).order_by(KnowledgeNeed.id).with_for_update()
    known = {n.id: n for n in db.session.scalars(needs.execution_options(populate_existing=True))}
    need, successor = known[need_id], known.get(successor_id)
    check(need, successor)
    wording.keep_first(need)
    need.retired_on, need.retired_reason, need.successor = clock.today(), reason, successor
    wording.keep(need, by, reason, "retire")


def bring_back(need: KnowledgeNeed, reason: str, by: User) -> None:
    """Have a retired need in use again. Raises ``NotRetired``."""
    wording.lock(need)
    if need.retired_on is None:
        raise NotRetired
    need.retired_on, need.retired_reason, need.successor = None, "", None
    wording.keep(need, by, reason, "bring_back")


def places() -> list[tuple[Column, str]]:
    """Every column that files something under a need, found by walking the foreign keys, and of what
    it is: ``output`` for ``output_need.need_id``."""
    return [
        (column, _filed(column))
        for table in db.metadata.sorted_tables
        if table.name not in NOT_FILED
        for column in table.columns
        if any(key.column.table.name == "knowledge_need" for key in column.foreign_keys)
    ]


def _filed(column: Column) -> str:
    """What a table files: itself, or the other side when it only ties two rows."""
    others = [
        key.column.table.name
        for other in column.table.primary_key.columns
        for key in other.foreign_keys
        if other is not column
    ]
    return others[0] if others else column.table.name


def holders(need: KnowledgeNeed) -> dict[str, int]:
    """How many things of each kind are filed under a need: those that hold none are left out."""
    counts: dict[str, int] = {}
    for column, kind in places():
        count = db.session.scalar(
            select(func.count()).select_from(column.table).where(column == need.id)
        )
        if count:
            counts[kind] = counts.get(kind, 0) + count
    return counts
