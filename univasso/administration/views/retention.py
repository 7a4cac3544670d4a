"""How long what is kept: what is due now, what was done last."""

from flask import render_template

from univasso.administration.views.door import bp
from univasso.core import retention as rules
from univasso.core.db import db
from univasso.policy import Permission
from univasso.web.access import permit


@bp.get("/conservation")
@permit(Permission.RETENTION_READ)
def retention():
    runs = {run.rule: run for run in db.session.scalars(db.select(rules.RetentionRun))}
    return render_template(
        "administration/retention.html", rules=rules.RULES, due=rules.foresee(), runs=runs
    )
