"""The mails of two questions brought together: to both who asked, to the coordination."""

from flask_babel import force_locale
from flask_babel import gettext as _

from univasso.core.mail import Block, Message
from univasso.models.accounts import User
from univasso.models.question_outcomes import Grouping
from univasso.models.question_words import Visibility
from univasso.models.questions import Question
from univasso.questions.mails import paragraph, to_asker, to_team


def proposed(grouping: Grouping, question: Question, other: Question) -> Message:
    """To one side: the other's words, unless they are for the programme only, and why."""
    with force_locale(question.language):
        blocks = [paragraph(_("The coordination proposes to bring your question together with "
                              "another one, so that both are heard better."))]  # fmt: skip
        if other.visibility != Visibility.PROGRAMME:
            blocks.append(Block("quotation", other.wish))
        blocks += [
            paragraph(_("Why: %(reason)s", reason=grouping.reason)),
            paragraph(_("Nothing moves unless both sides agree, and it can be undone.")),
        ]
        subject = _("Bring your question together with another one? Number %(number)d",
                    number=question.id)  # fmt: skip
        button = _("Say whether you agree")
        return to_asker(question, subject, *blocks, button=button, key=f"grouping:{grouping.id}")


def declined(grouping: Grouping, question: Question, user: User, reason: str) -> Message:
    with force_locale(user.language):
        blocks = [paragraph(_("Whoever asked question %(number)d keeps it apart. Nothing has moved.",
                              number=question.id))]  # fmt: skip
        if reason:
            blocks.append(Block("quotation", reason))
        subject = _("Kept apart: questions %(one)d and %(other)d",
                    one=grouping.question_id, other=grouping.into_id)  # fmt: skip
        return to_team(grouping.question, user, subject, *blocks)


def kept_apart(question: Question, by: Question) -> Message:
    """To both who asked: one side keeps its question apart; why is for the coordination."""
    with force_locale(question.language):
        words = _("You keep your question apart. Nothing has moved.")
        if question is not by:
            words = _("Whoever asked the other question keeps it apart. Nothing has moved: yours goes "
                      "its way.")  # fmt: skip
        subject = _("Your question, number %(number)d, is kept apart", number=question.id)
        return to_asker(question, subject, paragraph(words))


def split(question: Question, reason: str) -> Message:
    with force_locale(question.language):
        return to_asker(
            question, _("Two questions are apart again, yours is number %(number)d",
                        number=question.id),
            paragraph(_("The coordination takes them apart, and says why:")),
            Block("quotation", reason),
        )  # fmt: skip
