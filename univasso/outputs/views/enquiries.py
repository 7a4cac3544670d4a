"""What readers write about an output, without an account, and the thread that follows."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import func, select

from univasso.core.db import db, transaction
from univasso.models.conversations import Enquiry
from univasso.models.outputs import Output
from univasso.outputs import queries
from univasso.outputs.forms.steps import AnswerForm, EnquiryForm
from univasso.outputs.services import enquiries
from univasso.outputs.views.door import bp
from univasso.policy import Permission
from univasso.web.access import permit, public
from univasso.web.language import current
from univasso.web.lists import page_of

KEPT = ("kind", "text", "email", "who")


@bp.route("/productions/<int:id>/ecrire", methods=["GET", "POST"])
@permit(Permission.OUTPUT_READ, Output)
def write(output: Output):
    form = EnquiryForm(kind=request.args.get("objet", "question"))
    if form.is_sent_and_valid():
        if form.website.data:  # a program filled what people do not see: thanked, and not kept
            return render_template("outputs/written.html", output=output, secret="")
        network = request.remote_addr or ""
        enquiries.check_limit(network)
        with transaction(once=request.form.get("once")) as work:
            about = {name: form[name].data for name in KEPT} | {"language": current()}
            _enquiry, secret = enquiries.write(output, about, network)
            work.leads_to = url_for(".tracking", token=secret)
        return redirect(work.leads_to, 303)
    page = render_template("outputs/write.html", form=form, output=output)
    return page, 422 if form.errors else 200


@bp.route("/productions/suivi/<token>", methods=["GET", "POST"])
@public
def tracking(token: str):
    """The thread, for whoever holds its link."""
    enquiry = enquiries.find(token)
    if enquiry is None:
        abort(404)
    form = AnswerForm()
    if form.is_sent_and_valid():
        enquiries.check_limit(request.remote_addr or "")
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".tracking", token=token)
            enquiries.answer(enquiry, form.text.data, None)
        flash(_("Your message is sent."))
        return redirect(work.leads_to, 303)
    page = render_template("outputs/tracking.html", form=form, enquiry=enquiry)
    return page, 422 if form.errors else 200


@bp.get("/productions/messages")
@permit(Permission.OUTPUT_MODERATE)
def messages():
    show_all = request.args.get("tous") == "1"
    found = queries.enquiries(only_open=not show_all)
    page = page_of(db.session.scalar(select(func.count()).select_from(found.subquery())))
    rows = db.session.scalars(found.offset(page.offset).limit(page.size)).all()
    return render_template("outputs/messages.html", rows=rows, page=page, show_all=show_all)


@bp.route("/productions/messages/<int:id>", methods=["GET", "POST"])
@permit(Permission.OUTPUT_MODERATE)
def enquiry(id: int):  # noqa: A002 — the name of the part of the address
    found = db.get_or_404(Enquiry, id)
    form = AnswerForm()
    if form.is_sent_and_valid():
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".enquiry", id=id)
            enquiries.answer(found, form.text.data, current_user)
        flash(_("Your answer is sent."))
        return redirect(work.leads_to, 303)
    page = render_template("outputs/enquiry.html", form=form, enquiry=found)
    return page, 422 if form.errors else 200


ACTS = {
    "clore": lambda found: enquiries.close(found, current_user),
    "montrer": lambda found: enquiries.show_use(found, True, current_user),
    "masquer": lambda found: enquiries.show_use(found, False, current_user),
    "cacher": lambda found: enquiries.hide(found.output, current_user, found.text),
    "remontrer": lambda found: enquiries.show_again(found.output, current_user),
}


@bp.post("/productions/messages/<int:id>/<any(clore, montrer, masquer, cacher, remontrer):act>")
@permit(Permission.OUTPUT_MODERATE)
def act_on_enquiry(id: int, act: str):  # noqa: A002 — idem
    found = db.get_or_404(Enquiry, id)
    with transaction():
        ACTS[act](found)
    flash(_("Done."))
    return redirect(url_for(".messages" if act == "clore" else ".enquiry", id=id), 303)
