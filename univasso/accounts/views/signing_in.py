"""Signing in by a password or by a mailed link, and signing out."""

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, logout_user

from univasso.accounts import orcid, services
from univasso.accounts.forms import EmailForm, SignInForm
from univasso.accounts.services import links, tries
from univasso.accounts.views.door import bp, network
from univasso.accounts.views.entering import enter, first_proof
from univasso.accounts.views.mailed import ask_by_mail, closed, open_link
from univasso.core.db import db, transaction
from univasso.models.accounts import Strength
from univasso.models.credentials import Purpose
from univasso.web.access import public
from univasso.web.demonstration import accounts_on_offer
from univasso.web.identity import open_session


@bp.route("/connexion", methods=["GET", "POST"])
@public
def sign_in():
    form = SignInForm(next=request.args.get("next", ""))
    if form.is_sent_and_valid():
        who = services.email_key(form.email.data)
        tries.check("sign_in", who, network())
        user = services.verify_sign_in(form.email.data, form.password.data)
        if user is not None:
            return first_proof(user, form.next.data, form.kept.data)
        with transaction():
            tries.note("sign_in", who, network())
        form.password.errors = [_("This address and this password do not go together.")]
    page = render_template(
        "accounts/sign_in.html", form=form, offer=accounts_on_offer(), orcid=orcid.is_offered()
    )
    return page, 422 if form.errors else 200


@bp.post("/connexion/demonstration/<int:user_id>")
@public
def sign_in_demonstration(user_id: int):
    """One click into a fictional account: only in the demonstration, only from this machine."""
    offered = {user.id: user for user in accounts_on_offer()}
    if user_id not in offered:
        return redirect(url_for(".sign_in"), 303)
    return enter(offered[user_id], request.form.get("next", ""), "", Strength.VOUCHED)


@bp.route("/connexion/lien", methods=["GET", "POST"])
@public
def ask_magic():
    """A link to sign in, for people who have no password or do not remember it."""
    form = EmailForm()
    if form.is_sent_and_valid():
        return ask_by_mail(Purpose.SIGN_IN, form.email.data, next=request.form.get("next", ""))
    page = render_template(
        "accounts/ask_link.html", form=form, next=request.values.get("next", ""),
        heading=_("Receive a link to sign in"),
        lead=_("It arrives by mail, and serves once within fifteen minutes."),
    )  # fmt: skip
    return page, 422 if form.errors else 200


@bp.route("/connexion/lien/<token>", methods=["GET", "POST"])
@public
def magic(token: str):
    link = open_link(Purpose.SIGN_IN, token)
    if request.method == "POST":
        try:
            with transaction():
                links.use(link)
        except links.LinkClosed as late:
            return closed(link, late.state, token)
        return first_proof(link.user, link.about.get("next", ""), "")
    return render_template("accounts/magic.html", link=link)


@bp.post("/deconnexion")
@public
def sign_out():
    found = open_session(session.get("_user_id", ""))
    if found is not None:
        with transaction():
            services.end_session(db.session.merge(found), current_user)
    logout_user()
    session.clear()
    flash(_("You are signed out."))
    response = redirect("/", 303)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
