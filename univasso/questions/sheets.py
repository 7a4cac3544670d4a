"""The paper form on which a question is written by hand, and the number of each sheet (A2★3)."""

import secrets
from pathlib import Path

from flask import current_app
from flask_babel import gettext as _

from univasso.core import pdf
from univasso.models.question_words import VISIBILITIES
from univasso.questions.forms.asking import QuestionForm
from univasso.web.language import current

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without those that a hand writes alike
LENGTH = 8  # a hundred thousand sheets share no number, but once in two hundred times
MOST = 50  # sheets of one document
LINES = {"wish": 4, "situation": 4, "use": 3}


def new_number() -> str:
    return "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))


def document(numbers: list[str]) -> bytes:
    """One sheet for each number, in the language of the page that asks for it."""
    form = QuestionForm(None)
    return pdf.make(Path(current_app.jinja_loader.searchpath[0]), "questions/sheet.typ", {
        "language": current(),
        "numbers": [_spaced(number) for number in numbers],
        "words": _words(form),
        "parts": [
            {"question": str(form[name].label.text), "hint": str(form[name].description or ""),
             "lines": lines} for name, lines in LINES.items()
        ],
        "blanks": [str(form[name].label.text) for name in ("association_name", "places", "deadline")],
        "visibilities": [_(label) for label in VISIBILITIES.values()],
        "reached": [_("Your name"), _("Telephone"), _("Good moments to call you"), _("E-mail")],
    })  # fmt: skip


def _words(form: QuestionForm) -> dict[str, str]:
    return {
        "title": _("What would you like to understand?"),
        "programme": _("Univ’Asso, research on associations in Hauts-de-France"),
        "sheet": _("Sheet no."),
        "welcome": _("Write as you speak. There is no bad question, and you need not know the "
                     "words of research. Leave empty what you do not know."),
        "about": _("Your association"),
        "visibility": _("Who may read it? Tick one box; without a tick, your name is not shown."),
        "back": _("Whom shall we call or write to?"),
        "back_hint": _("A telephone number or an address is enough."),
        "data_title": _("What becomes of what you write"),
        "data_text": _("The coordination types your words, calls you to say the number of your "
                       "question, and keeps this sheet until then. Your name, number and address "
                       "serve to answer you: they are shown to nobody else, and are deleted three "
                       "years after the outcome at the latest. You may read, correct or take back "
                       "everything by writing to us."),
        "give": _("Give this sheet to somebody of the coordination, or send it to:") + " " + contact(),
        "contact": contact(),
    }  # fmt: skip


def contact() -> str:
    """How the programme is reached, by what its settings say."""
    about = current_app.config
    names = ("PUBLISHER", "PUBLISHER_ADDRESS", "PUBLISHER_PHONE", "TEAM_MAIL")
    return " · ".join(about[name] for name in names if about[name])


def _spaced(number: str) -> str:
    """A number of ours in two halves, which are copied with fewer mistakes."""
    half = LENGTH // 2
    is_ours = len(number) == LENGTH and set(number) <= set(SIGNS)
    return f"{number[:half]} {number[half:]}" if is_ours else number
