"""What waits for a second person."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from univasso.administration import queries
from univasso.administration.services import deciding
from univasso.administration.views.door import bp
from univasso.core.db import db, transaction
from univasso.models.oversight import Approval
from univasso.policy import Permission
from univasso.web.access import permit


@bp.get("/decisions")
@permit(Permission.APPROVALS_GIVE)
def approvals():
    found = db.session.scalars(select(Approval).order_by(Approval.id.desc()).limit(200)).all()
    about = {n for one in found if not deciding.ACTS[one.act].said for n in one.about.values()}
    return render_template(
        "administration/approvals.html", approvals=found,
        acts=deciding.ACTS, people=queries.named(about),
    )  # fmt: skip


@bp.post("/decisions/<int:id>/<any(approuver, decliner):act>")
@permit(Permission.APPROVALS_GIVE, Approval)
def decide(asked: Approval, act: str):
    try:
        with transaction():
            (deciding.approve if act == "approuver" else deciding.decline)(asked, current_user)
        flash(_("Approved and done.") if act == "approuver" else _("It will not be done."))
    except deciding.SamePerson:
        flash(_("You asked for it: somebody else must approve."), "error")
    except deciding.Expired:
        flash(_("Seven days have passed: it has to be asked again."), "error")
    except deciding.StillAdministrator:
        flash(_("This account administers the site: end this role first."), "error")
    except deciding.NotMergeable:
        flash(_("These two accounts cannot be merged any more."), "error")
    except deciding.NotRetirable:
        flash(
            _("One of the two needs has been retired meanwhile: it cannot be done any more."),
            "error",
        )
    return redirect(url_for(".approvals"), 303)
