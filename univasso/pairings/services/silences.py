"""A promise and its breach: whoever lets a request end without a word is not proposed again until
they say that they are here (R4★1)."""

from sqlalchemy import select

from univasso.core import clock, history
from univasso.core.db import db
from univasso.models.accounts import User
from univasso.models.associations import WRITING, Membership, MembershipState
from univasso.models.pairing_contacts import Silence
from univasso.models.pairings import Pairing, PairingSide, Side
from univasso.models.researchers import Researcher


def _partner(side: PairingSide) -> dict:
    """The column and the number of whoever a side is; nothing for a group or for nobody's question."""
    pairing = side.pairing
    if side.side == Side.RESEARCH:
        return {"researcher_id": pairing.researcher_id} if pairing.researcher_id else {}
    return {"association_id": pairing.association_id} if pairing.association_id else {}


def begin(side: PairingSide) -> None:
    if partner := _partner(side):
        db.session.add(Silence(pairing_id=side.pairing_id, **partner))


def of(side: PairingSide) -> list[Silence]:
    """The silences of a side that still hold."""
    partner = _partner(side)
    if not partner:
        return []
    found = select(Silence).filter_by(**partner).where(Silence.lifted_at.is_(None))
    return list(db.session.scalars(found))


def lift(side: PairingSide, by: User | None) -> bool:
    """They are here: they may be proposed again. Whether there was anything to lift."""
    found = of(side)
    for silence in found:
        silence.lifted_at, silence.lifted_by_id = clock.now(), by.id if by else None
    if found:
        history.record(side.pairing, "be_here", by, reason=side.side)
    return bool(found)


def concerning(user: User) -> list[Silence]:
    """The silences that somebody may end for themselves or for their associations."""
    places = select(Membership.association_id).where(
        Membership.user_id == user.id, Membership.state == MembershipState.ACTIVE,
        Membership.role.in_(WRITING),
    )  # fmt: skip
    own = select(Researcher.id).where(Researcher.user_id == user.id)
    found = (
        select(Silence)
        .join(Pairing, Pairing.id == Silence.pairing_id)
        .where(
            Silence.lifted_at.is_(None),
            Silence.researcher_id.in_(own) | Silence.association_id.in_(places),
        )
    )
    return list(db.session.scalars(found.order_by(Silence.id)))
