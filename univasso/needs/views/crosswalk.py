"""The crosswalk: needs and axes brought near each other, in one table."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from univasso.core.db import transaction
from univasso.needs import history
from univasso.needs.forms import CrosswalkForm
from univasso.needs.services import crosswalk
from univasso.needs.views.door import answer, bp
from univasso.policy import Permission
from univasso.web.access import permit


@bp.route("/besoins/rapprochements", methods=["GET", "POST"])
@permit(Permission.NEED_EDIT)
def links():
    table = crosswalk.current()
    form = CrosswalkForm.of(table)
    if form.is_sent_and_valid():
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".links")
            changed = crosswalk.save(form.pairs(), current_user, form.version.data, form.note.data)
        flash(
            ngettext("Kept: one need changed.", "Kept: %(num)d needs changed.", changed)
            if changed
            else _("Nothing was different: kept as it was.")
        )
        return redirect(url_for(".links"), 303)
    return answer("needs/links.html", form, table=table, changes=history.latest_links())
