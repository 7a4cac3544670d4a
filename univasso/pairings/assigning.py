"""Who could work on what, for many questions at once: one model, solved by HiGHS (C2.6, C2.7).

The model is an assignment with capacities. ``x[q, c]`` says that candidate ``c`` takes a seat of
question ``q``; only pairs that no hard rule forbids have one. A question has its seats filled
together or not at all unless a seat may stay open. Locks are ``x = 1``. What is sought is chosen in
words: ``nobody_aside`` fills as many questions as can be, then has the most passages;
``best_match`` has the most passages first. Both then have the evenest loads.

Aims are sought one after the other, each kept while the next is sought, so that nothing depends on
weights. Equals are told apart by numbers drawn from the seed, which leave one best result: the same
input and seed give it again, unless time runs out before it is proved.

HiGHS: Q. Huangfu and J. A. J. Hall, Mathematical Programming Computation 10 (2018).
"""

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import highspy
import numpy

FAIRNESS = ("nobody_aside", "best_match")
LONGEST = 30.0  # seconds after which the best result so far is given
LOOKS = 0.5  # seconds between two looks at whether the result is still wanted
WHOLE = 0.5  # values of aims are whole numbers: less than one apart is the same
Pair = tuple[int, str]  # the number of a question, the key of a candidate
Rule = tuple[str, object]  # its name, and the pair, the candidate or the question that it is about


@dataclass(frozen=True)
class Problem:
    """``pairs``: passages of every pair that no hard rule forbids. ``most``: how many more seats
    each candidate can take; ``least``: those that a candidate must have; ``loads``: those that they
    have elsewhere. ``seats`` of a question (one unless said); ``may_stay_open``: questions that may
    have some of theirs only."""

    pairs: Mapping[Pair, int]
    most: Mapping[str, int]
    least: Mapping[str, int] = field(default_factory=dict)
    loads: Mapping[str, int] = field(default_factory=dict)
    seats: Mapping[int, int] = field(default_factory=dict)
    may_stay_open: frozenset[int] = frozenset()
    locks: frozenset[Pair] = frozenset()
    fairness: str = "nobody_aside"
    seed: int = 1


@dataclass(frozen=True)
class Result:
    """``clashes``: rules that cannot hold together, when nothing fits; ``is_best``: whether nothing
    better exists, or time ran out; ``is_found``: whether time ran out before anything."""

    pairs: tuple[Pair, ...] = ()
    clashes: tuple[Rule, ...] = ()
    is_best: bool = True
    is_found: bool = True
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
    if not problem.pairs:
        return Result()
    model = _Model(problem, goes_on, begun + longest)
    is_best = True
    for aim, sense in model.aims():
        is_best = model.seek(aim, sense)
        if model.is_impossible:
            clashes = tuple(_clashes(problem, goes_on, begun + longest))
            return Result(clashes=clashes, seconds=time.monotonic() - begun)
        if not is_best:
            break
    return Result(
        model.chosen(), (), is_best, is_best or model.is_found, time.monotonic() - begun
    )  # fmt: skip


def _hopeless(problem: Problem) -> tuple[Rule, ...]:
    """Rules that nothing could ever hold: a lock on a pair that a hard rule forbids, a least load of
    somebody for whom nothing is possible."""
    possible = {candidate for _question, candidate in problem.pairs}
    locks = [("lock", pair) for pair in sorted(problem.locks) if pair not in problem.pairs]
    loads = [("least", c) for c, least in sorted(problem.least.items()) if least > 0]
    return (*locks, *(rule for rule in loads if rule[1] not in possible))


class _Model:
    """The variables and rows of a problem, and its aims. Columns: the pairs, whether each question
    has somebody, then each seat that a candidate takes beyond their first (the evenness of loads)."""

    def __init__(
        self, problem: Problem, goes_on: Callable[[], bool], ends: float, drop=frozenset()
    ):
        self.problem, self.goes_on, self.ends = problem, goes_on, ends
        self.pairs = sorted(problem.pairs)
        self.by_question, self.by_candidate = defaultdict(list), defaultdict(list)
        for i, (question, candidate) in enumerate(self.pairs):
            self.by_question[question].append(i)
            self.by_candidate[candidate].append(i)
        self.covered = {q: len(self.pairs) + i for i, q in enumerate(sorted(self.by_question))}
        self.width = len(self.pairs) + len(self.covered)
        self.further = {}  # column → how many seats come before it
        for candidate, columns in sorted(self.by_candidate.items()):
            for before in range(1, min(problem.most.get(candidate, 0), len(columns))):
                self.further[candidate, before] = self.width
                self.width += 1
        self._values: list[float] = []
        self._looked = 0.0
        self._is_wanted = True
        self.solver = self._solver()
        self._rows(drop)

    def _solver(self) -> highspy.Highs:
        solver = highspy.Highs()
        solver.silent()
        for name, value in (("threads", 1), ("random_seed", self.problem.seed),
                            ("mip_rel_gap", 0.0)):  # fmt: skip
            solver.setOptionValue(name, value)
        solver.addVars(self.width, numpy.zeros(self.width), numpy.ones(self.width))
        whole = len(self.pairs) + len(self.covered)
        solver.changeColsIntegrality(
            whole, numpy.arange(whole, dtype=numpy.int32),
            numpy.full(whole, highspy.HighsVarType.kInteger),
        )  # fmt: skip
        for moment in (solver.cbMipInterrupt, solver.cbSimplexInterrupt):
            moment += self._look
        return solver

    def _look(self, moment) -> None:
        """Stop the solver once nobody wants the result."""
        now = time.monotonic()
        if now - self._looked > LOOKS:
            self._looked, self._is_wanted = now, self.goes_on()
        if not self._is_wanted:
            moment.interrupt()

    def _rows(self, drop: frozenset) -> None:
        problem, endless = self.problem, highspy.kHighsInf
        for question, columns in self.by_question.items():
            seats, covered = problem.seats.get(question, 1), self.covered[question]
            filled = dict.fromkeys(columns, 1.0)
            if question in problem.may_stay_open or ("seats", question) in drop:
                self._row(-endless, 0, {**filled, covered: -float(seats)})  # at most all of them
                self._row(0, endless, {**filled, covered: -1.0})  # one at least, if any
            else:
                self._row(0, 0, {**filled, covered: -float(seats)})
        for candidate, columns in self.by_candidate.items():
            least, most = problem.least.get(candidate, 0), problem.most.get(candidate, 0)
            taken = dict.fromkeys(columns, 1.0)
            self._row(0 if ("least", candidate) in drop else least,
                      endless if ("most", candidate) in drop else most, taken)  # fmt: skip
            further = [self.further[candidate, n] for n in range(1, most)
                       if (candidate, n) in self.further]  # fmt: skip
            if further and ("most", candidate) not in drop:
                self._row(-endless, 1, taken | dict.fromkeys(further, -1.0))
        for pair in problem.locks:
            if ("lock", pair) not in drop:
                self.solver.changeColBounds(self.pairs.index(pair), 1, 1)

    def _row(self, low: float, high: float, values: Mapping[int, float]) -> None:
        self.solver.addRow(
            low, high, len(values), numpy.fromiter(values, dtype=numpy.int32),
            numpy.fromiter(values.values(), dtype=float),
        )  # fmt: skip

    def aims(self) -> Iterable[tuple[Mapping[int, float], str]]:
        """What is sought, the first first: (value of each column, which way)."""
        covered = dict.fromkeys(self.covered.values(), 1.0)
        passages = {i: float(self.problem.pairs[pair]) for i, pair in enumerate(self.pairs)}
        two = [(covered, "max"), (passages, "max")]
        yield from two if self.problem.fairness == "nobody_aside" else reversed(two)
        loads = {i: 1.0 + self.problem.loads.get(c, 0) for i, (_q, c) in enumerate(self.pairs)}
        loads |= {column: float(before) for (_c, before), column in self.further.items()}
        if len(set(loads.values())) > 1:
            yield loads, "min"
        drawn = random.Random(self.problem.seed)  # noqa: S311 (an order, not a secret)
        yield {i: 1 + drawn.random() for i in range(len(self.pairs))}, "min"

    def seek(self, aim: Mapping[int, float], sense: str) -> bool:
        """Find the best value of an aim and hold it from then on; whether it is really the best."""
        costs = numpy.zeros(self.width)
        for column, value in aim.items():
            costs[column] = value
        self.solver.changeColsCost(self.width, numpy.arange(self.width, dtype=numpy.int32), costs)
        self.solver.changeObjectiveSense(
            highspy.ObjSense.kMaximize if sense == "max" else highspy.ObjSense.kMinimize
        )
        is_best = self._solve()
        if is_best:
            reached = round(self.solver.getInfo().objective_function_value)
            low, high = (reached - WHOLE, highspy.kHighsInf)
            if sense == "min":
                low, high = -highspy.kHighsInf, reached + WHOLE
            self._row(low, high, aim)
        return is_best

    def _solve(self) -> bool:
        """Whether the best is known; what was found before time ran out is kept."""
        left = self.ends - time.monotonic()
        if left <= 0:
            return False
        if self._values:
            known = highspy.HighsSolution()
            known.col_value = self._values
            self.solver.setSolution(known)
        self.solver.setOptionValue("time_limit", self.solver.getRunTime() + left)
        self._is_wanted = self._is_wanted and self.goes_on()
        if self._is_wanted:
            self.solver.run()
        if not self._is_wanted:
            raise Cancelled
        status = self.solver.getInfo().primal_solution_status
        if status == highspy.SolutionStatus.kSolutionStatusFeasible:
            self._values = list(self.solver.getSolution().col_value)
        return self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal

    def can_be(self) -> bool:
        """Whether anything holds all the rows; yes when time runs out before it is known."""
        self._solve()
        return not self.is_impossible

    @property
    def is_impossible(self) -> bool:
        return self.solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible

    @property
    def is_found(self) -> bool:
        return bool(self._values)

    def chosen(self) -> tuple[Pair, ...]:
        """The pairs of the best values so far."""
        return tuple(
            pair for pair, value in zip(self.pairs, self._values, strict=False) if value > WHOLE
        )


def _clashes(problem: Problem, goes_on: Callable[[], bool], ends: float) -> list[Rule]:
    """A smallest set of named rules that cannot hold together, by taking each out in turn; when time
    runs out, a set that is not the smallest.

    Without locks and least loads an empty result is always possible: only the questions that they
    lead to are looked at. Deletion filter: J. W. Chinneck and E. W. Dravnieks, ORSA Journal on
    Computing 3 (1991).
    """
    loaded = {c for c, least in problem.least.items() if least}
    asked = {q for q, _c in problem.locks} | {q for q, c in problem.pairs if c in loaded}
    pairs = {pair: n for pair, n in problem.pairs.items() if pair[0] in asked}
    named = sorted(loaded | {c for _q, c in problem.locks})
    small = Problem(
        pairs, problem.most, problem.least, {}, problem.seats, problem.may_stay_open, problem.locks
    )
    rules: list[Rule] = [("lock", pair) for pair in sorted(problem.locks)]
    rules += [("least", c) for c in sorted(loaded)]
    rules += [("seats", q) for q in sorted(asked)
              if problem.seats.get(q, 1) > 1 and q not in problem.may_stay_open]  # fmt: skip
    rules += [("most", c) for c in named]
    dropped: set[Rule] = set()
    for rule in rules:
        if time.monotonic() > ends:
            break
        if not _Model(small, goes_on, ends, frozenset(dropped | {rule})).can_be():
            dropped.add(rule)  # it clashes without this one too
    return [rule for rule in rules if rule not in dropped]
