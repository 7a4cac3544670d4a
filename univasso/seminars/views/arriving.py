"""The page of the day: who is there, on a screen, on paper, or by a code from afar (C4.11)."""

from datetime import UTC, datetime, timedelta

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from univasso.core import limits
from univasso.core.db import db, transaction
from univasso.core.workflow import WrongState
from univasso.models.registrations import Registration
from univasso.models.seminars import Seminar
from univasso.policy import Permission
from univasso.seminars import links, papers, queries
from univasso.seminars.forms.arriving import WalkInForm
from univasso.seminars.services import arrivals as services
from univasso.seminars.services import seats
from univasso.seminars.views.door import bp
from univasso.web.access import permit, public
from univasso.web.forms import one_line
from univasso.web.identity import reader
from univasso.web.numbers import row_number


@bp.get("/rencontres/<int:id>/accueil")
@permit(Permission.SEMINAR_EDIT, Seminar)
def arrivals(seminar: Seminar):
    return at_the_door(seminar, WalkInForm(formdata=None))


def at_the_door(seminar: Seminar, form: WalkInForm, status: int = 200):
    asked = request.args.get("q", "")[:200].strip()
    rows = queries.expected(seminar)
    page = render_template(
        "seminars/arrivals.html", seminar=seminar, form=form, asked=asked,
        rows=queries.matching(rows, asked),
        present=sum(row.state == "present" for row in rows),
        expected=sum(row.holds_seat for row in rows),
    )  # fmt: skip
    return page, status


@bp.post("/rencontres/<int:id>/accueil")
@permit(Permission.SEMINAR_EDIT, Seminar)
def tick(seminar: Seminar):
    """One tick, named by its button: ``present-12``, ``absent-12``, ``unsure-12``, or ``close``."""
    act, _dash, number = request.form.get("act", "").partition("-")
    row = db.session.get(Registration, row_number(number) or 0)
    is_ours = row is not None and row.seminar_id == seminar.id
    if act != "close" and (act not in services.TICKS or not is_ours):
        abort(400)
    where = url_for(".arrivals", id=seminar.id, _anchor=f"r-{row.id}" if row else None)
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = where
            if act == "close":
                say_closed(services.close(seminar, current_user))
            else:
                services.note(row, act, current_user, moment_of(request.form.get("at")))
    except services.TooEarly:
        flash(_("One notes who is there from the day of the meeting on."), "warning")
    except WrongState:
        flash(_("This person has left the meeting since: look at their line."), "warning")
    return redirect(where, 303)


def say_closed(count: int) -> None:
    flash(ngettext("%(num)d person without a tick is noted as absent.",
                   "%(num)d people without a tick are noted as absent.", count))  # fmt: skip


def moment_of(typed: str | None) -> datetime | None:
    """When a tick was made, in milliseconds, as the script of the page writes it."""
    if not typed or not typed.isdecimal() or len(typed) > 13:
        return None
    return datetime.fromtimestamp(int(typed) / 1000, UTC)


@bp.post("/rencontres/<int:id>/accueil/entrees")
@permit(Permission.SEMINAR_EDIT, Seminar)
def walk_in(seminar: Seminar):
    form = WalkInForm()
    if not form.is_sent_and_valid():
        return at_the_door(seminar, form, 422)
    try:
        with transaction(once=request.form.get("once")) as work:
            at = moment_of(request.form.get("at"))
            row = services.come_in(seminar, form.values(), current_user, at)
            db.session.flush()
            work.leads_to = url_for(".arrivals", id=seminar.id, _anchor=f"r-{row.id}")
        return redirect(work.leads_to, 303)
    except seats.AlreadyRegistered as known:
        form.email.errors = [
            _("This address is registered: tick %(name)s in the list.",
              name=known.registration.name)
        ]  # fmt: skip
    except services.TooEarly:
        flash(_("One notes who is there from the day of the meeting on."), "warning")
    return at_the_door(seminar, form, 422)


@bp.get("/rencontres/<int:id>/emargement.pdf")
@permit(Permission.SEMINAR_EDIT, Seminar)
def paper_list(seminar: Seminar):
    return as_pdf(papers.sheet_to_sign(seminar, queries.expected(seminar)), "emargement.pdf")


def as_pdf(made: bytes, name: str) -> Response:
    return Response(
        made, mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"},
    )  # fmt: skip


@bp.post("/rencontres/inscription/<key>/code")
@public
def type_code(key: str):
    """Whoever follows from afar says that they are there."""
    row = links.registration_of(key)
    limits.check("remote-code", str(row.id), most=10, within=timedelta(hours=1))
    try:
        with transaction():
            limits.count("remote-code", str(row.id))
        with transaction():
            services.show_code(row, one_line(request.form.get("code")).replace(" ", ""), reader())
        flash(_("Thank you: you are noted as present."))
    except services.WrongCode:
        flash(_("This is not the code: it is shown and said during the meeting."), "warning")
    except (services.TooEarly, WrongState):
        flash(_("This is no longer possible: here is where your registration stands."), "warning")
    return redirect(url_for(".registration", key=key), 303)
