"""What those who look after an output say to each other, and the links they give."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core.db import db, transaction
from univasso.models.conversations import PrivateLink, Remark
from univasso.models.outputs import Output
from univasso.outputs import queries
from univasso.outputs.forms.steps import ProofreadingForm, RemarkForm, ShareForm
from univasso.outputs.services import contributions, review, sharing
from univasso.outputs.views.door import bp
from univasso.outputs.views.page import about
from univasso.policy import Permission
from univasso.web.access import permit, public
from univasso.web.mailing import address


@bp.route("/productions/<int:id>/echanges", methods=["GET", "POST"])
@permit(Permission.OUTPUT_DISCUSS, Output)
def remark(output: Output):
    """A line of the thread, about the whole or about one field."""
    form = RemarkForm(field=request.args.get("field", ""))
    if form.is_sent_and_valid():
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".page", id=output.id, _anchor="echanges")
            review.remark(output, current_user, form.text.data, form.field.data)
        flash(_("Your message is sent."))
        return redirect(work.leads_to, 303)
    page = render_template("outputs/remark.html", form=form, output=output)
    return page, 422 if form.errors else 200


@bp.post("/productions/<int:id>/echanges/<int:number>/regle")
@permit(Permission.OUTPUT_DISCUSS, Output)
def resolve(output: Output, number: int):
    line = db.session.get(Remark, number)
    if line is None or line.output_id != output.id:
        abort(404)
    with transaction():
        review.resolve(line, current_user)
    return redirect(url_for(".page", id=output.id, _anchor="echanges"), 303)


@bp.route("/productions/<int:id>/liens", methods=["GET", "POST"])
@permit(Permission.OUTPUT_SHARE, Output)
def share(output: Output):
    """A private link; its address is shown once."""
    form, link = ShareForm(), ""
    if form.is_sent_and_valid():
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".page", id=output.id)
            link = address(
                "outputs.shared", token=sharing.open_link(output, current_user, form.days.data)
            )
    page = render_template("outputs/share.html", form=form, output=output, link=link)
    return page, 422 if form.errors else 200


@bp.post("/productions/<int:id>/liens/<int:number>/revoquer")
@permit(Permission.OUTPUT_SHARE, Output)
def revoke(output: Output, number: int):
    link = db.session.get(PrivateLink, number)
    if link is None or link.output_id != output.id:
        abort(404)
    with transaction():
        sharing.revoke(link, current_user)
    flash(_("The link no longer opens."))
    return redirect(url_for(".page", id=output.id), 303)


@bp.get("/productions/partage/<token>")
@public
def shared(token: str):
    """The notice as its page will be, for whoever holds the link."""
    link = sharing.find(token)
    if link is None:
        abort(404)
    if not link.is_open():
        return render_template("outputs/link_closed.html", is_revoked=bool(link.revoked_at)), 410
    return render_template(
        "outputs/page.html", is_work=False, is_preview=True, **about(link.output)
    )


@bp.route("/productions/<int:id>/relecture", methods=["GET", "POST"])
@permit(Permission.OUTPUT_DISCUSS, Output)
def ask_proofreading(output: Output):
    form = ProofreadingForm()
    known = {asked.association for asked in queries.proofreadings(output)}
    if form.is_sent_and_valid():
        if form.association.data in known:
            form.association.errors = [_("This association was already asked.")]
        else:
            with transaction(once=request.form.get("once")) as work:
                work.leads_to = url_for(".page", id=output.id)
                contributions.ask_proofreading(output, form.association.data, form.email.data)
            flash(_("The association is written to."))
            return redirect(work.leads_to, 303)
    page = render_template("outputs/ask_proofreading.html", form=form, output=output)
    return page, 422 if form.errors else 200
