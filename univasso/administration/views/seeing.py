"""Seeing the site as somebody, and coming back."""

from flask import flash, redirect, session, url_for
from flask_babel import gettext as _

from univasso.administration.services import seeing
from univasso.administration.views.door import bp
from univasso.core.db import db, transaction
from univasso.models.accounts import User
from univasso.policy import Permission
from univasso.web.access import permit, public
from univasso.web.identity import open_session


@bp.post("/personnes/<int:id>/voir-comme")
@permit(Permission.USERS_SEE_AS, User)
def see_as(user: User):
    found = open_session(session.get("_user_id", ""))
    with transaction():
        seeing.begin(db.session.merge(found), user)
    return redirect("/", 303)


@bp.post("/voir-comme/fin")
@public
def end_seeing():
    """Open to all, because whoever looks through somebody's eyes holds no power of their own."""
    found = open_session(session.get("_user_id", ""))
    if found is None or found.seen_as_id is None:
        return redirect("/", 303)
    number = found.seen_as_id
    with transaction():
        seeing.end(db.session.merge(found))
    flash(_("You see the site as yourself again."))
    return redirect(url_for(".person", id=number), 303)
