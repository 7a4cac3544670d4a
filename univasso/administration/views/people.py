"""Accounts: looking for somebody, inviting, what ends soon."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import func, select

from univasso.administration import queries
from univasso.administration.forms import InvitationForm
from univasso.administration.services import people as services
from univasso.administration.views.door import bp
from univasso.core.db import db, transaction
from univasso.models.accounts import ROLE_LABELS, Invitation, Role
from univasso.policy import Permission
from univasso.web.access import permit
from univasso.web.language import current
from univasso.web.lists import page_of


@bp.get("/personnes")
@permit(Permission.USERS_MANAGE)
def people():
    asked = queries.Asked.of(request.args)
    found = queries.people(asked)
    page = page_of(db.session.scalar(select(func.count()).select_from(found.subquery())))
    users = db.session.scalars(found.offset(page.offset).limit(page.size)).all()
    return render_template(
        "administration/people.html", users=users, page=page, asked=asked, form=InvitationForm(),
        invitations=queries.unused_invitations(), ending=queries.ending_grants(),
        role_labels=ROLE_LABELS, states=queries.STATES, scope_label=queries.scope_label,
    )  # fmt: skip


@bp.post("/personnes/inviter")
@permit(Permission.USERS_MANAGE)
def invite():
    form = InvitationForm()
    if form.is_sent_and_valid():
        try:
            with transaction(once=request.form.get("once")) as work:
                work.leads_to = url_for(".people")
                services.accounts.invite(
                    form.email.data, Role(form.role.data), current_user, current()
                )
            flash(_("The invitation is mailed."))
            return redirect(url_for(".people"), 303)
        except services.accounts.AlreadyMember:
            form.email.errors = [_("This address already has an account.")]
    return render_template("administration/invite.html", form=form), 422


@bp.post("/personnes/invitations/<int:id>/<any(revoquer, renvoyer):act>")
@permit(Permission.USERS_MANAGE, Invitation)
def act_on_invitation(invitation: Invitation, act: str):
    try:
        with transaction():
            if act == "renvoyer":
                services.invite_again(invitation, current_user)
            else:
                services.accounts.revoke(invitation, current_user)
        flash(_("A new invitation is mailed; the former link no longer opens.")
              if act == "renvoyer" else _("The invitation no longer opens."))  # fmt: skip
    except services.accounts.InvitationClosed:
        flash(_("This invitation was closed already."), "warning")
    except services.accounts.AlreadyMember:
        flash(_("This address already has an account."), "warning")
    return redirect(url_for(".people"), 303)
