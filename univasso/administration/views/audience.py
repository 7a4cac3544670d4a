"""“Who may see this?”: for any row, which rule opens what, in words, and for whom now."""

from flask import Blueprint, abort, render_template
from sqlalchemy import select

from univasso.core.db import db
from univasso.models.accounts import User
from univasso.policy import KINDS, SPOKEN, Permission, openings
from univasso.web.access import permit, require

audience = Blueprint("audience", __name__)
SHOWN = 20  # names under a rule


@audience.get("/qui-peut-voir/<kind>/<int:number>")
@permit(Permission.ACCOUNT_OWN)
def who(kind: str, number: int):
    model, _prefixes = KINDS.get(kind) or abort(404)
    subject = db.session.get(model, number) or abort(404)
    require(Permission.AUDIENCE_READ, subject)
    users = db.session.scalars(
        select(User).where(User.disabled_at.is_(None)).order_by(User.name_key)
    ).all()
    return render_template(
        "administration/audience.html", kind=kind, subject=subject, spoken=SPOKEN, shown=SHOWN,
        openings=openings(kind, subject, users),
    )  # fmt: skip
