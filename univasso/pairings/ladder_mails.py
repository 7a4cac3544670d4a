"""The mails of a request that is not answered: each leaves once, and says when the one before left."""

from datetime import datetime, timedelta

from flask_babel import force_locale
from flask_babel import gettext as _

from univasso.core.mail import Block, Message
from univasso.models.accounts import User
from univasso.models.pairings import Pairing, PairingSide
from univasso.models.questions import Question
from univasso.pairings import telling
from univasso.pairings.mails import about_line, alternatives, on, to_side, to_team
from univasso.pairings.telling import OTHER, Person
from univasso.questions.mails import paragraph, short
from univasso.web.mailing import address

CLOSED_AFTER = timedelta(days=45)


def reminder(side: PairingSide, person: Person, before: datetime, is_last: bool) -> Message:
    """``before``: when the last mail about it left."""
    pairing = side.pairing
    with force_locale(person.language):
        if is_last:
            subject = _("A last call: a request to work together")
            words = _("Without a word from you, this request is closed on %(day)s and you are not "
                      "proposed any more until you say that you are here.",
                      day=on(pairing.asked_at + CLOSED_AFTER))  # fmt: skip
        else:
            subject = _("Still waiting for you: a request to work together")
            words = _("A no helps as well as a yes: somebody else can be asked.")
        return to_side(
            side, person, subject,
            paragraph(_("On %(day)s we wrote to you about this:", day=on(before))),
            Block("quotation", about_line(pairing)), Block("quotation", short(pairing.why, 400)),
            paragraph(words), button=_("Read and answer"),
            key=f"ladder:{side.id}:{side.link_number}:{'last' if is_last else 'first'}",
        )  # fmt: skip


def nudged(side: PairingSide, person: Person, asker: str) -> Message:
    pairing = side.pairing
    with force_locale(person.language):
        return to_side(
            side, person, _("A word about a request to work together"),
            paragraph(_("%(name)s waits for your answer to the request of %(day)s.",
                        name=asker or _("The coordination"), day=on(pairing.asked_at))),
            Block("quotation", about_line(pairing)), button=_("Read and answer"),
            key=f"nudge:{side.id}",
        )  # fmt: skip


def to_call(side: PairingSide, user: User) -> Message:
    """For the coordination, when a side has no address."""
    phones = [person.phone for person in telling.written_to(side) if person.phone]
    with force_locale(user.language):
        words = _("A request waits for an answer, and this side has no address: call them.")
        return to_team(side.pairing, user, _("To call"), paragraph(" ".join([words, *phones])))


def closed(side: PairingSide, person: Person) -> Message:
    with force_locale(person.language):
        return to_side(
            side, person, _("A request is closed without an answer"),
            paragraph(_("You received it on %(day)s:", day=on(side.pairing.asked_at))),
            Block("quotation", about_line(side.pairing)),
            paragraph(_("You are not proposed to anybody any more. Open the page and press “I am "
                        "here” when you wish to be.")),
            button=_("I am here"), key=f"closed:{side.id}",
        )  # fmt: skip


def closed_for_other(side: PairingSide, person: Person, others: list[Question]) -> Message:
    """To the side that had answered; whoever asked also reads where else to turn."""
    other = telling.called(side.pairing, OTHER[side.side])
    with force_locale(person.language):
        blocks = [
            paragraph(_("%(name)s has not answered in 45 days: the request is closed.", name=other)),
        ]  # fmt: skip
        if others:
            lines = tuple(f"{short(q.wish)} {address('questions.page', id=q.id)}" for q in others)
            blocks.append(Block("list", text=_("Questions that wait for somebody:"), items=lines))
        elif side.side == side.pairing.asked_from:
            where = address("questions.index")
            blocks.append(
                paragraph(_("Questions that wait for somebody: %(address)s", address=where))
            )
        else:
            blocks.append(paragraph(_("The coordination looks for somebody else.")))
        return to_side(side, person, _("A request is closed without an answer"), *blocks,
                       key=f"closed:{side.id}")  # fmt: skip


def closed_for_team(
    pairing: Pairing, user: User, silent: list[PairingSide], names: list[str]
) -> Message:
    with force_locale(user.language):
        who = ", ".join(telling.called(pairing, side.side) for side in silent)
        return to_team(
            pairing, user, _("Closed without an answer: %(name)s", name=pairing.candidate.name),
            paragraph(_("In 45 days nothing came from: %(names)s", names=who)),
            *alternatives(pairing, names), key=f"closed:{pairing.id}",
        )  # fmt: skip
