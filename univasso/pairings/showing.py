"""A computed proposal as its page shows it: rows and words for the numbers that are kept."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from univasso.core import clock
from univasso.core.db import db
from univasso.models.groups import ResearchGroup
from univasso.models.pairings import Pairing, PairingBatch, PairingState
from univasso.models.questions import Question
from univasso.models.researchers import Researcher, ResearcherState, researcher_need
from univasso.pairings import batches, gathering, workbench
from univasso.pairings.barriers import RULE_LABELS, Condition, conditions
from univasso.pairings.services.batches import row_of

MOST_FAULTS = 12  # names of a list before it is only counted


@dataclass(frozen=True)
class Suggested:
    """A pair of a proposal, with what is known of it today."""

    question: Question | None
    row: Researcher | ResearchGroup | None
    key: str
    passages: int
    words: list[str]
    others: int
    rank: int  # how many studies of this proposal they have so far, this one included
    conditions: list[Condition]
    pairing: Pairing | None

    @property
    def unknown(self) -> list[Condition]:
        return [c for c in self.conditions if c.met is None]

    @property
    def stopped_by(self) -> list[Condition]:
        return [c for c in self.conditions if c.met is False]


@dataclass(frozen=True)
class Unmatched:
    """A question without anybody, and what was counted of those whose words are near."""

    question: Question | None
    near: int
    forbidden: dict[str, int]
    full: int
    people: list
    seats: int


@dataclass(frozen=True)
class Shown:
    suggested: list[Suggested]
    unmatched: list[Unmatched]
    clashes: list[str]


@dataclass(frozen=True)
class Tried:
    """A what-if: who, how many, and what it would change."""

    key: str
    name: str
    number: int
    differences: list[batches.Difference]
    is_best: bool


@dataclass(frozen=True)
class Fault:
    """What is missing in profiles, before anything is computed; ``people``: some of them."""

    label: str
    count: int
    people: list[Researcher]


def result(batch: PairingBatch) -> Shown:
    kept = batch.proposal or {}
    lines = kept.get("pairs", ())
    numbers = {line["question"] for line in lines} | {int(q) for q in kept.get("unmatched", {})}
    questions = {
        q.id: q for q in db.session.scalars(select(Question).where(Question.id.in_(numbers)))
    }
    subjects, pairings = gathering.subjects(numbers), batches.kept_pairings(numbers)
    people = _candidates({line["key"] for line in lines})
    shown, taken = [], {}
    for line in lines:
        number, key = line["question"], line["key"]
        taken[key] = taken.get(key, 0) + 1
        said = (
            conditions(people[key], subjects[number], clock.today())
            if key in people and number in subjects else []
        )  # fmt: skip
        shown.append(Suggested(
            questions.get(number), row_of(key), key, line["passages"], line["words"],
            line["others"], taken[key], said, pairings.get((number, key)),
        ))  # fmt: skip
    unmatched = [
        Unmatched(questions.get(int(q)), why["near"], why["forbidden"], why["full"],
                  [row for key in why["people"] if (row := row_of(key))], why["seats"])
        for q, why in kept.get("unmatched", {}).items()
    ]  # fmt: skip
    return Shown(shown, unmatched, [clash_in_words(*clash) for clash in kept.get("clashes", ())])


def _candidates(keys: set[str]) -> dict:
    """Those of a proposal, as the rules see them today."""
    if any(key.startswith("group") for key in keys):
        everybody = workbench.everybody()
        return {key: everybody[key] for key in keys if key in everybody}
    numbers = [int(key.partition(":")[2]) for key in keys]
    return {one.key: one for one in gathering.candidates(only=numbers).values()}


def people_to_try(shown: Shown) -> list[tuple[str, str]]:
    """Those whose capacity could change a proposal: who is in it, and who is taken."""
    rows = [line.row for line in shown.suggested if line.row is not None]
    rows += [row for one in shown.unmatched for row in one.people]
    found = {workbench.key_of_row(row): row.name for row in rows}
    return sorted(found.items(), key=lambda pair: pair[1])


def cause_in_words(one: Unmatched) -> str:
    """Why a question has nobody."""
    said = [
        ngettext("%(num)d person has passages in common.", "%(num)d people have passages in common.",
                 one.near)
        if one.near else _("Nobody has a passage in common with it.")
    ]  # fmt: skip
    for rule, count in one.forbidden.items():
        said.append(ngettext("%(rule)s: stops %(num)d of them.", "%(rule)s: stops %(num)d of them.",
                             count, rule=_(RULE_LABELS[rule])))  # fmt: skip
    if one.full:
        said.append(
            _("It asks for %(seats)d people together; %(num)d possible.", seats=one.seats, num=one.full)
            if one.seats > one.full
            else ngettext("%(num)d possible, taken by other questions.",
                          "%(num)d possible, taken by other questions.", one.full)
        )  # fmt: skip
    return " ".join(said)


def clash_in_words(rule: str, about) -> str:
    """A rule that cannot hold with the others."""
    if rule == "lock":
        number, key = about
        return _("%(name)s is locked for question no. %(number)d", name=_name(key), number=number)
    if rule == "seats":
        return _("question no. %(number)d asks for two people together", number=about)
    if rule == "least":
        return _("%(name)s must have at least one study", name=_name(about))
    return _("%(name)s can take no more than their capacity", name=_name(about))


def _name(key: str) -> str:
    row = row_of(key)
    return row.name if row is not None else key


def names(differences: Iterable[batches.Difference]) -> dict[str, str]:
    return {key: _name(key) for d in differences for key in (*d.before, *d.after)}


def same_input(batch: PairingBatch) -> PairingBatch | None:
    """The latest computation before this one that started from the very same input."""
    mark = (batch.proposal or {}).get("input")
    return next(
        (b for b in batches.latest(50) if b.id < batch.id and mark
         and (b.proposal or {}).get("input") == mark), None,
    )  # fmt: skip


def locked_count() -> int:
    return db.session.scalar(
        select(func.count())
        .select_from(Pairing)
        .where(Pairing.state == PairingState.KEPT, Pairing.is_locked)
    )


def faults() -> list[Fault]:
    """What is missing in profiles that may be proposed: said before a computation, not after."""
    active = Researcher.state == ResearcherState.ACTIVE
    kinds = (
        (_("Profiles without knowledge needs"),
         Researcher.id.not_in(select(researcher_need.c.researcher_id))),
        (_("Profiles without a number of studies: one is supposed"), Researcher.capacity.is_(None)),
        (_("Profiles without a word of expertise"),
         (Researcher.expertise_fr == "") & (Researcher.expertise_en == "")),
        (_("Profiles whose ties were never declared"), Researcher.interests_confirmed_at.is_(None)),
    )  # fmt: skip
    found = []
    for label, missing in kinds:
        query = select(Researcher).where(active, missing)
        count = db.session.scalar(select(func.count()).select_from(query.subquery()))
        some = query.order_by(Researcher.sort_key).limit(MOST_FAULTS)
        if count:
            found.append(Fault(label, count, list(db.session.scalars(some))))
    return found
