"""The mails of a question that is divided: to whoever asked, to the coordination."""

from flask_babel import force_locale
from flask_babel import gettext as _

from univasso.core.mail import Block, Message
from univasso.models.accounts import User
from univasso.models.question_ties import Division
from univasso.models.questions import Question
from univasso.questions.mails import paragraph, to_asker, to_team


def proposed(division: Division) -> Message:
    question = division.question
    with force_locale(question.language):
        return to_asker(
            question, _("Several questions in yours? Number %(number)d", number=question.id),
            paragraph(_("The coordination reads several questions in yours, and proposes to look "
                        "after each on its own:")),
            Block("list", items=tuple(division.parts)),
            paragraph(_("Why: %(reason)s", reason=division.reason)),
            paragraph(_("Your words stay as they are. Nothing moves unless you agree.")),
            button=_("Say whether you agree"), key=f"division-asked:{division.id}",
        )  # fmt: skip


def declined(question: Question, user: User, reason: str) -> Message:
    with force_locale(user.language):
        blocks = [paragraph(_("Whoever asked question %(number)d keeps it whole. Nothing has moved.",
                              number=question.id))]  # fmt: skip
        if reason:
            blocks.append(Block("quotation", reason))
        subject = _("Kept whole: question %(number)d", number=question.id)
        return to_team(question, user, subject, *blocks)


def next_step(question: Question, parts: list[Question]) -> str:
    """What whoever asked reads once it is divided."""
    numbers = ", ".join(str(part.id) for part in parts)
    with force_locale(question.language):
        return _("Your words stay, and you follow each question: numbers %(numbers)s.",
                 numbers=numbers)  # fmt: skip


def number_of(question: Question) -> str:
    """Where a part comes from, for its history."""
    with force_locale(question.language):
        return _("From question %(number)d", number=question.id)
