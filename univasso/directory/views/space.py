"""An association's own space, its public page, and the list of one's associations."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core import history
from univasso.core.db import transaction
from univasso.directory import people, queries
from univasso.directory.forms.associations import CharterForm
from univasso.directory.services import associations
from univasso.directory.views.door import answer, bp, once, to_space
from univasso.models.associations import Association, AssociationState
from univasso.models.consents import given_for, text_to_accept_for
from univasso.models.profiles import Level
from univasso.policy import VISIBLE, Permission, membership_in, reads_at
from univasso.web.access import can, permit
from univasso.web.harvest import read_slowly
from univasso.web.identity import reader


@bp.get("/annuaire/associations/<int:id>")
@permit(Permission.ASSOCIATION_READ, Association)
@read_slowly
def association(row: Association):
    """The page that others read, each at their level; its own people may look as a stranger."""
    if row.state == AssociationState.MERGED:
        return redirect(url_for(".association", id=row.merged_into_id), 301)
    level = reads_at(reader(), row)
    if request.args.get("comme") in list(Level) and can("association.open", row):
        level = Level(request.args["comme"])
    return render_template(
        "directory/association.html",
        association=row,
        level=level,
        is_trial="comme" in request.args and can("association.open", row),
        people=queries.named_members(row, VISIBLE),
        requests_this_year=queries.solicitation_count(row),
        usual_delay=queries.usual_delay(row),
    )


@bp.get("/annuaire/associations/<int:id>/espace")
@permit(Permission.ASSOCIATION_OPEN, Association)
def space(row: Association):
    return render_template(
        "directory/space.html",
        association=row,
        own=membership_in(reader(), row),
        steps=queries.next_steps(row),
        asking=queries.asking(row),
        given=given_for(row.id),
        charter=text_to_accept_for(row.id),
        groups=people.groups_of(row),
        lines=history.of(row)[:20],
        requests_this_year=queries.solicitation_count(row),
    )


@bp.route("/annuaire/associations/<int:id>/charte", methods=["GET", "POST"])
@permit(Permission.ASSOCIATION_COMMIT, Association)
def charter(row: Association):
    """Read the charter and accept it on behalf of the association: at its entry, then at each new
    version (A1.10)."""
    form, text = CharterForm(), text_to_accept_for(row.id)
    if text is None:
        return to_space(row)
    if form.is_sent_and_valid():
        with transaction(once=once()):
            is_current = associations.accept_charter(row, form.charter.text_id, current_user)
        if is_current:
            flash(_("Kept, with your name and the day."))
            return to_space(row)
        form.charter.errors = [_("The charter has changed meanwhile: here is its new version.")]
    return answer("directory/charter.html", form, association=row, charter=text)


@bp.get("/associations/les-miennes")
@permit(Permission.ASSOCIATION_JOIN)
def mine():
    return render_template("directory/mine.html", memberships=queries.memberships_of(current_user))
