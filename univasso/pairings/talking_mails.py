"""The mails of what both sides say to each other, and of when they meet."""

from flask_babel import force_locale
from flask_babel import gettext as _

from univasso.core.mail import Block, Message
from univasso.models.accounts import User
from univasso.models.pairing_contacts import PairingMessage, PairingSlot
from univasso.models.pairings import Pairing, PairingSide
from univasso.pairings import telling
from univasso.pairings.mails import about_line, to_side, to_team
from univasso.pairings.telling import Person
from univasso.questions.mails import paragraph, short
from univasso.web.dates import long_moment
from univasso.web.mailing import address


def address_of(pairing: Pairing) -> str:
    return address("pairings.page", id=pairing.id)


def _at(slot: PairingSlot) -> str:
    return long_moment(slot.starts_at).striptags()


def message(side: PairingSide, person: Person, said: PairingMessage) -> Message:
    """That something was said. The words are on the page, where what must be hidden is."""
    pairing = side.pairing
    with force_locale(person.language):
        who = telling.called(pairing, said.side) if said.side else _("The coordination")
        return to_side(
            side, person, _("A message about a request to work together"),
            paragraph(_("%(name)s wrote to you. The message is on the page of the request.",
                        name=who)),
            Block("quotation", about_line(pairing)), button=_("Read and answer"),
        )  # fmt: skip


def message_for_team(said: PairingMessage, user: User) -> Message:
    with force_locale(user.language):
        return to_team(said.pairing, user, _("A message between both sides"),
                       Block("quotation", short(said.text, 400)))  # fmt: skip


def reported(said: PairingMessage, user: User) -> Message:
    with force_locale(user.language):
        return to_team(
            said.pairing, user, _("A message is reported"),
            Block("quotation", said.text), paragraph(_("Why:")), Block("quotation", said.report),
        )  # fmt: skip


def slots_proposed(side: PairingSide, person: Person, slots: list[PairingSlot]) -> Message:
    with force_locale(person.language):
        return to_side(
            side, person, _("Moments to meet"),
            Block("list", text=_("Choose one of these moments:"), items=tuple(map(_at, slots))),
            button=_("Choose a moment"),
        )  # fmt: skip


def slot_chosen(side: PairingSide, person: Person, slot: PairingSlot, file: str) -> Message:
    with force_locale(person.language):
        lines = [_at(slot), *([slot.place] if slot.place else [])]
        return to_side(
            side, person, _("You meet on %(moment)s", moment=_at(slot)),
            Block("list", items=tuple(lines)), Block("quotation", about_line(side.pairing)),
            paragraph(_("The file that comes with this message puts it in your calendar.")),
            calendar=file,
        )  # fmt: skip


def slot_cancelled(side: PairingSide, person: Person, slot: PairingSlot, file: str) -> Message:
    with force_locale(person.language):
        return to_side(
            side, person, _("The meeting is cancelled"), Block("list", items=(_at(slot),)),
            paragraph(_("The file that comes with this message takes it out of your calendar. Other "
                        "moments may be proposed on the page.")), calendar=file,
        )  # fmt: skip
