"""Further places of a pairing: a triad, with one of them open (C2★4)."""

from univasso.core import clock, history
from univasso.core.db import db
from univasso.models.accounts import User
from univasso.models.associations import Association
from univasso.models.pairings import Pairing, PairingSeat
from univasso.models.researchers import Researcher
from univasso.pairings import barriers, gathering

MOST = 3  # further places of one pairing


class Conflicted(Exception):  # noqa: N818
    """Whoever would take the place has a tie that prevents it: ``condition`` says which."""

    def __init__(self, condition: barriers.Condition):
        super().__init__(condition.fact)
        self.condition = condition


class Full(Exception):  # noqa: N818
    """It has as many places as a pairing may have."""


class Taken(Exception):  # noqa: N818
    """Somebody took the place in the meantime, or stands in the pairing already."""


def open_seat(pairing: Pairing, kind: str, about: str, by: User) -> PairingSeat:
    """Add a place that somebody may take. Raise ``Full``."""
    if len(pairing.seats) >= MOST:
        raise Full
    seat = PairingSeat(pairing=pairing, kind=kind, about=about)
    db.session.add(seat)
    history.record(pairing, "open_seat", by, note=about, reason=kind)
    return seat


def close_seat(seat: PairingSeat, by: User) -> None:
    """Take a place away, filled or not."""
    history.record(seat.pairing, "close_seat", by, reason=seat.kind)
    seat.pairing.seats.remove(seat)


def fill(seat: PairingSeat, who: Researcher | Association, by: User) -> None:
    """Give a place to somebody. Raise ``Taken``, or ``Conflicted``: no reason goes past a tie here."""
    db.session.refresh(seat, with_for_update=True)
    pairing = seat.pairing
    if seat.filled_at is not None or who in (pairing.candidate, pairing.association):
        raise Taken
    if isinstance(who, Researcher):
        subject = gathering.subjects([pairing.question_id])[pairing.question_id]
        candidate = gathering.candidates(only=[who.id])[who.id]
        found = barriers.conflict(candidate, subject, clock.today())
        if found.met is False:
            raise Conflicted(found)
        seat.researcher = who
    else:
        seat.association = who
    seat.filled_at = clock.now()
    history.record(pairing, "fill_seat", by, note=who.name, reason=seat.kind)
