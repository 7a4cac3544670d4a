"""The mails of outputs: each says what happened, why, and what can be done next."""

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from univasso.core.mail import Block, Message
from univasso.core.signed import sign
from univasso.models.accounts import User
from univasso.models.conversations import Enquiry, EnquiryAnswer, Proofreading, Remark
from univasso.models.outputs import Author, Output
from univasso.web.mailing import address

CONFIRM, PROOFREAD, TRACK = "credit", "proofreading", "enquiry"


def token(purpose: str, number: int) -> str:
    """A signed link about one row, for one purpose."""
    return sign(current_app.config["SECRET_KEY"], purpose, number)


def _to_team(output: Output, user: User, subject: str, opening: str, note: str = "") -> Message:
    blocks = [Block("paragraph", opening)]
    if note:
        blocks.append(Block("quotation", note))
    blocks.append(Block("button", _("Read it"), address("outputs.page", id=output.id)))
    reason = _("You receive this message because you look after the publications.")
    return Message(subject, tuple(blocks), reason, user.language)


def _to_depositor(output: Output, user: User, subject: str, opening: str, note: str,
                  following: str) -> Message:  # fmt: skip
    blocks = [Block("paragraph", opening)]
    if note:
        blocks.append(Block("quotation", note))
    blocks.append(Block("paragraph", following))
    blocks.append(Block("button", _("Open its page"), address("outputs.page", id=output.id)))
    reason = _("You receive this message because you deposited this publication.")
    return Message(subject, tuple(blocks), reason, user.language)


def submitted(output: Output, user: User) -> Message:
    with force_locale(user.language):
        return _to_team(output, user, _("To read: %(title)s", title=output.title),
                        _("“%(title)s” was submitted.", title=output.title))  # fmt: skip


def second_look(output: Output, user: User, note: str) -> Message:
    with force_locale(user.language):
        return _to_team(
            output, user, _("Second look asked for: %(title)s", title=output.title),
            _("A second look is asked for “%(title)s”.", title=output.title), note,
        )  # fmt: skip


def assigned(output: Output, user: User, by: User) -> Message:
    with force_locale(user.language):
        return _to_team(
            output, user, _("For you to read: %(title)s", title=output.title),
            _("%(name)s entrusts “%(title)s” to you.", name=by.name, title=output.title),
        )  # fmt: skip


def changes_asked(output: Output, user: User, note: str) -> Message:
    with force_locale(user.language):
        return _to_depositor(
            output, user, _("A question about “%(title)s”", title=output.title),
            _("Before publishing “%(title)s”, we have something to ask.", title=output.title),
            note, _("Complete it, answer in the same place, then send it again."),
        )  # fmt: skip


def published(output: Output, user: User, note: str) -> Message:
    with force_locale(user.language):
        return _to_depositor(
            output, user, _("Published: %(title)s", title=output.title),
            _("“%(title)s” is published. Thank you.", title=output.title),
            note, _("It can be found by everybody within seconds."),
        )  # fmt: skip


def not_published(output: Output, user: User, note: str) -> Message:
    with force_locale(user.language):
        return _to_depositor(
            output, user, _("About “%(title)s”", title=output.title),
            _("“%(title)s” will not be published this time, for this reason:", title=output.title),
            note, _("You may ask for a second look, by somebody else."),
        )  # fmt: skip


def withdrawn(output: Output, user: User, note: str) -> Message:
    with force_locale(user.language):
        return _to_depositor(
            output, user, _("Withdrawn: %(title)s", title=output.title),
            _("“%(title)s” is no longer published, for this reason:", title=output.title),
            note, _("Its address stays and says so. Answer us if this is a mistake."),
        )  # fmt: skip


def hidden(output: Output, user: User, note: str) -> Message:
    with force_locale(user.language):
        return _to_depositor(
            output, user, _("Out of sight for 48 hours: %(title)s", title=output.title),
            _("Somebody claims rights on “%(title)s”. While we look at it, it is out of sight "
              "for 48 hours at most.", title=output.title),
            note, _("Answer us: what you know of its rights decides."),
        )  # fmt: skip


def remark_written(output: Output, user: User, by: User, line: Remark) -> Message:
    with force_locale(user.language):
        return Message(
            _("%(name)s wrote about “%(title)s”", name=by.name, title=output.title),
            (
                Block("quotation", line.text),
                Block("button", _("Answer"), address("outputs.page", id=output.id) + "#echanges"),
            ),
            _("You receive this message because you take part in this exchange."),
            user.language,
        )


def confirm_part(author: Author) -> Message:
    output = author.output
    with force_locale(output.language if output.language in ("fr", "en") else "fr"):
        return Message(
            _("Did you take part in “%(title)s”?", title=output.title),
            (
                Block("paragraph", _("You are named in “%(title)s”.", title=output.title)),
                Block("button", _("Confirm or refuse"),
                      address("outputs.credit", token=token(CONFIRM, author.id))),
                Block("paragraph", _("Without an answer in thirty days the page will say that "
                                     "your part is not confirmed, and we forget your address.")),
            ),
            _("You receive this message because this publication names you."),
            output.language if output.language in ("fr", "en") else "fr",
            event_key=f"credit:{author.id}",
        )  # fmt: skip


def part_refused(author: Author, user: User) -> Message:
    output = author.output
    with force_locale(user.language):
        return _to_depositor(
            output, user, _("%(name)s does not recognise this part", name=author.name),
            _("%(name)s says that they had no part in “%(title)s”.",
              name=author.name, title=output.title),
            "", _("Please correct the credits."),
        )  # fmt: skip


def proofread(asked: Proofreading, output: Output) -> Message:
    with force_locale("fr"):
        return Message(
            _("Would you read the summary of “%(title)s”?", title=output.title),
            (
                Block("paragraph", _("Is the plain summary clear and right for an association? "
                                     "Read it, and sign it if you stand by it.")),
                Block("button", _("Read the summary"),
                      address("outputs.proofreading", token=token(PROOFREAD, asked.id))),
            ),
            _("You receive this message because your association is a partner of this work."),
        )  # fmt: skip


def enquiry_received(enquiry: Enquiry, user: User) -> Message:
    with force_locale(user.language):
        return Message(
            _("A reader writes about “%(title)s”", title=enquiry.output.title),
            (
                Block("quotation", enquiry.text),
                Block("button", _("Answer"), address("outputs.enquiry", id=enquiry.id)),
            ),
            _("You receive this message because you look after the publications."),
            user.language,
        )


def enquiry_noted(enquiry: Enquiry, secret: str) -> Message:
    with force_locale(enquiry.language):
        return Message(
            _("We have your message about “%(title)s”", title=enquiry.output.title),
            (
                Block("quotation", enquiry.text),
                Block("button", _("Follow the answer"), address("outputs.tracking", token=secret)),
            ),
            _("You receive this message because you wrote to us with this address."),
            enquiry.language,
        )


def enquiry_answered(enquiry: Enquiry, answer: EnquiryAnswer) -> Message:
    with force_locale(enquiry.language):
        return Message(
            _("An answer about “%(title)s”", title=enquiry.output.title),
            (
                Block("quotation", answer.text),
                Block("paragraph", _("The link of our first message shows the whole exchange.")),
            ),
            _("You receive this message because you wrote to us with this address."),
            enquiry.language,
        )
