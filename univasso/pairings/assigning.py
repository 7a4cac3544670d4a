"""Who could work on what, for many questions at once: one model, solved by HiGHS (C2.6, C2.7).

The model is an assignment with capacities. ``x[q, c]`` says that candidate ``c`` takes a seat of
question ``q``; only pairs that no hard rule forbids have one. A question has its seats filled
together or not at all unless a seat may stay open. Locks are ``x = 1``. What is sought is chosen in
words: ``nobody_aside`` fills as many questions as can be, then has the most passages, then the
evenest loads; ``best_match`` has the most passages first.

Aims are sought one after the other, each kept while the next is sought, so that nothing depends on
weights. The same input and seed give the same result: HiGHS is told its seed, one thread, and equals
are told apart by an order drawn from the seed.

HiGHS: Q. Huangfu and J. A. J. Hall, Mathematical Programming Computation 10 (2018).
"""

import math
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import highspy
import numpy

FAIRNESS = ("nobody_aside", "best_match")
LONGEST = 30.0  # seconds after which the best result so far is given
Pair = tuple[int, str]  # the number of a question, the key of a candidate


@dataclass(frozen=True)
class Problem:
    """``pairs``: passages of every pair that no hard rule forbids. ``most``: how many more seats
    each candidate can take; ``least``: those that a candidate must have. ``seats`` of a question
    (one unless said); ``may_stay_open``: questions that may have some of theirs only."""

    pairs: Mapping[Pair, int]
    most: Mapping[str, int]
    least: Mapping[str, int] = field(default_factory=dict)
    seats: Mapping[int, int] = field(default_factory=dict)
    may_stay_open: frozenset[int] = frozenset()
    locks: frozenset[Pair] = frozenset()
    fairness: str = "nobody_aside"
    seed: int = 1
    questions: tuple[int, ...] = ()  # all of them, those without a pair too


@dataclass(frozen=True)
class Result:
    """``clashes``: why nothing fits, as (rule, subject), when it is impossible; ``is_best``: whether
    nothing better exists, or time ran out."""

    pairs: tuple[Pair, ...] = ()
    clashes: tuple[tuple[str, object], ...] = ()
    is_best: bool = True
    seconds: float = 0.0

    @property
    def is_possible(self) -> bool:
        return not self.clashes


class Cancelled(Exception):  # noqa: N818
    """Whoever asked for the computation does not want it any more."""


def assign(
    problem: Problem, goes_on: Callable[[], bool] = lambda: True, longest: float = LONGEST
) -> Result:
    """The best result within ``longest`` seconds. Raise ``Cancelled`` once ``goes_on`` says no."""
    begun = time.monotonic()
    clashes = _hopeless(problem)
    if clashes:
        return Result(clashes=clashes)
    model = _Model(problem, goes_on, begun + longest)
    model.solve()
    if model.is_impossible:
        clashes = tuple(_clashes(problem, goes_on))
        return Result(clashes=clashes, seconds=time.monotonic() - begun)
    is_best = all(model.seek(aim, sense) for aim, sense in model.aims())
    return Result(model.chosen(), (), is_best, time.monotonic() - begun)


def _hopeless(problem: Problem) -> tuple[tuple[str, object], ...]:
    """Rules that nothing could ever hold: a lock on a pair that a hard rule forbids, a least load of
    somebody for whom nothing is possible."""
    possible = {candidate for _question, candidate in problem.pairs}
    locks = [("lock", pair) for pair in sorted(problem.locks) if pair not in problem.pairs]
    loads = [("least", c) for c, least in sorted(problem.least.items()) if least > 0]
    return (*locks, *(rule for rule in loads if rule[1] not in possible))


class _Model:
    """The variables and rows of a problem, and its aims."""

    def __init__(
        self, problem: Problem, goes_on: Callable[[], bool], ends: float, drop=frozenset()
    ):
        self.problem, self.goes_on, self.ends = problem, goes_on, ends
        self.pairs = sorted(problem.pairs)
        random.Random(problem.seed).shuffle(self.pairs)  # noqa: S311 (an order, not a secret)
        self.number = {pair: i for i, pair in enumerate(self.pairs)}
        self.by_question, self.by_candidate = defaultdict(list), defaultdict(list)
        for i, (question, candidate) in enumerate(self.pairs):
            self.by_question[question].append(i)
            self.by_candidate[candidate].append(i)
        self.covered = {q: len(self.pairs) + i for i, q in enumerate(sorted(self.by_question))}
        self.width = len(self.pairs) + len(self.covered)
        self._values: list[float] = []
        self.solver = highspy.Highs()
        self.solver.silent()
        for name, value in (("threads", 1), ("random_seed", problem.seed),
                            ("mip_rel_gap", 0.0)):  # fmt: skip
            self.solver.setOptionValue(name, value)
        self.solver.addVars(self.width, numpy.zeros(self.width), numpy.ones(self.width))
        self.solver.changeColsIntegrality(
            self.width, numpy.arange(self.width, dtype=numpy.int32),
            numpy.full(self.width, highspy.HighsVarType.kInteger),
        )  # fmt: skip
        self._rows(drop)

    def _rows(self, drop: frozenset) -> None:
        problem = self.problem
        for question, columns in self.by_question.items():
            seats = problem.seats.get(question, 1)
            filled = {**dict.fromkeys(columns, 1.0), self.covered[question]: -float(seats)}
            if question in problem.may_stay_open:  # at least one seat, at most all of them
                self._row(-highspy.kHighsInf, 0, filled)
                self._row(0, highspy.kHighsInf,
                          {**dict.fromkeys(columns, 1.0), self.covered[question]: -1.0})  # fmt: skip
            else:
                self._row(0, 0, filled)
        for candidate, columns in self.by_candidate.items():
            least = problem.least.get(candidate, 0)
            low = 0 if ("least", candidate) in drop else least
            most = problem.most.get(candidate, 0)
            high = highspy.kHighsInf if ("most", candidate) in drop else most
            self._row(low, high, dict.fromkeys(columns, 1.0))
        for pair in problem.locks:
            if ("lock", pair) not in drop:
                self.solver.changeColBounds(self.number[pair], 1, 1)

    def _row(self, low: float, high: float, values: Mapping[int, float]) -> None:
        self.solver.addRow(
            low, high, len(values), numpy.array(list(values), dtype=numpy.int32),
            numpy.array(list(values.values()), dtype=float),
        )  # fmt: skip

    def aims(self) -> Iterable[tuple[Mapping[int, float], str]]:
        """What is sought, the first first: (value of each column, which way)."""
        covered = dict.fromkeys(self.covered.values(), 1.0)
        passages = {i: float(self.problem.pairs[pair]) for i, pair in enumerate(self.pairs)}
        if self.problem.fairness == "nobody_aside":
            yield covered, "max"
            yield passages, "max"
        else:
            yield passages, "max"
            yield covered, "max"
        if self.pairs:  # of equals, the ones that come first in the order drawn from the seed
            yield {i: 1 + i / len(self.pairs) for i in range(len(self.pairs))}, "min"

    def seek(self, aim: Mapping[int, float], sense: str) -> bool:
        """Find the best value of an aim and hold it from then on; whether it is really the best."""
        costs = numpy.zeros(self.width)
        for column, value in aim.items():
            costs[column] = value
        self.solver.changeColsCost(self.width, numpy.arange(self.width, dtype=numpy.int32), costs)
        self.solver.changeObjectiveSense(
            highspy.ObjSense.kMaximize if sense == "max" else highspy.ObjSense.kMinimize
        )
        done = self.solve()
        reached = self.solver.getInfo().objective_function_value
        slack = 1e-6 * max(1.0, abs(reached))
        if sense == "max":
            self._row(reached - slack, highspy.kHighsInf, aim)
        else:
            self._row(-highspy.kHighsInf, reached + slack, aim)
        return done

    def solve(self) -> bool:
        """Whether the best is known; what was found before time ran out is kept."""
        if not self.goes_on():
            raise Cancelled
        left = self.ends - time.monotonic()
        if left <= 0:
            return False
        self.solver.setOptionValue("time_limit", self.solver.getRunTime() + left)
        self.solver.run()
        if (
            self.solver.getInfo().primal_solution_status
            == highspy.SolutionStatus.kSolutionStatusFeasible
        ):
            self._values = list(self.solver.getSolution().col_value)
        return self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal

    @property
    def is_impossible(self) -> bool:
        return self.solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible

    def chosen(self) -> tuple[Pair, ...]:
        """The pairs of the best values so far."""
        return tuple(sorted(
            pair for pair, value in zip(self.pairs, self._values, strict=False) if value > 0.5
        ))  # fmt: skip


def _clashes(problem: Problem, goes_on: Callable[[], bool]) -> list[tuple[str, object]]:
    """A smallest set of named rules that cannot hold together, by taking each out in turn.

    Without locks and least loads an empty result is always possible: only the questions and the
    candidates that they name are looked at. Deletion filter: J. W. Chinneck and E. W. Dravnieks,
    ORSA Journal on Computing 3 (1991).
    """
    named = {c for _q, c in problem.locks} | {c for c, least in problem.least.items() if least}
    rules = [("lock", pair) for pair in sorted(problem.locks)]
    rules += [("least", c) for c in sorted(named) if problem.least.get(c)]
    rules += [("most", c) for c in sorted(named)]
    dropped: set = set()
    for rule in rules:
        without = _Model(problem, goes_on, math.inf, frozenset(dropped | {rule}))
        without.solve()
        if without.is_impossible:  # it clashes without this one too
            dropped.add(rule)
    return [rule for rule in rules if rule not in dropped]
