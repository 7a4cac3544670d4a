"""One's second factors: an application, passkeys, recovery codes."""

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.accounts.forms import ApplicationForm, PasskeyForm
from univasso.accounts.services import factors, passkeys
from univasso.accounts.views.door import bp, device
from univasso.accounts.views.keys import challenge, site, to_create
from univasso.core.db import transaction
from univasso.policy import Permission
from univasso.web.access import permit
from univasso.web.qr import drawn
from univasso.web.redirects import safe_next


@bp.get("/compte/second-facteur")
@permit(Permission.ACCOUNT_OWN)
def second_factors():
    return render_template(
        "accounts/second_factors.html", factors=factors.of(current_user),
        codes_left=factors.codes_left(current_user), next=safe_next(request.args.get("next"), ""),
    )  # fmt: skip


@bp.route("/compte/second-facteur/application", methods=["GET", "POST"])
@permit(Permission.ACCOUNT_OWN, sensitive=True)
def add_application():
    """The key is made when the page opens, and kept once the application has shown a right code."""
    secret = session.get("totp") if request.method == "POST" else None
    if secret is None:
        session["totp"] = secret = factors.new_secret()
    form = ApplicationForm(label=_("Application"))
    if form.is_sent_and_valid():
        step = factors.step_of(secret, form.code.data)
        if step:
            session.pop("totp")
            return kept(lambda: factors.add_application(
                current_user, secret, step, form.label.data or _("Application"),
                current_user.sign_in))  # fmt: skip
        form.code.errors = [
            _("This is not the code of this moment. Check the clock of your device.")
        ]
    page = render_template(
        "accounts/add_application.html", form=form, secret=secret,
        drawing=drawn(factors.invitation_to(secret, current_user)),
    )  # fmt: skip
    return page, 422 if form.errors else 200


@bp.route("/compte/second-facteur/cle", methods=["GET", "POST"])
@permit(Permission.ACCOUNT_OWN, sensitive=True)
def add_passkey():
    form = PasskeyForm(label=device(request.user_agent.string))
    if form.is_sent_and_valid():
        asked = challenge()
        try:
            return kept(lambda: passkeys.add(
                site(), current_user, form.credential.data, asked,
                form.label.data or _("Passkey"), current_user.sign_in))  # fmt: skip
        except passkeys.NotThisKey:
            form.label.errors = [_("No passkey was made. Try again, or use an application.")]
    page = render_template(
        "accounts/add_passkey.html", form=form, options=to_create(current_user), site=site()
    )
    return page, 422 if form.errors else 200


def kept(add):
    """Keep a factor; the first one comes with recovery codes, shown at once and once only."""
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".second_factors")
        add()
        codes = [] if factors.codes_left(current_user) else factors.make_codes(current_user)
    flash(_("This second factor is yours from now on."))
    if codes:
        return render_template("accounts/codes.html", codes=codes)
    return redirect(url_for(".second_factors"), 303)


@bp.post("/compte/second-facteur/codes")
@permit(Permission.ACCOUNT_OWN, sensitive=True)
def make_codes():
    if not factors.of(current_user):
        return redirect(url_for(".second_factors"), 303)
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".second_factors")
        codes = factors.make_codes(current_user)
    return render_template("accounts/codes.html", codes=codes)


@bp.post("/compte/second-facteur/<int:id>/retirer")
@permit(Permission.ACCOUNT_OWN, sensitive=True)
def remove_factor(id: int):  # noqa: A002 — the name of the part of the address
    factor = next((one for one in factors.of(current_user) if one.id == id), None)
    if factor is None:
        abort(404)
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".second_factors")
            factors.remove(factor, current_user)
        flash(_("It no longer serves to sign in."))
    except factors.LastFactor:
        flash(_("Your role asks for a second factor: add another one first."), "warning")
    return redirect(url_for(".second_factors"), 303)
