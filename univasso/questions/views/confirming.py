"""What was noted of somebody in a workshop: they confirm it, say it otherwise, or say no (A2★4)."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _

from univasso.core.db import transaction
from univasso.models.questions import Question, QuestionState
from univasso.policy import Permission
from univasso.questions.forms.workshops import SaidForm
from univasso.questions.services import closing
from univasso.questions.views import following
from univasso.questions.views.door import bp


@bp.post("/questions/suivi/<key>/atelier")
@following.by_key(Permission.QUESTION_SPEAK)
def answer_workshop(question: Question, key: str):
    if question.workshop is None:
        abort(404)
    if question.state != QuestionState.UNCONFIRMED:  # pressed twice
        return following.back(key)
    if request.form.get("act") == "decline":
        with transaction():
            closing.decline(question)
        flash(declined())
        return redirect(url_for(".index"), 303)
    form = SaidForm()
    if not form.is_sent_and_valid():
        return following.shown(key, question, said=form)
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".follow", key=key)
        names = ("wish", "situation", "visibility")
        closing.confirm(question, {name: form[name].data or "" for name in names})
    flash(_("Thank you. The coordination has your question."))
    return following.back(key)


def declined() -> str:
    return _("Thank you. It is not asked in your name, and the note of the workshop is deleted within "
             "a year.")  # fmt: skip
