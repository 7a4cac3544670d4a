"""A proposal over many questions and many people: what may be assigned, and why the rest is not.

Hard rules come first and are never softened: a pair that one of them forbids is not in the model,
unless a person went past that rule for that pair, with a reason.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from univasso.pairings.assigning import Pair, Problem
from univasso.pairings.barriers import DEFAULT_LOAD, Candidate, Subject, conditions

MOST_PER_QUESTION = 40  # candidates kept of a question: those with the most passages


@dataclass(frozen=True)
class Choices:
    """What whoever asks for a proposal chose. ``capacities`` are those of a what-if (C2.8)."""

    fairness: str = "nobody_aside"
    most_each: int = 1  # seats in this proposal, per person
    least: Mapping[str, int] = field(default_factory=dict)
    capacities: Mapping[str, int] = field(default_factory=dict)
    seats: Mapping[int, int] = field(default_factory=dict)
    may_stay_open: frozenset[int] = frozenset()
    locks: frozenset[Pair] = frozenset()
    allowed: frozenset[Pair] = frozenset()  # past a hard rule, by a person who said why
    seed: int = 1


@dataclass(frozen=True)
class Cause:
    """Why a question has nobody: how many people have passages in common with it, and how many of
    them each rule forbids (one person may be under several); ``full``: taken by other questions."""

    with_passages: int
    forbidden: Mapping[str, int]
    full: int = 0


def _room(one: Candidate, choices: Choices) -> int:
    capacity = DEFAULT_LOAD if one.capacity is None else one.capacity
    left = choices.capacities.get(one.key, capacity) - one.load
    locked = sum(1 for _question, key in choices.locks if key == one.key)
    return max(0, min(left, max(choices.most_each, locked)))


def problem_of(
    people: Mapping[str, Candidate],
    questions: Mapping[int, Subject],
    passages: Mapping[Pair, int],
    today: date,
    choices: Choices,
) -> Problem:
    """The model of a proposal. ``passages``: how many of them each pair has, pairs without any left
    out, since nothing would speak for them."""
    pairs: dict[Pair, int] = {}
    for question, candidates in _best(passages).items():
        for key in candidates:
            pair = question, key
            if pair in choices.allowed or not _forbidding(people[key], questions[question], today,
                                                          choices):  # fmt: skip
                pairs[pair] = passages[pair]
    for pair in choices.locks & choices.allowed:
        pairs.setdefault(pair, passages.get(pair, 0))
    return Problem(
        pairs=pairs,
        most={key: _room(one, choices) for key, one in people.items()},
        least=choices.least,
        seats=choices.seats,
        may_stay_open=choices.may_stay_open,
        locks=choices.locks,
        fairness=choices.fairness,
        seed=choices.seed,
        questions=tuple(sorted(questions)),
    )


def _best(passages: Mapping[Pair, int]) -> dict[int, list[str]]:
    by_question: dict[int, list[tuple[int, str]]] = {}
    for (question, key), count in passages.items():
        by_question.setdefault(question, []).append((-count, key))
    return {
        question: [key for _count, key in sorted(found)[:MOST_PER_QUESTION]]
        for question, found in sorted(by_question.items())
    }


def _forbidding(one: Candidate, other: Subject, today: date, choices: Choices) -> list[str]:
    """The rules that say no. A what-if of more capacity answers for the rule of the load."""
    wider = choices.capacities.get(one.key)
    return [
        c.rule for c in conditions(one, other, today)
        if c.met is False and not (c.rule == "load" and wider is not None and one.load < wider)
    ]  # fmt: skip


def causes(
    people: Mapping[str, Candidate],
    questions: Mapping[int, Subject],
    passages: Mapping[Pair, int],
    chosen: set[int],
    today: date,
    choices: Choices,
) -> dict[int, Cause]:
    """For each question that is not among ``chosen``, why."""
    found = {}
    for question in questions:
        if question in chosen:
            continue
        near = [key for number, key in passages if number == question]
        forbidden, full = Counter(), 0
        for key in near:
            rules = _forbidding(people[key], questions[question], today, choices)
            forbidden.update(rules)
            full += not rules
        found[question] = Cause(len(near), dict(forbidden), full)
    return found
