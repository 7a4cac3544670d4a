"""Who could work on a question: what prevents each, what speaks for each, in a chosen order (C2.1–C2.4).

Nothing is summed into a figure: the order is a rule, written above the list, and its reader chose it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from sqlalchemy import func, select

from univasso.core import clock
from univasso.core.db import db
from univasso.core.words import N_
from univasso.models.groups import GroupMember, GroupMemberState, GroupState, ResearchGroup
from univasso.models.pairings import OPEN_PAIRINGS, Pairing
from univasso.models.questions import Question, QuestionState
from univasso.models.researchers import Researcher, ResearcherState, researcher_need
from univasso.pairings import evidence, gathering
from univasso.pairings import library as libraries
from univasso.pairings.barriers import Candidate, Condition, conditions

SHOWN = 20  # candidates of a page
KINDS = ("researcher", "group")


@dataclass(frozen=True)
class Line:
    """A candidate as the workbench shows it."""

    candidate: Candidate
    row: Researcher | ResearchGroup | None  # once it is to be shown
    conditions: list[Condition]
    passages: list[evidence.Passage] = field(default_factory=list)
    needs: frozenset[int] = frozenset()  # numbers of those that both are about
    pairing: Pairing | None = None  # if one is open already

    @property
    def key(self) -> str:
        return self.candidate.key

    @property
    def stopped_by(self) -> list[Condition]:
        return [c for c in self.conditions if c.met is False]

    @property
    def unknown(self) -> list[Condition]:
        return [c for c in self.conditions if c.met is None]

    @property
    def met_count(self) -> int:
        return sum(1 for c in self.conditions if c.met)

    @property
    def speaks(self) -> tuple[int, int]:
        """Passages in common, then shared needs: to be compared, the most first."""
        return -len(self.passages), -len(self.needs)


@dataclass(frozen=True)
class Order:
    """A rule of order, in words, and what it compares."""

    label: str  # marked with N_
    words: str  # marked with N_: above the list
    by: Callable[[Line], tuple]


def _gaps(line: Line) -> int:
    return len(line.unknown)


ORDERS: dict[str, Order] = {
    "passages": Order(
        N_("Conditions, passages, load"),
        N_("conditions met, then passages in common, then the lightest load"),
        lambda line: (_gaps(line), *line.speaks, line.candidate.load),
    ),
    "charge": Order(
        N_("Conditions, load, passages"),
        N_("conditions met, then the lightest load, then passages in common"),
        lambda line: (_gaps(line), line.candidate.load, *line.speaks),
    ),
    "extraits": Order(
        N_("Passages, conditions, load"),
        N_("passages in common, then conditions met, then the lightest load"),
        lambda line: (*line.speaks, _gaps(line), line.candidate.load),
    ),
    "oubli": Order(
        N_("Those who were asked least"),
        N_("requests received, the fewest first, then passages in common"),
        lambda line: (line.candidate.asked, *line.speaks),
    ),
}


@dataclass(frozen=True)
class Bench:
    """The candidates of a question: those who could, those whom a rule stops, and how many have no
    passage in common."""

    order: str
    possible: list[Line]
    stopped: list[Line]
    apart: int
    total: int


def bench(question: Question, order: str = "passages") -> Bench:
    """Everybody who could work on a question. Those who have neither a passage nor a need in common
    with it are only counted."""
    open_ones = {key_of(pairing): pairing for pairing in _open_of(question)}
    passages = _passages(question)
    lines = _lines(question, _speaking(question, {*passages, *open_ones}), passages)
    speaking = [line for line in lines if line.passages or line.needs or line.key in open_ones]
    order = order if order in ORDERS else "passages"
    chosen = sorted(speaking, key=lambda line: (*ORDERS[order].by(line), line.key))
    filled = _with_rows(chosen, open_ones)
    total = _how_many()
    return Bench(
        order,
        possible=[line for line in filled if not line.stopped_by],
        stopped=[line for line in filled if line.stopped_by],
        apart=max(0, total - len(speaking)),
        total=total,
    )


def line_of(question: Question, row: Researcher | ResearchGroup) -> Line:
    """One candidate, whoever they are: “Why not?” (C2.4)."""
    key = key_of_row(row)
    [line] = _lines(question, {key: _candidate(row)}, _passages(question, key))
    return _with_rows([line], {key_of(p): p for p in _open_of(question)})[0]


def questions_for(row: Researcher) -> list[tuple[Question, Line]]:
    """The questions that wait and that somebody could work on, or that a rule keeps from them though
    they have something in common: the most in common first."""
    one = gathering.candidates(only=[row.id])[row.id]
    waiting = list(
        db.session.scalars(select(Question).where(Question.state == QuestionState.QUALIFIED))
    )
    subjects = gathering.subjects([question.id for question in waiting])
    mine = libraries.sources_by_candidate().get(one.key, set())
    texts, today = libraries.library(), clock.today()
    found = []
    for question in waiting:
        subject, about = subjects[question.id], texts.about(libraries.words_of(question))
        line = Line(
            one, row, conditions(one, subject, today),
            evidence.best(about[source] for source in mine if source in about),
            one.needs & subject.needs,
            next((p for p in _open_of(question) if key_of(p) == one.key), None),
        )  # fmt: skip
        if line.passages or line.needs:
            found.append((question, line))
    return sorted(found, key=lambda pair: (len(pair[1].stopped_by), *pair[1].speaks, pair[0].id))


def place_of(line: Line, bench: Bench) -> int:
    """At which place of the list they would stand if no rule stopped them, from 1."""
    by = ORDERS[bench.order].by
    mine = (*by(line), line.key)
    return 1 + sum(1 for other in bench.possible if (*by(other), other.key) < mine)


def _candidate(row: Researcher | ResearchGroup) -> Candidate:
    if isinstance(row, Researcher):
        return gathering.candidates(only=[row.id])[row.id]
    members = [member.researcher_id for member in row.members if member.researcher_id is not None]
    one = gathering.groups(gathering.candidates(only=members)).get(row.id)
    return one or Candidate(f"group:{row.id}", is_active=False)  # closed, or left by everybody


def everybody() -> dict[str, Candidate]:
    """Every researcher and every group that may be proposed, by their keys."""
    people = gathering.candidates()
    both = [*people.values(), *gathering.groups(people).values()]
    return {candidate.key: candidate for candidate in both}


def _passages(question: Question, only: str = "") -> dict[str, list[evidence.Passage]]:
    """The best passages of each candidate who has some, or of one."""
    owners = libraries.sources_by_candidate()
    mine = {only: owners.get(only, set())} if only else owners
    found = libraries.library().about(
        libraries.words_of(question), mine[only] if only else None
    )  # fmt: skip
    best = {key: evidence.best(found[s] for s in held if s in found) for key, held in mine.items()}
    return {key: passages for key, passages in best.items() if passages}


def _speaking(question: Question, keys: set[str]) -> dict[str, Candidate]:
    """Those of ``keys``, and those whose subjects are under a need of the question: nobody else is
    read."""
    needs = [need.id for need in question.needs]
    numbers = {
        kind: {int(k.partition(":")[2]) for k in keys if k.startswith(kind)} for kind in KINDS
    }
    numbers["researcher"] |= set(db.session.scalars(
        select(researcher_need.c.researcher_id).where(researcher_need.c.need_id.in_(needs))
    ))  # fmt: skip
    members = select(GroupMember.group_id, GroupMember.researcher_id).where(
        GroupMember.state == GroupMemberState.ACTIVE, GroupMember.researcher_id.is_not(None)
    )
    in_groups = [
        (group, person) for group, person in db.session.execute(members)
        if group in numbers["group"] or person in numbers["researcher"]
    ]  # fmt: skip
    about = {group for group, _person in in_groups}
    together = [person for group, person in db.session.execute(members) if group in about]
    people = gathering.candidates(only=numbers["researcher"] | set(together))
    alone = {
        one.key: one for n, one in people.items() if n in numbers["researcher"] and one.is_active
    }
    return alone | {
        one.key: one for one in gathering.groups(people).values() if one.key in keys or one.needs
    }


def _how_many() -> int:
    """How many may be proposed in all."""
    people = select(func.count()).where(Researcher.state == ResearcherState.ACTIVE)
    groups = select(func.count(GroupMember.group_id.distinct())).join(ResearchGroup).where(
        ResearchGroup.state == GroupState.OPEN, GroupMember.state == GroupMemberState.ACTIVE
    )  # fmt: skip
    return db.session.scalar(people) + db.session.scalar(groups)


def _lines(
    question: Question, candidates: dict[str, Candidate], passages: dict[str, list]
) -> list[Line]:
    subject, today = gathering.subjects([question.id])[question.id], clock.today()
    return [
        Line(
            candidate, None, conditions(candidate, subject, today), passages.get(key, []),
            candidate.needs & subject.needs,
        )
        for key, candidate in candidates.items()
    ]  # fmt: skip


def _with_rows(lines: list[Line], open_ones: dict[str, Pairing]) -> list[Line]:
    rows = {}
    for kind, model in (("researcher", Researcher), ("group", ResearchGroup)):
        numbers = [int(line.key.partition(":")[2]) for line in lines if line.key.startswith(kind)]
        for start in range(0, len(numbers), 500):
            some = select(model).where(model.id.in_(numbers[start : start + 500]))
            rows |= {f"{kind}:{row.id}": row for row in db.session.scalars(some)}
    return [
        replace(line, row=rows[line.key], pairing=open_ones.get(line.key))
        for line in lines
    ]  # fmt: skip


def key_of(pairing: Pairing) -> str:
    """The key of its candidate."""
    number = pairing.researcher_id
    return f"researcher:{number}" if number else f"group:{pairing.group_id}"


def _open_of(question: Question) -> list[Pairing]:
    found = select(Pairing).where(
        Pairing.question_id == question.id, Pairing.state.in_(OPEN_PAIRINGS)
    )
    return list(db.session.scalars(found))


def key_of_row(row: Researcher | ResearchGroup) -> str:
    return f"{'researcher' if isinstance(row, Researcher) else 'group'}:{row.id}"
