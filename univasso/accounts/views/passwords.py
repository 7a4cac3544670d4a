"""A password: lost, chosen anew, changed."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.accounts import services
from univasso.accounts.forms import ChangePasswordForm, EmailForm, NewPasswordForm
from univasso.accounts.passwords import verify
from univasso.accounts.services import factors, links, tries
from univasso.accounts.views.door import bp, network
from univasso.accounts.views.mailed import ask_by_mail, closed, open_link
from univasso.core.db import transaction
from univasso.models.credentials import MailedLink, Purpose
from univasso.policy import Permission
from univasso.web.access import permit, public, require_recent


@bp.route("/mot-de-passe", methods=["GET", "POST"])
@public
def lost_password():
    form = EmailForm()
    if form.is_sent_and_valid():
        return ask_by_mail(Purpose.RESET, form.email.data)
    page = render_template(
        "accounts/ask_link.html", form=form, next="", heading=_("Choose a new password"),
        lead=_("A link arrives by mail, and serves once within one hour."),
    )  # fmt: skip
    return page, 422 if form.errors else 200


@bp.route("/mot-de-passe/<token>", methods=["GET", "POST"])
@public
def reset(token: str):
    link = open_link(Purpose.RESET, token)
    form = NewPasswordForm()
    form.about = (link.user.name, link.user.email)
    if form.is_sent_and_valid():
        try:
            return changed_by_link(link, form.password.data)
        except links.LinkClosed as late:
            return closed(link, late.state, token)
    page = render_template("accounts/reset.html", form=form, link=link)
    return page, 422 if form.errors else 200


def changed_by_link(link: MailedLink, password: str):
    """Every session ends, and signing in asks for the second factor as ever."""
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".sign_in")
        links.use(link)
        services.set_password(link.user, password, link.user)
        services.end_sessions(link.user, link.user)
    flash(_("Your password has changed and your sessions are ended. Sign in with the new one."))
    return redirect(url_for(".sign_in"), 303)


@bp.route("/compte/mot-de-passe", methods=["GET", "POST"])
@permit(Permission.ACCOUNT_OWN)
def change_password():
    has_one = bool(current_user.password_hash)
    if not has_one:
        require_recent()  # there is no former one to ask for
    form = ChangePasswordForm() if has_one else NewPasswordForm()
    form.about = (current_user.name, current_user.email)
    if form.is_sent_and_valid() and (not has_one or is_owner(form)):
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".account")
            services.set_password(current_user, form.password.data, current_user)
            services.end_sessions(current_user, current_user, but=current_user.sign_in)
        flash(_("Your password has changed, and your other sessions are ended."))
        return redirect(url_for(".account", _anchor="securite"), 303)
    page = render_template("accounts/change_password.html", form=form)
    return page, 422 if form.errors else 200


def is_owner(form: ChangePasswordForm) -> bool:
    """Whether the present password, or a code of a second factor, was given."""
    tries.check("second", current_user.id, network())
    with transaction():
        typed = form.present.data
        right = verify(current_user.password_hash, typed) or factors.is_right(current_user, typed)
        if not right:
            tries.note("second", current_user.id, network())
    if not right:
        form.present.errors = [_("This is neither your password nor a code that serves.")]
    return right
