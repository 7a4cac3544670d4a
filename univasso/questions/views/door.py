"""The door of the room: every view of questions hangs on it, and its words for templates."""

from collections.abc import Iterator

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from univasso.core import signed
from univasso.core.words import N_
from univasso.models.accounts import User
from univasso.policy import Permission
from univasso.questions import queries, wording
from univasso.questions.services import codings
from univasso.web.context import Task, add_workplace, tasks_of

bp = Blueprint("questions", __name__)
bp.context_processor(wording.everywhere)
bp.add_app_template_filter(wording.question_line)

add_workplace(
    "questions", "/questions/tri", N_("Questions"), Permission.QUESTION_TRIAGE, 5,
    waiting=queries.waiting_count,
)  # fmt: skip
add_workplace("own-questions", "/questions/miennes", N_("My questions"), Permission.ACCOUNT_OWN, 7)


@bp.errorhandler(signed.LinkForeign)
def foreign(_fault):
    return render_template("questions/link_closed.html", is_foreign=True), 404


@bp.errorhandler(signed.LinkExpired)
def expired(_fault):
    return render_template("questions/link_closed.html", is_foreign=False), 410


@tasks_of
def awaiting(user: User) -> Iterator[Task]:
    """What one's own questions await from oneself; for the coordination, promises that passed."""
    for question in queries.awaiting_words(user):
        address = url_for("questions.follow", key=question.id)
        yield Task("warn", _("Asked"), _("Answer about your question"), address, question.wish)
    for coding in codings.asked_of(user):
        address = url_for("questions.read_apart", id=coding.question_id)
        yield Task("warn", _("Asked"), _("Read a question apart"), address, coding.question.wish)
    silent = [h for h in queries.overdue_handovers() if h.question.assignee_id == user.id]
    if silent:
        words = ngettext("%(num)d question passed on without news",
                         "%(num)d questions passed on without news", len(silent))  # fmt: skip
        yield Task("late", _("Late"), words, url_for("questions.triage", pour="mine"))
    late = queries.late_of(user)
    if late:
        words = ngettext("%(num)d question is late", "%(num)d questions are late", len(late))
        yield Task("late", _("Late"), words, url_for("questions.triage", pour="mine"))
