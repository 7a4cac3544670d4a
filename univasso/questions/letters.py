"""What each outcome says at first: a text and a next step, which a coordinator makes their own (C1.7)."""

from flask_babel import force_locale
from flask_babel import gettext as _

from univasso.core.words import N_
from univasso.models.question_words import Outcome
from univasso.models.questions import Question

# Outcome → text, next step. “Grouped” and “divided” have none: whoever asked agrees by another door.
LETTERS = {
    Outcome.ANSWERED: (
        N_("A publication of the programme speaks of what you ask. We think that it answers it."),
        N_("Read it, and tell us whether it answers: if it does not, your question is open again."),
    ),
    Outcome.PROJECT: (
        N_("A research project takes up your question."),
        N_("The people of the project write to you before they begin."),
    ),
    Outcome.STUDENT: (
        N_("A student takes up your question, with somebody who guides their work."),
        N_("The student writes to you; you receive what they write at the end of the year."),
    ),
    Outcome.MEETING: (
        N_("Your question is the subject of a meeting of the programme."),
        N_("You receive an invitation, and may say what should be spoken of."),
    ),
    Outcome.CONSULTATION: (
        N_("Your question is carried into a consultation, so that others say what they live."),
        N_("You receive its address when it opens, and what comes out of it."),
    ),
    Outcome.REORIENTED: (
        N_("Somebody else can help you better and sooner than research could."),
        N_("With your agreement we pass your question on, and you see here when it is received."),
    ),
    Outcome.ELSEWHERE: (
        N_("We cannot take your question up in this programme, because…"),
        N_("If your situation changes, or if we understood you wrongly, answer us: we look again."),
    ),
}


def gathered_step(question: Question) -> str:
    """What comes next for whoever asked a question that is brought together with another."""
    with force_locale(question.language):
        return _("Your words stay as they are, and you are told what becomes of both.")


def letter(question: Question, outcome: str) -> tuple[str, str]:
    """The text and the next step that are offered, in the language of whoever asks."""
    with force_locale(question.language):
        text, following = LETTERS[Outcome(outcome)]
        return _(text), _(following)
