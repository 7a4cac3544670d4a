"""The agenda, and the page of each meeting."""

from datetime import date, datetime

from flask import redirect, render_template, request, url_for

from univasso.core import clock
from univasso.models.seminars import Seminar, SeminarKind
from univasso.policy import Permission
from univasso.seminars import linked, links, queries
from univasso.seminars.forms.registering import RegistrationForm
from univasso.seminars.queries import Shelf
from univasso.seminars.views.door import bp
from univasso.web.access import permit, public
from univasso.web.identity import reader
from univasso.web.numbers import row_number

PAST_SHOWN = 5  # under the agenda; all of them have their page


@bp.get("/rencontres")
@public
def index():
    shelf = chosen()
    every = queries.visible(reader())
    rows = [seminar for seminar in every if shelf.keeps(seminar)]
    coming = queries.to_come(rows)
    kinds, towns = queries.choices(every)
    first = month_asked() or (queries.day_of(coming[0]) if coming else clock.today())
    return render_template(
        "seminars/index.html", shelf=shelf, coming=coming, past=queries.past(rows), kinds=kinds,
        towns=towns, month=queries.month_of(rows, first.replace(day=1)), most=PAST_SHOWN,
        chosen=request.args.to_dict(flat=False), is_past=request.args.get("vue") == "passees",
    )  # fmt: skip


def chosen() -> Shelf:
    known = {kind.value for kind in SeminarKind}
    return Shelf(
        [kind for kind in request.args.getlist("format") if kind in known],
        [town[:120] for town in request.args.getlist("ville")],
        row_number(request.args.get("besoin", "")),
    )


def month_asked() -> date | None:
    """The month of the address (``mois=2026-12``); what is no month, or far from ours, is none."""
    try:
        asked = datetime.strptime(request.args.get("mois", ""), "%Y-%m").replace(tzinfo=clock.PARIS)
    except ValueError:
        return None
    return asked.date() if 1950 <= asked.year <= 2100 else None


@bp.get("/rencontres/<int:id>")
@bp.get("/rencontres/<int:id>-<slug>")
@permit(Permission.SEMINAR_READ, Seminar)
def page(seminar: Seminar, slug: str = ""):
    if slug != links.slug_of(seminar):
        return redirect(url_for(".page", id=seminar.id, slug=links.slug_of(seminar)), 301)
    return shown(seminar, RegistrationForm(seminar, reader(), formdata=None))


def shown(seminar: Seminar, form: RegistrationForm, status: int = 200):
    """The page of a meeting, with the form to register when it is open."""
    who = reader()
    return render_template(
        "seminars/page.html", seminar=seminar, form=form,
        outputs=queries.readable(seminar.outputs, who),
        questions=queries.readable(seminar.questions, who),
        next_one=queries.next_like(seminar, who), event=linked.event(seminar),
    ), status  # fmt: skip
