"""How often two blind readings of a question agree, counted answer by answer, quarter by quarter."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import groupby

from sqlalchemy import select

from univasso.core.clock import PARIS
from univasso.core.db import db
from univasso.models.question_codings import Coding
from univasso.models.question_words import CRITERIA
from univasso.questions.services.codings import FIELDS

Quarter = tuple[int, int]  # year, 1 to 4


@dataclass
class Agreement:
    """Of so many pairs of readings, how many say the same, for each answer and each criterion."""

    same: Counter = field(default_factory=Counter)
    pairs: Counter = field(default_factory=Counter)

    def count(self, one: Coding, two: Coding) -> None:
        for name in FIELDS:
            self._add(name, getattr(one, name), getattr(two, name))
        for code in CRITERIA:  # without an opinion on both sides there is nothing to compare
            if code in one.marks and code in two.marks:
                self._add(code, one.marks[code], two.marks[code])

    def _add(self, name: str, one: object, two: object) -> None:
        self.pairs[name] += 1
        self.same[name] += one == two


def agreements() -> tuple[Agreement, dict[Quarter, Agreement]]:
    """Since the beginning, and by the quarter in which the second reading came, the newest first."""
    given = select(Coding).where(Coding.given_at.is_not(None)).order_by(Coding.question_id)
    whole, by_quarter = Agreement(), defaultdict(Agreement)
    for _number, some in groupby(db.session.scalars(given), lambda coding: coding.question_id):
        pair = list(some)
        if len(pair) == 2:
            whole.count(*pair)
            by_quarter[_quarter(max(c.given_at for c in pair))].count(*pair)
    return whole, dict(sorted(by_quarter.items(), reverse=True))


def _quarter(moment) -> Quarter:
    day = moment.astimezone(PARIS)
    return day.year, (day.month + 2) // 3
