"""The needs and the axes as coordinators look after them, and the history that everybody reads."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from univasso.core.db import transaction
from univasso.needs import history, queries
from univasso.needs.forms import AxisForm, NeedForm, NewNeedForm
from univasso.needs.services import retiring, wording
from univasso.needs.views.door import answer, axis_of, bp, need_of
from univasso.policy import Permission
from univasso.web.access import permit
from univasso.web.forms import Form


@bp.get("/besoins/gerer")
@permit(Permission.NEED_EDIT)
def manage():
    """Both vocabularies, whole: what is confirmed, what is retired, when each was last changed."""
    return render_template(
        "needs/manage.html", needs=queries.all_needs(), axes=queries.all_axes(),
        last=queries.last_changes(), waiting=retiring.waiting(),
    )  # fmt: skip


@bp.route("/besoins/nouveau", methods=["GET", "POST"])
@permit(Permission.NEED_EDIT)
def add():
    form = NewNeedForm()
    form.offer(queries.needs())
    if form.is_sent_and_valid():
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".manage")
            need = wording.add(form.values(), current_user, form.note.data)
            number = need.number
        flash(_("Added. Forms propose it from now on."))
        if form.replaces.data:
            return redirect(url_for(".retire", number=form.replaces.data, par=number), 303)
        return redirect(url_for(".show", number=number), 303)
    return answer("needs/add.html", form)


@bp.route("/besoins/<int:number>/modifier", methods=["GET", "POST"])
@permit(Permission.NEED_EDIT)
def edit(number: int):
    need = need_of(number)
    form = NeedForm(obj=need)
    if form.is_sent_and_valid():
        return kept(need, form, url_for(".show", number=number, slug=need.slug))
    return answer("needs/edit.html", form, need=need)


@bp.route("/axes/<int:number>/modifier", methods=["GET", "POST"])
@permit(Permission.NEED_EDIT)
def edit_axis(number: int):
    axis = axis_of(number)
    form = AxisForm(obj=axis)
    if form.is_sent_and_valid():
        return kept(axis, form, url_for(".axis_versions", number=number))
    return answer("needs/edit_axis.html", form, axis=axis)


def kept(term: wording.Term, form: Form, back: str) -> Response:
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = back
        changed = wording.save(term, form.values(), current_user, form.version.data, form.note.data)
    flash(
        _("Kept, with the version before.")
        if changed
        else _("Nothing was different: kept as it was.")
    )
    return redirect(back, 303)


@bp.get("/besoins/<int:number>/versions")
@permit(Permission.NEED_READ)
def versions(number: int):
    need = need_of(number)
    return render_template(
        "needs/versions.html", need=need, axis=None, kept=history.history_of(need)
    )


@bp.get("/axes/<int:number>/versions")
@permit(Permission.NEED_READ)
def axis_versions(number: int):
    axis = axis_of(number)
    return render_template(
        "needs/versions.html", need=None, axis=axis, kept=history.history_of(axis)
    )
