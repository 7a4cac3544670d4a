"""Pages of accounts: sign in and out, invitations, display settings."""

import json

from flask import (
    Blueprint,
    current_app,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user
from sqlalchemy import select

from univasso.accounts import services
from univasso.accounts.forms import AcceptForm, DisplayForm, SignInForm
from univasso.core.db import db, transaction
from univasso.core.signed import hashed
from univasso.models.accounts import ROLE_LABELS, Invitation, SignIn
from univasso.policy import Permission
from univasso.web.access import permit, public
from univasso.web.demonstration import accounts_on_offer
from univasso.web.identity import open_session
from univasso.web.language import current
from univasso.web.redirects import safe_next

bp = Blueprint("accounts", __name__)

BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac", "Linux")


@bp.app_template_filter("device")
def device(agent: str) -> str:
    """A browser and a system, as their owner would name them."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for name in SYSTEMS if name in agent), "")
    return ", ".join(filter(None, (browser, system))) or _("Unknown device")


@bp.app_context_processor
def role_labels() -> dict:
    return {"roles": ROLE_LABELS}


class Carrier:
    """What Flask-Login puts in the cookie: the secret of a session, not the number of a person."""

    is_active = is_authenticated = True
    is_anonymous = False

    def __init__(self, token: str):
        self.token = token

    def get_id(self) -> str:
        return self.token


def carry(token: str) -> None:
    """Give the browser a new session; nothing of the former one stays (fixation)."""
    language = session.get("lang")
    session.clear()
    if language:
        session["lang"] = language
    session.permanent = True
    login_user(Carrier(token))
    g.pop("_login_user", None)  # the rest of this request meets the person, not the carrier


@bp.route("/connexion", methods=["GET", "POST"])
@public
def sign_in():
    form = SignInForm(next=request.args.get("next", ""))
    if form.is_sent_and_valid():
        services.check_limits(form.email.data, request.remote_addr or "")
        user = services.verify_sign_in(form.email.data, form.password.data)
        if user is not None:
            return enter(user, form.next.data, form.kept.data)
        with transaction():
            services.note_failure(form.email.data, request.remote_addr or "")
        form.password.errors = [_("This address and this password do not go together.")]
    status = 422 if request.method == "POST" else 200
    return render_template("accounts/sign_in.html", form=form, offer=accounts_on_offer()), status


def enter(user, leads_to: str, kept: str):
    """Begin the session, and give back the form that was waiting for it, if there is one."""
    with transaction():
        token = services.open_session(user, request.user_agent.string)
    carry(token)
    fields = read_kept(kept)
    if fields:
        action = safe_next(leads_to)
        return render_template("errors/expired.html", fields=fields, action=action, again=True)
    return redirect(safe_next(leads_to), 303)


def read_kept(kept: str) -> list[tuple[str, str]]:
    """The fields of a form that waited for the sign-in; nothing when they were tampered with."""
    try:
        return [(str(name), str(value)) for name, value in json.loads(kept)] if kept else []
    except (ValueError, TypeError):
        return []


@bp.post("/connexion/demonstration/<int:user_id>")
@public
def sign_in_demonstration(user_id: int):
    """One click into a fictional account: only in the demonstration, only from this machine."""
    offered = {user.id: user for user in accounts_on_offer()}
    if user_id not in offered:
        return redirect(url_for(".sign_in"), 303)
    return enter(offered[user_id], request.form.get("next", ""), "")


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


@bp.route("/invitations/<token>", methods=["GET", "POST"])
@public
def invitation(token: str):
    found = services.find_invitation(token)
    state = found.state if found else "unknown"
    if state != "waiting":
        return invitation_closed(state)
    form = AcceptForm()
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
        token = services.open_session(user, request.user_agent.string)
        work.leads_to = "/"
    carry(token)
    flash(_("Welcome. Your account is open."))
    return redirect("/", 303)


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
    sessions = db.session.scalars(
        select(SignIn)
        .where(SignIn.user_id == current_user.id, SignIn.ended_at.is_(None))
        .order_by(SignIn.seen_at.desc())
    ).all()
    own = hashed(current_user.session_token)
    return render_template("accounts/account.html", form=form, sessions=sessions, own_session=own)


@bp.post("/compte/sessions/<int:id>/fin")
@permit(Permission.ACCOUNT_OWN)
def end_session(id: int):  # noqa: A002 — the name of the part of the address
    found = db.session.get(SignIn, id)
    if found is not None and found.user_id == current_user.id:
        with transaction():
            services.end_session(found, current_user)
        flash(_("This session is ended."))
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
