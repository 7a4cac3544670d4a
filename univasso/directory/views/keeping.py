"""Delegates, and profiles that wait for their person: named, claimed, checked."""

from contextlib import suppress

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import func, select

from univasso.core.db import db, transaction
from univasso.directory import people
from univasso.directory.forms.keeping import ClaimForm, DelegateForm, SendForm
from univasso.directory.forms.researchers import UnclaimedForm
from univasso.directory.services import claims, delegates, duplicates, researchers
from univasso.directory.views.door import answer, bp, network, once
from univasso.directory.views.names import part_of
from univasso.directory.views.researchers import affiliation_of, to_researcher
from univasso.models.profile_keepers import ClaimState, Delegation, ProfileClaim
from univasso.models.researchers import Researcher
from univasso.policy import Permission
from univasso.web.access import permit, public
from univasso.web.identity import reader
from univasso.web.lists import page_of


@bp.route("/annuaire/chercheurs/<int:id>/delegues", methods=["GET", "POST"])
@permit(Permission.RESEARCHER_OWN, Researcher)
def researcher_delegates(row: Researcher):
    form = DelegateForm()
    if form.is_sent_and_valid():
        try:
            with transaction(once=once()):
                delegates.name(row, form.email.data, current_user)
            flash(_("Asked by mail. Nothing changes before they accept."))
            return redirect(url_for(".researcher_delegates", id=row.id), 303)
        except delegates.AlreadyNamed:
            form.email.errors = [_("This address is yours, or was named already.")]
    return answer("directory/researchers/delegates.html", form, researcher=row)


@bp.post("/annuaire/chercheurs/<int:id>/delegues/<int:number>/revoquer")
@permit(Permission.RESEARCHER_OWN, Researcher)
def revoke_delegate(row: Researcher, number: int):
    gone = part_of(row.delegations, number)
    with transaction(once=once()):
        delegates.revoke(gone, current_user)
    flash(_("Revoked: they edit nothing any more."))
    return redirect(url_for(".researcher_delegates", id=row.id), 303)


@bp.get("/chercheurs/delegations")
@permit(Permission.RESEARCHER_JOIN)
def my_delegations():
    return render_template(
        "directory/researchers/my_delegations.html", rows=delegates.of(current_user)
    )


@bp.post("/chercheurs/delegations/<int:id>/<any(accepter, decliner):act>")
@permit(Permission.DELEGATION_ANSWER, Delegation)
def answer_delegation(row: Delegation, act: str):
    with transaction(once=once()):
        if act == "accepter":
            delegates.accept(row, current_user)
        else:
            delegates.decline(row, current_user)
    return redirect(url_for(".my_delegations"), 303)


@bp.get("/chercheurs/suivi")
@permit(Permission.RESEARCHER_MANAGE)
def researchers_desk():
    """All profiles by name, and the claims that wait for the coordination."""
    words = request.args.get("q", "").strip()[:200]
    found = people.by_name(words)
    page = page_of(db.session.scalar(select(func.count()).select_from(found.subquery())))
    rows = db.session.scalars(found.offset(page.offset).limit(page.size)).all()
    return render_template("directory/researchers/desk.html", rows=rows, page=page, words=words,
                           claims=claims.to_check(), merges=duplicates.recent())  # fmt: skip


@bp.route("/chercheurs/nouveau", methods=["GET", "POST"])
@permit(Permission.RESEARCHER_MANAGE)
def new_researcher():
    form = UnclaimedForm()
    if form.is_sent_and_valid():
        if form.email.data:
            claims.check_limits(current_user, form.email.data, network())
        with transaction(once=once()) as work:
            row = researchers.create(None, form.given.data, form.family.data, current_user)
            if form.place.data:
                researchers.add_affiliation(row, current_user, **affiliation_of(form.place.data))
            if form.email.data:
                claims.send(row, form.email.data, current_user, network())
            work.leads_to = url_for(".researcher_space", id=row.id)
        return redirect(work.leads_to, 303)
    return answer("directory/researchers/new.html", form, units=people.all_units())


@bp.route("/annuaire/chercheurs/<int:id>/proposer", methods=["GET", "POST"])
@permit(Permission.RESEARCHER_MANAGE, Researcher)
def send_claim(row: Researcher):
    former = next((c for c in reversed(row.claims) if c.state != ClaimState.CLAIMED), None)
    form = SendForm(email=former.email if former else "")
    if row.user_id is not None:
        return to_researcher(row)
    if form.is_sent_and_valid():
        claims.check_limits(current_user, form.email.data, network())
        with transaction(once=once()):
            claims.send(row, form.email.data, current_user, network())
        flash(_("The link is on its way."))
        return to_researcher(row)
    return answer("directory/researchers/send.html", form, researcher=row)


@bp.get("/chercheurs/revendiquer/<token>")
@public
def claim(token: str):
    found = claims.find(token)
    if found is None:
        return claim_closed("unknown")
    try:
        claims.check_open(found)
    except claims.ClaimClosed as why:
        return claim_closed(why.state)
    who = reader()
    is_theirs = who is not None and claims.is_theirs(found, who)
    return render_template("directory/researchers/claim.html", claim=found, token=token,
                           form=ClaimForm(), is_theirs=is_theirs)  # fmt: skip


def claim_closed(state: str):
    page = render_template("directory/researchers/claim_closed.html", state=state)
    return page, 404 if state == "unknown" else 410


@bp.post("/chercheurs/revendiquer/<token>/<any(accepter, decliner):act>")
@public
def answer_claim(token: str, act: str):
    """Whoever is signed in takes it; whoever holds the link may say that it is not theirs."""
    found, form = claims.find(token), ClaimForm()
    if found is None:
        return claim_closed("unknown")
    if act == "accepter" and reader() is None:
        return redirect(url_for("accounts.sign_in", next=url_for(".claim", token=token)), 303)
    try:
        with transaction(once=once()):
            claims.check_open(found)
            if act == "accepter":
                claims.take(found, db.session.merge(current_user._get_current_object()),
                            form.words.data or "")  # fmt: skip
            else:
                claims.decline(found, None)
    except claims.ClaimClosed as why:
        return claim_closed(why.state)
    if act == "accepter" and found.state == "claimed":
        flash(_("This profile is yours. Nothing is shown before you say so."))
        return to_researcher(found.researcher)
    flash(_("Your answer is given."))
    return redirect("/", 303)


@bp.post("/chercheurs/revendiquer/<token>/renvoyer")
@public
def new_claim_link(token: str):
    """A new link for one that expired; the answer is the same whatever became of it (G5)."""
    found = claims.find(token)
    if found is not None and found.is_expired:
        claims.check_resend_limit(found, network())
        with suppress(claims.ClaimClosed), transaction(once=once()):
            claims.resend(found, network())
    flash(_("If the profile still waits, a new link is on its way to the invited address."))
    return redirect("/", 303)


@bp.post("/chercheurs/revendications/<int:id>/<any(accepter, decliner):act>")
@permit(Permission.RESEARCHER_MANAGE, ProfileClaim)
def decide_claim(row: ProfileClaim, act: str):
    try:
        with transaction(once=once()):
            if act == "accepter":
                claims.allow(row, current_user)
            else:
                claims.decline(row, current_user)
    except researchers.AlreadyHere:
        flash(_("This account has a profile already: bring the two together first."), "warning")
    return redirect(url_for(".researchers_desk"), 303)
