"""One account: its roles, its suspension, its history."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.administration import queries
from univasso.administration.forms import AddressForm, GrantForm, ReasonForm
from univasso.administration.services import people as services
from univasso.administration.views.door import bp
from univasso.administration.views.outbox import MAIL_STATES
from univasso.core import history
from univasso.core.db import transaction
from univasso.models.accounts import ROLE_LABELS, Role, RoleGrant, User
from univasso.policy import Permission
from univasso.web.access import permit, require_recent
from univasso.web.forms import choices


def show(user: User, form: GrantForm, closing: ReasonForm):
    if request.method == "GET":
        history.record_reading(user, current_user)
    page = render_template(
        "administration/person.html", form=form, closing=closing, user=user,
        role_labels=ROLE_LABELS, mail_states=MAIL_STATES,
        scope_label=queries.scope_label, **queries.life_of(user),
    )  # fmt: skip
    return page, 422 if form.errors or closing.errors else 200


@bp.route("/personnes/<int:id>", methods=["GET", "POST"])
@permit(Permission.USERS_MANAGE, User)
def person(user: User):
    form = GrantForm()
    form.scope.choices = choices(queries.scopes())
    if form.is_sent_and_valid():
        require_recent()
        try:
            with transaction(once=request.form.get("once")) as work:
                work.leads_to = url_for(".person", id=user.id)
                services.grant(user, entitlement(form), current_user)
            flash(_("The role is given."))
            return redirect(url_for(".person", id=user.id), 303)
        except services.LastAdministrator:
            form.until.errors = [_("Somebody must keep the administration.")]
        except services.WholeOnly:
            form.scope.errors = [_("This role is held in the whole programme.")]
    return show(user, form, ReasonForm(formdata=None))


def entitlement(form: GrantForm) -> services.Entitlement:
    return services.Entitlement(
        Role(form.role.data), form.scope.data, form.until.data, form.reason.data
    )


@bp.post("/personnes/roles/<int:id>/fin")
@permit(Permission.USERS_MANAGE, RoleGrant, sensitive=True)
def end_grant(grant: RoleGrant):
    try:
        with transaction():
            services.end_grant(grant, current_user)
        flash(_("The role is ended."))
    except services.LastAdministrator:
        flash(_("Somebody must keep the administration."), "error")
    return redirect(url_for(".person", id=grant.user_id), 303)


@bp.post("/personnes/<int:id>/<any(suspendre, rouvrir):act>")
@permit(Permission.USERS_MANAGE, User, sensitive=True)
def act_on_person(user: User, act: str):
    form, grant = ReasonForm(), GrantForm(formdata=None)
    grant.scope.choices = choices(queries.scopes())
    if not form.is_sent_and_valid():
        return show(user, grant, form)
    try:
        with transaction():
            (services.suspend if act == "suspendre" else services.reopen)(
                user, form.reason.data, current_user
            )
        flash(_("The account is suspended and its sessions are ended.") if act == "suspendre"
              else _("The account is open again."))  # fmt: skip
    except services.LastAdministrator:
        flash(_("Somebody must keep the administration."), "error")
    return redirect(url_for(".person", id=user.id), 303)


@bp.post("/personnes/<int:id>/second-facteur/retirer")
@permit(Permission.USERS_MANAGE, User, sensitive=True)
def take_factors_away(user: User):
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".person", id=user.id)
        services.take_factors_away(user, current_user)
    flash(_("The second factors are removed, and the sessions ended. The person is told by mail."))
    return redirect(url_for(".person", id=user.id), 303)


@bp.route("/personnes/<int:id>/adresse", methods=["GET", "POST"])
@permit(Permission.USERS_MANAGE, User, sensitive=True)
def address(user: User):
    """Somebody lost their mail box: the account moves once the new one has answered."""
    form = AddressForm()
    if form.is_sent_and_valid():
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".person", id=user.id)
            services.propose_address(user, form.email.data, current_user)
        flash(_("A mail leaves for this address. Nothing changes before its link is opened."))
        return redirect(url_for(".person", id=user.id), 303)
    page = render_template("administration/address.html", form=form, user=user)
    return page, 422 if form.errors else 200
