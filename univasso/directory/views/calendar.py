"""The days that associations share, and why a researcher was proposed or not."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from univasso.core import clock
from univasso.core.db import db, transaction
from univasso.directory.calendar import months_from, shared_between
from univasso.directory.forms.availability import SharedPeriodForm
from univasso.directory.services import periods
from univasso.directory.views.door import bp, once
from univasso.models.research_units import SharedPeriod
from univasso.models.researchers import Candidacy, Researcher
from univasso.policy import Permission
from univasso.web.access import can, permit, public


def periods_page(form: SharedPeriodForm | None) -> str:
    months = months_from(clock.today())
    rows = shared_between(months[0].first, months[-1].last)
    return render_template("directory/researchers/periods.html", rows=rows, form=form)


@bp.get("/annuaire/calendrier")
@public
def shared_periods():
    return periods_page(SharedPeriodForm() if can("researcher.manage") else None)


@bp.post("/annuaire/calendrier")
@permit(Permission.RESEARCHER_MANAGE)
def add_shared_period():
    form = SharedPeriodForm()
    if not form.is_sent_and_valid():
        return periods_page(form), 422
    with transaction(once=once()):
        periods.add(form.kind.data, form.title.data, form.starts_on.data, form.ends_on.data,
                    form.source.data, current_user)  # fmt: skip
    flash(_("Saved."))
    return redirect(url_for(".shared_periods"), 303)


@bp.post("/annuaire/calendrier/<int:id>/retirer")
@permit(Permission.RESEARCHER_MANAGE, SharedPeriod)
def drop_shared_period(row: SharedPeriod):
    with transaction(once=once()):
        periods.drop(row, current_user)
    return redirect(url_for(".shared_periods"), 303)


@bp.get("/annuaire/chercheurs/<int:id>/pourquoi")
@permit(Permission.RESEARCHER_OWN, Researcher)
def why_me(row: Researcher):
    """Each time this person was considered, and the fact that decided (R1★3)."""
    rows = db.session.scalars(
        select(Candidacy).where(Candidacy.researcher_id == row.id).order_by(Candidacy.id.desc())
    )
    return render_template("directory/researchers/why.html", researcher=row, rows=rows.all())
