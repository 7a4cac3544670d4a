"""The desk of requests about data, each with the month in which it is answered."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import func, select

from univasso.administration import queries
from univasso.administration.forms import AnswerForm, RequestForm
from univasso.administration.services import desk
from univasso.administration.views.door import bp
from univasso.core.db import db, transaction
from univasso.models.oversight import (
    KIND_LABELS,
    REQUEST_STATE_LABELS,
    DataRequest,
    RequestKind,
    RequestState,
)
from univasso.policy import Permission
from univasso.web.access import permit
from univasso.web.lists import page_of


def show(form: RequestForm):
    found = select(DataRequest).order_by(
        DataRequest.state != RequestState.OPEN, DataRequest.due_on, DataRequest.id
    )
    page = page_of(db.session.scalar(select(func.count()).select_from(DataRequest)))
    rows = db.session.scalars(found.offset(page.offset).limit(page.size)).all()
    body = render_template(
        "administration/rights.html", requests=rows, page=page, form=form, kinds=KIND_LABELS,
    )  # fmt: skip
    return body, 422 if form.errors else 200


@bp.route("/demandes", methods=["GET", "POST"])
@permit(Permission.RIGHTS_ANSWER)
def rights():
    form = RequestForm()
    if form.is_sent_and_valid():
        user = queries.account_at(form.who.data)
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".rights")
            desk.receive(
                RequestKind(form.kind.data), form.text.data, current_user, user, form.who.data
            )
        flash(_("Written down. It is to be answered within a month."))
        return redirect(url_for(".rights"), 303)
    return show(form)


@bp.route("/demandes/<int:id>", methods=["GET", "POST"])
@permit(Permission.RIGHTS_ANSWER, DataRequest)
def data_request(asked: DataRequest):
    form = AnswerForm()
    if form.is_sent_and_valid():
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".rights")
            desk.answer(asked, form.answer.data, current_user)
        flash(_("Answered."))
        return redirect(url_for(".rights"), 303)
    page = render_template(
        "administration/request.html", asked=asked, form=form, kinds=KIND_LABELS,
        states=REQUEST_STATE_LABELS,
    )  # fmt: skip
    return page, 422 if form.errors else 200
