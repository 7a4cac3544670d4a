"""A proposal over many questions and many people: what may be assigned, and why the rest is not.

Hard rules come first and are never softened: a pair that one of them forbids is not in the model,
unless a person went past that rule for that pair, with a reason.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from univasso.pairings.assigning import Pair, Problem
from univasso.pairings.barriers import DEFAULT_LOAD, Candidate, Subject, conditions

MOST_PAIRS = 60_000  # in the model: the candidates with the most passages of each question
FEWEST = 40  # candidates kept of a question, however many questions there are


@dataclass(frozen=True)
class Choices:
    """What whoever asks for a proposal chose. ``capacities`` are those of a what-if (C2.8)."""

    fairness: str = "nobody_aside"
    most_each: int = 1  # seats in this proposal, per person
    least: Mapping[str, int] = field(default_factory=dict)
    capacities: Mapping[str, int] = field(default_factory=dict)
    seats: Mapping[int, int] = field(default_factory=dict)
    may_stay_open: frozenset[int] = frozenset()
    locks: frozenset[Pair] = frozenset()  # of other questions too: they take a seat of somebody
    past: Mapping[Pair, frozenset[str]] = field(
        default_factory=dict
    )  # rules that a person went past
    seed: int = 1


@dataclass(frozen=True)
class Cause:
    """Why a question has nobody: how many people have passages in common with it, and how many of
    them each rule forbids (one person may be under several); ``full``: those whom no rule forbids,
    and whom other questions take."""

    with_passages: int
    forbidden: Mapping[str, int]
    full: tuple[str, ...] = ()


def capacity_of(one: Candidate, choices: Choices) -> int:
    return choices.capacities.get(
        one.key, DEFAULT_LOAD if one.capacity is None else one.capacity
    )  # fmt: skip


def _room(one: Candidate, questions: Mapping[int, Subject], choices: Choices) -> int:
    """How many seats of this proposal somebody can take. What a person locked past the rule of the
    load has its seat nonetheless."""
    mine = [pair for pair in choices.locks if pair[1] == one.key]
    here = [pair for pair in mine if pair[0] in questions]
    left = capacity_of(one, choices) - one.load - (len(mine) - len(here))
    past = sum(1 for pair in here if "load" in choices.past.get(pair, ()))
    return max(past, min(left, max(choices.most_each, len(here))))


def problem_of(
    people: Mapping[str, Candidate],
    questions: Mapping[int, Subject],
    passages: Mapping[Pair, int],
    today: date,
    choices: Choices,
) -> Problem:
    """The model of a proposal. ``passages``: how many of them each pair has, pairs without any left
    out, since nothing would speak for them; what is locked needs none."""
    most = max(FEWEST, MOST_PAIRS // max(1, len(questions)))
    pairs: dict[Pair, int] = {}
    for question, near in _by_question(passages).items():
        kept = 0
        for key in near:
            if kept == most:
                break
            pair = question, key
            if not forbidding(people[key], questions[question], today, choices):
                pairs[pair] = passages[pair]
                kept += 1
    locks = frozenset(pair for pair in choices.locks if pair[0] in questions)
    for question, key in locks - pairs.keys():
        one = people.get(key)
        if one is not None and not forbidding(one, questions[question], today, choices):
            pairs[question, key] = passages.get((question, key), 0)
    busy = {key for _question, key in pairs}
    return Problem(
        pairs=pairs,
        most={key: _room(one, questions, choices) for key, one in people.items() if key in busy},
        least=choices.least,
        loads={key: one.load for key, one in people.items() if one.load and key in busy},
        seats=choices.seats,
        may_stay_open=choices.may_stay_open,
        locks=locks,
        fairness=choices.fairness,
        seed=choices.seed,
    )


def _by_question(passages: Mapping[Pair, int]) -> dict[int, list[str]]:
    """The candidates of each question, those with the most passages first."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for (question, key), count in passages.items():
        found[question].append((-count, key))
    return {question: [key for _count, key in sorted(near)] for question, near in found.items()}


def forbidding(one: Candidate, other: Subject, today: date, choices: Choices) -> list[str]:
    """The rules that say no and that nobody went past. What-if capacities are those of the rule of
    the load too."""
    past = choices.past.get((other.question_id, one.key), frozenset())
    one = replace(one, capacity=capacity_of(one, choices)) if choices.capacities else one
    return [c.rule for c in conditions(one, other, today) if c.met is False and c.rule not in past]


def causes(
    people: Mapping[str, Candidate],
    questions: Mapping[int, Subject],
    passages: Mapping[Pair, int],
    chosen: set[int],
    today: date,
    choices: Choices,
) -> dict[int, Cause]:
    """For each question that is not among ``chosen``, why."""
    near, found = _by_question(passages), {}
    for question in questions:
        if question in chosen:
            continue
        forbidden, full = Counter(), []
        for key in near.get(question, ()):
            rules = forbidding(people[key], questions[question], today, choices)
            forbidden.update(rules)
            if not rules:
                full.append(key)
        found[question] = Cause(len(near.get(question, ())), dict(forbidden), tuple(full))
    return found
