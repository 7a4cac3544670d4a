"""The end of a work together, and what each side says of it (R4.10)."""

from flask import abort, flash, request
from flask_babel import gettext as _

from univasso.core.db import transaction
from univasso.pairings.forms.asking import SAID, FactsForm, WithdrawForm
from univasso.pairings.services import ending
from univasso.pairings.services.ending import Said
from univasso.pairings.views.answering import address_of, back, shown
from univasso.pairings.views.door import bp
from univasso.pairings.views.seats import Seat, by_key
from univasso.policy import Permission


@bp.post("/mises-en-relation/reponse/<key>/terminer")
@by_key(Permission.PAIRING_READ)
def end(seat: Seat):
    form = WithdrawForm()
    if not form.is_sent_and_valid():
        return shown(seat, end=form)
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = address_of(seat)
        ending.end(seat.pairing, form.text.data, seat.who)
    flash(_("Noted. Both sides are asked what came of it."))
    return back(seat)


@bp.post("/mises-en-relation/reponse/<key>/bilan")
@by_key(Permission.PAIRING_ANSWER)
def tell_facts(seat: Seat):
    """Three facts and a word, once the work together is over."""
    form = FactsForm()
    if seat.pairing.state != "ended":
        abort(409)
    if not form.is_sent_and_valid():
        return shown(seat, facts=form)
    said = Said(SAID[form.kept_times.data], SAID[form.returned.data], SAID[form.useful.data],
                form.words.data or "", form.is_public.data)  # fmt: skip
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = address_of(seat)
        ending.tell(seat.side, said, seat.who)
    flash(_("Thank you. It helps those who come after you."))
    return back(seat)
