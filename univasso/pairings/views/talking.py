"""The thread of a pairing, its files, what is reported, and the moments to meet (R4.5, R4.6)."""

from flask import Response, abort, flash, request
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core.db import db, transaction
from univasso.models.pairing_contacts import PairingMessage, PairingSlot
from univasso.models.pairings import Pairing, Side
from univasso.pairings.forms.asking import WithdrawForm
from univasso.pairings.forms.talking import MessageForm, ReportForm, SlotsForm
from univasso.pairings.services import talking
from univasso.pairings.views.answering import address_of, back, shown
from univasso.pairings.views.door import bp
from univasso.pairings.views.seats import Seat, by_key, seat_of
from univasso.policy import Permission
from univasso.web.access import permit
from univasso.web.uploads import kept_file, saved


def side_of(seat: Seat) -> Side | None:
    return seat.side.side if seat.side is not None else None


def message_of(pairing: Pairing, number: int) -> PairingMessage:
    found = db.session.get(PairingMessage, number)
    if found is None or found.pairing_id != pairing.id:
        abort(404)
    return found


def slot_of(pairing: Pairing) -> PairingSlot:
    """The moment that was pressed; 404 when it is of another pairing."""
    number = request.form.get("slot", type=int)
    found = db.session.get(PairingSlot, number) if number else None
    if found is None or found.pairing_id != pairing.id:
        abort(404)
    return found


@bp.post("/mises-en-relation/reponse/<key>/ecrire")
@by_key(Permission.PAIRING_READ)
def say(seat: Seat):
    form = MessageForm()
    kept = kept_file(form)
    if not form.is_sent_and_valid():
        return shown(seat, message=form)
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = address_of(seat)
            talking.say(seat.pairing, side_of(seat), form.text.data, seat.who, kept)
    except talking.NotOpen:
        flash(_("This request is closed: nothing more can be said in it."), "error")
    else:
        flash(_("Sent."))
    return back(seat)


@bp.get("/mises-en-relation/reponse/<key>/fichiers/<int:number>")
@by_key(Permission.PAIRING_READ)
def message_file(seat: Seat, number: int):
    """A file of the thread."""
    message = message_of(seat.pairing, number)
    if message.is_hidden and not seat.is_team:
        abort(404)
    return saved(message)


@bp.post("/mises-en-relation/reponse/<key>/signaler/<int:number>")
@by_key(Permission.PAIRING_ANSWER)
def report(seat: Seat, number: int):
    message, form = message_of(seat.pairing, number), ReportForm()
    if not form.is_sent_and_valid():
        return shown(seat, report=form)
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = address_of(seat)
        talking.report(message, form.text.data, seat.who)
    flash(_("Thank you. The coordination looks at it."))
    return back(seat)


@bp.post("/mises-en-relation/<int:id>/masquer/<int:number>")
@permit(Permission.PAIRING_WORK, Pairing)
def hide(pairing: Pairing, number: int):
    message, form = message_of(pairing, number), WithdrawForm()
    if not form.is_sent_and_valid():
        return shown(seat_of(pairing), hide=form)
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = address_of(seat_of(pairing))
        talking.hide(message, form.text.data, current_user)
    flash(_("Hidden. The history says why."))
    return back(seat_of(pairing))


@bp.post("/mises-en-relation/reponse/<key>/creneaux")
@by_key(Permission.PAIRING_READ)
def propose_slots(seat: Seat):
    form = SlotsForm()
    if not form.is_sent_and_valid():
        return shown(seat, slots=form)
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = address_of(seat)
            talking.propose(seat.pairing, side_of(seat), form.moments(), form.minutes.data,
                            form.place.data or "", seat.who)  # fmt: skip
    except talking.NotOpen:
        flash(_("This request is closed: nothing more can be said in it."), "error")
    else:
        flash(_("Proposed. The other side chooses one."))
    return back(seat)


@bp.post("/mises-en-relation/reponse/<key>/choisir")
@by_key(Permission.PAIRING_ANSWER)
def choose_slot(seat: Seat):
    slot = slot_of(seat.pairing)
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = address_of(seat)
            talking.choose(slot, seat.side.side, seat.who)
    except talking.SlotGone:
        flash(_("This moment is no longer offered: look at those that are."), "error")
    else:
        flash(_("Chosen. Both receive it for their calendars."))
    return back(seat)


@bp.post("/mises-en-relation/reponse/<key>/annuler")
@by_key(Permission.PAIRING_READ)
def cancel_slot(seat: Seat):
    slot = slot_of(seat.pairing)
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = address_of(seat)
            talking.cancel(slot, seat.who)
    except talking.SlotGone:
        flash(_("This moment is no longer offered: look at those that are."), "error")
    else:
        flash(_("Cancelled. Both calendars are told."))
    return back(seat)


@bp.get("/mises-en-relation/reponse/<key>/rendez-vous.ics")
@by_key(Permission.PAIRING_READ)
def calendar_file(seat: Seat):
    """The date to meet, for any calendar."""
    slot = talking.meeting(seat.pairing)
    if slot is None:
        abort(404)
    return Response(talking.file_of(slot), mimetype="text/calendar", headers={
        "Content-Disposition": 'attachment; filename="rendez-vous.ics"', "Cache-Control": "no-store",
    })  # fmt: skip
