"""Deciding: an outcome, its preview, ten minutes to undo it, and opening again (C1.7)."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core.db import db, transaction
from univasso.core.workflow import WrongState
from univasso.models.outputs import Output
from univasso.models.question_outcomes import ReceivingBody
from univasso.models.question_words import Outcome
from univasso.models.questions import Question
from univasso.policy import Permission
from univasso.policy.outputs import is_listed
from univasso.questions import outcome_mails, queries
from univasso.questions.forms.deciding import CHOSEN, DecideForm
from univasso.questions.letters import letter
from univasso.questions.outcome_mails import Choice
from univasso.questions.services import bodies, deciding
from univasso.questions.views.door import bp
from univasso.questions.views.file import back, looking
from univasso.web.access import permit
from univasso.web.forms import choices


@bp.route("/questions/<int:id>/decider", methods=["GET", "POST"])
@permit(Permission.QUESTION_TRIAGE, Question)
def decide(question: Question):
    if not question.is_open:
        raise WrongState(question, "settle")
    form = decide_form(question)
    if form.is_sent_and_valid() and (choice := chosen(form)) is not None:
        act = request.form.get("act", "preview")
        if act == "decide":
            return decided(question, choice)
        if act == "preview":
            return preview(question, form, choice)
    page = render_template(
        "questions/decide.html", form=form, question=question, offered=CHOSEN,
        decision=queries.waiting_decision(question),
    )  # fmt: skip
    return page, 422 if form.errors else 200


def decide_form(question: Question) -> DecideForm:
    """The form, with the words that are offered for the outcome of the address."""
    asked = request.args.get("issue", "")
    form = DecideForm()
    if asked in CHOSEN:
        text, following = letter(question, asked)
        form = DecideForm(outcome=asked, text=text, next_step=following)
    offered = [(body.id, body.name) for body in bodies.reachable()]
    form.body.choices = choices([(0, _("Choose a body")), *offered])
    return form


def chosen(form: DecideForm) -> Choice | None:
    """What was chosen, or None with the sentence that says what to correct under its field."""
    outcome = Outcome(form.outcome.data)
    output = None
    if outcome == Outcome.ANSWERED:
        output = db.session.get(Output, form.output_number() or 0)
        if output is None or not is_listed(output):
            form.output.errors = [_("Give the number or the address of a publication that "
                                    "everybody may see.")]  # fmt: skip
            return None
    body = None
    if outcome == Outcome.REORIENTED:
        body = db.session.get(ReceivingBody, form.body.data or 0)
        if not bodies.can_receive(body):
            form.body.errors = [_("Choose the body to which it is passed on.")]
            return None
    has_consent = body is not None and form.has_consent.data
    return Choice(outcome, form.text.data, form.next_step.data, output, body, has_consent)


def preview(question: Question, form: DecideForm, choice: Choice):
    """What leaves, word for word, and to whom."""
    return render_template(
        "questions/decide_preview.html", question=question, form=form,
        message=outcome_mails.settled(question, choice),
        others=sum(s.counts for s in question.supports),
    )  # fmt: skip


def decided(question: Question, choice: Choice):
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".file", id=question.id)
            deciding.decide(question, choice, current_user)
    except deciding.DecisionWaits as fault:
        by = fault.decision.by
        flash(_("%(name)s has already decided, and it has not left yet: undo it first.",
                name=by.name if by else _("Somebody")), "error")  # fmt: skip
        return back(question)
    looking().leave(question.id, current_user)
    flash(_("Decided. It leaves in ten minutes; until then you may undo it."))
    return back(question)


@bp.post("/questions/<int:id>/annuler")
@permit(Permission.QUESTION_TRIAGE, Question)
def undo(question: Question):
    waiting = queries.waiting_decision(question)
    try:
        if waiting is None:
            raise deciding.ItHasLeft
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".file", id=question.id)
            deciding.undo(waiting, current_user)
    except deciding.ItHasLeft:
        flash(_("Nothing waits any more: it has left, or somebody undid it."), "error")
        return back(question)
    flash(_("Undone. Nobody was written to."))
    return redirect(url_for(".decide", id=question.id, issue=waiting.outcome), 303)
