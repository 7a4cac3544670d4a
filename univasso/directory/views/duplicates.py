"""Two profiles of one person: what moves is shown before anything does, and can be undone."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core.db import db, transaction
from univasso.directory import people
from univasso.directory.forms.keeping import JoinForm
from univasso.directory.services import duplicates
from univasso.directory.views.door import answer, bp, once
from univasso.directory.views.researchers import to_researcher
from univasso.models.profile_keepers import ProfileMerge
from univasso.models.researchers import Researcher, ResearcherState
from univasso.policy import Permission
from univasso.web.access import permit


@bp.get("/annuaire/chercheurs/<int:id>/rapprocher")
@permit(Permission.RESEARCHER_MANAGE, Researcher)
def find_double(row: Researcher):
    """Which other profile is the same person; to begin with, those of its last name."""
    if row.state == ResearcherState.MERGED:
        abort(404)
    words = request.args.get("q", row.family).strip()[:200]
    rows = db.session.scalars(people.doubles_of(row, words)).all()
    return render_template(
        "directory/researchers/find_double.html", researcher=row, rows=rows, words=words
    )


@bp.route("/annuaire/chercheurs/<int:id>/rapprocher/<int:other>", methods=["GET", "POST"])
@permit(Permission.RESEARCHER_MANAGE, Researcher)
def merge_researchers(row: Researcher, other: int):
    into = db.session.get(Researcher, other)
    merged = ResearcherState.MERGED
    if into is None or into.id == row.id or merged in (row.state, into.state) or row.user_id:
        abort(404)
    form = JoinForm()
    if form.is_sent_and_valid():
        with transaction(once=once()) as work:
            work.leads_to = url_for(".researcher_space", id=into.id)
            duplicates.merge(row, into, current_user, form.reason.data)
        flash(_("One profile from now on. It can be undone for thirty days."))
        return to_researcher(into)
    return answer("directory/researchers/merge.html", form, row=row, into=into)


@bp.post("/chercheurs/rapprochements/<int:id>/annuler")
@permit(Permission.RESEARCHER_MANAGE, ProfileMerge)
def undo_merge(row: ProfileMerge):
    try:
        with transaction(once=once()):
            duplicates.undo(row, current_user)
        flash(_("Undone: each profile has its own again."))
    except duplicates.TooLate:
        flash(_("It can no longer be undone."), "warning")
    return redirect(url_for(".researchers_desk"), 303)
