"""One act on several questions: a recap of who and what it touches, then what it did (C1.12)."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core.db import db, transaction
from univasso.models.accounts import User
from univasso.models.questions import Question
from univasso.policy import Permission
from univasso.questions import queries
from univasso.questions.forms.triage import BulkForm
from univasso.questions.services import bulk, desks
from univasso.questions.services.bulk import Act
from univasso.questions.views.door import bp
from univasso.web.access import permit
from univasso.web.bulk import change_of, of_numbers, ticked
from univasso.web.needs_field import need_label
from univasso.web.numbers import row_number
from univasso.web.redirects import safe_next


@bp.post("/questions/tri/ensemble")
@permit(Permission.QUESTION_TRIAGE)
def many():
    """What it would do to each, then it is done."""
    questions, form = ticked(Question), BulkForm()
    act = act_of(form)
    if not questions or act is None:
        flash(_("Tick at least one question and choose what to do with it."), "error")
        return redirect(list_address(), 303)
    if "confirmed" in request.form and form.is_sent_and_valid():
        return done(questions, act)
    lines = [(question, bulk.why_not(question, act)) for question in questions]
    page = render_template(
        "questions/many.html", form=form, act=act, does=words_of(act), lines=lines, whys=bulk.WHYS,
        told=bulk.told([q for q, why in lines if not why], act, current_user),
        next=list_address(),
    )  # fmt: skip
    return page, 422 if form.errors else 200


def act_of(form: BulkForm) -> Act | None:
    """What the form chose: ``take``, ``give-`` and a number, ``need-`` and a number, or ``hide``."""
    what, _dash, typed = (form.what.data or "").partition("-")
    number, reason = row_number(typed), form.reason.data or ""
    if what == "take":
        return Act("give", to=db.session.get(User, current_user.id))
    if what == "give":
        to = next((c for c in desks.coordinators() if c.id == number), None)
        return Act("give", to=to) if to else None
    if what == "need":
        need = next((n for n in queries.needs_in_force() if n.number == number), None)
        return Act("need", need=need, reason=reason) if need else None
    return Act("hide", reason=reason) if what == "hide" else None


def words_of(act: Act) -> str:
    if act.what == "give":
        return _("Entrust to %(name)s", name=act.to.name)
    if act.what == "need":
        return _("File under need %(need)s", need=need_label(act.need, "short"))
    return _("Take out of sight")


def done(questions: list[Question], act: Act):
    with transaction(once=request.form.get("once")) as work:
        change = bulk.apply(questions, act, current_user)
        db.session.flush()
        work.leads_to = url_for(".done_to_many", number=change.id, next=list_address())
    return redirect(work.leads_to, 303)


def list_address() -> str:
    """The list from which one came, with its filters."""
    return safe_next(request.values.get("next"), url_for(".triage"))


@bp.get("/questions/tri/ensemble/<int:number>")
@permit(Permission.QUESTION_TRIAGE)
def done_to_many(number: int):
    """What was done, and what was left as it was with why."""
    change = change_of(Question, number)
    return render_template(
        "questions/done.html", change=change, next=list_address(), whys=bulk.WHYS,
        done=of_numbers(Question, change.before), unmoved=of_numbers(Question, change.unchanged),
    )  # fmt: skip
