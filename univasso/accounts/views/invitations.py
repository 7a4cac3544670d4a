"""The door that somebody else opened: an invitation."""

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _

from univasso.accounts import services
from univasso.accounts.forms import AcceptForm
from univasso.accounts.views.door import bp
from univasso.accounts.views.entering import carry
from univasso.core.db import transaction
from univasso.models.accounts import Invitation, Strength
from univasso.web.access import public
from univasso.web.identity import is_weak, reader


@bp.route("/invitations/<token>", methods=["GET", "POST"])
@public
def invitation(token: str):
    found = services.find_invitation(token)
    state = found.state if found else "unknown"
    if state != "waiting":
        return invitation_closed(state)
    form = AcceptForm()
    form.about = (found.email,)
    if form.is_sent_and_valid():
        try:
            return accepted(found, form)
        except services.InvitationClosed as late:
            return invitation_closed(late.state)
    status = 422 if request.method == "POST" else 200
    return render_template("accounts/invitation.html", form=form, invitation=found), status


def invitation_closed(state: str):
    page = render_template("accounts/invitation_closed.html", state=state)
    return page, 404 if state == "unknown" else 410


def accepted(invitation: Invitation, form: AcceptForm):
    """Open the account and enter it."""
    with transaction(once=request.form.get("once")) as work:
        user = services.accept(invitation, form.name.data, form.password.data)
        token = services.open_session(user, request.user_agent.string, Strength.PLAIN)
        work.leads_to = "/"
    carry(token)
    flash(_("Welcome. Your account is open."))
    return redirect("/compte/renforcer" if is_weak(reader()) else "/", 303)
