"""The page of a pairing, for both sides and the coordination, and the answers to a request (R4.3)."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core import history
from univasso.core.db import transaction
from univasso.models.pairing_contacts import PairingFact
from univasso.models.pairings import AWAITING_ANSWERS, Pairing, Side, Word
from univasso.pairings import queries, telling
from univasso.pairings.forms.asking import (
    AnswerForm,
    DeclineForm,
    FactsForm,
    HeardForm,
    PassOnForm,
    WithdrawForm,
)
from univasso.pairings.forms.talking import MessageForm, SlotsForm
from univasso.pairings.services import answering, ending, ladder, silences, talking
from univasso.pairings.services.answering import Answer
from univasso.pairings.views.door import bp
from univasso.pairings.views.seats import Seat, by_key, seat_of
from univasso.pairings.weeks import weeks_of
from univasso.policy import Permission
from univasso.web.access import permit
from univasso.web.forms import apart


@bp.get("/mises-en-relation/<int:id>")
@permit(Permission.PAIRING_READ, Pairing)
def page(pairing: Pairing):
    return shown(seat_of(pairing))


@bp.get("/mises-en-relation/reponse/<key>")
@by_key(Permission.PAIRING_READ)
def answer_page(seat: Seat):
    return shown(seat)


def shown(seat: Seat, **forms):
    """The page, with the form that was sent if it is to be corrected."""
    pairing, quoted = seat.pairing, telling.passages(seat.pairing)
    given = {"answer": AnswerForm(None), "decline": DeclineForm(None), "pass_on": PassOnForm(None),
             "heard": HeardForm(None), "withdraw": WithdrawForm(None), "message": MessageForm(None),
             "slots": SlotsForm(None), "end": WithdrawForm(None),
             "facts": FactsForm(None), **forms}  # fmt: skip
    page = render_template(
        "pairings/page.html", seat=seat, pairing=pairing, forms=apart(given), sent=tuple(forms),
        awaits=pairing.state in AWAITING_ANSWERS, passages=quoted,
        quoted=queries.quoted(quoted), contact=telling.contact,
        entries=history.of(pairing), silent=seat.side is not None and silences.of(seat.side),
        others=answering.kept_with(pairing), meeting=talking.meeting(pairing),
        slots=talking.waiting(pairing), said_in=talking.shown,
        may_talk=pairing.state in talking.TALKED_IN, may_meet=pairing.state in talking.MET_IN,
        facts=_facts_for(seat), weeks=weeks_of(pairing, is_own=_knows_research(seat)),
        steps=ladder.dates(pairing) if pairing.asked_at else [],
        may_nudge=seat.asks and not pairing.nudged_at and bool(ladder.unanswered(pairing)),
        quiet=[side for side in pairing.sides if silences.of(side)] if seat.is_team else [],
    )  # fmt: skip
    return page, 422 if any(form.errors for form in forms.values()) else 200


def _knows_research(seat: Seat) -> bool:
    return seat.is_team or (seat.side is not None and seat.side.side == Side.RESEARCH)


def _facts_for(seat: Seat) -> list[PairingFact]:
    side = seat.side.side if seat.side is not None else None
    return [
        fact for fact in seat.pairing.facts
        if ending.may_read(seat.pairing, fact, side, is_team=seat.is_team)
    ]  # fmt: skip


def back(seat: Seat):
    if seat.is_by_mail:
        return redirect(url_for(".answer_page", key=seat.key), 303)
    return redirect(url_for(".page", id=seat.pairing.id), 303)


def address_of(seat: Seat) -> str:
    return back(seat).location


@bp.post("/mises-en-relation/reponse/<key>/repondre")
@by_key(Permission.PAIRING_ANSWER)
def answer(seat: Seat):
    """Yes, or let us talk."""
    form = AnswerForm()
    if not form.is_sent_and_valid():
        return shown(seat, answer=form)
    return _said(seat, Answer(Word(form.word.data), form.words.data or ""))


@bp.post("/mises-en-relation/reponse/<key>/decliner")
@by_key(Permission.PAIRING_ANSWER)
def decline(seat: Seat):
    form = DeclineForm()
    if not form.is_sent_and_valid():
        return shown(seat, decline=form)
    said = Answer(Word.NO, form.words.data or "", form.reason.data, form.not_before.data)
    return _said(seat, said)


def _said(seat: Seat, said: Answer):
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = address_of(seat)
            answering.answer(seat.side, said, seat.who, seat.via)
    except answering.AnsweredAlready:
        flash(_("This side has answered already: nothing was changed."), "error")
    else:
        flash(_("Thank you. Your answer is kept, and nobody reminds you of it."))
    return back(seat)


@bp.post("/mises-en-relation/reponse/<key>/passer")
@by_key(Permission.PAIRING_ANSWER)
def pass_on(seat: Seat):
    form = PassOnForm()
    if not form.is_sent_and_valid():
        return shown(seat, pass_on=form)
    name = form.name.data
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = address_of(seat)
            answering.pass_on(seat.side, name, form.email.data, seat.who, seat.name)
    except answering.AnsweredAlready:
        flash(_("This side has answered already: nothing was changed."), "error")
        return back(seat)
    if seat.is_by_mail:  # their link is dead from now on
        return render_template("pairings/passed_on.html", name=name)
    flash(_("%(name)s receives a link of their own. The links from before are dead.", name=name))
    return back(seat)


@bp.post("/mises-en-relation/reponse/<key>/je-suis-la")
@by_key(Permission.PAIRING_ANSWER)
def be_here(seat: Seat):
    """End one's silence."""
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = address_of(seat)
        silences.lift(seat.side, seat.who)
    flash(_("Thank you. You may be proposed again from now on."))
    return back(seat)


@bp.post("/mises-en-relation/<int:id>/saisir")
@permit(Permission.PAIRING_WORK, Pairing)
def enter_answer(pairing: Pairing):
    """An answer that came by telephone or otherwise, entered by the coordination."""
    form, seat = HeardForm(), seat_of(pairing)
    if not form.is_sent_and_valid():
        return shown(seat, heard=form)
    is_no = form.word.data == Word.NO
    said = Answer(Word(form.word.data), form.words.data or "", form.reason.data if is_no else "",
                  form.not_before.data if is_no else None)  # fmt: skip
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".page", id=pairing.id)
            answering.answer(pairing.side(form.side.data), said, current_user, "staff")
    except answering.AnsweredAlready:
        flash(_("This side has answered already: nothing was changed."), "error")
    else:
        flash(_("Entered, with your name."))
    return back(seat)


@bp.post("/mises-en-relation/<int:id>/reprendre")
@permit(Permission.PAIRING_WORK, Pairing)
def withdraw(pairing: Pairing):
    """Take the request back; both sides are told why."""
    form, seat = WithdrawForm(), seat_of(pairing)
    if not form.is_sent_and_valid():
        return shown(seat, withdraw=form)
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".page", id=pairing.id)
        answering.withdraw(pairing, form.text.data, current_user)
    flash(_("Taken back. Both sides have been told."))
    return back(seat)


@bp.post("/mises-en-relation/reponse/<key>/relancer")
@by_key(Permission.PAIRING_READ)
def nudge(seat: Seat):
    """Whoever asked reminds the others, once."""
    if not seat.asks:
        abort(403)
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = address_of(seat)
            ladder.nudge(seat.pairing, seat.who)
    except ladder.NudgedAlready:
        flash(_("You reminded them already, once is what may be."), "error")
    else:
        flash(_("Reminded."))
    return back(seat)


@bp.post("/mises-en-relation/<int:id>/presence")
@permit(Permission.PAIRING_WORK, Pairing)
def enter_presence(pairing: Pairing):
    """They told the coordination that they are here."""
    which = request.form.get("side", "")
    if which not in set(Side):
        abort(400)
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = address_of(seat_of(pairing))
        ladder.say_here(pairing, Side(which), current_user)
    flash(_("Noted: they may be proposed again."))
    return back(seat_of(pairing))
