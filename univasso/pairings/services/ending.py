"""The end of a work together, and what both sides say of it: facts, never a mark (R4.10)."""

from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from univasso.accounts import erasure
from univasso.core import clock, history, mail
from univasso.core.db import db
from univasso.models.accounts import User
from univasso.models.pairing_contacts import PairingFact
from univasso.models.pairings import (
    AWAITING_ANSWERS,
    PAIRING,
    Pairing,
    PairingSide,
    PairingState,
    Side,
)
from univasso.models.questions import Question
from univasso.models.researchers import Researcher
from univasso.pairings import mails, telling
from univasso.pairings.services import posting


@dataclass(frozen=True)
class Said:
    """What a side says; None: it does not know or does not wish to say."""

    kept_times: bool | None
    returned: bool | None
    useful: bool | None
    words: str
    is_public: bool


def end(pairing: Pairing, why: str, by: User | None) -> None:
    """Say that the work together is over; both sides are asked for facts.

    Raise ``WrongState``, ``ReasonMissing``.
    """
    PAIRING.apply("end", pairing, by, note=why)
    pairing.closed_at = clock.now()
    for side in pairing.sides:
        posting.to_side(side, mails.ended, why)


def tell(side: PairingSide, said: Said, by: User | None) -> PairingFact:
    """Keep what a side says, instead of what it said before."""
    pairing = side.pairing
    fact = own_fact(side)
    if fact is None:
        fact = PairingFact(pairing=pairing, side=side.side)
        db.session.add(fact)
    fact.kept_times, fact.returned, fact.useful = said.kept_times, said.returned, said.useful
    fact.words, fact.is_public = said.words, said.is_public
    fact.by_id, fact.at = by.id if by else None, clock.now()
    return fact


def let_read(fact: PairingFact, is_public: bool, by: User | None) -> None:
    """Agree that everybody reads what both sides said, or take that back: it is gone at once."""
    if fact.is_public != is_public:
        fact.is_public = is_public
        history.record(fact.pairing, "publish_facts" if is_public else "unpublish_facts", by,
                       reason=fact.side)  # fmt: skip


def own_fact(side: PairingSide) -> PairingFact | None:
    return next((fact for fact in side.pairing.facts if fact.side == side.side), None)


def may_read(pairing: Pairing, fact: PairingFact, side: Side | None, *, is_team: bool) -> bool:
    """A side reads its own; the coordination reads both; each reads the other's once both agree."""
    return is_team or fact.side == side or are_public(pairing)


def are_public(pairing: Pairing) -> bool:
    """Whether both sides said that everybody may read what they said."""
    return len(pairing.facts) == 2 and all(fact.is_public for fact in pairing.facts)


@erasure.leaving
def tell_others(user: User) -> None:
    """Pairings go with a profile that is erased, and with a question of no association: the other side
    of what was open is told."""
    found = (
        select(Pairing)
        .outerjoin(Researcher, Researcher.id == Pairing.researcher_id)
        .outerjoin(Question, Question.id == Pairing.question_id)
        .where(
            Pairing.state.in_([*AWAITING_ANSWERS, PairingState.AGREED]),
            or_(
                Researcher.user_id == user.id,
                and_(Question.asker_id == user.id, Question.association_id.is_(None)),
            ),
        )
    )
    for pairing in db.session.scalars(found).all():
        is_theirs = pairing.researcher is not None and pairing.researcher.user_id == user.id
        side = pairing.side(Side.ASSOCIATION if is_theirs else Side.RESEARCH)
        for person in telling.written_to(side) if side is not None else ():
            if person.is_reached:
                mail.queue(mails.left(pairing, person), person.email, person.name)
