"""An association's own space, its public page, and the list of one's associations."""

from flask import redirect, render_template, request, url_for
from flask_login import current_user

from univasso.core import history
from univasso.directory import queries
from univasso.directory.views.door import bp
from univasso.models.associations import Association, AssociationState
from univasso.models.profiles import Level
from univasso.policy import VISIBLE, Permission, membership_in, reads_at
from univasso.web.access import can, permit
from univasso.web.identity import reader


@bp.get("/annuaire/associations/<int:id>")
@permit(Permission.ASSOCIATION_READ, Association)
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
        lines=history.of(row)[:20],
        requests_this_year=queries.solicitation_count(row),
    )


@bp.get("/associations/les-miennes")
@permit(Permission.ASSOCIATION_JOIN)
def mine():
    return render_template("directory/mine.html", memberships=queries.memberships_of(current_user))
