"""What both sides say to each other, and when they meet (R4.5, R4.6)."""

import re
from datetime import datetime

from univasso.core import clock, history
from univasso.core.calendars import Event, calendar
from univasso.core.db import db
from univasso.core.files import Kept
from univasso.models.accounts import User
from univasso.models.pairing_contacts import PairingMessage, PairingSlot
from univasso.models.pairings import AWAITING_ANSWERS, Pairing, PairingState, Side
from univasso.pairings import talking_mails, telling
from univasso.pairings.services import posting

TALKED_IN = AWAITING_ANSWERS | {PairingState.AGREED, PairingState.ENDED}
MET_IN = AWAITING_ANSWERS | {PairingState.AGREED}
# An address or a telephone number: they are given once both sides said yes.
REACH = re.compile(
    r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+|(?<!\w)(?:\+|00)?\d(?:[\s.-]?\d){8,13}(?!\w)"
)


class NotOpen(Exception):  # noqa: N818
    """Nothing can be said or proposed any more in this pairing."""


class SlotGone(Exception):  # noqa: N818
    """The moment was taken back, has passed, or another one was chosen."""


def say(
    pairing: Pairing, side: Side | None, text: str, by: User | None, kept: Kept | None = None
) -> PairingMessage:
    """Add a line to the thread; whoever is not of this side is told. Raise ``NotOpen``."""
    if pairing.state not in TALKED_IN:
        raise NotOpen
    message = PairingMessage(pairing=pairing, side=side, text=text, by_id=by.id if by else None)
    if kept is not None:
        message.hold(kept)
    db.session.add(message)
    db.session.flush()
    for other in pairing.sides:
        if other.side != side:
            posting.to_side(other, talking_mails.message, message)
    if side is not None:
        posting.to_team(pairing, lambda _p, user: talking_mails.message_for_team(message, user))
    return message


def shown(message: PairingMessage) -> str:
    """Its words, without how to reach anybody until both sides said yes."""
    if message.pairing.is_met:
        return message.text
    return REACH.sub("[…]", message.text)


def report(message: PairingMessage, why: str, by: User | None) -> None:
    """Tell the coordination that a message should not be there."""
    message.reported_at, message.report = clock.now(), why
    history.record(message.pairing, "report", by)
    posting.to_team(message.pairing, lambda _p, user: talking_mails.reported(message, user))


def hide(message: PairingMessage, reason: str, by: User) -> None:
    message.is_hidden = True
    history.record(message.pairing, "hide_message", by, note=reason)


def propose(
    pairing: Pairing, side: Side | None, moments: list[datetime], minutes: int, place: str,
    by: User | None,
) -> None:  # fmt: skip
    """Propose moments to meet, instead of those proposed before and not chosen. Raise ``NotOpen``."""
    if pairing.state not in MET_IN:
        raise NotOpen
    for slot in waiting(pairing):
        slot.cancelled_at = clock.now()
    for moment in sorted(set(moments)):
        db.session.add(
            PairingSlot(pairing=pairing, side=side, starts_at=moment, minutes=minutes, place=place)
        )
    db.session.flush()
    history.record(pairing, "propose_slots", by)
    for other in pairing.sides:
        if other.side != side:
            posting.to_side(other, talking_mails.slots_proposed, waiting(pairing))


def waiting(pairing: Pairing) -> list[PairingSlot]:
    """The moments among which one may still be chosen."""
    return sorted(
        (s for s in pairing.slots
         if s.chosen_at is None and s.cancelled_at is None and s.starts_at > clock.now()),
        key=lambda slot: slot.starts_at,
    )  # fmt: skip


def meeting(pairing: Pairing) -> PairingSlot | None:
    """The date that was chosen and holds."""
    chosen = [s for s in pairing.slots if s.chosen_at is not None and s.cancelled_at is None]
    return max(chosen, key=lambda slot: slot.id, default=None)


def choose(slot: PairingSlot, side: Side, by: User | None) -> None:
    """Choose a moment that the other side proposed; both receive it for their calendars.

    Raise ``SlotGone``.
    """
    pairing = slot.pairing
    db.session.refresh(pairing, ["state"], with_for_update=True)
    db.session.refresh(slot)
    if slot not in waiting(pairing) or slot.side == side or pairing.state not in MET_IN:
        raise SlotGone
    former = meeting(pairing)
    for other in waiting(pairing):
        if other is not slot:
            other.cancelled_at = clock.now()
    # The same event moves: calendars replace what they hold by what has a greater number.
    slot.sequence = max((s.sequence for s in pairing.slots if s.chosen_at), default=-1) + 1
    slot.chosen_at = clock.now()
    if former is not None:
        former.cancelled_at = clock.now()
    history.record(pairing, "choose_slot", by)
    for one in pairing.sides:
        posting.to_side(one, talking_mails.slot_chosen, slot, file_of(slot))


def cancel(slot: PairingSlot, by: User | None) -> None:
    """The date does not hold any more: both calendars are told. Raise ``SlotGone``."""
    if meeting(slot.pairing) is not slot:
        raise SlotGone
    slot.cancelled_at = clock.now()
    slot.sequence += 1
    history.record(slot.pairing, "cancel_slot", by)
    for one in slot.pairing.sides:
        posting.to_side(one, talking_mails.slot_cancelled, slot, file_of(slot))


def file_of(slot: PairingSlot) -> str:
    """The date as a calendar file; one pairing is one event, whose number grows with each change."""
    pairing = slot.pairing
    names = " – ".join(
        telling.called(pairing, which) for which in (Side.ASSOCIATION, Side.RESEARCH)
    )
    is_gone = slot.cancelled_at is not None
    event = Event(
        uid=f"pairing-{pairing.id}@univasso", starts_at=slot.starts_at, minutes=slot.minutes,
        title=names, place=slot.place, sequence=slot.sequence, is_cancelled=is_gone,
        address=talking_mails.address_of(pairing),
    )  # fmt: skip
    return calendar(event, method="CANCEL" if is_gone else "PUBLISH")
