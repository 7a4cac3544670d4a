"""Registering without account, and what follows by the mailed link (C4.4–C4.7)."""

from datetime import timedelta

from flask import Response, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from univasso.core import limits
from univasso.core.db import transaction
from univasso.core.words import N_
from univasso.core.workflow import WrongState
from univasso.models.accounts import User
from univasso.models.registrations import Registration
from univasso.models.seminars import Seminar
from univasso.policy import Permission
from univasso.seminars import dates, links
from univasso.seminars.forms.registering import RegistrationForm
from univasso.seminars.services import seats
from univasso.seminars.views.door import bp
from univasso.seminars.views.showing import shown
from univasso.web.access import permit, public
from univasso.web.identity import reader
from univasso.web.language import current

WRITTEN_TO = "registered-email"
MOST, WITHIN = 60, timedelta(hours=1)  # registrations from one network: a whole office may come


@bp.get("/rencontres/<int:id>/inscription")
@permit(Permission.SEMINAR_READ, Seminar)
def to_register(seminar: Seminar):
    where = url_for(".page", id=seminar.id, slug=links.slug_of(seminar))
    return redirect(f"{where}#inscription", 303)


@bp.post("/rencontres/<int:id>/inscription")
@permit(Permission.SEMINAR_READ, Seminar)
def register(seminar: Seminar):
    who = reader()
    form = RegistrationForm(seminar, who)
    if not form.is_sent_and_valid():
        return shown(seminar, form, 422)
    received_at = url_for(".received", id=seminar.id)
    if form.website.data:  # a program: thanked, and not kept
        return redirect(received_at, 303)
    network, about = request.remote_addr or "", form.values()
    limits.check("registration", network, most=MOST, within=WITHIN)
    try:
        with transaction(once=request.form.get("once")) as work:
            limits.count("registration", network)
            row = sit(seminar, about, who, form.help_asked())
            work.leads_to = own_page(row) if who is not None else received_at
    except seats.RegistrationClosed:
        return render_template("seminars/closed.html", seminar=seminar), 409
    session[WRITTEN_TO] = about["email"]
    return redirect(work.leads_to, 303)


@bp.get("/rencontres/<int:id>/inscription/recue")
@permit(Permission.SEMINAR_READ, Seminar)
def received(seminar: Seminar):
    """Where the answer is: in the mail. The address is shown to the browser that typed it."""
    email = session.get(WRITTEN_TO, "")
    return render_template("seminars/registered.html", seminar=seminar, email=email)


def sit(seminar: Seminar, about: dict, who: User | None, help_asked: dict) -> Registration:
    """The screen says the same of every address: only the mail says that one is registered."""
    try:
        return seats.register(seminar, about, who, current(), help_asked)
    except seats.AlreadyRegistered as known:
        if who is None:
            seats.tell_again(known.registration)
        return known.registration


def own_page(registration: Registration) -> str:
    return url_for(".registration", key=links.key_of(registration))


@bp.get("/rencontres/inscription/<key>")
@public
def registration(key: str):
    """A seat, an offer or a rank; opening the link acts on nothing."""
    row = links.registration_of(key)
    return render_template(
        "seminars/registration.html", key=key, registration=row, seminar=row.seminar
    )


ACTS = {
    "garder": (seats.keep, N_("Thank you: your seat is kept on the new date.")),
    "prendre": (seats.take, N_("The seat is yours. A mail confirms it.")),
    "laisser": (seats.decline, N_("Thank you: the seat is offered to the next person.")),
    "quitter": (seats.leave, N_("You are no longer registered.")),
}


@bp.post("/rencontres/inscription/<key>/<any(prendre,laisser,garder,quitter):act>")
@public
def act_on_registration(key: str, act: str):
    row, who = links.registration_of(key), reader()
    do, said = ACTS[act]
    try:
        with transaction():
            do(row, who)
        flash(_(said))
    except (seats.OfferOver, WrongState):
        flash(_("This is no longer possible: here is where your registration stands."), "warning")
    return redirect(url_for(".registration", key=key), 303)


@bp.get("/rencontres/inscription/<key>/rencontre.ics")
@public
def own_calendar(key: str):
    return Response(dates.own_file(links.registration_of(key)), mimetype="text/calendar")
