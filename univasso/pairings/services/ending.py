"""The end of a work together, and what both sides say of it: facts, never a mark (R4.10)."""

from dataclasses import dataclass

from univasso.core import clock
from univasso.core.db import db
from univasso.models.accounts import User
from univasso.models.pairing_contacts import PairingFact
from univasso.models.pairings import PAIRING, Pairing, PairingSide, Side
from univasso.pairings import mails
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
    fact = next((f for f in pairing.facts if f.side == side.side), None)
    if fact is None:
        fact = PairingFact(pairing=pairing, side=side.side)
        db.session.add(fact)
    fact.kept_times, fact.returned, fact.useful = said.kept_times, said.returned, said.useful
    fact.words, fact.is_public = said.words, said.is_public
    fact.by_id, fact.at = by.id if by else None, clock.now()
    return fact


def may_read(pairing: Pairing, fact: PairingFact, side: Side | None, *, is_team: bool) -> bool:
    """A side reads its own; the coordination reads both; each reads the other's once both agree."""
    return is_team or fact.side == side or are_public(pairing)


def are_public(pairing: Pairing) -> bool:
    """Whether both sides said that everybody may read what they said."""
    return len(pairing.facts) == 2 and all(fact.is_public for fact in pairing.facts)
