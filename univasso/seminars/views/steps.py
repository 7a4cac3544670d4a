"""The life of a meeting, and who comes to it (C4.1, C4.8, C4.11)."""

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from univasso.core.db import transaction
from univasso.models.seminars import Seminar
from univasso.policy import Permission
from univasso.seminars import queries
from univasso.seminars.forms.editing import CancelForm
from univasso.seminars.services import editing, seats
from univasso.seminars.views.door import bp
from univasso.seminars.views.editing import address_of
from univasso.web.access import permit


@bp.post("/rencontres/<int:id>/etapes/<any(announce,hold):act>")
@permit(Permission.SEMINAR_EDIT, Seminar)
def step(seminar: Seminar, act: str):
    do = {"announce": editing.announce, "hold": editing.hold}[act]
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = address_of(seminar)
            do(seminar, current_user)
        flash(_("It is announced: everybody may read it.") if act == "announce" else _("Saved."))
    except editing.NotToCome:
        flash(
            _("Look at its dates: one announces what is to come, and what is over was held."),
            "warn",
        )
    return redirect(address_of(seminar), 303)


@bp.route("/rencontres/<int:id>/etapes/cancel", methods=["GET", "POST"])
@permit(Permission.SEMINAR_EDIT, Seminar)
def cancel(seminar: Seminar):
    """How many are written to is said before it leaves."""
    form = CancelForm()
    if seminar.state != "announced" or seminar.is_past:
        return redirect(address_of(seminar), 303)
    if form.is_sent_and_valid():
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = address_of(seminar)
            count = editing.cancel(seminar, current_user, form.reason.data)
        flash(ngettext("The meeting is cancelled, and %(num)d person is told.",
                       "The meeting is cancelled, and %(num)d people are told.", count))  # fmt: skip
        return redirect(work.leads_to, 303)
    page = render_template(
        "seminars/cancel.html", form=form, seminar=seminar, count=len(seats.live_rows(seminar))
    )
    return page, 422 if form.errors else 200


@bp.get("/rencontres/<int:id>/inscriptions")
@permit(Permission.SEMINAR_EDIT, Seminar)
def registrations(seminar: Seminar):
    rows = queries.registrations(seminar)
    traces = queries.traces(rows)
    return render_template(
        "seminars/registrations.html", seminar=seminar, rows=rows, traces=traces,
        names=queries.named(traces),
    )  # fmt: skip
