"""The door of the room: every view of pairings hangs on it, and its words for templates."""

from collections.abc import Iterator

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _

from univasso.core import signed
from univasso.core.words import N_
from univasso.models.accounts import User
from univasso.pairings import queries, showing, telling, wording
from univasso.pairings.services import silences
from univasso.policy import Permission
from univasso.web.context import Task, add_workplace, tasks_of
from univasso.web.dates import long_day

bp = Blueprint("pairings", __name__)
bp.context_processor(wording.everywhere)
bp.add_app_template_filter(wording.pairing_line)
bp.add_app_template_filter(wording.fact)
bp.add_app_template_filter(wording.said)
bp.add_app_template_filter(showing.cause_in_words, "cause")


@bp.errorhandler(signed.LinkForeign)
def foreign(_fault):
    return render_template("pairings/link_closed.html", is_foreign=True), 404


@bp.errorhandler(signed.LinkExpired)
def expired(_fault):
    return render_template("pairings/link_closed.html", is_foreign=False), 410


@tasks_of
def awaiting(user: User) -> Iterator[Task]:
    """Requests that wait for one's answer; and, after a silence, one word to be proposed again."""
    for pairing, side in queries.awaiting_answer(user):
        words = _("Answer a request to work together")
        other = telling.called(pairing, telling.OTHER[side])
        yield Task("warn", _("Asked"), words, url_for("pairings.page", id=pairing.id), other)
    for silence in silences.concerning(user):
        address = url_for("pairings.page", id=silence.pairing_id)
        since = _("since %(day)s", day=long_day(silence.since))
        yield Task("late", _("Silence"), _("Say that you are here"), address, since)


add_workplace(
    "pairings", "/mises-en-relation", N_("Pairings"), Permission.PAIRING_WORK, 5,
    waiting=queries.to_pair_count,
)  # fmt: skip
