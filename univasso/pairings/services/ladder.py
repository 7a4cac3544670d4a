"""A request that nobody answers: a reminder after 9 days, a last call after 21, its end after 45 (R4.4).

Each step is decided when it is due, from the state as it then is: never after an answer, whatever its
way, and never twice.
"""

from datetime import datetime, timedelta

from sqlalchemy import select

from univasso.core import clock, history
from univasso.core.db import db, transaction
from univasso.core.words import N_
from univasso.core.workflow import WrongState
from univasso.models.accounts import User
from univasso.models.pairings import AWAITING_ANSWERS, PAIRING, Pairing, PairingSide, Side, Word
from univasso.pairings import ladder_mails, queries, telling
from univasso.pairings.ladder_mails import CLOSED_AFTER
from univasso.pairings.services import answering, posting, silences

REMINDED_AFTER = (timedelta(days=9), timedelta(days=21))
LABELS = (N_("A reminder leaves"), N_("A last call leaves"), N_("It is closed without an answer"))


class NudgedAlready(Exception):  # noqa: N818
    """Whoever asked may remind once."""


def climb() -> None:
    """Write down whatever is due now. Two processes that do it at once write each mail once: the key
    of a mail is unique, and whoever comes second tries again an hour later."""
    limit = clock.now() - REMINDED_AFTER[0]
    due = select(Pairing.id).where(Pairing.state.in_(AWAITING_ANSWERS), Pairing.asked_at <= limit)
    for number in db.session.scalars(due).all():
        with transaction():
            pairing = db.session.get(Pairing, number, with_for_update=True)
            if pairing.state in AWAITING_ANSWERS and unanswered(pairing):
                _climb(pairing)


def unanswered(pairing: Pairing) -> list[PairingSide]:
    """The sides that have not said a word."""
    return [side for side in pairing.sides if side.word == Word.NONE]


def _climb(pairing: Pairing) -> None:
    if pairing.asked_at + CLOSED_AFTER <= clock.now():
        _close(pairing)
        return
    reached = [step for step in REMINDED_AFTER if pairing.asked_at + step <= clock.now()]
    for side in unanswered(pairing):
        if reached and (
            side.reminded_at is None or side.reminded_at < pairing.asked_at + reached[-1]
        ):
            _remind(side, is_last=reached[-1] == REMINDED_AFTER[-1])


def _remind(side: PairingSide, *, is_last: bool) -> None:
    before = side.reminded_at or side.pairing.asked_at
    side.reminded_at = clock.now()
    if any(person.is_reached for person in telling.written_to(side)):
        posting.to_side(side, ladder_mails.reminder, before, is_last)
    else:
        posting.to_team(side.pairing, lambda _p, user: ladder_mails.to_call(side, user))


def _close(pairing: Pairing) -> None:
    """It ends; whoever said nothing is not proposed until they say that they are here (R4★1)."""
    silent = unanswered(pairing)
    PAIRING.apply("close_silent", pairing, None)
    pairing.closed_at = clock.now()
    for side in pairing.sides:
        if side in silent:
            silences.begin(side)
            posting.to_side(side, ladder_mails.closed)
        else:
            others = queries.other_questions(pairing) if side.side == pairing.asked_from else []
            posting.to_side(side, ladder_mails.closed_for_other, others)
    if pairing.asked_from is None:
        names = [other.candidate.name for other in answering.kept_with(pairing)]
        posting.to_team(
            pairing, lambda _p, user: ladder_mails.closed_for_team(pairing, user, silent, names)
        )


def dates(pairing: Pairing) -> list[tuple[str, datetime]]:
    """The steps of a request that is still open: what happens without an answer, and when."""
    days = (*REMINDED_AFTER, CLOSED_AFTER)
    return [(label, pairing.asked_at + after) for label, after in zip(LABELS, days, strict=True)]


def nudge(pairing: Pairing, by: User | None) -> None:
    """Remind at once those who have not answered. Raise ``NudgedAlready``, ``WrongState``."""
    db.session.refresh(pairing, ["state", "nudged_at"], with_for_update=True)
    if pairing.state not in AWAITING_ANSWERS or not unanswered(pairing):
        raise WrongState(pairing, "ask")
    if pairing.nudged_at is not None:
        raise NudgedAlready
    pairing.nudged_at = clock.now()
    history.record(pairing, "nudge", by)
    asker = telling.called(pairing, pairing.asked_from) if pairing.asked_from else ""
    for side in unanswered(pairing):
        posting.to_side(side, ladder_mails.nudged, asker)


def say_here(pairing: Pairing, which: Side, by: User) -> bool:
    """They told the coordination that they are here."""
    return silences.lift(pairing.side(which), by)
