"""The audit: who did and read what, and whether the chain of its seals holds."""

from flask import Response, render_template, request, stream_with_context
from sqlalchemy import func, select

from univasso.administration import audit, queries
from univasso.administration.views.door import bp
from univasso.core import seals
from univasso.core.db import db
from univasso.policy import Permission
from univasso.web.access import permit
from univasso.web.lists import page_of


@bp.get("/journal")
@permit(Permission.AUDIT_READ)
def journal():
    asked = audit.Asked.of(request.args)
    found = audit.lines(asked)
    page = page_of(db.session.scalar(select(func.count()).select_from(found.subquery())), size=50)
    lines = db.session.scalars(found.offset(page.offset).limit(page.size)).all()
    return render_template(
        "administration/journal.html", lines=lines, page=page, asked=asked,
        people=queries.named({line.by_id for line in lines}), **audit.choices(),
    )  # fmt: skip


@bp.get("/journal.csv")
@permit(Permission.AUDIT_READ)
def journal_csv():
    rows = audit.spreadsheet(audit.Asked.of(request.args))
    headers = {"Content-Disposition": 'attachment; filename="journal.csv"'}
    return Response(stream_with_context(rows), mimetype="text/csv", headers=headers)


@bp.get("/journal/verification")
@permit(Permission.AUDIT_READ)
def verification():
    return render_template("administration/verification.html", verdict=seals.verify())
