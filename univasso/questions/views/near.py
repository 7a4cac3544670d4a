"""What is already here, shown once before a question leaves and to who looks after it (A2.3)."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core.db import transaction
from univasso.models.accounts import User
from univasso.models.questions import Question
from univasso.policy import Permission
from univasso.questions.forms.asking import WordsForm
from univasso.questions.services import near, wordings
from univasso.questions.views.door import bp
from univasso.web.access import permit
from univasso.web.language import current
from univasso.web.numbers import row_number

SEEN, INSTEAD, FIELD = "near_seen", "same-", "near-"


def before_sending(form: WordsForm, who: User | None, draft: Question | None) -> list[near.Shown]:
    """What looks like the words in the form, with what was already said of it in this form."""
    parts = [form.wish.data, form.situation.data]
    return near.around(parts, current(), who, draft, verdicts())


def was_shown() -> bool:
    return SEEN in request.form


def verdicts() -> dict[near.Key, str]:
    """What the form says of each thing shown: “the same”, “it answers”, “different”."""
    found = {}
    for name, said in request.form.items():
        kind, _dash, number = name.removeprefix(FIELD).partition("-")
        row = row_number(number)
        if not name.startswith(FIELD) or kind not in ("question", "output") or row is None:
            continue
        if said in near.VERDICTS:
            found[kind, row] = said
    if (other := instead()) is not None:
        found["question", other] = "same"
    return found


def instead() -> int | None:
    """The number of the question that somebody chose to share rather than to send theirs."""
    act = request.form.get("act", "")
    return row_number(act.removeprefix(INSTEAD)) if act.startswith(INSTEAD) else None


def of_question(question: Question) -> list[near.Shown]:
    """For the coordination: what is here, by the words as they stand now."""
    parts = [wordings.words_now(question), question.situation]
    return near.around(parts, question.language, current_user, question, for_team=True)


@bp.post("/questions/<int:id>/proches")
@permit(Permission.QUESTION_TRIAGE, Question)
def judge_near(question: Question):
    """The coordination says that something shown is different: it is not shown again."""
    said = verdicts()
    if not said:
        abort(400)
    with transaction():
        near.remember(question, said, current_user)
    flash(_("Noted: it is not proposed again for this question.")
          if "different" in said.values() else _("Noted."))  # fmt: skip
    return redirect(url_for(".file", id=question.id), 303)
