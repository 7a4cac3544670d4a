"""Further places of a pairing, and the one word that a profile lacks."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from univasso.core.db import db, transaction
from univasso.core.french import sort_key
from univasso.models.associations import Association
from univasso.models.pairings import SEAT_KINDS, Pairing, PairingSeat
from univasso.models.questions import Question
from univasso.models.researchers import Researcher
from univasso.pairings import queries, wording
from univasso.pairings.forms.seats import FillForm, SeatForm
from univasso.pairings.services import missing, seats
from univasso.pairings.views.door import bp
from univasso.policy import Permission
from univasso.web.access import permit
from univasso.web.dates import long_day


def back(pairing: Pairing):
    return redirect(url_for(".bench", id=pairing.question_id, _anchor="comparer"), 303)


@bp.post("/mises-en-relation/questions/<int:id>/demander")
@permit(Permission.PAIRING_WORK, Question)
def ask_word(question: Question):
    """Send the single question that a rule needs answered."""
    rule, number = request.form.get("rule", ""), request.form.get("researcher", "")
    researcher = db.session.get(Researcher, int(number)) if number.isdecimal() else None
    if rule not in missing.ASKED or researcher is None:
        abort(404)
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".bench", id=question.id)
            missing.ask(researcher, rule, current_user)
    except missing.AskedLately as fault:
        flash(_("It was asked on %(day)s already.", day=long_day(fault.since)))
    except missing.NobodyThere:
        flash(_("This profile waits for its person: there is nobody to write to."))
    else:
        flash(_("%(name)s is asked that one thing.", name=researcher.name))
    return redirect(url_for(".bench", id=question.id), 303)


@bp.route("/mises-en-relation/<int:id>/places", methods=["GET", "POST"])
@permit(Permission.PAIRING_WORK, Pairing)
def open_seat(pairing: Pairing):
    """Add a place to a pairing, open to whoever may take it."""
    form = SeatForm()
    if form.is_sent_and_valid():
        try:
            with transaction(once=request.form.get("once")) as work:
                work.leads_to = url_for(".bench", id=pairing.question_id)
                seats.open_seat(pairing, form.kind.data, form.about.data, current_user)
        except seats.Full:
            flash(_("A pairing has three further places at most."))
        else:
            flash(_("The place is open: it stands in the list of open places."))
        return back(pairing)
    page = render_template("pairings/seat.html", form=form, pairing=pairing)
    return page, 422 if form.errors else 200


@bp.route("/mises-en-relation/places/<int:id>", methods=["GET", "POST"])
@permit(Permission.PAIRING_WORK, PairingSeat)
def fill_seat(seat: PairingSeat):
    """Give an open place to somebody, unless a tie prevents it."""
    form, found = FillForm(), []
    if form.is_sent_and_valid():
        found = _named(form.who.data)
        if len(found) == 1 and _filled(seat, found[0], form):
            flash(_("The place is taken by %(name)s.", name=found[0].name))
            return back(seat.pairing)
        if len(found) != 1:
            form.who.errors = [
                _("Several have this name: write it whole.") if found
                else _("No active profile and no listed association has this name.")
            ]  # fmt: skip
    page = render_template(
        "pairings/fill_seat.html", form=form, seat=seat, found=found, kind=SEAT_KINDS[seat.kind]
    )
    return page, 422 if form.errors else 200


def _filled(seat: PairingSeat, who: Researcher | Association, form: FillForm) -> bool:
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".bench", id=seat.pairing.question_id)
            seats.fill(seat, who, current_user)
    except seats.Conflicted as fault:
        form.who.errors = [_("A tie prevents it: %(fact)s.", fact=wording.fact(fault.condition))]
    except seats.Taken:
        form.who.errors = [_("The place is taken, or they stand in this pairing already.")]
    return not form.who.errors


def _named(words: str) -> list[Researcher | Association]:
    people = [row for row in queries.candidates_named(words) if isinstance(row, Researcher)]
    named = select(Association).where(
        Association.is_listed, Association.sort_key.contains(sort_key(words), autoescape=True)
    )
    found = [*people, *db.session.scalars(named.limit(queries.MOST_NAMED))]
    exact = [row for row in found if sort_key(row.name) == sort_key(words)]
    return exact if len(exact) == 1 else found


@bp.post("/mises-en-relation/places/<int:id>/retirer")
@permit(Permission.PAIRING_WORK, PairingSeat)
def close_seat(seat: PairingSeat):
    pairing = seat.pairing
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".bench", id=pairing.question_id)
        seats.close_seat(seat, current_user)
    flash(_("The place was taken away."))
    return back(pairing)
