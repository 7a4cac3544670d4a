"""The mails of requests to meet: to each side, and to whoever asked."""

from datetime import date, datetime

from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from univasso.core.mail import Block, Message
from univasso.models.accounts import User
from univasso.models.pairings import REFUSALS_TO_MEET, Pairing, PairingSide, Side
from univasso.pairings import links, telling
from univasso.pairings.telling import OTHER, Person, Request
from univasso.questions.mails import paragraph, short
from univasso.web.mailing import address


def on(day: date | datetime) -> str:
    return format_date(day, "long")


def to_side(side: PairingSide, person: Person, subject: str, *blocks: Block, **about) -> Message:
    """A message to a side; its button leads to the page where it answers without an account."""
    return _message(side.side, links.key_of(side), person, subject, *blocks, **about)


def _message(which: Side, secret: str, person: Person, subject: str, *blocks: Block,
             button: str = "", key: str = "", calendar: str = "") -> Message:  # fmt: skip
    reasons = {
        Side.RESEARCH: _("You receive this message because you are asked to work together, in the "
                         "programme Univ’Asso."),
        Side.ASSOCIATION: _("You receive this message because your association takes part in the "
                            "programme Univ’Asso."),
    }  # fmt: skip
    where = address("pairings.answer_page", key=secret)
    blocks += (Block("button", button or _("Open the request"), where),)
    return Message(subject, blocks, reasons[which], person.language, secret=secret,
                   event_key=key or None, calendar=calendar)  # fmt: skip


def to_team(pairing: Pairing, user: User, subject: str, *blocks: Block, key: str = "") -> Message:
    """A message to somebody of the coordination who follows the pairing."""
    with force_locale(user.language):
        about = [_("With: %(name)s", name=pairing.candidate.name), about_line(pairing)]
        where = address("pairings.page", id=pairing.id)
        blocks += (Block("list", items=tuple(about)), Block("button", _("Open the pairing"), where))
        reason = _("You receive this message because you look after the questions.")
        return Message(subject, blocks, reason, user.language, event_key=key or None)


def about_line(pairing: Pairing) -> str:
    if pairing.question is not None:
        about = {"number": pairing.question_id, "wish": short(pairing.question.wish)}
        return _("Question %(number)d: %(wish)s", **about)
    return _("Association: %(name)s", name=pairing.association.name)


def request_lines(words: Request) -> tuple[str, ...]:
    """The request in its parts, those that were filled."""
    parts = (
        (_("What would be done: %(words)s"), words.what),
        (_("Time that it asks for: %(words)s"), words.effort),
        (_("When: %(words)s"), words.period),
        (_("Compensation: %(words)s"), words.compensation),
        (_("Data: %(words)s"), words.data_use),
    )
    return tuple(label % {"words": " ".join(said.split())} for label, said in parts if said)


def request(side: PairingSide, person: Person) -> Message:
    """The request itself, word for word."""
    return _request(side.pairing, side.pairing, side.side, person, links.key_of(side))


def previews(pairing: Pairing, words: Request) -> list[tuple[Side, list[Person], Message]]:
    """For each side that would be written to: to whom, and the message, before anything is kept."""
    found = []
    for which in (Side.RESEARCH, Side.ASSOCIATION):
        if which != pairing.asked_from:
            people = telling.people_of(pairing, which)
            first = people[0] if people else Person("", "")
            found.append((which, people, _request(pairing, words, which, first, "x")))
    return found


def _request(pairing: Pairing, words: Request, which: Side, person: Person, secret: str) -> Message:
    """``words``: the request, or the pairing that holds it."""
    with force_locale(person.language):
        other = telling.called(pairing, OTHER[which])
        if which == Side.RESEARCH:
            first = _("%(name)s asks a question that your work could answer:", name=other)
        elif pairing.question is not None:
            first = _("%(name)s could work on your question:", name=other)
        else:
            first = _("%(name)s would like to work with you.", name=other)
        blocks = [paragraph(first)]
        if pairing.question is not None:
            blocks.append(Block("quotation", pairing.question.wish))
        blocks += [paragraph(_("Why you:")), Block("quotation", words.why),
                   Block("list", items=request_lines(words))]  # fmt: skip
        if words.answer_by is not None:
            until = _("Please answer by %(day)s. Yes, no or let us talk: each answer helps, and you "
                      "need no account.", day=on(words.answer_by))  # fmt: skip
            blocks.append(paragraph(until))
        return _message(which, secret, person, _("A request to work together"), *blocks,
                        button=_("Read and answer"))  # fmt: skip


def agreed(side: PairingSide, person: Person) -> Message:
    """Both said yes: how to reach the other."""
    pairing = side.pairing
    other = pairing.side(OTHER[side.side])
    with force_locale(person.language):
        reach = [" · ".join(p for p in (one.name, one.email, one.phone) if p)
                 for one in telling.contact(other)]  # fmt: skip
        return to_side(
            side, person, _("Both sides said yes"),
            paragraph(_("You will work with: %(name)s", name=telling.called(pairing, other.side))),
            paragraph(about_line(pairing)),
            Block("list", text=_("How to reach them:"), items=tuple(filter(None, reach))),
            paragraph(_("Propose three moments to meet on the page of the request: the other side "
                        "chooses one, and both receive it for their calendars.")),
        )  # fmt: skip


def agreed_for_team(pairing: Pairing, user: User) -> Message:
    with force_locale(user.language):
        words = paragraph(_("Both sides said yes, and each received how to reach the other."))
        return to_team(pairing, user, _("Both sides said yes"), words)


def said_no(side: PairingSide) -> list[Block]:
    """What a side that says no gives as its reason."""
    blocks = [paragraph(_("The reason given: %(reason)s", reason=_(REFUSALS_TO_MEET[side.reason])))]
    if side.not_before is not None:
        blocks.append(paragraph(_("Not before %(day)s", day=on(side.not_before))))
    if side.words:
        blocks.append(Block("quotation", side.words))
    return blocks


def declined(side: PairingSide, person: Person) -> Message:
    """To a side, that the other said no."""
    other = side.pairing.side(OTHER[side.side])
    with force_locale(person.language):
        name = telling.called(side.pairing, other.side)
        return to_side(
            side, person, _("Not this time"),
            paragraph(_("%(name)s does not take up the request this time.", name=name)),
            *said_no(other),
            paragraph(_("Nothing is asked of you. The coordination looks for somebody else."))
            if side.pairing.question_id else paragraph(_("Nothing more is sent about it.")),
        )  # fmt: skip


def alternatives(pairing: Pairing, names: list[str]) -> list[Block]:
    """Whom else the coordination may ask."""
    if not names:
        return [paragraph(_("Nobody else is on the shortlist: the workbench may show others."))]
    return [Block("list", text=_("Also on the shortlist:"), items=tuple(names))]


def declined_for_team(side: PairingSide, user: User, others: list[str]) -> Message:
    pairing = side.pairing
    with force_locale(user.language):
        return to_team(pairing, user, _("Not this time: %(name)s", name=pairing.candidate.name),
                       *said_no(side), *alternatives(pairing, others))  # fmt: skip


def wants_to_talk(side: PairingSide, person: Person) -> Message:
    """To a side, that the other would like to talk first."""
    other = side.pairing.side(OTHER[side.side])
    with force_locale(person.language):
        blocks = [paragraph(_("%(name)s would like to talk about it before saying yes or no.",
                              name=telling.called(side.pairing, other.side)))]  # fmt: skip
        if other.words:
            blocks.append(Block("quotation", other.words))
        blocks.append(paragraph(_("Write, or propose three moments to meet, on the page of the "
                                  "request.")))  # fmt: skip
        return to_side(side, person, _("Let us talk"), *blocks)


def wants_to_talk_for_team(side: PairingSide, user: User) -> Message:
    with force_locale(user.language):
        blocks = [Block("quotation", side.words)] if side.words else []
        return to_team(side.pairing, user, _("One side wants to talk"), *blocks)


def filled(side: PairingSide, person: Person) -> Message:
    """To those who were asked and not chosen: somebody else said yes (C2.9)."""
    with force_locale(person.language):
        return to_side(
            side, person, _("Somebody has been found"),
            paragraph(_("You were asked about this. Somebody else and the association said yes "
                        "meanwhile: nothing is awaited from you any more. Thank you.")),
            paragraph(about_line(side.pairing)),
        )  # fmt: skip


def withdrawn(side: PairingSide, person: Person, reason: str) -> Message:
    with force_locale(person.language):
        return to_side(
            side, person, _("A request is withdrawn"),
            paragraph(_("Whoever asked takes the request back, and says why:")),
            Block("quotation", reason), paragraph(about_line(side.pairing)),
        )  # fmt: skip


def left(pairing: Pairing, person: Person) -> Message:
    """To a side, when whoever was on the other is erased; nothing is left to be opened."""
    with force_locale(person.language):
        blocks = (
            paragraph(_("Whoever was on the other side has left the programme: this request is closed, "
                        "and nothing is asked of you.")),
            paragraph(about_line(pairing)),
        )  # fmt: skip
        reason = _("You receive this message because you were asked to work together, in the programme "
                   "Univ’Asso.")  # fmt: skip
        return Message(_("A request is closed"), blocks, reason, person.language)


def passed_on(side: PairingSide, person: Person, by: str) -> Message:
    """To the colleague to whom a request is passed on: the request, with who sends it."""
    with force_locale(person.language):
        lines = (about_line(side.pairing), *request_lines(side.pairing))
        return to_side(
            side, person, _("A request is passed on to you"),
            paragraph(_("%(name)s passes this request on to you: you would answer better.", name=by)),
            Block("quotation", side.pairing.why), Block("list", items=lines),
            button=_("Read and answer"),
        )  # fmt: skip


def passed_on_for_team(side: PairingSide, user: User) -> Message:
    with force_locale(user.language):
        words = paragraph(_("The request was passed on to %(name)s, who answers from now on.",
                            name=side.name))  # fmt: skip
        return to_team(side.pairing, user, _("Passed on to a colleague"), words)


def ended(side: PairingSide, person: Person, why: str) -> Message:
    """The work together is over: three facts are asked for, and nothing is obliged."""
    with force_locale(person.language):
        return to_side(
            side, person, _("The work together is over"), Block("quotation", why),
            paragraph(_("Were the times kept, was something given back, was it useful? Three answers "
                        "help those who come after you. The coordination reads them; others do only "
                        "if both sides say so.")),
            button=_("Say it in three answers"),
        )  # fmt: skip
