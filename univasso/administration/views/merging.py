"""Merging two accounts of one person: what will move, the second person, thirty days to undo."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.administration import queries
from univasso.administration.forms import MergeForm, ReasonForm
from univasso.administration.services import deciding
from univasso.administration.views.door import bp
from univasso.core.db import db, transaction
from univasso.models.accounts import User
from univasso.models.oversight import AccountMerge
from univasso.policy import Permission
from univasso.web.access import permit


@bp.route("/personnes/<int:id>/fusionner", methods=["GET", "POST"])
@permit(Permission.USERS_MANAGE, User)
def merge(user: User):
    """``user`` is the account that goes; the form names the one that remains."""
    form = MergeForm()
    survivor = queries.account_at(form.survivor.data or request.args.get("survivor", ""))
    if form.is_sent_and_valid():
        try:
            with transaction(once=request.form.get("once")) as work:
                work.leads_to = url_for(".approvals")
                if survivor is None:
                    raise deciding.NotMergeable
                deciding.ask_merge(survivor, user, form.reason.data, current_user)
            flash(_("Asked. Somebody else of the administration has seven days to approve."))
            return redirect(url_for(".approvals"), 303)
        except deciding.NotMergeable:
            form.survivor.errors = [_("Give the address of another open account; one that "
                                      "administers cannot go.")]  # fmt: skip
    page = render_template(
        "administration/merge.html", form=form, user=user, survivor=survivor,
        moving=deciding.preview(user),
    )  # fmt: skip
    return page, 422 if form.errors else 200


@bp.post("/personnes/fusions/<int:id>/annuler")
@permit(Permission.USERS_MANAGE, AccountMerge)
def undo_merge(done: AccountMerge):
    try:
        with transaction():
            deciding.undo(done, current_user)
        flash(_("The two accounts are two again."))
    except deciding.TooLate:
        flash(_("Thirty days have passed, or it was undone already."), "warning")
    return redirect(url_for(".person", id=done.absorbed_id), 303)


@bp.post("/personnes/<int:id>/effacer")
@permit(Permission.USERS_MANAGE, User)
def ask_erasure(user: User):
    form = ReasonForm()
    if not form.is_sent_and_valid():
        flash(_("Say why, in a few words."), "error")
        return redirect(url_for(".person", id=user.id), 303)
    with transaction():
        deciding.ask_erasure(db.session.merge(user), form.reason.data, current_user)
    flash(_("Asked. Somebody else of the administration has seven days to approve."))
    return redirect(url_for(".approvals"), 303)
