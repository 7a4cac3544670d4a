"""The door of the room: every view of the needs hangs on it."""

from flask import Blueprint, abort, render_template

from univasso.core.words import N_
from univasso.models.vocabularies import KnowledgeNeed, ResearchAxis
from univasso.needs import queries
from univasso.needs.wording import holder_name
from univasso.policy import Permission
from univasso.web.context import add_workplace
from univasso.web.forms import Form

bp = Blueprint("needs", __name__)
bp.add_app_template_filter(holder_name)
add_workplace("needs", "/besoins/gerer", N_("Needs and axes"), Permission.NEED_EDIT, 22)


def need_of(number: int) -> KnowledgeNeed:
    """The need of a number; a page that does not exist when there is none."""
    return queries.find_need(number) or abort(404)


def axis_of(number: int) -> ResearchAxis:
    return queries.find_axis(number) or abort(404)


def answer(template: str, form: Form, **about: object) -> tuple[str, int]:
    """The page of a form: 422 when something is to be corrected."""
    return render_template(template, form=form, **about), 422 if form.errors else 200
