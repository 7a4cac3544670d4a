"""A proposal over many questions: what it starts from, what it holds, and how two of them differ."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from sqlalchemy import select

from univasso.core import clock
from univasso.core.db import db
from univasso.models.pairings import Pairing, PairingBatch, PairingState
from univasso.models.questions import Question
from univasso.pairings import evidence, gathering, workbench
from univasso.pairings import library as libraries
from univasso.pairings.assigning import LONGEST, Pair, Problem, Result, assign
from univasso.pairings.barriers import Candidate, Subject
from univasso.pairings.proposing import Choices, causes, problem_of

READING = 0.6  # of the progress: passages are read first, then pairs are chosen
TOLD_WORDS = 2  # of the passages of a pair, in its reason
Tell = Callable[[float], bool]  # told how far it is, from 0 to 1; says whether it is still wanted


@dataclass(frozen=True)
class Gathered:
    """Everything that a proposal starts from. ``words``: some that both sides of a pair say."""

    people: Mapping[str, Candidate]
    questions: Mapping[int, Subject]
    passages: Mapping[Pair, int]
    words: Mapping[Pair, tuple[str, ...]]


@dataclass(frozen=True)
class Difference:
    """A question that has other people in another proposal."""

    question: int
    before: tuple[str, ...]
    after: tuple[str, ...]


def gather(numbers: Iterable[int], tell: Tell = lambda share: True) -> Gathered:
    """Both sides of these questions, and their passages."""
    people, questions = workbench.everybody(), gathering.subjects(numbers)
    held, owners = libraries.library(), defaultdict(list)
    for key, sources in libraries.sources_by_candidate().items():
        if key in people:
            for source in sources:
                owners[source].append(key)
    passages: dict[Pair, int] = {}
    words: dict[Pair, tuple[str, ...]] = {}
    for at, number in enumerate(sorted(questions)):
        if not tell(at / len(questions)):
            break
        near = defaultdict(list)
        own = libraries.words_of(db.session.get(Question, number))
        for source, passage in held.about(own).items():
            for key in owners[source]:
                near[key].append(passage)
        for key, some in near.items():
            best = evidence.best(some)
            passages[number, key], words[number, key] = len(best), _common_words(best)
    return Gathered(people, questions, passages, words)


def _common_words(passages: list[evidence.Passage]) -> tuple[str, ...]:
    marked = (text.lower() for p in passages for text, is_marked in p.theirs if is_marked)
    return tuple(word for word, _count in Counter(marked).most_common(TOLD_WORDS))


def choices_of(asked: Mapping, capacities: Mapping[str, int] | None = None) -> Choices:
    """What was asked for, as it was kept, with the locks as they stand now."""
    locked = db.session.scalars(
        select(Pairing).where(Pairing.state == PairingState.KEPT, Pairing.is_locked,
                              Pairing.question_id.is_not(None))
    )  # fmt: skip
    pairs = {(p.question_id, workbench.key_of(p)): p for p in locked}
    return Choices(
        fairness=asked["fairness"], most_each=asked["most_each"], least=asked.get("least", {}),
        capacities=capacities or {}, seed=asked["seed"],
        seats={int(number): seats for number, seats in asked.get("seats", {}).items()},
        may_stay_open=frozenset(asked.get("may_stay_open", ())), locks=frozenset(pairs),
        past={pair: frozenset(o.rule for o in p.overrides) for pair, p in pairs.items()},
    )  # fmt: skip


def propose(asked: Mapping, tell: Tell = lambda share: True) -> dict:
    """The proposal, as it is kept: numbers and keys. Raise ``Cancelled`` when ``tell`` says no."""
    found = gather(asked["questions"], lambda share: tell(share * READING))
    choices, today = choices_of(asked), clock.today()
    problem = problem_of(found.people, found.questions, found.passages, today, choices)
    result = assign(problem, lambda: tell(READING))
    chosen = {question for question, _key in result.pairs}
    why = causes(found.people, found.questions, found.passages, chosen, today, choices)
    possible = Counter(question for question, _key in problem.pairs)
    return {
        "pairs": [
            {"question": q, "key": key, "passages": found.passages.get((q, key), 0),
             "words": found.words.get((q, key), ()), "locked": (q, key) in problem.locks,
             "others": possible[q] - 1}
            for q, key in result.pairs
        ],
        "unmatched": {
            str(q): {"near": c.with_passages, "forbidden": c.forbidden, "full": len(c.full),
                     "people": c.full[:3], "seats": choices.seats.get(q, 1)}
            for q, c in why.items()
        },
        "clashes": [[rule, about] for rule, about in result.clashes],
        "is_best": result.is_best, "is_found": result.is_found,
        "seconds": round(result.seconds, 1), "input": digest(problem),
    }  # fmt: skip


def digest(problem: Problem) -> str:
    """A mark of all that a result depends on: two computations that bear the same one give the same."""
    parts = (
        sorted(problem.pairs.items()), sorted(problem.most.items()), sorted(problem.least.items()),
        sorted(problem.loads.items()), sorted(problem.seats.items()), sorted(problem.may_stay_open),
        sorted(problem.locks), problem.fairness, problem.seed,
    )  # fmt: skip
    return sha256(json.dumps(parts).encode()).hexdigest()


def what_if(asked: Mapping, key: str, capacity: int, longest: float = LONGEST / 6) -> tuple:
    """The differences if somebody could take ``capacity`` studies, as (differences, both results
    are proved the best). Nothing is kept."""
    found = gather(asked["questions"])

    def solved(choices: Choices) -> Result:
        problem = problem_of(
            found.people, found.questions, found.passages, clock.today(), choices
        )  # fmt: skip
        return assign(problem, longest=longest)

    choices = choices_of(asked)
    now = solved(choices)
    then = solved(replace(choices, capacities={key: capacity}))
    return differences(now.pairs, then.pairs), now.is_best and then.is_best


def differences(before: Iterable[Pair], after: Iterable[Pair]) -> list[Difference]:
    """The questions that do not have the same people."""
    sides = []
    for pairs in (before, after):
        held = defaultdict(list)
        for question, key in pairs:
            held[question].append(key)
        sides.append(held)
    one, two = sides
    return [
        Difference(q, tuple(one.get(q, ())), tuple(two.get(q, ())))
        for q in sorted({*one, *two})
        if sorted(one.get(q, ())) != sorted(two.get(q, ()))
    ]


def pairs_of(batch: PairingBatch) -> list[Pair]:
    return [(line["question"], line["key"]) for line in batch.proposal.get("pairs", ())]


def latest(most: int = 12) -> list[PairingBatch]:
    return list(
        db.session.scalars(select(PairingBatch).order_by(PairingBatch.id.desc()).limit(most))
    )


def kept_pairings(questions: Iterable[int]) -> dict[Pair, Pairing]:
    """What stands on the shortlists of these questions, by pair."""
    rows = db.session.scalars(
        select(Pairing).where(
            Pairing.question_id.in_(list(questions)), Pairing.state == PairingState.KEPT
        )
    )
    return {(p.question_id, workbench.key_of(p)): p for p in rows}
