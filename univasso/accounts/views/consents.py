"""The texts that people are asked about: read by anybody, accepted by a person, by version."""

from flask import abort, flash, render_template, request
from flask_babel import gettext as _
from flask_login import current_user

from univasso.accounts.forms import Returning
from univasso.accounts.services import consents as services
from univasso.accounts.views.door import bp
from univasso.accounts.views.entering import give_back
from univasso.core.db import db, transaction
from univasso.models.consents import ConsentText, current_texts, texts_to_accept
from univasso.policy import Permission
from univasso.web.access import permit, public
from univasso.web.redirects import safe_next


@bp.route("/compte/textes", methods=["GET", "POST"])
@permit(Permission.ACCOUNT_OWN)
def consents():
    form = Returning(next=safe_next(request.args.get("next"), ""))
    waiting = texts_to_accept(current_user)
    if form.is_sent_and_valid() and (ticked := request.form.getlist("text", type=int)):
        with transaction():
            services.accept(current_user, set(ticked))
        if not texts_to_accept(current_user):
            flash(_("Thank you. What you accepted is kept with its date in your account."))
            return give_back(form.next.data or "/compte", form.kept.data)
    waiting = texts_to_accept(current_user)
    missing = request.method == "POST" and "sent" in request.form and bool(waiting)
    page = render_template("accounts/consents.html", form=form, texts=waiting, missing=missing)
    return page, 422 if missing else 200


@bp.get("/textes/<code>")
@public
def text(code: str):
    """A text as it is now, or in the version asked for."""
    version = request.args.get("version", type=int)
    found = next((t for t in current_texts() if t.code == code), None)
    if version is not None:
        found = db.session.query(ConsentText).filter_by(code=code, version=version).one_or_none()
    if found is None:
        abort(404)
    return render_template("accounts/text.html", text=found)
