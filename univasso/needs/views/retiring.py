"""Retiring a need: what it will do, a second person who agrees, and the way back."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from univasso.core.db import transaction
from univasso.models.vocabularies import KnowledgeNeed
from univasso.needs import queries
from univasso.needs.forms import BringBackForm, RetireForm
from univasso.needs.services import retiring
from univasso.needs.views.door import answer, bp, need_of
from univasso.policy import Permission
from univasso.web.access import permit


@bp.route("/besoins/<int:number>/retirer", methods=["GET", "POST"])
@permit(Permission.NEED_EDIT, sensitive=True)
def retire(number: int):
    need = need_of(number)
    if need.retired_on is not None:
        return to_page(need)
    form = RetireForm(successor=request.args.get("par", ""))
    form.offer([n for n in queries.needs() if n.id != need.id])
    if form.is_sent_and_valid():
        return asked(need, form)
    return answer(
        "needs/retire.html", form, need=need, holders=retiring.holders(need),
        asked=retiring.waiting().get(need.id),
    )  # fmt: skip


def asked(need: KnowledgeNeed, form: RetireForm) -> Response:
    successor = queries.find_need(int(form.successor.data))
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".manage")
            retiring.ask(need, successor, form.reason.data, current_user)
        flash(_("Asked. Somebody of the administration has seven days to approve; until then "
                "nothing changes."))  # fmt: skip
    except retiring.AskedAlready:
        flash(_("Its retirement waits for a second person already."), "warning")
    except retiring.NotRetirable:
        flash(_("One of the two has been retired meanwhile: choose another successor."), "error")
    return redirect(url_for(".manage"), 303)


@bp.post("/besoins/<int:number>/garder")
@permit(Permission.NEED_EDIT)
def keep(number: int):
    """The request to retire it is taken back."""
    need = need_of(number)
    with transaction():
        retiring.take_back(need, current_user)
    flash(_("It stays in use: the request is taken back."))
    return redirect(url_for(".manage"), 303)


@bp.route("/besoins/<int:number>/retablir", methods=["GET", "POST"])
@permit(Permission.NEED_EDIT, sensitive=True)
def bring_back(number: int):
    need = need_of(number)
    if need.retired_on is None:
        return to_page(need)
    form = BringBackForm()
    if form.is_sent_and_valid():
        try:
            with transaction(once=request.form.get("once")) as work:
                work.leads_to = url_for(".show", number=number, slug=need.slug)
                retiring.bring_back(need, form.reason.data, current_user)
            flash(_("In use again: forms propose it from now on."))
        except retiring.NotRetired:
            flash(_("It is in use already."), "warning")
        return to_page(need)
    return answer("needs/bring_back.html", form, need=need)


def to_page(need: KnowledgeNeed) -> Response:
    return redirect(url_for(".show", number=need.number, slug=need.slug), 303)
