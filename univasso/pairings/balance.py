"""Who carries much and who was never thought of: people, associations, places (C2.10, C2★2).

Shares are shown with their numbers, and no small number can be read or computed: categories with one to
four cases are counted together, with the next smallest ones until the whole has five.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import or_, select

from univasso.core import clock
from univasso.core.db import db
from univasso.models.associations import Association, AssociationState, association_territory
from univasso.models.pairings import Pairing
from univasso.models.questions import Question, QuestionState
from univasso.models.research_units import ResearchUnit
from univasso.models.researchers import Affiliation, Researcher, ResearcherState
from univasso.models.vocabularies import Territory
from univasso.pairings import gathering, workbench
from univasso.pairings.barriers import DEFAULT_LOAD, Candidate

FEWEST = 5  # cases under which no figure is shown
UNSAID, SEVERAL = "", "several"


@dataclass(frozen=True)
class Row:
    """A category, or several small ones counted together: how many in all, and how many pairs."""

    codes: tuple[str, ...]
    pool: int
    pairs: int


@dataclass(frozen=True)
class Shares:
    rows: list[Row]
    pool: int
    pairs: int

    @property
    def is_enough(self) -> bool:
        """Whether there are enough pairs for any figure."""
        return self.pairs >= FEWEST


def shares(pool: Mapping[str, int], pairs: Mapping[str, int]) -> Shares:
    """Both counts by category, small ones together."""
    codes = sorted({*pool, *pairs}, key=lambda code: (pool.get(code, 0), pairs.get(code, 0), code))

    def counted(some: list[str]) -> tuple[int, int]:
        return sum(pool.get(c, 0) for c in some), sum(pairs.get(c, 0) for c in some)

    def is_small(count: int) -> bool:
        return 0 < count < FEWEST

    small = [c for c in codes if any(map(is_small, counted([c])))]
    others = [c for c in codes if c not in small]
    while others and small and (len(small) < 2 or any(map(is_small, counted(small)))):
        small.append(others.pop(0))
    rows = [Row((code,), *counted([code])) for code in reversed(others)]
    if small:
        rows.append(Row(tuple(sorted(small)), *counted(small)))
    return Shares(rows, *counted(codes))


def by_department() -> tuple[Shares, dict[str, str]]:
    """Active associations and those asked or paired, by department, with the names of departments."""
    held_by = gathering.parents()
    departments = {
        row.id: row for row in db.session.scalars(
            select(Territory).where(Territory.kind == "department"))
    }  # fmt: skip
    places: dict[int, set[int]] = {}
    for number, place in db.session.execute(select(association_territory)):
        around = gathering.around([place], held_by)
        places.setdefault(number, set()).update(around & departments.keys())

    def code(number: int) -> str:
        found = places.get(number, set())
        if len(found) > 1:
            return SEVERAL
        return departments[next(iter(found))].code if found else UNSAID

    names = {row.code: row.name for row in departments.values()}
    return _shares_by(code), names


def by_size() -> Shares:
    """The same, by the number of employees that associations say."""
    sizes = dict(db.session.execute(select(Association.id, Association.employee_band)).all())
    return _shares_by(lambda number: sizes.get(number, ""))


def by_institution() -> Shares:
    """Those who do research and who was asked, by the university or institution where they work."""
    today = clock.today()
    rows = db.session.execute(
        select(Affiliation.researcher_id, ResearchUnit.name, ResearchUnit.parents)
        .join(ResearchUnit, ResearchUnit.id == Affiliation.unit_id)
        .where(or_(Affiliation.ends_on.is_(None), Affiliation.ends_on >= today),
               or_(Affiliation.starts_on.is_(None), Affiliation.starts_on <= today))
        .order_by(Affiliation.id)
    )  # fmt: skip
    works: dict[int, set[str]] = {}
    for number, name, parents in rows:
        works.setdefault(number, set()).add(parents[0] if parents else name)

    def code(number: int) -> str:
        found = works.get(number, set())
        return next(iter(found)) if len(found) == 1 else SEVERAL if found else UNSAID

    active = db.session.scalars(
        select(Researcher.id).where(Researcher.state == ResearcherState.ACTIVE)
    )
    asked = db.session.scalars(
        select(Pairing.researcher_id).where(
            Pairing.researcher_id.is_not(None), Pairing.asked_at.is_not(None)
        )
    )
    return shares(Counter(map(code, active)), Counter(map(code, asked)))


def _shares_by(code) -> Shares:
    active = db.session.scalars(
        select(Association.id).where(Association.state == AssociationState.ACTIVE)
    )
    asked = db.session.scalars(
        select(Pairing.association_id).where(
            Pairing.association_id.is_not(None), Pairing.asked_at.is_not(None)
        )
    )
    return shares(Counter(map(code, active)), Counter(map(code, asked)))


def overloaded() -> list[Candidate]:
    """Those who do as much as they can, or more; the heaviest first."""
    people = [
        one for one in workbench.everybody().values()
        if one.load >= max(1, DEFAULT_LOAD if one.capacity is None else one.capacity)
    ]  # fmt: skip
    return sorted(people, key=lambda one: (-one.load, one.key))


def never_paired() -> list[tuple[Association, int]]:
    """Associations whose questions wait and for whom nobody was ever asked, with how many questions;
    the one that waits longest first."""
    asked = select(Pairing.association_id).where(
        Pairing.association_id.is_not(None), Pairing.asked_at.is_not(None)
    )
    waiting = db.session.execute(
        select(Association, Question.id)
        .join(Question, Question.association_id == Association.id)
        .where(Question.state == QuestionState.QUALIFIED, Association.id.not_in(asked))
        .order_by(Question.published_at, Question.id)
    )
    counts: dict[Association, int] = {}
    for association, _question in waiting:
        counts[association] = counts.get(association, 0) + 1
    return list(counts.items())
