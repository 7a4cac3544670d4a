"""The door of the room: every view of the directory hangs on it, and its words for templates."""

from collections.abc import Iterator

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from univasso.core.words import N_
from univasso.directory import mails, queries, wording
from univasso.directory.disciplines import sections
from univasso.directory.services import claims, delegates, letters
from univasso.models.accounts import User
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
from univasso.models.associations import MANAGING, MEMBER_ROLE_LABELS, Association
from univasso.models.research_units import PERIOD_KINDS
from univasso.models.researcher_words import (
    FIELDWORK,
    INTEREST_KINDS,
    LANGUAGES,
    METHODS,
    OFFERS,
    STATUSES,
)
from univasso.models.researchers import NAME_KINDS
from univasso.policy import Permission, reads_at
from univasso.web.context import Task, add_workplace, tasks_of
from univasso.web.identity import reader

bp = Blueprint("directory", __name__)
bp.add_app_template_filter(wording.association_line)
bp.add_app_template_filter(wording.researcher_line)
bp.add_app_template_filter(wording.group_line)
add_workplace("researcher", "/chercheurs/mon-profil", N_("My research"),
              Permission.RESEARCHER_JOIN, 6)  # fmt: skip
add_workplace("delegations", "/chercheurs/delegations", N_("Delegations"),
              Permission.RESEARCHER_JOIN, 7, waiting=lambda: delegates.asked_count(reader()),
              concerns=delegates.concerns)  # fmt: skip
add_workplace("associations", "/associations/les-miennes", N_("My associations"),
              Permission.ASSOCIATION_JOIN, 5)  # fmt: skip
add_workplace("researchers_desk", "/chercheurs/suivi", N_("Researchers"),
              Permission.RESEARCHER_MANAGE, 16, waiting=claims.to_check_count)  # fmt: skip
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
        "status_labels": STATUSES,
        "method_labels": METHODS,
        "fieldwork_labels": FIELDWORK,
        "offer_labels": OFFERS,
        "spoken_labels": LANGUAGES,
        "interest_labels": INTEREST_KINDS,
        "name_kind_labels": NAME_KINDS,
        "period_labels": PERIOD_KINDS,
        "disciplines": sections(),
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


@tasks_of
def awaiting(user: User) -> Iterator[Task]:
    """Who asks to join an association that somebody answers for, and what its space still lacks."""
    for member in queries.memberships_of(user):
        association = member.association
        if member.state != "active" or member.role not in MANAGING or not association.is_active:
            continue
        for asker in queries.asking(association):
            address = url_for("directory.answer_request", id=asker.id)
            words = _("%(who)s asks to join", who=asker.user.name)
            yield Task("warn", _("Asked"), words, address, association.name)
        lacking = next((step for step in queries.next_steps(association) if not step.is_done), None)
        if lacking is not None:
            address = url_for(lacking.endpoint, id=association.id)
            yield Task("new", _("To do"), _(lacking.label), address, association.name)
