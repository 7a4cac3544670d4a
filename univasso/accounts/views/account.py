"""One's account: profile, security, display, sessions, address."""

from flask import (
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from univasso.accounts import orcid, services
from univasso.accounts.forms import DisplayForm, EmailForm, ProfileForm
from univasso.accounts.services import consents, email_key, factors, links, opening, tries
from univasso.accounts.views.door import bp, network
from univasso.accounts.views.mailed import closed, open_link
from univasso.core.db import db, transaction
from univasso.models.accounts import SignIn
from univasso.models.credentials import Purpose
from univasso.policy import Permission
from univasso.web.access import permit, public
from univasso.web.identity import reader
from univasso.web.language import current
from univasso.web.redirects import safe_next


@bp.route("/compte", methods=["GET", "POST"])
@permit(Permission.ACCOUNT_OWN)
def account():
    form = DisplayForm(obj=current_user)
    if form.is_sent_and_valid():
        with transaction():
            services.set_display(current_user, form.language.data, form.theme.data)
        session.pop("lang", None)
        flash(_("Your choices are kept."))
        return redirect(url_for(".account"), 303)
    return account_page(form, ProfileForm(obj=current_user, formdata=None))


@bp.post("/compte/profil")
@permit(Permission.ACCOUNT_OWN)
def set_profile():
    form = ProfileForm()
    if not form.is_sent_and_valid():
        return account_page(DisplayForm(obj=current_user, formdata=None), form)
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".account")
        services.set_name(current_user, form.name.data)
    flash(_("Your profile is kept."))
    return redirect(url_for(".account"), 303)


def account_page(display: DisplayForm, profile: ProfileForm):
    sessions = db.session.scalars(
        select(SignIn)
        .where(SignIn.user_id == current_user.id, SignIn.ended_at.is_(None))
        .order_by(SignIn.seen_at.desc())
    ).all()
    page = render_template(
        "accounts/account.html", form=profile if profile.errors else display, display=display,
        profile=profile, sessions=sessions, own_session=current_user.sign_in.id,
        factors=factors.of(current_user), codes_left=factors.codes_left(current_user),
        accepted=consents.accepted(current_user), orcid=orcid.is_offered(),
        has_data="/compte/donnees" in {rule.rule for rule in current_app.url_map.iter_rules()},
    )  # fmt: skip
    return page, 422 if display.errors or profile.errors else 200


@bp.post("/compte/sessions/<int:id>/fin")
@permit(Permission.ACCOUNT_OWN)
def end_session(id: int):  # noqa: A002 — the name of the part of the address
    found = db.session.get(SignIn, id)
    if found is not None and found.user_id == current_user.id:
        with transaction():
            services.end_session(found, current_user)
        flash(_("This session is ended."))
    return redirect(url_for(".account"), 303)


@bp.post("/compte/sessions/autres")
@permit(Permission.ACCOUNT_OWN)
def end_other_sessions():
    with transaction():
        services.end_sessions(current_user, current_user, but=current_user.sign_in)
    flash(_("Every other session is ended."))
    return redirect(url_for(".account", _anchor="securite"), 303)


@bp.route("/compte/adresse", methods=["GET", "POST"])
@permit(Permission.ACCOUNT_OWN, sensitive=True)
def change_email():
    """The same answer whether the new address is known here or not: its owner is told by mail."""
    form = EmailForm()
    if form.is_sent_and_valid():
        tries.check("mail", email_key(form.email.data), network())
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".account")
            tries.note("mail", email_key(form.email.data), network())
            opening.ask_new_email(current_user, form.email.data)
        flash(_("A mail leaves for this address. Nothing changes before its link is opened."))
        return redirect(url_for(".account"), 303)
    page = render_template("accounts/change_email.html", form=form)
    return page, 422 if form.errors else 200


@bp.route("/adresse/<token>", methods=["GET", "POST"])
@public
def new_email(token: str):
    return moved(Purpose.NEW_EMAIL, token, opening.change_email)


@bp.route("/adresse/reprendre/<token>", methods=["GET", "POST"])
@public
def undo_email(token: str):
    return moved(Purpose.UNDO_EMAIL, token, opening.take_back)


def moved(purpose: Purpose, token: str, move):
    """A page whose button moves the account; it opens for its owner or for nobody signed in."""
    link = open_link(purpose, token)
    if reader() is not None and link.user_id != reader().id:
        return closed(link, "foreign", token)
    if request.method == "GET":
        return render_template("accounts/new_email.html", link=link)
    try:
        with transaction():
            move(link)
    except links.LinkClosed as late:
        return closed(link, late.state, token)
    except opening.TakenElsewhere:
        return closed(link, "closed", token)
    if purpose == Purpose.UNDO_EMAIL:
        flash(_("The address is yours again, and every session is ended. Choose a new password."))
        return redirect(url_for(".lost_password"), 303)
    flash(_("Your account has its new address."))
    return redirect(url_for(".account"), 303)


@bp.route("/affichage", methods=["GET", "POST"])
@public
def display():
    """The theme of somebody without an account: a cookie, nothing else."""
    form = DisplayForm(language=current(), theme=request.cookies.get("theme", "auto"))
    if form.is_sent_and_valid():
        session["lang"] = form.language.data
        flash(_("Your choices are kept."))
        response = make_response(redirect(safe_next(request.form.get("next", "")), 303))
        response.set_cookie(
            "theme", form.theme.data, max_age=31536000, samesite="Lax", httponly=True,
            secure=current_app.config["SESSION_COOKIE_SECURE"],
        )  # fmt: skip
        return response
    return render_template("accounts/display.html", form=form)
