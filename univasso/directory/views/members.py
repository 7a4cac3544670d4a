"""The members of an association: inviting, answering, handing over, leaving."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core.db import db, transaction
from univasso.directory.forms.members import (
    AnswerForm,
    AskForm,
    HandOverForm,
    InviteForm,
    MemberForm,
    OwnForm,
)
from univasso.directory.services import associations, invitations, memberships
from univasso.directory.views.door import answer, bp, network, once
from univasso.models.associations import (
    MANAGING,
    Association,
    AssociationState,
    MemberRole,
    Membership,
    MembershipState,
)
from univasso.policy import Permission, is_named, membership_in
from univasso.web.access import permit
from univasso.web.identity import reader


def to_members(association_id: int):
    return redirect(url_for(".members", id=association_id), 303)


def keep_one() -> None:
    flash(_("Somebody must answer for the association: hand over first, or name another manager."),
          "error")  # fmt: skip


@bp.get("/annuaire/associations/<int:id>/membres")
@permit(Permission.ASSOCIATION_OPEN, Association)
def members(row: Association):
    order = list(MembershipState)
    rows = sorted(row.members, key=lambda m: (order.index(MembershipState(m.state)), m.id))
    return render_template(
        "directory/members.html", association=row, own=membership_in(reader(), row),
        active=row.active_members(), others=[m for m in rows if m.state in ("invited", "asked")],
        past=[m for m in rows if m.state not in ("active", "invited", "asked")],
    )  # fmt: skip


@bp.route("/annuaire/associations/<int:id>/membres/inviter", methods=["GET", "POST"])
@permit(Permission.ASSOCIATION_MANAGE, Association)
def invite(row: Association):
    form = InviteForm()
    if form.is_sent_and_valid():
        invitations.check_limits(current_user, form.email.data, network())
        try:
            with transaction(once=once()) as work:
                work.leads_to = url_for(".members", id=row.id)
                invitations.invite(
                    row, form.email.data, MemberRole(form.role.data), current_user,
                    message=form.message.data, network=network(),
                )  # fmt: skip
            flash(_("The invitation is mailed."))
            return to_members(row.id)
        except memberships.AlreadyIn:
            form.email.errors = [_("This person is a member already.")]
    return answer("directory/invite.html", form, association=row)


@bp.post("/annuaire/membres/<int:id>/<any(renvoyer, revoquer):act>")
@permit(Permission.MEMBERSHIP_MANAGE, Membership)
def act_on_invitation(member: Membership, act: str):
    if act == "renvoyer":
        invitations.check_resend_limit(member, network())
    try:
        with transaction(once=once()):
            if act == "renvoyer":
                invitations.resend(member, current_user, network())
            else:
                invitations.revoke(member, current_user)
        flash(_("A new link is mailed; the former one no longer opens.") if act == "renvoyer"
              else _("The invitation no longer opens."))  # fmt: skip
    except invitations.InvitationClosed:
        flash(_("This invitation was closed already."), "warning")
    return to_members(member.association_id)


@bp.route("/annuaire/membres/<int:id>/repondre", methods=["GET", "POST"])
@permit(Permission.MEMBERSHIP_MANAGE, Membership)
def answer_request(member: Membership):
    if member.state != MembershipState.ASKED:
        flash(_("This request was answered already."), "warning")
        return to_members(member.association_id)
    form = AnswerForm()
    if form.is_sent_and_valid():
        with transaction(once=once()):
            if form.answer.data == "admit":
                memberships.admit(member, MemberRole(form.role.data), current_user)
            else:
                memberships.turn_down(member, current_user, form.note.data)
        flash(_("Your answer is mailed."))
        return to_members(member.association_id)
    return answer("directory/answer.html", form, member=member, association=member.association)


@bp.route("/annuaire/membres/<int:id>/role", methods=["GET", "POST"])
@permit(Permission.MEMBERSHIP_MANAGE, Membership)
def role(member: Membership):
    if member.state != MembershipState.ACTIVE:
        abort(404)
    form = MemberForm(role=member.role)
    if form.is_sent_and_valid():
        try:
            with transaction(once=once()):
                memberships.set_role(member, MemberRole(form.role.data), current_user)
            flash(_("Saved."))
            return to_members(member.association_id)
        except memberships.LastManager:
            form.role.errors = [_("Somebody must answer for the association.")]
    return answer("directory/role.html", form, member=member, association=member.association)


@bp.post("/annuaire/membres/<int:id>/fin")
@permit(Permission.MEMBERSHIP_END, Membership)
def end(member: Membership):
    is_own = member.user_id == current_user.id
    try:
        with transaction(once=once()):
            memberships.end(member, current_user)
        flash(_("You are no longer a member.") if is_own else _("This membership is ended."))
    except memberships.LastManager:
        keep_one()
        return to_members(member.association_id)
    return redirect(url_for(".mine"), 303) if is_own else to_members(member.association_id)


@bp.route("/annuaire/membres/<int:id>/moi", methods=["GET", "POST"])
@permit(Permission.MEMBERSHIP_OWN, Membership)
def own(member: Membership):
    if member.state != MembershipState.ACTIVE:
        abort(404)
    form = OwnForm(obj=member)
    if form.is_sent_and_valid():
        with transaction(once=once()):
            memberships.show(member, form.is_public.data, form.title.data, current_user)
        flash(_("Saved."))
        return to_members(member.association_id)
    return answer("directory/own.html", form, association=member.association, member=member)


@bp.route("/annuaire/membres/<int:id>/passer-la-main", methods=["GET", "POST"])
@permit(Permission.MEMBERSHIP_HAND_OVER, Membership)
def hand_over(member: Membership):
    """Ask somebody to take over: nothing changes until they accept."""
    if member.state != MembershipState.ACTIVE or member.role not in MANAGING:
        abort(404)
    form = HandOverForm()
    if form.is_sent_and_valid():
        invitations.check_limits(current_user, form.email.data, network())
        try:
            with transaction(once=once()) as work:
                work.leads_to = url_for(".members", id=member.association_id)
                invitations.invite(
                    member.association, form.email.data, MemberRole(member.role), current_user,
                    message=form.message.data, succeeds=member, network=network(),
                )  # fmt: skip
            flash(_("Your successor is asked. Your rights end the very minute they accept."))
            return to_members(member.association_id)
        except memberships.AlreadyIn:
            form.email.errors = [
                _("This person is a member already: give them your role, then leave.")
            ]
    return answer("directory/hand_over.html", form, association=member.association, member=member)


@bp.route("/annuaire/associations/<int:id>/demander", methods=["GET", "POST"])
@permit(Permission.ASSOCIATION_JOIN)
def ask(id: int):  # noqa: A002 — the name of the part of the address
    """Ask to join an association that is here already; its page may be hidden from the asker."""
    row = db.session.get(Association, id)
    if row is None or not may_ask(row):
        abort(404)
    form = AskForm()
    if form.is_sent_and_valid():
        memberships.check_limits(current_user, network())
        try:
            with transaction(once=once()) as work:
                work.leads_to = url_for(".mine")
                memberships.ask(row, db.session.merge(current_user._get_current_object()),
                                form.message.data, network())  # fmt: skip
            flash(_("Those who answer for %(name)s are told. Without an answer in 15 days, the "
                    "coordination decides.", name=row.name))  # fmt: skip
            return redirect(url_for(".mine"), 303)
        except memberships.AlreadyIn:
            form.message.errors = [_("You are a member already, or you have already asked.")]
    return answer("directory/ask.html", form, association=row, proof=request.args.get("preuve", ""))


def may_ask(row: Association) -> bool:
    """Those who know its name from the directory, or its number: nobody tries addresses.

    One that has left or was dissolved too: this is how somebody brings it back.
    """
    proof = request.args.get("preuve", "")
    if row.state == AssociationState.MERGED:
        return False
    return is_named(row) or bool(proof and associations.shared_number(row, {"": proof}))
