"""Between a first proof and a session: the second step, and what was being sent."""

import json

from flask import g, redirect, render_template, request, session, url_for
from flask_login import login_user

from univasso.accounts import services
from univasso.accounts.forms import SecondFactorForm
from univasso.accounts.services import factors, passkeys, tries
from univasso.accounts.views.door import bp, network
from univasso.accounts.views.keys import challenge, site, to_sign
from univasso.core import clock
from univasso.core.db import db, transaction
from univasso.models.accounts import Strength, User
from univasso.web.access import public
from univasso.web.identity import is_weak, reader
from univasso.web.redirects import safe_next

HALF = 600  # seconds between the two steps


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


def first_proof(user: User, leads_to: str, kept: str):
    """A password, a mailed link or an ORCID iD was right: enter, or show the second factor first."""
    if not factors.of(user):
        return enter(user, leads_to, kept, Strength.PLAIN)
    session["half"] = [user.id, clock.now().timestamp()]
    return second_page(user, SecondFactorForm(formdata=None, next=leads_to, kept=kept))


def half_signed_in() -> User | None:
    """Who gave the first proof in this browser a moment ago, unless their password changed since."""
    number, at = session.get("half") or (0, 0)
    user = db.session.get(User, number) if at + HALF > clock.now().timestamp() else None
    if user is None or not user.is_active:
        return None
    changed = user.password_changed_at
    return None if changed and changed.timestamp() > at else user


@bp.route("/connexion/second", methods=["GET", "POST"])
@public
def second():
    user = half_signed_in()
    if user is None:
        return redirect(url_for(".sign_in", next=request.values.get("next", "")), 303)
    form = SecondFactorForm()
    if form.is_sent_and_valid() and shows_second_factor(user, form):
        return enter(user, form.next.data, form.kept.data, Strength.STRONG)
    return second_page(user, form)


def second_page(user: User, form: SecondFactorForm):
    return render_template(
        "accounts/second.html", form=form, passkey=to_sign(user), site=site()
    ), 422 if form.errors else 200


def shows_second_factor(user: User, form: SecondFactorForm) -> bool:
    """Whether a code or a passkey is right; the form says so when it is not."""
    tries.check("second", user.id, network())
    with transaction():
        right = _is_right(user, form)
        if right:
            tries.forgive("second", user.id)
        else:
            tries.note("second", user.id, network())
    if not right:
        form.say_it_is_not_right()
    return right


def _is_right(user: User, form: SecondFactorForm) -> bool:
    if not form.credential.data:
        return factors.is_right(user, form.code.data)
    try:
        passkeys.check(site(), user, form.credential.data, challenge())
    except passkeys.NotThisKey:
        return False
    return True


def enter(user: User, leads_to: str, kept: str, strength: Strength):
    """Begin the session, then go on with what was wanted."""
    with transaction():
        token = services.open_session(user, request.user_agent.string, strength)
    carry(token)
    if not kept and is_weak(reader()):
        return redirect(url_for(".strengthen", next=safe_next(leads_to)), 303)
    return give_back(leads_to, kept)


def give_back(leads_to: str, kept: str):
    """The form that was waiting, to be sent again, or the page one was going to."""
    fields = read_kept(kept)
    if fields:
        action = safe_next(leads_to)
        return render_template("errors/expired.html", fields=fields, action=action, again=True)
    return redirect(safe_next(leads_to), 303)


def read_kept(kept: str) -> list[tuple[str, str]]:
    """The fields of a form that waited; nothing when they were tampered with."""
    try:
        return [(str(name), str(value)) for name, value in json.loads(kept)] if kept else []
    except (ValueError, TypeError):
        return []
