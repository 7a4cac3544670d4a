"""The door of the room: every view of the directory hangs on it, and its words for templates."""

from flask import Blueprint, Response, redirect, render_template, request, url_for

from univasso.core.words import N_
from univasso.directory import mails, queries, wording
from univasso.directory.services import letters
from univasso.models.association_words import (
    BUDGETS,
    CHANNELS,
    EMPLOYEES,
    MODES,
    REFUSALS,
    SECTORS,
    TO_CHECK,
    VOLUNTEERS,
)
from univasso.models.associations import MEMBER_ROLE_LABELS, Association
from univasso.policy import Permission, reads_at
from univasso.web.context import add_workplace
from univasso.web.identity import reader

bp = Blueprint("directory", __name__)
bp.add_app_template_filter(wording.association_line)
add_workplace("associations", "/associations/les-miennes", N_("My associations"),
              Permission.ASSOCIATION_JOIN, 5)  # fmt: skip
add_workplace(
    "to_check", "/associations/a-verifier", N_("Associations"), Permission.ASSOCIATION_VERIFY, 15,
    waiting=queries.to_look_at_count,
)  # fmt: skip


@bp.context_processor
def words() -> dict:
    """The closed lists, for every template of the room."""
    return {
        "sector_labels": SECTORS,
        "budget_labels": BUDGETS,
        "employee_labels": EMPLOYEES,
        "volunteer_labels": VOLUNTEERS,
        "channel_labels": CHANNELS,
        "refusal_labels": REFUSALS,
        "mode_labels": MODES,
        "check_labels": TO_CHECK,
        "member_role_labels": MEMBER_ROLE_LABELS,
        "shows": shows,
        "sender": mails.sender,
        "may_have_letter": letters.may_have,
    }


def shows(profile: object, field: str) -> bool:
    """For templates: whether the reader may read a field of a profile."""
    return profile.shows(field, reads_at(reader(), profile))


def answer(template: str, form: object, **about: object) -> tuple[str, int]:
    """The page of a form: 422 when what was sent has to be corrected."""
    return render_template(template, form=form, **about), 422 if form.errors else 200


def to_space(association: Association) -> Response:
    return redirect(url_for("directory.space", id=association.id), 303)


def once() -> str | None:
    return request.form.get("once")


def network() -> str:
    """Where the request comes from, as limits count it."""
    return request.remote_addr or ""
