"""Meetings as the coordination writes them: listed, begun, corrected, taken up again (C4.1)."""

from datetime import datetime, timedelta

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from univasso.core import clock
from univasso.core.db import db, transaction
from univasso.models.outputs import Output
from univasso.models.seminars import USUAL, Seminar, SeminarKind
from univasso.policy import Permission, allows
from univasso.seminars import links, queries
from univasso.seminars.forms.editing import SeminarForm, TakeUpForm
from univasso.seminars.services import editing as services
from univasso.seminars.views.door import bp
from univasso.web.access import permit
from univasso.web.numbers import row_number


@bp.get("/rencontres/gerer")
@permit(Permission.SEMINAR_EDIT)
def manage():
    return render_template("seminars/manage.html", rows=queries.managed())


@bp.route("/rencontres/nouvelle", methods=["GET", "POST"])
@permit(Permission.SEMINAR_EDIT)
def new():
    """A kind is chosen first: it brings what such meetings usually are."""
    asked = request.args.get("format", "")
    if asked not in set(SeminarKind):
        return render_template("seminars/kinds.html", usual=USUAL)
    form = SeminarForm(**usual(SeminarKind(asked)), **about_output())
    if form.is_sent_and_valid() and not is_double(form, None):
        with transaction(once=request.form.get("once")) as work:
            made = services.create(form.values(), form.points, current_user)
            work.leads_to = address_of(made)
        flash(_("The draft is kept: look at it as others will, then announce it."))
        return redirect(work.leads_to, 303)
    page = render_template("seminars/edit.html", form=form, seminar=None)
    return page, 422 if form.errors else 200


def usual(kind: SeminarKind) -> dict:
    """What such a meeting usually is: in three weeks, on a Thursday for a café."""
    about = USUAL[kind]
    day = clock.today() + timedelta(days=21)
    day += timedelta(days=(3 - day.weekday()) % 7)
    start = datetime(day.year, day.month, day.day, about.hour, tzinfo=clock.PARIS)
    return {
        "kind": kind, "starts_at": start, "ends_at": start + timedelta(minutes=about.minutes),
        "room_seats": about.seats, "reserved_seats": about.reserved,
    }  # fmt: skip


def about_output() -> dict:
    """A meeting around an output: it is what one reads there, and its needs are those of the meeting."""
    number = row_number(request.args.get("production", ""))
    output = db.session.get(Output, number) if number is not None else None
    if output is None or not allows(Permission.OUTPUT_READ, current_user, output):
        return {}
    return {
        "title_fr": output.title_fr, "title_en": output.title_en, "output_numbers": str(output.id),
        "needs": [need.id for need in output.needs],
    }  # fmt: skip


def is_double(form: SeminarForm, seminar: Seminar | None) -> bool:
    """The same place at the same time is pointed out once, and never blocks."""
    other = services.same_place(form.values(), seminar)
    if other is None or "shown" in request.form:
        return False
    form.other = other
    form.place_name.errors = [
        _("Another meeting is in this place at this time: look at it, then save again.")
    ]
    return True


def address_of(seminar: Seminar) -> str:
    return url_for(".page", id=seminar.id, slug=links.slug_of(seminar))


@bp.route("/rencontres/<int:id>/modifier", methods=["GET", "POST"])
@permit(Permission.SEMINAR_EDIT, Seminar)
def edit(seminar: Seminar):
    form = SeminarForm(seminar=seminar)
    if form.is_sent_and_valid() and not is_double(form, seminar):
        try:
            with transaction(once=request.form.get("once")) as work:
                told = services.save(
                    seminar,
                    form.values(),
                    form.points,
                    current_user,
                    form.version.data,
                    asks_again=form.asks_again.data,
                )
                work.leads_to = address_of(seminar)
            flash(ngettext("Saved. %(num)d person is told what changed.",
                           "Saved. %(num)d people are told what changed.", told)
                  if told else _("Saved."))  # fmt: skip
            return redirect(work.leads_to, 303)
        except services.FewerThanComing as fewer:
            words = ngettext(
                "%(num)d person has a seat already.",
                "%(num)d people have a seat already.",
                fewer.count,
            )
            form.room_seats.errors = [words]
    page = render_template("seminars/edit.html", form=form, seminar=seminar)
    return page, 422 if form.errors else 200


@bp.route("/rencontres/<int:id>/reprendre", methods=["GET", "POST"])
@permit(Permission.SEMINAR_EDIT, Seminar)
def take_up(seminar: Seminar):
    """The next one of a series, with the parts that were chosen."""
    form = TakeUpForm(starts_at=seminar.starts_at + timedelta(days=28))
    if form.is_sent_and_valid():
        with transaction(once=request.form.get("once")) as work:
            made = services.take_up(seminar, form.starts_at.data, form.parts.data, current_user)
            work.leads_to = url_for(".edit", id=made.id)
        return redirect(work.leads_to, 303)
    page = render_template("seminars/take_up.html", form=form, seminar=seminar)
    return page, 422 if form.errors else 200
