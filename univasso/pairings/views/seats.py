"""Where somebody stands before a pairing: the research side, the association's, or the coordination.

The key of an address is the secret of a mailed link, or the number of the pairing for whoever is
signed in: both lead to the same page, which does the same things.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from flask import abort

from univasso.core.db import db
from univasso.models.accounts import User
from univasso.models.pairings import Pairing, PairingSide, Side
from univasso.pairings import links
from univasso.policy import Permission, allows
from univasso.policy.pairings import on_association_side, on_research_side
from univasso.web.access import public, require
from univasso.web.identity import reader
from univasso.web.numbers import row_number


@dataclass(frozen=True)
class Seat:
    """The pairing, the side of whoever reads it (none: the coordination), and the key of the address."""

    pairing: Pairing
    side: PairingSide | None
    key: str

    @property
    def is_by_mail(self) -> bool:
        return row_number(self.key) is None

    @property
    def is_team(self) -> bool:
        return not self.is_by_mail and allows(Permission.PAIRING_WORK, reader(), self.pairing)

    @property
    def asks(self) -> bool:
        """Whether the request came from here."""
        if self.pairing.asked_from is None:
            return self.is_team
        return self.side is not None and self.side.side == self.pairing.asked_from

    @property
    def who(self) -> User | None:
        """Whoever acts, when they are signed in as somebody of this side."""
        return None if self.is_by_mail else reader()

    @property
    def name(self) -> str:
        if self.who is not None:
            return self.who.name
        return self.side.name

    @property
    def via(self) -> str:
        return "mail" if self.is_by_mail else "site"


def seat_of(pairing: Pairing) -> Seat:
    """The seat of whoever is signed in."""
    who = reader()
    side = None
    if on_research_side(who, pairing):
        side = pairing.side(Side.RESEARCH)
    elif on_association_side(who, pairing):
        side = pairing.side(Side.ASSOCIATION)
    return Seat(pairing, side, str(pairing.id))


def by_key(permission: Permission) -> Callable:
    """Guard a view whose address holds a key: whoever has the secret of a mail passes, whoever is
    signed in passes as ``permit`` says. The view receives the seat."""

    def guard(view: Callable) -> Callable:
        @wraps(view)
        def guarded(key: str, **named):
            number = row_number(key)
            if number is None:
                side = links.side_of(key)
                return view(Seat(side.pairing, side, key), **named)
            pairing = db.session.get(Pairing, number)
            if pairing is None:
                abort(404)
            require(permission, pairing)
            return view(seat_of(pairing), **named)

        guarded.asks = permission
        return public(guarded)

    return guard
