"""Asking both sides of a pairing, or an association directly: one structured request (R4.2, C2.9)."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import timedelta

from sqlalchemy import select

from univasso.core import clock, history
from univasso.core.db import db
from univasso.directory.services import associations
from univasso.models.accounts import User
from univasso.models.associations import Association
from univasso.models.pairings import (
    AWAITING_ANSWERS,
    PAIRING,
    Pairing,
    PairingSide,
    PairingState,
    Side,
    Word,
)
from univasso.models.questions import QuestionState
from univasso.models.researchers import Researcher
from univasso.pairings import gathering, mails, telling, workbench
from univasso.pairings.barriers import RULES, Condition
from univasso.pairings.services import considering, keeping, posting
from univasso.pairings.telling import Request

AGAIN_AFTER = timedelta(days=14)  # between two requests to the same association
# What may stop somebody who asks for themselves; the rest is theirs to judge.
STOP_AN_ASKER = ("conflict", "unwanted", "refusal", "silence")


class AskedLately(Exception):  # noqa: N818
    """The same researcher asked the same association less than 14 days ago, or waits for its word."""

    def __init__(self, pairing: Pairing):
        super().__init__(pairing.id)
        self.pairing = pairing


class TooManyOpen(Exception):  # noqa: N818
    """Somebody has as many requests without an answer as may be."""

    def __init__(self, pairings: list[Pairing]):
        super().__init__(len(pairings))
        self.pairings = pairings


def ask(
    pairing: Pairing, request: Request, by: User, reasons: Mapping[str, str], is_sole: bool = True
) -> None:
    """Send the request to both sides. The rules are read again: a tie may have appeared since.

    Raise ``NotToBePaired``, ``WrongState``, or ``Stopped`` with the rules that say no without a reason.
    """
    question = pairing.question
    if question.state != QuestionState.QUALIFIED:
        raise keeping.NotToBePaired
    line = workbench.line_of(question, pairing.candidate)
    keeping.go_past(pairing, line, reasons, by)
    _send(pairing, request, by)
    pairing.is_sole = is_sole
    question.last_act_at = clock.now()
    considering.write_down(pairing)
    for side in pairing.sides:
        posting.to_side(side, mails.request)


def ask_together(
    pairings: list[Pairing], request: Request, by: User, reasons: Mapping[str, str], is_sole: bool
) -> None:
    """The first with this request; the others with it too, but for why they are asked."""
    for place, pairing in enumerate(pairings):
        own = request if place == 0 else replace(request, why=telling.why(pairing) or request.why)
        ask(pairing, own, by, reasons if place == 0 else {}, is_sole)


def _send(pairing: Pairing, request: Request, by: User) -> None:
    for name, value in asdict(request).items():
        setattr(pairing, name, value)
    pairing.asked_at = clock.now()
    PAIRING.apply("ask", pairing, by)
    for which in (Side.RESEARCH, Side.ASSOCIATION):
        first = next(iter(telling.people_of(pairing, which)), None)
        pairing.sides.append(
            PairingSide(side=which, name=first.name if first else "",
                        email=first.email if first else "")
        )  # fmt: skip
    if pairing.association is not None:
        about = pairing.question.wish[:200] if pairing.question else pairing.what[:200]
        associations.note_solicitation(pairing.association, about, by)
    db.session.flush()


def open_requests(researcher: Researcher) -> list[Pairing]:
    """What somebody asked and nobody has answered yet."""
    found = select(Pairing).where(
        Pairing.researcher_id == researcher.id, Pairing.asked_from == Side.RESEARCH,
        Pairing.state.in_(AWAITING_ANSWERS),
    )  # fmt: skip
    return list(db.session.scalars(found.order_by(Pairing.id)))


def asked_lately(researcher: Researcher, association: Association) -> Pairing | None:
    """The request of less than 14 days, or one that is still open."""
    found = select(Pairing).where(
        Pairing.researcher_id == researcher.id, Pairing.association_id == association.id,
        Pairing.question_id.is_(None),
        Pairing.state.in_([*AWAITING_ANSWERS, PairingState.AGREED])
        | (Pairing.asked_at > clock.now() - AGAIN_AFTER),
    )  # fmt: skip
    return db.session.scalars(found.order_by(Pairing.id.desc())).first()


def stopped_by(researcher: Researcher, association: Association) -> list[Condition]:
    """The rules that keep somebody from asking an association."""
    one = gathering.candidates(only=[researcher.id])[researcher.id]
    other = gathering.subject_of_association(association)
    said = [RULES[rule](one, other, clock.today()) for rule in STOP_AN_ASKER]
    return [condition for condition in said if condition.met is False]


def ask_directly(
    researcher: Researcher, association: Association, request: Request, by: User, most: int
) -> Pairing:
    """A researcher asks an association: they said yes by asking.

    Raise ``AskedLately``, ``TooManyOpen`` or ``Stopped``.
    """
    db.session.refresh(researcher, with_for_update=True)  # two windows may send at once
    if (earlier := asked_lately(researcher, association)) is not None:
        raise AskedLately(earlier)
    if len(waiting := open_requests(researcher)) >= most:
        raise TooManyOpen(waiting)
    if stops := stopped_by(researcher, association):
        raise keeping.Stopped(stops)
    pairing = Pairing(
        association=association, researcher=researcher, asked_from=Side.RESEARCH, made_by_id=by.id
    )
    db.session.add(pairing)
    db.session.flush()
    _send(pairing, request, by)
    own = pairing.side(Side.RESEARCH)
    own.word, own.by_id, own.via, own.answered_at = Word.YES, by.id, "site", clock.now()
    history.record(pairing, "say_yes", by)
    posting.to_side(pairing.side(Side.ASSOCIATION), mails.request)
    return pairing
