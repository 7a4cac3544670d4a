"""The shortlist of a question: whom the coordination keeps, with a note, a lock, or past a rule."""

from collections.abc import Mapping

from univasso.core import clock, history
from univasso.core.db import db
from univasso.models.accounts import User
from univasso.models.groups import ResearchGroup
from univasso.models.pairings import PAIRING, BarrierOverride, Pairing, PairingState
from univasso.models.questions import Question, QuestionState
from univasso.models.researchers import Researcher
from univasso.pairings import workbench
from univasso.pairings.barriers import Condition


class NotToBePaired(Exception):  # noqa: N818
    """The question is not, or no longer, one that waits for somebody."""


class Stopped(Exception):  # noqa: N818
    """A hard rule says no, and nobody said why to go past it."""

    def __init__(self, conditions: list[Condition]):
        super().__init__([condition.rule for condition in conditions])
        self.conditions = conditions


class KeptAlready(Exception):  # noqa: N818
    """The same two sides have an open pairing."""

    def __init__(self, pairing: Pairing):
        super().__init__(pairing.id)
        self.pairing = pairing


def keep(
    question: Question,
    row: Researcher | ResearchGroup,
    by: User,
    reasons: Mapping[str, str] | None = None,
    note: str = "",
) -> Pairing:
    """Put somebody on the shortlist of a question; nobody is told.

    ``reasons``: by rule, why to go past it. Each is kept with its rule and its author. Raise
    ``NotToBePaired``, ``KeptAlready``, or ``Stopped`` with the rules that say no without a reason.
    """
    if question.state != QuestionState.QUALIFIED:
        raise NotToBePaired
    db.session.refresh(question, with_for_update=True)  # two people may keep the same one at once
    line = workbench.line_of(question, row)
    if line.pairing is not None:
        raise KeptAlready(line.pairing)
    pairing = Pairing(
        question=question, association_id=question.association_id, note=note, made_by_id=by.id,
        researcher=row if isinstance(row, Researcher) else None,
        group=row if isinstance(row, ResearchGroup) else None,
    )  # fmt: skip
    db.session.add(pairing)
    db.session.flush()
    history.record(pairing, "keep", by)
    question.last_act_at = clock.now()
    go_past(pairing, line, reasons or {}, by)
    return pairing


def go_past(pairing: Pairing, line: workbench.Line, reasons: Mapping[str, str], by: User) -> None:
    """Keep why each rule that says no is gone past. Raise ``Stopped`` with those that have neither a
    reason now nor one from before."""
    known = {override.rule for override in pairing.overrides}
    said = {rule: words.strip() for rule, words in reasons.items() if words.strip()}
    stops = [c for c in line.stopped_by if c.rule not in known]
    if silent := [c for c in stops if c.rule not in said]:
        raise Stopped(silent)
    for condition in stops:
        reason = said[condition.rule]
        pairing.overrides.append(BarrierOverride(rule=condition.rule, reason=reason, by_id=by.id))
        history.record(pairing, "go_past", by, note=reason, reason=condition.rule)


def arrange(pairing: Pairing, note: str, is_locked: bool, by: User) -> None:
    """The private note of the coordination, and whether a batch may move it."""
    if pairing.is_locked != is_locked:
        pairing.is_locked = is_locked
        history.record(pairing, "lock" if is_locked else "unlock", by)
    pairing.note = note


def drop(pairing: Pairing, reason: str, by: User) -> None:
    """Take somebody off a shortlist. Raise ``WrongState`` once they were asked."""
    if pairing.state != PairingState.KEPT:
        raise KeptAlready(pairing)
    PAIRING.apply("withdraw", pairing, by, note=reason)
    pairing.closed_at = clock.now()
