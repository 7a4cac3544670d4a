"""Pending work, and what is done with what was given up."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import func, select

from univasso.administration import health
from univasso.administration.services import work
from univasso.administration.views.door import bp
from univasso.core.db import db, transaction
from univasso.core.jobs import Job
from univasso.policy import Permission
from univasso.web.access import permit
from univasso.web.lists import page_of


@bp.get("/travaux")
@permit(Permission.JOBS_READ)
def jobs():
    found = select(Job).order_by(Job.given_up_at.is_(None), Job.due_at, Job.id)
    page = page_of(db.session.scalar(select(func.count()).select_from(Job)))
    rows = db.session.scalars(found.offset(page.offset).limit(page.size)).all()
    return render_template("administration/jobs.html", jobs=rows, page=page, state=health.look())


@bp.post("/travaux/<int:id>/<any(reprendre, oublier):act>")
@permit(Permission.JOBS_READ, Job)
def act_on_job(job: Job, act: str):
    with transaction():
        if act == "reprendre":
            work.try_again(job)
        else:
            work.forget(job, current_user)
    flash(_("It will be tried again at once.") if act == "reprendre" else _("Forgotten."))
    return redirect(url_for(".jobs"), 303)
