"""The mails of blind readings: to those who read, to whoever asked for them."""

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from univasso.core.mail import Block, Message
from univasso.models.accounts import User
from univasso.models.questions import Question
from univasso.questions.mails import paragraph
from univasso.web.mailing import address


def asked(question: Question, user: User, by: User) -> Message:
    with force_locale(user.language):
        return _to(
            user, _("A question to read apart: number %(number)d", number=question.id),
            paragraph(_("%(name)s asks two persons to read this question, each without seeing what "
                        "the other makes of it. You are one of them.", name=by.name)),
            Block("quotation", question.wish),
            Block("button", _("Read it"), address("questions.read_apart", id=question.id)),
        )  # fmt: skip


def both_in(question: Question, user: User, differing: int) -> Message:
    with force_locale(user.language):
        said = ngettext("%(num)d answer differs: choose, and say why.",
                        "%(num)d answers differ: choose, and say why.", differing)  # fmt: skip
        return _to(
            user, _("Both readings are in: question %(number)d", number=question.id),
            paragraph(said if differing else _("They agree on everything.")),
            Block("button", _("Compare them"), address("questions.compare", id=question.id)),
        )  # fmt: skip


def _to(user: User, subject: str, *blocks: Block) -> Message:
    reason = _("You receive this message because you look after the questions.")
    return Message(subject, blocks, reason, user.language)
