"""What coordinators do with associations: check, verify, bring together, count requests."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import func, select

from univasso.core.db import db, transaction
from univasso.directory import queries
from univasso.directory.forms.associations import MergeForm, ProofForm, SolicitationForm
from univasso.directory.services import associations, checking
from univasso.directory.views.door import answer, bp, once, to_space
from univasso.models.associations import Association, AssociationState
from univasso.policy import Permission
from univasso.web.access import permit, require
from univasso.web.lists import page_of


@bp.get("/associations/a-verifier")
@permit(Permission.ASSOCIATION_VERIFY)
def to_check():
    """Associations to look at, and all of them by name."""
    words = request.args.get("q", "").strip()[:200]
    found = queries.by_name(words) if words or "toutes" in request.args else queries.to_look_at()
    page = page_of(db.session.scalar(select(func.count()).select_from(found.subquery())))
    rows = db.session.scalars(found.offset(page.offset).limit(page.size)).all()
    return render_template("directory/to_check.html", rows=rows, page=page, words=words)


@bp.route("/annuaire/associations/<int:id>/verifier", methods=["GET", "POST"])
@permit(Permission.ASSOCIATION_VERIFY, Association)
def verify(row: Association):
    form = ProofForm()
    if form.is_sent_and_valid():
        with transaction(once=once()):
            associations.verify(row, form.proof.data, current_user)
        flash(_("Verified for 24 months."))
        return to_space(row)
    entry = checking.entry_of(row)
    return answer(
        "directory/verify.html", form, association=row, entry=entry,
        differences=checking.compared(row, entry) if entry else [],
    )  # fmt: skip


@bp.route("/annuaire/associations/<int:id>/sollicitations", methods=["GET", "POST"])
@permit(Permission.ASSOCIATION_VERIFY, Association)
def solicitations(row: Association):
    form = SolicitationForm()
    if form.is_sent_and_valid():
        with transaction(once=once()):
            associations.note_solicitation(row, form.about.data, current_user)
        flash(_("The request is counted."))
        return redirect(url_for(".solicitations", id=row.id), 303)
    return answer(
        "directory/solicitations.html", form, association=row, rows=queries.solicitations_of(row)
    )


@bp.route("/annuaire/associations/<int:id>/rapprocher/<int:other>", methods=["GET", "POST"])
@permit(Permission.ASSOCIATION_VERIFY, Association)
def merge(row: Association, other: int):
    """Two rows for one association: what moves is shown before anything does."""
    into = db.session.get(Association, other)
    active = AssociationState.ACTIVE
    if into is None or into.id == row.id or {row.state, into.state} != {active}:
        abort(404)
    require(Permission.ASSOCIATION_VERIFY, into)
    form = MergeForm()
    if form.is_sent_and_valid():
        with transaction(once=once()) as work:
            work.leads_to = url_for(".space", id=into.id)
            associations.merge(row, into, current_user, form.reason.data)
        flash(_("One association from now on; the former address leads to it."))
        return to_space(into)
    return answer("directory/merge.html", form, association=row, into=into)
