"""Questions as everybody may read them: the list, and one question with its chain."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import func, select

from univasso.core import history
from univasso.core.db import db
from univasso.models.questions import Question
from univasso.policy import Permission
from univasso.questions import links, queries
from univasso.questions.services import following, supports, wordings
from univasso.questions.shelves import PHASES, STATES, ZONES, Shelf
from univasso.questions.views.door import bp
from univasso.web.access import permit
from univasso.web.identity import reader
from univasso.web.lists import here, page_of
from univasso.web.numbers import row_number
from univasso.web.territories import find_territory


@bp.get("/questions")
@permit(Permission.NEED_READ)
def index():
    shelf = chosen_shelf()
    found = shelf.select(reader())
    page = page_of(db.session.scalar(select(func.count()).select_from(found.subquery())))
    rows = db.session.scalars(
        found.offset(page.offset).limit(page.size).options(*queries.LINES)
    ).all()
    return render_template(
        "questions/index.html", shelf=shelf, rows=rows, page=page, chips=chips_of(shelf)
    )


def chips_of(shelf: Shelf) -> list[tuple[str, str]]:
    """What narrows the list beside its tabs, each with the address that takes it away."""
    found = []
    if shelf.need:
        found.append((here(besoin=None, page=None), _("Need %(number)d", number=shelf.need)))
    if shelf.zone:
        found.append((here(zone=None, page=None), _(ZONES[shelf.zone])))
    if shelf.state in PHASES:
        found.append((here(etat=None, page=None), _(PHASES[shelf.state][0])))
    return found


def chosen_shelf() -> Shelf:
    """What the address asks for."""
    typed = request.args.get("lieu", "")[:80]
    places = find_territory(typed) if typed.strip() else []
    state, zone = request.args.get("etat", ""), request.args.get("zone", "")
    return Shelf(
        state=state if state in STATES else "",
        zone=zone if zone in ZONES else "",
        need=row_number(request.args.get("besoin", "")),
        territory=places[0].territory if places else None,
        words=request.args.get("q", "")[:200],
    )


@bp.get("/questions/<int:id>")
@permit(Permission.QUESTION_READ, Question)
def page(question: Question):
    if question.published_at is None:  # its own people come by another door
        return redirect(url_for(".follow", key=question.id), 303)
    own = supports.of(question, reader())
    return render_template(
        "questions/page.html", question=question, steps=following.steps(question),
        agreed=wordings.current(question), words=wordings.words_now(question),
        entries=history.of(question), support_count=supports.count(question),
        own_support=links.support_key(own) if own else "",
    )  # fmt: skip
