"""Dividing a question with its asker's agreement, and linking two (C1.9)."""

from flask import abort, flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core.db import db, transaction
from univasso.core.workflow import WrongState
from univasso.models.question_ties import QuestionLink
from univasso.models.questions import Question
from univasso.policy import Permission
from univasso.questions.forms.ties import ApartForm, DivideForm, LinkForm
from univasso.questions.services import dividing, linking
from univasso.questions.views import following
from univasso.questions.views.door import bp
from univasso.questions.views.file import back, shown
from univasso.web.access import permit


@bp.route("/questions/<int:id>/separer", methods=["GET", "POST"])
@permit(Permission.QUESTION_TRIAGE, Question)
def divide(question: Question):
    """Propose to divide it, after a look at who is concerned."""
    if not question.is_open:
        raise WrongState(question, "settle")
    form = DivideForm()
    ready = form.is_sent_and_valid()
    if ready and request.form.get("act") == "propose":
        return proposed(question, form)
    page = render_template("questions/divide.html", form=form, question=question, ready=ready)
    return page, 422 if form.errors else 200


def proposed(question: Question, form: DivideForm):
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".file", id=question.id)
            dividing.propose(question, form.parts(), form.reason.data, current_user)
    except dividing.OneWaits:
        flash(_("A division already awaits an answer."), "error")
        return back(question)
    flash(_("Whoever asked is asked. Nothing moves before they agree."))
    return back(question)


@bp.post("/questions/suivi/<key>/separation")
@following.by_key(Permission.QUESTION_SPEAK)
def answer_division(question: Question, key: str):
    division, form = dividing.waiting(question), ApartForm()
    if division is None:
        abort(409)
    if not form.is_sent_and_valid():
        return following.shown(key, question, apart=form)
    who = following.signature(question)[0]
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".follow", key=key)
        if form.answer.data == "agree":
            dividing.agree(division, who)
        else:
            dividing.decline(division, who, form.words.data or "")
    flash(_("Thank you. Your answer is noted, with its day."))
    return following.back(key)


@bp.post("/questions/<int:id>/accord-separation")
@permit(Permission.QUESTION_TRIAGE, Question)
def agree_to_divide(question: Question):
    """Note that whoever asked agreed by word of mouth: they have no address to be asked at."""
    division = dividing.waiting(question)
    if division is None or question.email:
        abort(409)
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".file", id=question.id)
        dividing.agree(division, current_user)
    flash(_("Their agreement is noted."))
    return back(question)


@bp.post("/questions/<int:id>/relier")
@permit(Permission.QUESTION_TRIAGE, Question)
def link(question: Question):
    form = LinkForm()
    if not form.is_sent_and_valid():
        return shown(question, link=form)
    other = db.session.get(Question, form.number() or 0)
    try:
        if other is None or other.state in ("draft", "unconfirmed"):
            raise linking.CannotLink
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".file", id=question.id)
            linking.link(question, other, form.reason.data, current_user)
    except linking.CannotLink:
        form.into.errors = [_("Give the number of another question, not linked with this one yet.")]
        return shown(question, link=form)
    flash(_("The two questions are linked; each file leads to the other."))
    return back(question)


@bp.post("/questions/<int:id>/delier/<int:number>")
@permit(Permission.QUESTION_TRIAGE, Question)
def unlink(question: Question, number: int):
    made = db.get_or_404(QuestionLink, number)
    if question.id not in (made.one_id, made.other_id):
        abort(404)
    with transaction():
        linking.unlink(made, current_user)
    flash(_("They are no longer linked."))
    return back(question)
