"""Who receives the mails of a pairing: both sides, and whoever follows it for the coordination."""

from collections.abc import Callable

from univasso.core import mail
from univasso.models.accounts import User
from univasso.models.pairings import Pairing, PairingSide
from univasso.pairings import telling
from univasso.questions.services import desks


def to_side(side: PairingSide, write: Callable[..., mail.Message], *about: object) -> None:
    """Write to everybody of a side who has an address."""
    for person in telling.written_to(side):
        if person.is_reached:
            mail.queue(write(side, person, *about), person.email, person.name)


def to_team(pairing: Pairing, write: Callable[..., mail.Message], *about: object) -> None:
    """Write to whoever follows the pairing for the coordination, or to all when nobody does."""
    for user in followers(pairing):
        mail.queue(write(*about, user) if about else write(pairing, user), user.email, user.name)


def followers(pairing: Pairing) -> list[User]:
    holder = pairing.question.assignee if pairing.question is not None else None
    found = desks.in_charge(holder or (pairing.made_by if pairing.asked_from is None else None))
    return [found] if found is not None and found.is_active else desks.coordinators()
