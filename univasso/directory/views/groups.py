"""Research groups: their page, founding and writing one, inviting, answering, leaving."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core.db import db, transaction
from univasso.directory import people
from univasso.directory.forms.groups import AnswerForm, FoundForm, GroupForm, InviteForm
from univasso.directory.services import groups
from univasso.directory.services.invitations import InvitationClosed
from univasso.directory.views.door import answer, bp, network, once
from univasso.directory.views.profile import chosen_needs, offer_needs
from univasso.models.groups import GroupMember, ResearchGroup
from univasso.policy import Permission, speaks_for
from univasso.web.access import can, permit, public
from univasso.web.forms import choices
from univasso.web.harvest import read_slowly
from univasso.web.identity import reader


def to_group(group: ResearchGroup):
    return redirect(url_for("directory.group", id=group.id), 303)


def offer_speakers(form) -> dict[str, groups.Speaker]:
    """The names in which the reader may be in a group, as the choices of a form."""
    found = {f"{row.__tablename__}:{row.id}": row for row in groups.speakers(current_user)}
    form.speaker.choices = choices((key, row.name) for key, row in found.items())
    if len(found) == 1 and not form.speaker.data:
        form.speaker.data = next(iter(found))
    return found


@bp.get("/annuaire/groupes/<int:id>")
@permit(Permission.GROUP_READ, ResearchGroup)
@read_slowly
def group(row: ResearchGroup):
    lines = people.history_of_group(row) if can("group.edit", row) else []
    return render_template(
        "directory/groups/page.html",
        group=row,
        own=[m for m in row.active_members() if speaks_for(reader(), m)],
        lines=lines,
        who=people.names_of([line for line, _member in lines]),
    )


@bp.route("/annuaire/groupes/nouveau", methods=["GET", "POST"])
@permit(Permission.RESEARCHER_JOIN)
def found_group():
    form = FoundForm()
    known = offer_speakers(form)
    if known and form.is_sent_and_valid():
        with transaction(once=once()) as work:
            row = groups.found(form.name.data, known[form.speaker.data], current_user)
            work.leads_to = url_for(".edit_group", id=row.id)
        flash(_("The group is founded. Say what it is about, and invite its members."))
        return redirect(work.leads_to, 303)
    return answer("directory/groups/found.html", form, known=known)


@bp.route("/annuaire/groupes/<int:id>/modifier", methods=["GET", "POST"])
@permit(Permission.GROUP_EDIT, ResearchGroup)
def edit_group(row: ResearchGroup):
    groups.check_going(row, "edit")
    form = GroupForm(obj=row)
    needs = offer_needs(form.needs, row)
    if form.is_sent_and_valid():
        values = {**form.values(), "needs": chosen_needs(form.needs, needs)}
        try:
            with transaction(once=once()):
                groups.save(row, values, current_user, form.version.data)
            flash(_("Saved."))
            return to_group(row)
        except groups.TooFewSeats as few:
            form.seats.errors = [_("%(count)d members are in the group: it needs a seat for each of "
                                   "them.", count=few.count)]  # fmt: skip
    return answer("directory/groups/edit.html", form, group=row)


@bp.route("/annuaire/groupes/<int:id>/inviter", methods=["GET", "POST"])
@permit(Permission.GROUP_EDIT, ResearchGroup)
def invite_to_group(row: ResearchGroup):
    groups.check_going(row, "invite")
    form = InviteForm()
    if form.is_sent_and_valid():
        with transaction(once=once()) as work:
            work.leads_to = url_for(".group", id=row.id)
            groups.invite(row, form.email.data, current_user, network())
        flash(_("The invitation is mailed."))
        return to_group(row)
    return answer("directory/groups/invite.html", form, group=row)


@bp.post("/annuaire/groupes/<int:id>/places/<int:number>/<any(revoquer, quitter):act>")
@permit(Permission.GROUP_EDIT, ResearchGroup)
def act_on_seat(row: ResearchGroup, number: int, act: str):
    """Revoke an invitation, or give back a seat that is the reader's own."""
    member = db.session.get(GroupMember, number)
    if member is None or member.group_id != row.id:
        abort(404)
    if act == "quitter" and not speaks_for(reader(), member):
        abort(403)
    with transaction(once=once()):
        (groups.revoke if act == "revoquer" else groups.leave)(member, current_user)
    if act == "revoquer":
        flash(_("The invitation no longer opens."))
        return to_group(row)
    flash(_("You have left the group."))
    return redirect("/annuaire", 303)


@bp.get("/annuaire/groupes/invitations/<token>")
@public
def group_invitation(token: str):
    found = groups.find_invitation(token)
    try:
        if found is None:
            raise InvitationClosed("unknown")
        groups.check_open(found)
    except InvitationClosed as why:
        return closed(why.state)
    return invitation_page(found, token, AnswerForm(formdata=None))


def closed(state: str):
    page = render_template("directory/groups/invitation_closed.html", state=state)
    return page, 404 if state == "unknown" else 410


def invitation_page(member: GroupMember, token: str, form: AnswerForm):
    known = offer_speakers(form) if reader() else {}
    is_theirs = reader() is not None and groups.same_box(reader().email, member.email)
    return answer("directory/groups/invitation.html", form, member=member, token=token,
                  known=known, is_theirs=is_theirs, inviter=groups.inviter_of(member))  # fmt: skip


@bp.post("/annuaire/groupes/invitations/<token>/<any(accepter, decliner):act>")
@public
def answer_group(token: str, act: str):
    found = groups.find_invitation(token)
    try:
        if found is None:
            raise InvitationClosed("unknown")
        groups.check_open(found)
        if act == "decliner":
            with transaction(once=once()):
                groups.decline(found)
            flash(_("Your answer is given. Nothing else changes."))
            return redirect("/", 303)
        return accepted(found, token)
    except InvitationClosed as why:
        return closed(why.state)


def accepted(member: GroupMember, token: str):
    if reader() is None:
        leads_to = url_for(".group_invitation", token=token)
        return redirect(url_for("accounts.sign_in", next=leads_to), 303)
    form = AnswerForm()
    known = offer_speakers(form)
    if not known or not form.is_sent_and_valid():
        return invitation_page(member, token, form)
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".group", id=member.group_id)
            groups.accept(member, known[form.speaker.data], current_user)
    except groups.Full:
        form.speaker.errors = [_("Every seat of this group is taken: ask whoever invited you.")]
        return invitation_page(member, token, form)
    except groups.AlreadyIn:
        form.speaker.errors = [_("They are in this group already.")]
        return invitation_page(member, token, form)
    flash(_("You are in the group."))
    return to_group(member.group)
