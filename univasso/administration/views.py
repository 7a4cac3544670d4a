"""Pages of the administration."""

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import func, select

from univasso.administration import health, queries, services
from univasso.administration.forms import InvitationForm, RolesForm
from univasso.core.db import db, transaction
from univasso.core.french import folded
from univasso.core.jobs import Job
from univasso.core.mail import MailState, OutgoingMail
from univasso.core.words import N_
from univasso.models.accounts import ROLE_LABELS, Invitation, Role, User
from univasso.policy import Permission
from univasso.web.access import permit, public
from univasso.web.context import add_workplace
from univasso.web.language import current
from univasso.web.lists import page_of

bp = Blueprint("administration", __name__, url_prefix="/administration")
add_workplace("people", "/administration/personnes", N_("People"), Permission.USERS_MANAGE, 30)
add_workplace("outbox", "/administration/courriels", N_("Mails sent"), Permission.OUTBOX_READ, 31)
add_workplace("jobs", "/administration/travaux", N_("Pending work"), Permission.JOBS_READ, 32)

MAIL_STATES = {
    MailState.QUEUED: ("run", N_("Waiting")),
    MailState.SENT: ("ok", N_("Sent")),
    MailState.KEPT: ("off", N_("Kept here")),
    MailState.FAILED: ("late", N_("Not sent yet: it will be tried again")),
}


@bp.get("/courriels")
@permit(Permission.OUTBOX_READ)
def outbox():
    """Every mail, newest first: without a mail server, this is where it is read."""
    words = "".join(c for c in folded(request.args.get("q", ""))[:200] if c.isprintable())
    found = select(OutgoingMail).order_by(OutgoingMail.id.desc())
    if words:
        found = found.where(
            func.lower(OutgoingMail.to_email).contains(words, autoescape=True)
            | func.lower(OutgoingMail.subject).contains(words, autoescape=True)
        )
    page = page_of(db.session.scalar(select(func.count()).select_from(found.subquery())))
    mails = db.session.scalars(found.offset(page.offset).limit(page.size)).all()
    return render_template(
        "administration/outbox.html", mails=mails, page=page, words=words, states=MAIL_STATES
    )


@bp.get("/courriels/<int:id>")
@permit(Permission.OUTBOX_READ, OutgoingMail)
def mail(subject: OutgoingMail):
    return render_template("administration/mail.html", mail=subject, states=MAIL_STATES)


@bp.get("/travaux")
@permit(Permission.JOBS_READ)
def jobs():
    found = select(Job).order_by(Job.given_up_at.is_(None), Job.due_at, Job.id)
    page = page_of(db.session.scalar(select(func.count()).select_from(Job)))
    rows = db.session.scalars(found.offset(page.offset).limit(page.size)).all()
    return render_template("administration/jobs.html", jobs=rows, page=page, state=health.look())


@bp.post("/travaux/<int:id>/<any(reprendre, oublier):act>")
@permit(Permission.JOBS_READ, Job)
def act_on_job(job: Job, act: str):
    with transaction():
        if act == "reprendre":
            services.try_again(job)
        else:
            services.forget(job, current_user)
    flash(_("It will be tried again at once.") if act == "reprendre" else _("Forgotten."))
    return redirect(url_for(".jobs"), 303)


@bp.get("/personnes")
@permit(Permission.USERS_MANAGE)
def people():
    words = request.args.get("q", "").strip()[:200]
    found = select(User).order_by(User.name, User.id)
    if words:
        found = found.where(
            func.lower(User.name).contains(words.lower(), autoescape=True)
            | User.email_key.contains(words.lower(), autoescape=True)
        )
    page = page_of(db.session.scalar(select(func.count()).select_from(found.subquery())))
    users = db.session.scalars(found.offset(page.offset).limit(page.size)).all()
    invitations = db.session.scalars(
        select(Invitation).where(Invitation.accepted_at.is_(None)).order_by(Invitation.id.desc())
    ).all()
    return render_template(
        "administration/people.html", users=users, page=page, words=words,
        invitations=invitations, form=InvitationForm(), role_labels=ROLE_LABELS,
    )  # fmt: skip


@bp.post("/personnes/inviter")
@permit(Permission.USERS_MANAGE)
def invite():
    form = InvitationForm()
    if form.is_sent_and_valid():
        try:
            with transaction(once=request.form.get("once")) as work:
                work.leads_to = url_for(".people")
                services.accounts.invite(
                    form.email.data, Role(form.role.data), current_user, current()
                )
            flash(_("The invitation is mailed."))
            return redirect(url_for(".people"), 303)
        except services.accounts.AlreadyMember:
            form.email.errors = [_("This address already has an account.")]
    return render_template("administration/invite.html", form=form), 422


@bp.post("/personnes/invitations/<int:id>/revoquer")
@permit(Permission.USERS_MANAGE, Invitation)
def revoke(invitation: Invitation):
    try:
        with transaction():
            services.accounts.revoke(invitation, current_user)
        flash(_("The invitation no longer opens."))
    except services.accounts.InvitationClosed:
        flash(_("This invitation was closed already."), "warning")
    return redirect(url_for(".people"), 303)


@bp.route("/personnes/<int:id>", methods=["GET", "POST"])
@permit(Permission.USERS_MANAGE, User)
def person(user: User):
    form = RolesForm(roles=[grant.role for grant in user.grants])
    if form.is_sent_and_valid():
        try:
            with transaction(once=request.form.get("once")) as work:
                work.leads_to = url_for(".person", id=user.id)
                services.set_roles(user, {Role(r) for r in form.roles.data}, current_user)
            flash(_("The roles are set."))
            return redirect(url_for(".person", id=user.id), 303)
        except services.LastAdministrator:
            form.roles.errors = [_("Somebody must keep the administration.")]
    page = render_template(
        "administration/person.html", form=form, user=user, **queries.activity_of(user)
    )
    return page, 422 if form.errors else 200


@bp.post("/personnes/<int:id>/<any(fermer, rouvrir):act>")
@permit(Permission.USERS_MANAGE, User)
def act_on_person(user: User, act: str):
    try:
        with transaction():
            (services.disable if act == "fermer" else services.enable)(user, current_user)
        flash(_("The account is closed and its sessions are ended.") if act == "fermer"
              else _("The account is open again."))  # fmt: skip
    except services.LastAdministrator:
        flash(_("Somebody must keep the administration."), "error")
    return redirect(url_for(".person", id=user.id), 303)


@bp.post("/personnes/<int:id>/second-facteur/retirer")
@permit(Permission.USERS_MANAGE, User, sensitive=True)
def take_factors_away(user: User):
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".person", id=user.id)
        services.take_factors_away(user, current_user)
    flash(_("The second factors are removed, and the sessions ended. The person is told by mail."))
    return redirect(url_for(".person", id=user.id), 303)


doors = Blueprint("doors", __name__)


@doors.get("/healthz")
@public
def alive():
    """Whether the process answers."""
    return jsonify(alive=True)


@doors.get("/readyz")
@public
def ready():
    """Whether it can serve: the database, the index, the pending work, the disk."""
    state = health.look()
    return jsonify(state), 200 if state["is_ready"] else 503
