"""Passing a question on: the agreement of who asked, and the acknowledgement of the body (C1★2)."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core.db import transaction
from univasso.models.questions import Question
from univasso.policy import Permission
from univasso.questions import links
from univasso.questions.forms.deciding import HandoverForm, ReceivedForm
from univasso.questions.services import handovers
from univasso.questions.views import following
from univasso.questions.views.door import bp
from univasso.questions.views.file import back
from univasso.web.access import permit, public


@bp.post("/questions/suivi/<key>/transmission")
@following.by_key(Permission.QUESTION_SPEAK)
def answer_handover(question: Question, key: str):
    """Agree that it is passed on, or not."""
    waiting = next((h for h in question.handovers if h.state == "consent"), None)
    form = HandoverForm()
    if waiting is None:
        abort(409)
    if not form.is_sent_and_valid():
        return following.shown(key, question, handover=form)
    who = following.signature(question)[0]
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".follow", key=key)
        if form.answer.data == "agree":
            handovers.agree(waiting, who, gives_contact=form.contact.data)
        else:
            handovers.decline(waiting, who, form.words.data or "")
    if form.answer.data == "agree":
        flash(_("Thank you. It is passed on, and you see here when it is received."))
    else:
        flash(_("Nothing is passed on. The coordination looks at your question again."))
    return following.back(key)


@bp.post("/questions/<int:id>/transmission/renvoyer")
@permit(Permission.QUESTION_TRIAGE, Question)
def send_again(question: Question):
    """Write once more about a question passed on of which no news came."""
    late = next((h for h in question.handovers if h.is_overdue), None)
    if late is None:
        abort(409)
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".file", id=question.id)
        handovers.send_again(late, current_user)
    flash(_("Sent again. They have 15 days more."))
    return back(question)


@bp.route("/questions/transmises/<key>", methods=["GET", "POST"])
@public
def acknowledge(key: str):
    """What a body receives: the words, and one button."""
    handover, form = links.handover_of(key), ReceivedForm()
    if handover.acknowledged_at is None and form.is_sent_and_valid():
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".acknowledge", key=key)
            handovers.acknowledge(handover, form.words.data or "")
        flash(_("Thank you. Whoever asked has been told."))
        return redirect(url_for(".acknowledge", key=key), 303)
    page = render_template(
        "questions/received.html", form=form, handover=handover, key=key,
        is_taken_back=handovers.is_taken_back(handover),
    )  # fmt: skip
    return page, 422 if form.errors else 200
