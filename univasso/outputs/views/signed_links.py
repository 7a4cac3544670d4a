"""Pages that a mailed link opens, whose buttons act: confirm one's part, sign a summary."""

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from univasso.core import signed
from univasso.core.db import db, transaction
from univasso.models.conversations import Proofreading
from univasso.models.outputs import Author, Output
from univasso.outputs import mails
from univasso.outputs.passages import in_brief
from univasso.outputs.services import contributions
from univasso.outputs.views.door import bp
from univasso.web.access import public
from univasso.web.language import current

LIFE = (
    60 * 24 * 3600
)  # seconds: sixty days, twice the silence after which a part is "not confirmed"


def row_of(purpose: str, token: str, model: type):
    """The row that a signed link is about. Raises what ``signed.read`` raises, and 404."""
    number = signed.read(current_app.config["SECRET_KEY"], purpose, token, LIFE)
    found = db.session.get(model, number)
    if found is None:
        abort(404)
    return found


@bp.errorhandler(signed.LinkForeign)
def foreign(_fault):
    return render_template("outputs/link_closed.html", is_foreign=True), 404


@bp.errorhandler(signed.LinkExpired)
def expired(_fault):
    return render_template("outputs/link_closed.html", is_revoked=False), 410


@bp.route("/productions/credits/<token>", methods=["GET", "POST"])
@public
def credit(token: str):
    author: Author = row_of(mails.CONFIRM, token, Author)
    state = contributions.state(author)
    if request.method == "POST" and state in ("waiting", "silent"):
        with transaction():
            if request.form.get("answer") == "no":
                contributions.refuse(author)
            else:
                contributions.confirm(author)
        flash(_("Thank you. Your answer is noted."))
        return redirect(url_for(".credit", token=token), 303)
    return render_template("outputs/credit.html", author=author, state=state)


@bp.route("/productions/relectures/<token>", methods=["GET", "POST"])
@public
def proofreading(token: str):
    asked: Proofreading = row_of(mails.PROOFREAD, token, Proofreading)
    if request.method == "POST" and asked.signed_on is None:
        with transaction():
            contributions.sign(asked)
        flash(_("Thank you. The name of your association stands beside the summary."))
        return redirect(url_for(".proofreading", token=token), 303)
    output: Output = asked.output
    return render_template(
        "outputs/proofreading.html", asked=asked, output=output,
        in_brief=in_brief(output, current()),
    )  # fmt: skip
