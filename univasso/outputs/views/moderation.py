"""The queue of those who look after the publications: what waits, who reads it, changes to many at once."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from univasso.core.db import db, transaction
from univasso.models.accounts import User
from univasso.models.output_words import LICENCES
from univasso.models.outputs import STATE_LABELS, Output, OutputState
from univasso.models.vocabularies import KnowledgeNeed
from univasso.outputs import queries
from univasso.outputs.forms.steps import BulkForm
from univasso.outputs.services import bulk, review
from univasso.outputs.views.door import bp
from univasso.policy import Permission
from univasso.web.access import permit
from univasso.web.bulk import change_of, of_numbers, ticked
from univasso.web.forms import choices
from univasso.web.lists import page_of
from univasso.web.needs_field import need_label
from univasso.web.numbers import row_number


@bp.get("/productions/moderation")
@permit(Permission.OUTPUT_MODERATE)
def queue():
    chosen = chosen_queue()
    found = chosen.select(current_user)
    total = db.session.scalar(select(func.count()).select_from(found.subquery()))
    page = page_of(total)
    outputs = db.session.scalars(
        found.offset(page.offset).limit(page.size).options(selectinload(Output.authors))
    ).all()
    return render_template(
        "outputs/queue.html", queue=chosen, outputs=outputs, page=page, labels=STATE_LABELS,
        counts=queries.counts_by_state(), form=bulk_form(),
    )  # fmt: skip


def chosen_queue() -> queries.Queue:
    """What the address asks for; an unknown state is the queue of what waits."""
    state = request.args.get("etat", "submitted")
    return queries.Queue(
        state=state if state in set(OutputState) else OutputState.SUBMITTED,
        whose=request.args.get("pour", ""),
        words=request.args.get("q", "")[:200],
    )


def bulk_form() -> BulkForm:
    form = BulkForm()
    needs = db.session.scalars(select(KnowledgeNeed).order_by(KnowledgeNeed.number))
    form.need.choices = choices((str(n.number), need_label(n, "short")) for n in needs)
    form.licence.choices = choices((code, row[0]) for code, row in LICENCES.items())
    return form


@bp.post("/productions/<int:id>/confier")
@permit(Permission.OUTPUT_MODERATE, Output)
def assign(output: Output):
    """Take it, or entrust it to somebody of the team, or to nobody in particular."""
    number = row_number(request.form.get("user", ""))
    to = db.session.get(User, number) if number is not None else None
    if to is not None and to not in review.coordinators():
        abort(404)
    with transaction():
        review.assign(output, to, current_user)
    flash(
        _("Entrusted to %(name)s.", name=to.name) if to else _("Entrusted to nobody in particular.")
    )
    return redirect(url_for(".page", id=output.id), 303)


@bp.post("/productions/moderation/ensemble")
@permit(Permission.OUTPUT_MODERATE)
def many():
    """A change to several outputs: first what it will do, then it is done."""
    form = bulk_form()
    outputs = ticked(Output)
    if not outputs or not form.validate():
        flash(_("Tick at least one publication and choose a change."), "error")
        return redirect(url_for(".queue"), 303)
    value = form.licence.data if form.what.data == "licence" else form.need.data
    if "confirmed" not in request.form:
        chosen = form.licence if form.what.data == "licence" else form.need
        return render_template(
            "outputs/many.html", form=form, outputs=outputs,
            what=label_of(form.what), value=label_of(chosen),
        )  # fmt: skip
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".queue")
            change = bulk.apply(outputs, form.what.data, value, current_user)
            db.session.flush()
            number = change.id
    except bulk.RetiredNeed:
        flash(_("This need is no longer in use: choose its successor."), "error")
        return redirect(url_for(".queue"), 303)
    return redirect(url_for(".changed", number=number), 303)


def label_of(field) -> str:
    """The words of the choice that was made."""
    return next(str(choice.label) for choice in field.choices if choice.value == field.data)


@bp.get("/productions/moderation/ensemble/<int:number>")
@permit(Permission.OUTPUT_MODERATE)
def changed(number: int):
    """What a change did, and its undo."""
    change = change_of(Output, number)
    outputs = of_numbers(Output, change.before)
    return render_template("outputs/changed.html", change=change, outputs=outputs)


@bp.post("/productions/moderation/ensemble/<int:number>/annuler")
@permit(Permission.OUTPUT_MODERATE)
def undo(number: int):
    change = change_of(Output, number)
    try:
        with transaction():
            bulk.undo(change, current_user)
        flash(_("The change is undone."))
    except bulk.UndoneAlready:
        flash(_("This change was undone before."))
    return redirect(url_for(".queue"), 303)
