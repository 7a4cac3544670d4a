"""The door that an invitation to an association opens: a page, whose buttons answer (G5)."""

from contextlib import suppress

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core.db import db, transaction
from univasso.directory.forms.members import AccountForm
from univasso.directory.services import invitations as services
from univasso.directory.views.door import answer, bp, network, once, to_space
from univasso.models.associations import Membership
from univasso.web.access import public
from univasso.web.identity import reader


@bp.get("/annuaire/invitations/<token>")
@public
def invitation(token: str):
    found = services.find_invitation(token)
    if found is None:
        return closed("unknown", None)
    try:
        services.check_open(found)
    except services.InvitationClosed as why:
        return closed(why.state, found)
    who = reader()
    return render_template(
        "directory/invitation.html",
        member=found,
        token=token,
        is_theirs=who is not None and services.same_box(who.email, found.email),
        has_account=services.has_account(found.email),
    )


def closed(state: str, member: Membership | None):
    page = render_template("directory/invitation_closed.html", state=state, member=member)
    return page, 404 if state == "unknown" else 410


@bp.post("/annuaire/invitations/<token>/<any(accepter, decliner):act>")
@public
def answer_invitation(token: str, act: str):
    """Only somebody signed in at the invited address accepts; whoever holds the link may decline."""
    found = services.find_invitation(token)
    if found is None:
        return closed("unknown", None)
    try:
        services.check_open(found)
        if act == "accepter":
            return accepted(found, token)
        with transaction(once=once()):
            services.decline(found)
    except services.InvitationClosed as why:
        return closed(why.state, found)
    flash(_("Your answer is given. Nothing else changes."))
    return redirect("/", 303)


def accepted(member: Membership, token: str):
    if reader() is None:
        leads_to = url_for(".invitation", token=token)
        return redirect(url_for("accounts.sign_in", next=leads_to), 303)
    with transaction(once=once()) as work:
        work.leads_to = url_for(".space", id=member.association_id)
        services.accept(member, db.session.merge(current_user._get_current_object()))
    flash(_("You are a member of %(name)s.", name=member.association.name))
    return to_space(member.association)


@bp.route("/annuaire/invitations/<token>/compte", methods=["GET", "POST"])
@public
def open_account(token: str):
    """An account for the invited address, which its link proves; the answer comes after."""
    found = services.find_invitation(token)
    back = redirect(url_for(".invitation", token=token), 303)
    try:
        if found is not None:
            services.check_open(found)
    except services.InvitationClosed:
        return back
    if found is None or services.has_account(found.email):
        return back
    form = AccountForm()
    form.about = (found.email,)
    if form.is_sent_and_valid():
        leads_to = url_for(".invitation", token=token)
        try:
            with transaction(once=once()) as work:
                work.leads_to = leads_to
                services.open_account(found, form.name.data, form.password.data)
        except services.InvitationClosed:  # answered, or opened, in another window
            return back
        flash(_("Your account is open: sign in, then answer the invitation."))
        return redirect(url_for("accounts.sign_in", next=leads_to), 303)
    return answer("directory/open_account.html", form, member=found)


@bp.post("/annuaire/invitations/<token>/renvoyer")
@public
def new_link(token: str):
    """A new link for one that expired, to the address that was invited and to no other (G5)."""
    found = services.find_invitation(token)
    if found is not None and found.is_expired:
        services.check_resend_limit(found, network())
        with suppress(services.InvitationClosed), transaction(once=once()):
            services.resend(found, None, network())
    flash(_("If the invitation still holds, a new link is on its way to the invited address."))
    return redirect("/", 303)
