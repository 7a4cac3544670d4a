"""Needs × places × phases: how many questions are where, and where none is (C7★1)."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import Row, func, select

from univasso.core import spreadsheets
from univasso.core.db import db
from univasso.models.accounts import User
from univasso.models.questions import Question, QuestionNeed
from univasso.needs import queries as needs
from univasso.questions.shelves import PHASES, ZONES, Shelf, zones_of


class DoesNotAddUp(Exception):  # noqa: N818
    """A total is not the sum of its cells: no figure is shown."""


@dataclass(frozen=True)
class Line:
    """A need, its questions in each zone, and all of them, counted apart."""

    need: Row
    cells: dict[str, int]
    total: int


@dataclass(frozen=True)
class Matrix:
    phase: str
    lines: list[Line]
    columns: dict[str, int]  # different questions in each zone: one under two needs counts once
    total: int
    phases: list[tuple[str, str, int]]  # of all places: code, label, different questions


def matrix(user: User | None, phase: str = "") -> Matrix:
    """The questions that ``user`` may read. Raises ``DoesNotAddUp``."""
    shelf = Shelf(state=phase)
    zones, totals = zones_of(shelf, user), _totals(shelf, user)
    cells: dict[int, dict[str, int]] = {}
    for number, need_id in _filed(shelf, user):
        line = cells.setdefault(need_id, dict.fromkeys(ZONES, 0))
        line[zones[number]] += 1
    lines = [
        Line(need, cells.get(need.id, dict.fromkeys(ZONES, 0)), totals.get(need.id, 0))
        for need in needs.every_need() if need.retired_on is None or need.id in totals
    ]  # fmt: skip
    columns = {zone: list(zones.values()).count(zone) for zone in ZONES}
    made = Matrix(phase, lines, columns, _count(shelf, user), _phases(user))
    check(made)
    return made


def check(made: Matrix) -> None:
    """Every total, counted apart, is the sum of its cells. Raises ``DoesNotAddUp``."""
    for line in made.lines:
        if sum(line.cells.values()) != line.total:
            raise DoesNotAddUp(f"need {line.need.number}: {line.cells} is not {line.total}")
    if sum(made.columns.values()) != made.total:
        raise DoesNotAddUp(f"all questions: {made.columns} is not {made.total}")


def _chosen(shelf: Shelf, user: User | None):
    return shelf.select(user).with_only_columns(Question.id).order_by(None)


def _count(shelf: Shelf, user: User | None) -> int:
    return db.session.scalar(select(func.count()).select_from(_chosen(shelf, user).subquery()))


def _phases(user: User | None) -> list[tuple[str, str, int]]:
    return [(code, label, _count(Shelf(state=code), user)) for code, (label, _c) in PHASES.items()]


def _filed(shelf: Shelf, user: User | None):
    filed = select(QuestionNeed.question_id, QuestionNeed.need_id)
    chosen = QuestionNeed.question_id.in_(_chosen(shelf, user))
    return db.session.execute(filed.where(QuestionNeed.ended_at.is_(None), chosen))


def _totals(shelf: Shelf, user: User | None) -> dict[int, int]:
    counted = select(QuestionNeed.need_id, func.count(QuestionNeed.question_id.distinct()))
    chosen = QuestionNeed.question_id.in_(_chosen(shelf, user))
    rows = counted.where(QuestionNeed.ended_at.is_(None), chosen).group_by(QuestionNeed.need_id)
    return dict(db.session.execute(rows).all())


def spreadsheet(made: Matrix, in_english: bool) -> str:
    """The same figures as a table that spreadsheets read."""
    header = [_("Number"), _("Need"), *(_(label) for label in ZONES.values()), _("Total")]
    rows = [
        (line.need.number, (in_english and line.need.title_en) or line.need.title_fr,
         *line.cells.values(), line.total)
        for line in made.lines
    ]  # fmt: skip
    return spreadsheets.written(
        header, [*rows, ("", _("Different questions"), *made.columns.values(), made.total)]
    )
