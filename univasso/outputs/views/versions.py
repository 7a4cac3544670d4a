"""What a notice was before, and what changed from one version to the next."""

from flask import abort, render_template

from univasso.core.db import db
from univasso.models.outputs import Output
from univasso.outputs import queries
from univasso.outputs.comparison import differences
from univasso.outputs.services import notices
from univasso.outputs.views.door import bp
from univasso.policy import Permission
from univasso.web.access import permit, public


@bp.get("/productions/<int:id>/versions")
@permit(Permission.OUTPUT_READ, Output)
def versions(output: Output):
    found = queries.versions(output)
    if not found:
        abort(404)
    pairs = list(zip(found, [*found[1:], None], strict=True))
    changes = {new.number: differences(old.notice if old else {}, new.notice) for new, old in pairs}
    return render_template("outputs/versions.html", output=output, versions=found, changes=changes)


@bp.get("/productions/<int:id>/comparer/<int:number>")
@permit(Permission.OUTPUT_MODERATE, Output)
def compare(output: Output, number: int):
    """Two notices that may be one, field by field (C5.10)."""
    other = db.get_or_404(Output, number)
    changes = differences(notices.described(output), notices.described(other))
    return render_template("outputs/compare.html", output=output, second=other, changes=changes)


@bp.get("/productions/raisons")
@public
def reasons():
    """Why outputs are sent back, not published or withdrawn, year by year (C5★5)."""
    return render_template("outputs/reasons.html", rows=queries.reasons_by_year())
