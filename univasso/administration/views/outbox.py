"""Every mail that was written, and its state."""

from flask import render_template, request
from flask_login import current_user
from sqlalchemy import func, select

from univasso.administration.views.door import bp
from univasso.core import history
from univasso.core.db import db
from univasso.core.french import folded
from univasso.core.mail import MailState, OutgoingMail
from univasso.core.words import N_
from univasso.policy import Permission
from univasso.web.access import permit
from univasso.web.lists import page_of

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
    history.record_reading(subject, current_user)
    return render_template("administration/mail.html", mail=subject, states=MAIL_STATES)
