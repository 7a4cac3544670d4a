"""What is known of each need, read for its pages. Counts hold what everybody may read, whoever asks."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, case, func, select
from sqlalchemy.orm import selectinload

from univasso.core.db import db
from univasso.models.accounts import User
from univasso.models.finder import UnmetSubject
from univasso.models.outputs import Author, Output, output_need
from univasso.models.questions import Question, QuestionNeed, QuestionState
from univasso.models.vocabularies import (
    KnowledgeNeed,
    OutputKind,
    ResearchAxis,
    TermVersion,
    need_axis,
)
from univasso.policy import VISIBLE
from univasso.web.keeping import kept

PLACES = 12  # of the rosace, never more nor fewer


@dataclass(frozen=True)
class Coverage:
    """How much is asked and answered of a need. The storey of projects is filled by a room to come."""

    need: Row
    outputs: int
    first_year: int | None
    last_year: int | None
    questions: int = 0
    projects: int = 0


@dataclass(frozen=True)
class Axis:
    """A regional axis with the needs that we bring near it."""

    number: int
    title_fr: str
    title_en: str
    questions: list
    source_url: str
    needs: list[Row]


@kept
def every_need() -> list[Row]:
    """What lists show of the needs, those in force and the others, in their order."""
    of = KnowledgeNeed
    columns = (of.id, of.number, of.slug, of.title_fr, of.title_en, of.short_fr, of.short_en,
               of.is_confirmed, of.retired_on, of.successor_id)  # fmt: skip
    return list(db.session.execute(select(*columns).order_by(of.number)))


def needs() -> list[Row]:
    """The needs in force, in their order."""
    return [need for need in every_need() if need.retired_on is None]


def every_coverage() -> list[Coverage]:
    """One row per need, in force or not, with its published outputs and the years they span."""
    dated = func.nullif(Output.issued_key, 0)
    rows = db.session.execute(
        select(output_need.c.need_id, func.count(), func.min(dated), func.max(dated))
        .join(Output, Output.id == output_need.c.output_id)
        .where(VISIBLE[Output](None))
        .group_by(output_need.c.need_id)
    )
    counts = {need_id: (count, _year(first), _year(last)) for need_id, count, first, last in rows}
    asked = _questions_by_need()
    return [
        Coverage(need, *counts.get(need.id, (0, None, None)), questions=asked.get(need.id, 0))
        for need in every_need()
    ]


def _questions_by_need() -> dict[int, int]:
    """How many questions that everybody may read are filed under each need now."""
    rows = db.session.execute(
        select(QuestionNeed.need_id, func.count())
        .join(Question, Question.id == QuestionNeed.question_id)
        .where(QuestionNeed.ended_at.is_(None), VISIBLE[Question](None))
        .group_by(QuestionNeed.need_id)
    )
    return dict(rows.all())


def questions_of(need: KnowledgeNeed, user: User | None, most: int = 5) -> list[Question]:
    """The questions under a need that ``user`` may read: those still open first, then the newest."""
    filed = select(QuestionNeed.question_id).where(
        QuestionNeed.need_id == need.id, QuestionNeed.ended_at.is_(None)
    )
    is_over = case((Question.state == QuestionState.SETTLED, 1), else_=0)
    return list(
        db.session.scalars(
            select(Question)
            .where(
                Question.id.in_(filed), Question.published_at.is_not(None), VISIBLE[Question](user)
            )
            .order_by(is_over, Question.published_at.desc(), Question.id.desc())
            .limit(most)
        )
    )


def coverage() -> list[Coverage]:
    """The rows of the needs in force."""
    return [row for row in every_coverage() if row.need.retired_on is None]


def lancets(rows: Iterable[Coverage]) -> list[Coverage]:
    """The rows of the twelve places of the rosace, from those of every need.

    A place is that of one of the first twelve needs for good. Retired, it is shown there, hollow;
    unless it leads to a need added since, which takes the first place that leads to it.
    """
    by_need = {row.need.id: row for row in rows}
    leads = heirs([row.need for row in by_need.values()])
    shown: list[Coverage] = []
    for row in by_need.values():
        heir = by_need[leads[row.need.id].id]
        is_free = heir.need.number > PLACES and heir not in shown
        if row.need.number <= PLACES:
            shown.append(heir if is_free else row)
    return shown


def heirs(needs: Iterable[Row]) -> dict[int, Row]:
    """The need in force that each one leads to: itself, or the last of its successors."""
    known = {need.id: need for need in needs}

    def last(need: Row) -> Row:
        return last(known[need.successor_id]) if need.successor_id else need

    return {number: last(need) for number, need in known.items()}


def _year(key: int | None) -> int | None:
    return key // 10000 if key else None


def count_published() -> int:
    """How many outputs everybody may read; one that answers two needs counts once."""
    return db.session.scalar(select(func.count(Output.id)).where(VISIBLE[Output](None)))


def find_need(number: int) -> KnowledgeNeed | None:
    return db.session.scalar(select(KnowledgeNeed).where(KnowledgeNeed.number == number))


def find_axis(number: int) -> ResearchAxis | None:
    return db.session.scalar(select(ResearchAxis).where(ResearchAxis.number == number))


def all_needs() -> list[KnowledgeNeed]:
    """Every need with its axes and its successor, for those who look after them."""
    return list(
        db.session.scalars(
            select(KnowledgeNeed)
            .order_by(KnowledgeNeed.number)
            .options(selectinload(KnowledgeNeed.axes), selectinload(KnowledgeNeed.successor))
        )
    )


def all_axes() -> list[ResearchAxis]:
    return list(db.session.scalars(select(ResearchAxis).order_by(ResearchAxis.number)))


def last_changes() -> dict[tuple[str, int], datetime]:
    """When each need and each axis was last changed, by (``need`` or ``axis``, its id)."""
    of = TermVersion
    rows = db.session.execute(
        select(of.need_id, of.axis_id, func.max(of.at)).group_by(of.need_id, of.axis_id)
    )
    return {("need", need) if need else ("axis", axis): at for need, axis, at in rows}


def _published_on(need: KnowledgeNeed, *columns: object) -> Select:
    return (
        select(*columns)
        .select_from(Output)
        .join(output_need, output_need.c.output_id == Output.id)
        .where(output_need.c.need_id == need.id, VISIBLE[Output](None))
    )


def known_by_kind(need: KnowledgeNeed, most: int = 4) -> list[tuple[OutputKind, int, list[Output]]]:
    """What answers a need: (kind, how many, the newest ``most``), in the order of the kinds."""
    newest_first = (Output.issued_key.desc(), Output.id.desc())
    rank = func.row_number().over(partition_by=Output.kind_code, order_by=newest_first)
    total = func.count().over(partition_by=Output.kind_code)
    ranked = _published_on(need, Output.id, rank.label("rank"), total.label("total")).subquery()
    rows = db.session.execute(
        select(Output, ranked.c.total)
        .join(ranked, ranked.c.id == Output.id)
        .where(ranked.c.rank <= most)
        .order_by(*newest_first)
        .options(selectinload(Output.authors), selectinload(Output.needs))
    ).all()
    groups: dict[str, tuple[OutputKind, int, list[Output]]] = {}
    for output, count in rows:
        groups.setdefault(output.kind_code, (output.kind, count, []))[2].append(output)
    return sorted(groups.values(), key=lambda group: group[0].position)


def years_of(need: KnowledgeNeed) -> list[tuple[int, int]]:
    """How many published outputs a year, oldest first, years without any included."""
    keys = db.session.scalars(_published_on(need, Output.issued_key).where(Output.issued_key > 0))
    counts = Counter(key // 10000 for key in keys)
    return [(y, counts[y]) for y in range(min(counts), max(counts) + 1)] if counts else []


def who_wrote(need: KnowledgeNeed, most: int = 8) -> list[tuple[str, int]]:
    """The people and associations who signed most of its published outputs, as (name, how many)."""
    rows = db.session.execute(
        _published_on(need, Author.given, Author.family, func.count())
        .join(Author, Author.output_id == Output.id)
        .where(Author.declined_at.is_(None))
        .group_by(Author.given, Author.family)
        .order_by(func.count().desc(), Author.family, Author.given)
        .limit(most)
    )
    return [(f"{given} {family}".strip(), count) for given, family, count in rows]


@kept
def axes() -> list[Axis]:
    """The regional axes, in their order."""
    of = ResearchAxis
    columns = (of.id, of.number, of.title_fr, of.title_en, of.questions, of.source_url)
    near = {
        tuple(pair) for pair in db.session.execute(select(need_axis.c.axis_id, need_axis.c.need_id))
    }
    return [
        Axis(*about, needs=[need for need in every_need() if (number, need.id) in near])
        for number, *about in db.session.execute(select(*columns).order_by(of.number))
    ]


def unanswered(rows: Iterable[Coverage]) -> list[Row]:
    """The needs that no published output answers yet."""
    return [row.need for row in rows if not row.outputs]


def replaced_by(need: KnowledgeNeed, rows: Iterable[Coverage]) -> list[Coverage]:
    """The rows of the retired needs that lead to this one."""
    rows = list(rows)
    leads = heirs([row.need for row in rows])
    return [r for r in rows if r.need.id != need.id and leads[r.need.id].id == need.id]


def sought_in_vain(need: KnowledgeNeed, most: int = 12) -> list[str]:
    """The words of searches in vain that the coordination filed under a need, the latest first."""
    return list(
        db.session.scalars(
            select(UnmetSubject.words)
            .where(UnmetSubject.need_id == need.id)
            .order_by(UnmetSubject.at.desc())
            .limit(most)
        )
    )
