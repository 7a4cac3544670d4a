"""The bodies that can help: list, add, correct, retire (C1.8)."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core.db import transaction
from univasso.models.question_outcomes import ReceivingBody
from univasso.policy import Permission
from univasso.questions.forms.deciding import BodyForm
from univasso.questions.services import bodies as services
from univasso.questions.views.door import bp
from univasso.web.access import permit


@bp.get("/questions/organismes")
@permit(Permission.BODIES_EDIT)
def bodies():
    return render_template("questions/bodies.html", rows=services.all_of_them())


@bp.route("/questions/organismes/nouveau", methods=["GET", "POST"])
@permit(Permission.BODIES_EDIT)
def new_body():
    form = BodyForm()
    if form.is_sent_and_valid():
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".bodies")
            services.add(form.values(), current_user)
        flash(_("The body is in the list."))
        return redirect(url_for(".bodies"), 303)
    page = render_template("questions/body.html", form=form, body=None)
    return page, 422 if form.errors else 200


@bp.route("/questions/organismes/<int:id>/modifier", methods=["GET", "POST"])
@permit(Permission.BODIES_EDIT, ReceivingBody)
def edit_body(body: ReceivingBody):
    form = BodyForm(obj=body, places=[body.territory] if body.territory else [])
    if form.is_sent_and_valid():
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".bodies")
            services.save(body, form.values(), current_user, form.version.data)
        flash(_("Saved."))
        return redirect(url_for(".bodies"), 303)
    page = render_template("questions/body.html", form=form, body=body)
    return page, 422 if form.errors else 200


@bp.post("/questions/organismes/<int:id>/<any(retirer, retablir):act>")
@permit(Permission.BODIES_EDIT, ReceivingBody)
def act_on_body(body: ReceivingBody, act: str):
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".bodies")
        (services.retire if act == "retirer" else services.bring_back)(body, current_user)
    flash(_("It is no longer offered.") if act == "retirer" else _("It is offered again."))
    return redirect(url_for(".bodies"), 303)
