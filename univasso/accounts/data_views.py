"""My data: what is kept of me, a copy of it, my erasure and the time to change my mind."""

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import BooleanField

from univasso.accounts import export, mails, rights
from univasso.accounts.erasure import StillAdministrator
from univasso.core import clock, history, signed
from univasso.core.db import db, transaction
from univasso.core.workflow import WrongState
from univasso.models.oversight import DataRequest, RequestState
from univasso.policy import Permission
from univasso.web.access import permit, public
from univasso.web.forms import Form, Given

bp = Blueprint("own_data", __name__)
EXPORT, HOUR, MONTH = "export", 3600, 31 * 24 * 3600  # seconds


class EraseForm(Form):
    sure = BooleanField(
        _l("I want my account and my data to be erased"),
        [Given(_l("Tick this box if you are sure; nothing is erased otherwise."))],
    )


@bp.get("/compte/donnees")
@permit(Permission.ACCOUNT_OWN)
def mine():
    return show(EraseForm(formdata=None))


def show(form: EraseForm):
    page = render_template(
        "accounts/data.html", form=form, tables=export.collect(current_user),
        waiting=rights.waiting_erasure(current_user),
    )  # fmt: skip
    return page, 422 if form.errors else 200


@bp.post("/compte/donnees/copie")
@permit(Permission.ACCOUNT_OWN, sensitive=True)
def ask_copy():
    """A link that only its owner opens, for an hour. Asking again who it is belongs here."""
    with transaction():
        history.record(current_user, "export", current_user)
    token = signed.sign(current_app.config["SECRET_KEY"], EXPORT, current_user.id)
    return redirect(url_for(".copy", token=token), 303)


@bp.get("/compte/donnees/copie/<token>")
@permit(Permission.ACCOUNT_OWN)
def copy(token: str):
    if read(EXPORT, token, HOUR) != current_user.id:
        abort(404)
    name = f"univasso-{clock.today().isoformat()}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(export.archive(current_user), mimetype="application/zip", headers=headers)


def read(purpose: str, token: str, life: int) -> object:
    """What a signed link is about; a foreign one is not found, an old one is gone."""
    try:
        return signed.read(current_app.config["SECRET_KEY"], purpose, token, life)
    except signed.LinkExpired:
        abort(410)
    except signed.LinkForeign:
        abort(404)


@bp.post("/compte/donnees/effacement")
@permit(Permission.ACCOUNT_OWN, sensitive=True)
def ask_erasure():
    form = EraseForm()
    if not form.is_sent_and_valid():
        return show(form)
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".mine")
            rights.ask_erasure(current_user)
        flash(_("Noted. A mail tells you the day, and how to stop it."))
    except StillAdministrator:
        flash(_("You administer the site: give this role to somebody else first."), "error")
    return redirect(url_for(".mine"), 303)


@bp.post("/compte/donnees/effacement/annuler")
@permit(Permission.ACCOUNT_OWN)
def cancel():
    waiting = rights.waiting_erasure(current_user)
    if waiting is not None:
        with transaction():
            rights.cancel(db.session.merge(waiting), current_user)
    flash(_("Your account stays."))
    return redirect(url_for(".mine"), 303)


@bp.route("/donnees-personnelles/garder/<token>", methods=["GET", "POST"])
@public
def keep(token: str):
    """The mailed link: a page, whose button stops the erasure without signing in."""
    found = db.session.get(DataRequest, read(mails.KEEP_ACCOUNT, token, MONTH))
    if found is None:
        abort(404)
    if request.method == "POST" and found.state == RequestState.OPEN:
        try:
            with transaction():
                rights.cancel(found, found.user)
        except WrongState:
            flash(_("It was too late: the account is erased."), "warning")
        return redirect(url_for(".keep", token=token), 303)
    return render_template("accounts/keep.html", asked=found)
