"""What a researcher puts forward, can take on, and declares."""

import re

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from univasso.core.db import db, transaction
from univasso.directory import people
from univasso.directory.calendar import strip_of
from univasso.directory.forms.availability import (
    AvailabilityForm,
    InterestForm,
    PeriodForm,
    WorkForm,
)
from univasso.directory.services import availability as services
from univasso.directory.services import works
from univasso.directory.views.door import answer, bp, once
from univasso.directory.views.names import part_of
from univasso.models.associations import Association
from univasso.models.outputs import Output
from univasso.models.researchers import Researcher
from univasso.policy import VISIBLE, Permission
from univasso.web.access import can, permit
from univasso.web.dates import long_day
from univasso.web.identity import reader
from univasso.web.numbers import row_number


@bp.route("/annuaire/chercheurs/<int:id>/travaux", methods=["GET", "POST"])
@permit(Permission.RESEARCHER_EDIT, Researcher)
def key_works(row: Researcher):
    form = WorkForm(output=request.args.get("production", ""))
    if form.is_sent_and_valid():
        output = published(form.output.data)
        if form.output.data and output is None:
            form.output.errors = [_("We know no such publication: copy its address again.")]
        else:
            try:
                with transaction(once=once()):
                    works.add(row, current_user, output, form.title.data, form.url.data,
                              form.year.data)  # fmt: skip
                return redirect(url_for(".key_works", id=row.id), 303)
            except works.Full:
                form.title.errors = [_("There are five already: take one away first.")]
    shown = people.works_shown(row, VISIBLE)
    return answer("directory/researchers/works.html", form, researcher=row, works=shown)


def published(typed: str) -> Output | None:
    """The publication that somebody names by its address or its number, when everybody reads it."""
    found = re.search(r"(?:^|/productions/)(\d+)(?:\D|$)", typed or "")
    number = row_number(found[1]) if found else None
    if number is None:
        return None
    return db.session.scalar(select(Output).where(Output.id == number, VISIBLE[Output](None)))


@bp.post("/annuaire/chercheurs/<int:id>/travaux/<int:number>/<any(monter, descendre, retirer):act>")
@permit(Permission.RESEARCHER_EDIT, Researcher)
def act_on_work(row: Researcher, number: int, act: str):
    work = part_of(row.works, number)
    with transaction(once=once()):
        if act == "retirer":
            works.drop(row, work, current_user)
        else:
            works.move(row, work, -1 if act == "monter" else 1, current_user)
    return redirect(url_for(".key_works", id=row.id), 303)


@bp.route("/annuaire/chercheurs/<int:id>/disponibilite", methods=["GET", "POST"])
@permit(Permission.RESEARCHER_EDIT, Researcher)
def availability(row: Researcher):
    form = AvailabilityForm(obj=row)
    if form.is_sent_and_valid():
        with transaction(once=once()):
            services.say(
                row, current_user, form.capacity.data, form.offers.data, form.paused_until.data
            )
        flash(_("Saved."))
        return redirect(url_for(".availability", id=row.id), 303)
    return answer("directory/researchers/availability.html", form, researcher=row,
                  months=strip_of(row))  # fmt: skip


@bp.route("/annuaire/chercheurs/<int:id>/disponibilite/periodes", methods=["GET", "POST"])
@permit(Permission.RESEARCHER_EDIT, Researcher)
def add_period(row: Researcher):
    form = PeriodForm()
    if form.is_sent_and_valid():
        try:
            with transaction(once=once()):
                services.add_period(row, current_user, form.starts_on.data, form.ends_on.data,
                                    form.note.data)  # fmt: skip
            return redirect(url_for(".availability", id=row.id), 303)
        except services.Overlap as clash:
            known = clash.period
            form.starts_on.errors = [_("These days overlap with a period already there: %(from_)s to "
                                       "%(to)s.", from_=long_day(known.starts_on),
                                       to=long_day(known.ends_on))]  # fmt: skip
    return answer("directory/researchers/period.html", form, researcher=row)


@bp.post("/annuaire/chercheurs/<int:id>/disponibilite/periodes/<int:number>/retirer")
@permit(Permission.RESEARCHER_EDIT, Researcher)
def drop_period(row: Researcher, number: int):
    gone = part_of(row.periods, number)
    with transaction(once=once()):
        services.drop_period(row, gone, current_user)
    return redirect(url_for(".availability", id=row.id), 303)


@bp.route("/annuaire/chercheurs/<int:id>/interets", methods=["GET", "POST"])
@permit(Permission.INTERESTS_READ, Researcher)
def interests(row: Researcher):
    """Read by the person and the coordination; written by the person."""
    form = InterestForm()
    if can("researcher.own", row) and form.is_sent_and_valid():
        found = db.session.scalar(
            select(Association).where(
                Association.id == form.association.data, VISIBLE[Association](reader())
            )
        )
        if form.take(found):
            with transaction(once=once()):
                services.declare(
                    row, current_user, kind=form.kind.data, words=form.words.data,
                    association_id=found.id if found else None,
                    starts_on=form.starts_on.data, ends_on=form.ends_on.data,
                )  # fmt: skip
            return redirect(url_for(".interests", id=row.id), 303)
    return answer("directory/researchers/interests.html", form, researcher=row)


@bp.post("/annuaire/chercheurs/<int:id>/interets/confirmer")
@permit(Permission.RESEARCHER_OWN, Researcher)
def confirm_interests(row: Researcher):
    with transaction(once=once()):
        services.confirm(row, current_user)
    flash(_("Thank you: confirmed for a year."))
    return redirect(url_for(".interests", id=row.id), 303)


@bp.post("/annuaire/chercheurs/<int:id>/interets/<int:number>/retirer")
@permit(Permission.RESEARCHER_OWN, Researcher)
def drop_interest(row: Researcher, number: int):
    gone = part_of(row.interests, number)
    with transaction(once=once()):
        services.drop_interest(row, gone, current_user)
    return redirect(url_for(".interests", id=row.id), 303)
