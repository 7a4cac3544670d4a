"""What a side says, by whatever way: yes, let us talk, no with its reason, or a colleague (R4.3)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from univasso.core import clock, history
from univasso.core.db import db
from univasso.core.words import N_
from univasso.core.workflow import WrongState
from univasso.models.accounts import User
from univasso.models.pairings import (
    AWAITING_ANSWERS,
    PAIRING,
    REFUSALS_TO_MEET,
    Pairing,
    PairingSide,
    PairingState,
    Word,
)
from univasso.pairings import mails
from univasso.pairings.services import posting, silences
from univasso.pairings.telling import OTHER

FILLED, FOUND = "filled", N_("Somebody has been found")  # as history says it


class AnsweredAlready(Exception):  # noqa: N818
    """The side has said yes or no: it is not asked again."""

    def __init__(self, side: PairingSide):
        super().__init__(side.id)
        self.side = side


@dataclass(frozen=True)
class Answer:
    """What was said, and why; ``not_before`` becomes a constraint with its end (R4★2)."""

    word: Word
    words: str = ""
    reason: str = ""
    not_before: date | None = None


def answer(side: PairingSide, said: Answer, by: User | None, via: str) -> None:
    """Note what a side says. Whatever the way, nobody of it is reminded after that.

    Raise ``AnsweredAlready``, or ``WrongState`` when nothing is awaited any more.
    """
    pairing = side.pairing
    db.session.refresh(pairing, ["state"], with_for_update=True)  # both may answer at once
    db.session.refresh(side)
    if pairing.state not in AWAITING_ANSWERS:
        raise WrongState(pairing, "agree")
    if side.word in (Word.YES, Word.NO):
        raise AnsweredAlready(side)
    side.word, side.words, side.reason = said.word, said.words, said.reason
    side.not_before, side.by_id, side.via = said.not_before, by.id if by else None, via
    side.answered_at = clock.now()
    if pairing.question is not None:
        pairing.question.last_act_at = clock.now()
    silences.lift(side, by)
    {Word.YES: _yes, Word.TALK: _talk, Word.NO: _no}[said.word](side, by)


def _yes(side: PairingSide, by: User | None) -> None:
    pairing = side.pairing
    other = pairing.side(OTHER[side.side])
    if other.word != Word.YES:
        history.record(pairing, "say_yes", by, reason=side.side)
        return
    PAIRING.apply("agree", pairing, by, reason=side.side)
    pairing.agreed_at = clock.now()
    for one in pairing.sides:
        posting.to_side(one, mails.agreed)
    posting.to_team(pairing, mails.agreed_for_team)
    if pairing.is_sole and pairing.question is not None:
        _tell_others(pairing, by)


def _tell_others(pairing: Pairing, by: User | None) -> None:
    """Those who were asked about the same question and have not been chosen (C2.9)."""
    found = select(Pairing).where(
        Pairing.question_id == pairing.question_id, Pairing.id != pairing.id,
        Pairing.state.in_(AWAITING_ANSWERS), Pairing.is_sole,
    )  # fmt: skip
    for other in db.session.scalars(found).all():
        PAIRING.apply("withdraw", other, by, note=FOUND, reason=FILLED)
        other.closed_at = clock.now()
        for side in other.sides:
            if side.side == "research":
                posting.to_side(side, mails.filled)


def _talk(side: PairingSide, by: User | None) -> None:
    pairing = side.pairing
    if pairing.state == PairingState.ASKED:
        PAIRING.apply("talk", pairing, by, reason=side.side)
    else:
        history.record(pairing, "say_talk", by, reason=side.side)
    posting.to_side(pairing.side(OTHER[side.side]), mails.wants_to_talk)
    posting.to_team(pairing, lambda _pairing, user: mails.wants_to_talk_for_team(side, user))


def _no(side: PairingSide, by: User | None) -> None:
    pairing = side.pairing
    PAIRING.apply(
        "decline", pairing, by, note=side.words or REFUSALS_TO_MEET[side.reason], reason=side.reason
    )
    pairing.closed_at = clock.now()
    posting.to_side(pairing.side(OTHER[side.side]), mails.declined)
    if pairing.asked_from is None:
        names = [other.candidate.name for other in kept_with(pairing)]
        posting.to_team(pairing, lambda _p, user: mails.declined_for_team(side, user, names))


def kept_with(pairing: Pairing) -> list[Pairing]:
    """Those who still wait on the shortlist of the same question."""
    if pairing.question_id is None:
        return []
    found = select(Pairing).where(
        Pairing.question_id == pairing.question_id, Pairing.state == PairingState.KEPT
    )
    return list(db.session.scalars(found.order_by(Pairing.id)))


def pass_on(side: PairingSide, name: str, email: str, by: User | None, by_name: str) -> None:
    """Have a colleague answer: they receive a link of their own, and the links from before are dead.

    Raise as ``answer`` does.
    """
    pairing = side.pairing
    db.session.refresh(pairing, ["state"], with_for_update=True)
    if pairing.state not in AWAITING_ANSWERS:
        raise WrongState(pairing, "agree")
    if side.word in (Word.YES, Word.NO):
        raise AnsweredAlready(side)
    side.link_number += 1
    side.name, side.email = name, email
    history.record(pairing, "pass_on", by, note=name, reason=side.side)
    posting.to_side(side, mails.passed_on, by_name)
    posting.to_team(pairing, lambda _p, user: mails.passed_on_for_team(side, user))


def withdraw(pairing: Pairing, reason: str, by: User) -> None:
    """Take a request back; both sides are told why. Raise ``WrongState``, ``ReasonMissing``."""
    if pairing.state == PairingState.KEPT:
        raise WrongState(pairing, "withdraw")
    PAIRING.apply("withdraw", pairing, by, note=reason)
    pairing.closed_at = clock.now()
    for side in pairing.sides:
        posting.to_side(side, mails.withdrawn, reason)
