"""One's own desk: the number printed on receipts, days away, and who stands in (C1.2)."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core.db import db, transaction
from univasso.models.accounts import User
from univasso.policy import Permission
from univasso.questions.forms.triage import DeskForm
from univasso.questions.services import desks
from univasso.questions.views.door import bp
from univasso.web.access import permit
from univasso.web.forms import choices


@bp.route("/questions/mon-bureau", methods=["GET", "POST"])
@permit(Permission.QUESTION_TRIAGE)
def own_desk():
    desk = desks.of(current_user)
    form = DeskForm(obj=desk, deputy=desk.deputy_id or 0 if desk else 0)
    others = [(c.id, c.name) for c in desks.coordinators() if c.id != current_user.id]
    form.deputy.choices = choices([(0, _("Nobody in particular")), *others])
    if form.is_sent_and_valid():
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".own_desk")
            deputy = db.session.get(User, form.deputy.data) if form.deputy.data else None
            days = form.away_from.data, form.away_until.data
            desks.arrange(current_user, form.phone.data or "", deputy, *days)
        flash(_("Your choices are kept."))
        return redirect(url_for(".own_desk"), 303)
    page = render_template("questions/desk.html", form=form, desk=desk)
    return page, 422 if form.errors else 200
