"""The questions that may be read, and what a reader chooses of them: a need, a place, a state, words.

Whatever counts questions counts a shelf, so that a figure is as many as the list that it opens.
"""

from dataclasses import dataclass, replace

from sqlalchemy import Select, and_, or_, select

from univasso.core.db import db
from univasso.core.french import sort_key
from univasso.core.words import N_
from univasso.models.accounts import User
from univasso.models.question_words import Outcome
from univasso.models.questions import (
    OPEN_STATES,
    SEEN_STATES,
    Question,
    QuestionState,
    question_territory,
)
from univasso.models.vocabularies import Territory
from univasso.policy import VISIBLE
from univasso.questions.queries import under

_S = QuestionState
_SETTLED = Question.state == _S.SETTLED
_IN_PROJECT = Question.outcome.in_([Outcome.PROJECT, Outcome.STUDENT])
_ANSWERED = Question.outcome == Outcome.ANSWERED
# How far a question has come: each is in one of these, and in one only.
PHASES = {
    "posees": (N_("Asked, looked at"), Question.state.in_([_S.RECEIVED, _S.EXCHANGE])),
    "qualifiees": (N_("Qualified, not paired yet"), Question.state == _S.QUALIFIED),
    "en-projet": (N_("In a project"), and_(_SETTLED, _IN_PROJECT)),
    "repondues": (N_("Answered by a publication"), and_(_SETTLED, _ANSWERED)),
    "autrement": (N_("Another outcome"), and_(_SETTLED, ~_IN_PROJECT, ~_ANSWERED)),
}
STATES = {
    "ouvertes": Question.state.in_(OPEN_STATES),
    "avec-issue": _SETTLED,
    **{code: condition for code, (_label, condition) in PHASES.items()},
}
# Where a question is asked: it is in one of these, and in one only.
ZONES = {
    "02": "Aisne",
    "59": "Nord",
    "60": "Oise",
    "62": "Pas-de-Calais",
    "80": "Somme",
    "plusieurs": N_("Several departments"),
    "region": N_("The whole region"),
    "non-dit": N_("Place not said"),
}


@dataclass(frozen=True)
class Shelf:
    """What a reader chose to see of the questions that may be read."""

    state: str = ""  # a key of STATES, or all
    need: int | None = None
    territory: Territory | None = None
    zone: str = ""  # a key of ZONES, or all
    words: str = ""

    def select(self, user: User | None) -> Select[tuple[Question]]:
        """Those that ``user`` may know of, the newest first."""
        shown = and_(
            Question.published_at.is_not(None), Question.state.in_([*SEEN_STATES, _S.RECEIVED])
        )
        found = select(Question).where(VISIBLE[Question](user), shown)
        if self.state:
            found = found.where(STATES[self.state])
        if self.need is not None:
            found = found.where(under(self.need))
        if self.territory is not None:
            found = found.where(Question.id.in_(_in(self.territory)))
        for word in sort_key(self.words).split():
            found = found.where(Question.sort_key.contains(word, autoescape=True))
        if self.zone:
            zones = zones_of(replace(self, zone=""), user)
            found = found.where(Question.id.in_([n for n, z in zones.items() if z == self.zone]))
        return found.order_by(Question.published_at.desc(), Question.id.desc())


def _in(place: Territory) -> Select:
    below = select(Territory.id).where(Territory.parent_id == place.id)
    within = or_(
        question_territory.c.territory_id == place.id,
        question_territory.c.territory_id.in_(below),
        question_territory.c.territory_id.in_(
            select(Territory.id).where(Territory.parent_id.in_(below))
        ),
    )
    return select(question_territory.c.question_id).where(within)


def zones_of(shelf: Shelf, user: User | None) -> dict[int, str]:
    """The zone of each question of a shelf, by its number."""
    chosen = shelf.select(user).with_only_columns(Question.id).order_by(None)
    departments: dict[int, set[str]] = {number: set() for number in db.session.scalars(chosen)}
    pairs = select(question_territory.c.question_id, question_territory.c.territory_id)
    known = _departments()
    for number, place in db.session.execute(
        pairs.where(question_territory.c.question_id.in_(chosen))
    ):
        departments[number].add(known[place])
    return {number: _zone(found) for number, found in departments.items()}


def _zone(departments: set[str]) -> str:
    if not departments:
        return "non-dit"
    if "" in departments:  # the region itself, or a place beyond it
        return "region"
    return min(departments) if len(departments) == 1 else "plusieurs"


def _departments() -> dict[int, str]:
    """The code of the department in which each place lies; empty for what is larger."""
    rows = db.session.execute(select(Territory.id, Territory.code, Territory.parent_id))
    places = {number: (code, parent) for number, code, parent in rows}

    def of(number: int | None) -> str:
        if number is None:
            return ""
        kind, _, code = places[number][0].partition(":")
        return code if kind == "department" else of(places[number][1])

    return {number: code if (code := of(number)) in ZONES else "" for number in places}
