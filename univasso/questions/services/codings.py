"""Two coordinators read a question apart; where they differ a third click chooses (C1★5, C1.5)."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from univasso.core import clock, history, mail
from univasso.core.db import db
from univasso.core.words import N_
from univasso.core.workflow import WrongState
from univasso.models.accounts import User
from univasso.models.question_codings import Coding, CodingChoice
from univasso.models.questions import Question
from univasso.models.vocabularies import KnowledgeNeed, ResearchAxis, Territory
from univasso.questions import coding_mails
from univasso.questions.services import triage

# What two readings are compared by, and what the qualification takes from them.
FIELDS = {
    "needs": N_("Needs"),
    "axes": N_("Regional axes"),
    "places": N_("Places"),
    "answer_kind": N_("What would answer it"),
}


class SamePerson(Exception):  # noqa: N818
    """Two readings are by two persons."""


class AskedAlready(Exception):  # noqa: N818
    """Two readings were asked for before."""


class BothAreIn(Exception):  # noqa: N818
    """Both readings are known to both: neither changes any more."""


@dataclass(frozen=True)
class Reading:
    """What one person makes of a question: rows, a kind of answer, marks from 0 to 3."""

    needs: list[KnowledgeNeed]
    axes: list[ResearchAxis]
    places: list[Territory]
    answer_kind: str = ""
    marks: dict[str, int] | None = None


@dataclass(frozen=True)
class Pick:
    """What is chosen where readings differ: ``first``, ``second`` or ``other`` with its value."""

    chosen: str
    reason: str
    value: object = None


def ask(question: Question, one: User, two: User, by: User) -> None:
    """Have two persons read it, each without seeing the other's reading.

    Raises ``SamePerson``, ``AskedAlready``, ``WrongState``.
    """
    if one.id == two.id:
        raise SamePerson
    _lock(question)
    if question.codings:
        raise AskedAlready
    for reader in (one, two):
        question.codings.append(Coding(by=reader, asked_by_id=by.id))
    triage.act(question)
    history.record(question, "ask_codings", by, note=f"{one.name}, {two.name}")
    for reader in (one, two):
        if reader.id != by.id:
            about = coding_mails.asked(question, reader, by)
            mail.queue(about, reader.email, reader.name)


def call_off(question: Question, by: User) -> None:
    """Nobody reads it twice after all. Raises ``BothAreIn``."""
    _lock(question)
    if are_in(question):
        raise BothAreIn
    question.codings.clear()
    triage.act(question)
    history.record(question, "call_off_codings", by)


def of(question: Question, user: User) -> Coding | None:
    """The reading that is asked of somebody."""
    return next((c for c in question.codings if c.by_id == user.id), None)


def asked_of(user: User) -> list[Coding]:
    """The readings that somebody has not given yet, of questions that are still open."""
    found = select(Coding).where(Coding.by_id == user.id, Coding.given_at.is_(None))
    rows = db.session.scalars(found.order_by(Coding.id))
    return [coding for coding in rows if coding.question.is_open]


def give(coding: Coding, reading: Reading) -> None:
    """Keep a reading; it may be corrected until the other one is in.

    Raises ``BothAreIn``, ``WrongState``, ``triage.NoNeed``.
    """
    question = coding.question
    _lock(question)
    if are_in(question):
        raise BothAreIn
    if not 1 <= len(reading.needs) <= 3:
        raise triage.NoNeed
    coding.needs = sorted(need.number for need in reading.needs)
    coding.axes = sorted(axis.number for axis in reading.axes)
    coding.places = sorted(place.code for place in reading.places)
    coding.answer_kind, coding.marks = reading.answer_kind, reading.marks or {}
    coding.given_at = clock.now()
    triage.act(question)
    history.record(question, "give_coding", coding.by)
    asker = coding.asked_by
    if are_in(question) and asker is not None:
        about = coding_mails.both_in(question, asker, len(differences(question)))
        mail.queue(about, asker.email, asker.name)


def are_in(question: Question) -> bool:
    """Whether both readings are given: before that, nobody sees either."""
    return len(question.codings) == 2 and all(c.given_at for c in question.codings)


def differences(question: Question) -> list[str]:
    """The fields in which the two readings differ."""
    one, two = question.codings
    return [field for field in FIELDS if getattr(one, field) != getattr(two, field)]


def settle(question: Question, picks: dict[str, Pick], by: User, agreed: str) -> None:
    """Qualify the question as both read it and, where they differ, as was picked and why.

    ``agreed`` is the reason that is kept when both name the same needs.
    """
    _lock(question)
    if not are_in(question) or question.coding_choices:
        raise WrongState(question, "qualify")
    differing, values = differences(question), {}
    for field in FIELDS:
        pick = picks[field] if field in differing else Pick("first", agreed)
        side = question.codings[1 if pick.chosen == "second" else 0]
        values[field] = (
            pick.value if pick.chosen == "other" else rows_of(field, getattr(side, field))
        )
        if field in differing:
            choice = CodingChoice(field=field, chosen=pick.chosen, reason=pick.reason, by_id=by.id)
            question.coding_choices.append(choice)
    triage.qualify(
        question, values["needs"], by,
        reason=picks["needs"].reason if "needs" in differing else agreed, axes=values["axes"],
        territories=values["places"], answer_kind=values["answer_kind"], urgency=question.urgency,
    )  # fmt: skip
    history.record(question, "settle_codings", by)


KEYS = {
    "needs": KnowledgeNeed.number,
    "axes": ResearchAxis.number,
    "places": Territory.code,
}


def rows_of(field: str, value: Iterable | str) -> list | str:
    """The rows that a reading names, in their order; a kind of answer is its own code."""
    if field not in KEYS:
        return value
    key = KEYS[field]
    return list(db.session.scalars(select(key.class_).where(key.in_(value)).order_by(key)))


def _lock(question: Question) -> None:
    """Two may press at once: the question is read again, and must still be open."""
    db.session.refresh(question, ["state"], with_for_update=True)
    db.session.expire(question, ["codings", "coding_choices"])
    if not question.is_open:
        raise WrongState(question, "qualify")
