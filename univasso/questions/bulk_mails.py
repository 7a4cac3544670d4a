"""The mails about several questions at once: one for each person."""

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from univasso.core.mail import Block, Message
from univasso.models.accounts import User
from univasso.models.questions import Question
from univasso.questions import links
from univasso.questions.mails import paragraph, short
from univasso.web.mailing import address


def entrusted(questions: list[Question], user: User, by: User) -> Message:
    with force_locale(user.language):
        count = len(questions)
        subject = ngettext("For you: %(num)d question", "For you: %(num)d questions", count)
        lines = tuple(
            _("Question %(number)d: %(wish)s", number=q.id, wish=short(q.wish)) for q in questions
        )
        return Message(
            subject,
            (
                paragraph(_("%(name)s entrusts these questions to you.", name=by.name)),
                Block("list", items=lines),
                Block("button", _("See my questions"), address("questions.triage", pour="mine")),
            ),
            _("You receive this message because you look after the questions."), user.language,
        )  # fmt: skip


def hidden(questions: list[Question], reason: str) -> Message:
    """To whoever asked them all: each has its own page, where a second look may be asked for."""
    language = questions[0].language
    with force_locale(language):
        blocks = [
            paragraph(_("The coordination took these questions out of sight, and says why:")),
            Block("quotation", reason),
            paragraph(
                _("They are kept. If you see it otherwise, say so: somebody else looks at it.")
            ),
        ]
        keys = [links.key_of(question) for question in questions]
        for question, key in zip(questions, keys, strict=True):
            where = address("questions.follow", key=key)
            blocks.append(Block("quotation", short(question.wish)))
            label = _("Ask for a second look: number %(number)d", number=question.id)
            blocks.append(Block("button", label, where))
        return Message(
            _("Your questions are out of sight"), tuple(blocks),
            _("You receive this message because you asked these questions with this address."),
            language, secret=" ".join(keys),
        )  # fmt: skip
