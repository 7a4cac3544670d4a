"""Signing in with ORCID, and linking an iD to one's account.

What comes back is a page whose button acts: the iD was verified, nothing was written yet.
"""

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.accounts import orcid
from univasso.accounts.services import opening
from univasso.accounts.views.door import bp
from univasso.accounts.views.entering import first_proof
from univasso.core.db import transaction
from univasso.policy import Permission
from univasso.web.access import permit, public
from univasso.web.identity import reader
from univasso.web.redirects import safe_next


@bp.errorhandler(orcid.NotVerified)
def not_verified(fault: orcid.NotVerified):
    page = render_template("accounts/orcid_closed.html", why=fault.why)
    return page, 503 if fault.why == "away" else 400


@bp.get("/connexion/orcid/aller")
@public
def orcid_out():
    """Lead to ORCID; the page that was wanted waits in the visitor's own cookie."""
    if not orcid.is_offered():
        return redirect(url_for(".sign_in"), 303)
    session["orcid_next"] = safe_next(request.args.get("next"), "")
    return orcid.begin()


@bp.get("/connexion/orcid/retour")
@public
def orcid_back():
    if not orcid.is_offered():
        return redirect(url_for(".sign_in"), 303)
    orcid.keep(orcid.finish())
    return redirect(url_for(".orcid_shown"), 303)


@bp.route("/connexion/orcid", methods=["GET", "POST"])
@public
def orcid_shown():
    """Who ORCID says this is, and what can be done with it."""
    verified = orcid.kept()
    if verified is None:
        return redirect(url_for(".sign_in"), 303)
    owner = opening.owner_of(verified.orcid)
    if request.method == "POST" and owner is not None and owner.is_active and reader() is None:
        return first_proof(owner, session.pop("orcid_next", ""), "")
    return render_template("accounts/orcid.html", verified=verified, owner=owner)


@bp.post("/compte/orcid")
@permit(Permission.ACCOUNT_OWN, sensitive=True)
def link_orcid():
    verified = orcid.kept()
    if verified is None:
        return redirect(url_for(".account", _anchor="profil"), 303)
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".account", _anchor="profil")
            opening.link_orcid(current_user, verified.orcid, verified.at)
    except opening.TakenElsewhere:
        return redirect(url_for(".orcid_shown"), 303)
    session.pop("orcid")
    flash(_("Your ORCID iD is linked to your account."))
    return redirect(url_for(".account", _anchor="profil"), 303)


@bp.post("/compte/orcid/retirer")
@permit(Permission.ACCOUNT_OWN, sensitive=True)
def unlink_orcid():
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".account", _anchor="profil")
        opening.unlink_orcid(current_user)
    flash(_("Your ORCID iD is no longer linked to your account."))
    return redirect(url_for(".account", _anchor="profil"), 303)
