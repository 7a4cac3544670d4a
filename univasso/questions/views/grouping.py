"""Bringing two questions together: proposed, agreed to by both sides, undone (A2.10, C1.9)."""

from flask import abort, flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core.db import db, transaction
from univasso.core.workflow import WrongState
from univasso.models.questions import Question
from univasso.policy import Permission
from univasso.questions.forms.grouping import GroupForm, TogetherForm
from univasso.questions.forms.triage import BecauseForm
from univasso.questions.services import grouping
from univasso.questions.views import following
from univasso.questions.views.door import bp
from univasso.questions.views.file import back
from univasso.web.access import permit


@bp.route("/questions/<int:id>/regrouper", methods=["GET", "POST"])
@permit(Permission.QUESTION_TRIAGE, Question)
def group(question: Question):
    """Propose to bring it into another one, after a look at who is concerned."""
    if not question.is_open:
        raise WrongState(question, "settle")
    form, into = GroupForm(into=request.args.get("avec", "")[:20]), None
    if form.is_sent_and_valid():
        into = db.session.get(Question, form.number() or 0)
        try:
            if into is None:
                raise grouping.CannotGroup
            grouping.check(question, into)
            if request.form.get("act") == "propose":
                return proposed(question, into, form)
        except grouping.CannotGroup:
            into = None
            form.into.errors = [_("Give the number of another question, open like this one; neither "
                                  "may await an answer about another group.")]  # fmt: skip
    page = render_template("questions/group.html", form=form, question=question, into=into)
    return page, 422 if form.errors else 200


def proposed(question: Question, into: Question, form: GroupForm):
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".file", id=question.id)
        grouping.propose(question, into, form.reason.data, current_user)
    flash(_("Both who asked are written to. Nothing moves before they agree."))
    return back(question)


@bp.post("/questions/suivi/<key>/regroupement")
@following.by_key(Permission.QUESTION_SPEAK)
def answer_grouping(question: Question, key: str):
    waiting, form = grouping.awaits(question), TogetherForm()
    if not waiting:
        abort(409)
    if not form.is_sent_and_valid():
        return following.shown(key, question, together=form)
    who = following.signature(question)[0]
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".follow", key=key)
        if form.answer.data == "agree":
            grouping.agree(waiting[0], question, who)
        else:
            grouping.decline(waiting[0], question, who, form.words.data or "")
    flash(_("Thank you. Your answer is noted, with its day."))
    return following.back(key)


@bp.post("/questions/<int:id>/accord")
@permit(Permission.QUESTION_TRIAGE, Question)
def agree_for(question: Question):
    """Note that whoever asked agreed by word of mouth: they have no address to be asked at."""
    waiting = grouping.awaits(question)
    if not waiting or question.email:
        abort(409)
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".file", id=question.id)
        grouping.agree(waiting[0], question, current_user)
    flash(_("Their agreement is noted."))
    return back(question)


@bp.route("/questions/<int:id>/degrouper", methods=["GET", "POST"])
@permit(Permission.QUESTION_TRIAGE, Question)
def split(question: Question):
    """Take it out of the question into which it was brought, with a reason told to both."""
    form = BecauseForm()
    if question.grouped_into is None:
        raise WrongState(question, "reopen")
    if form.is_sent_and_valid():
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".file", id=question.id)
            grouping.split(question, form.text.data, current_user)
        flash(_("They are apart again, and both who asked are told why."))
        return back(question)
    page = render_template("questions/step.html", form=form, question=question, verb="split")
    return page, 422 if form.errors else 200
