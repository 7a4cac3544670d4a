"""Which axes are near which needs: a link that we propose, and that no source made official (D1.10)."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from univasso.core.db import check_version, db
from univasso.models.accounts import User
from univasso.models.vocabularies import KnowledgeNeed, ResearchAxis
from univasso.needs.services import wording

Pair = tuple[int, int]  # the number of a need, that of an axis


@dataclass(frozen=True)
class Crosswalk:
    """The needs in use and the axes, as a table of links."""

    needs: list[KnowledgeNeed]
    axes: list[ResearchAxis]

    @property
    def version(self) -> int:
        """What grows with every change of a need, for two people editing (G10)."""
        return sum(need.version for need in self.needs)

    @property
    def pairs(self) -> set[Pair]:
        return {(need.number, axis.number) for need in self.needs for axis in need.axes}


def current() -> Crosswalk:
    needs = (
        select(KnowledgeNeed)
        .where(KnowledgeNeed.retired_on.is_(None))
        .order_by(KnowledgeNeed.number)
        .options(selectinload(KnowledgeNeed.axes))
    )
    axes = select(ResearchAxis).order_by(ResearchAxis.number)
    return Crosswalk(list(db.session.scalars(needs)), list(db.session.scalars(axes)))


def save(pairs: Iterable[Pair], by: User, seen: int | None, note: str) -> int:
    """Bring needs and axes together, and say how many needs changed: each of them has a new version.

    Raises ``StaleVersion``.
    """
    db.session.scalars(select(KnowledgeNeed.id).order_by(KnowledgeNeed.id).with_for_update()).all()
    crosswalk = current()
    check_version(crosswalk, seen)
    wanted, changed = set(pairs), 0
    for need in crosswalk.needs:
        axes = [axis for axis in crosswalk.axes if (need.number, axis.number) in wanted]
        if axes == need.axes:
            continue
        wording.keep_first(need)
        need.axes = axes
        wording.keep(need, by, note, "link")
        changed += 1
    return changed
