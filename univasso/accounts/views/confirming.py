"""Showing again who one is: before a sensitive act, or with the second factor that a role asks for."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.accounts import services
from univasso.accounts.forms import ConfirmForm, SecondFactorForm
from univasso.accounts.passwords import verify
from univasso.accounts.services import factors, links, tries
from univasso.accounts.views.door import bp, network
from univasso.accounts.views.entering import give_back, read_kept, shows_second_factor
from univasso.accounts.views.keys import site, to_sign
from univasso.accounts.views.mailed import closed, open_link
from univasso.core.db import transaction
from univasso.models.accounts import Strength
from univasso.models.credentials import Means, Purpose
from univasso.policy import Permission
from univasso.web.access import RECENT, permit
from univasso.web.demonstration import accounts_on_offer
from univasso.web.identity import is_weak
from univasso.web.redirects import safe_next


def was_sent(form: SecondFactorForm) -> bool:
    """Whether this form was sent, and not one that had to pass by here."""
    return form.is_sent_and_valid() and "code" in request.form


@bp.route("/compte/confirmer", methods=["GET", "POST"])
@permit(Permission.ACCOUNT_OWN)
def confirm():
    form = ConfirmForm(next=request.args.get("next", ""))
    if current_user.sign_in.was_confirmed_within(RECENT):
        return give_back(form.next.data, form.kept.data)
    if was_sent(form) and (strength := shown(form)):
        with transaction():
            services.confirm(current_user.sign_in, strength)
        return give_back(form.next.data, form.kept.data)
    page = render_template(
        "accounts/confirm.html", form=form, passkey=to_sign(current_user), site=site(),
        has_codes=bool(factors.of(current_user)), has_password=bool(current_user.password_hash),
        is_fictional=current_user in accounts_on_offer(),
    )  # fmt: skip
    return page, 422 if form.errors else 200


def shown(form: ConfirmForm) -> Strength | None:
    """What was shown: a password, a second factor, or one of the demonstration's people."""
    if current_user in accounts_on_offer():
        return Strength.VOUCHED
    if form.code.data or form.credential.data:
        return Strength.STRONG if shows_second_factor(current_user, form) else None
    tries.check("second", current_user.id, network())
    if form.password.data and verify(current_user.password_hash, form.password.data):
        return Strength.PLAIN
    with transaction():
        tries.note("second", current_user.id, network())
    form.password.errors = [_("This is not the password of this account.")]
    return None


@bp.post("/compte/confirmer/courriel")
@permit(Permission.ACCOUNT_OWN)
def ask_confirmation():
    """A link to one's own mail box, for those who have neither password nor second factor."""
    if current_user.password_hash or factors.of(current_user):
        return redirect(url_for(".confirm", next=request.form.get("next", "")), 303)
    tries.check("mail", current_user.id, network())
    with transaction():
        tries.note("mail", current_user.id, network())
        leads_to = safe_next(request.form.get("next"))
        links.ask(Purpose.CONFIRM, current_user.email, current_user.language, current_user,
                  next=leads_to)  # fmt: skip
    flash(_("The mail leaves. Open its link in this browser, then go on here."))
    form = ConfirmForm()
    return render_template("accounts/confirm.html", form=form, passkey="", site=site(),
                           has_codes=False, has_password=False, is_fictional=False)  # fmt: skip


@bp.route("/compte/confirmer/<token>", methods=["GET", "POST"])
@permit(Permission.ACCOUNT_OWN)
def confirm_by_mail(token: str):
    link = open_link(Purpose.CONFIRM, token)
    if link.user_id != current_user.id:
        return closed(link, "foreign", token)
    if request.method == "GET":
        return render_template("accounts/confirm_by_mail.html", link=link)
    try:
        with transaction():
            links.use(link)
            services.confirm(current_user.sign_in)
    except links.LinkClosed as late:
        return closed(link, late.state, token)
    return redirect(safe_next(link.about["next"]), 303)


@bp.route("/compte/renforcer", methods=["GET", "POST"])
@permit(Permission.ACCOUNT_OWN)
def strengthen():
    """The second factor that a role asks for: shown by whoever has one, set up by whoever has none."""
    form = SecondFactorForm(next=request.args.get("next", ""))
    if not is_weak(current_user):
        return give_back(form.next.data, form.kept.data)
    if not factors.of(current_user):
        return render_template(
            "accounts/set_up.html", next=safe_next(form.next.data), fields=read_kept(form.kept.data)
        )
    if was_sent(form) and shows_second_factor(current_user, form):
        with transaction():
            services.confirm(current_user.sign_in, Strength.STRONG)
        return give_back(form.next.data, form.kept.data)
    page = render_template(
        "accounts/strengthen.html", form=form, passkey=to_sign(current_user), site=site(),
        has_codes=bool(factors.of(current_user, Means.TOTP)),
    )  # fmt: skip
    return page, 422 if form.errors else 200
