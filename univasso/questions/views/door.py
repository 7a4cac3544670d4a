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
from univasso.questions.services import codings, desks
from univasso.web.context import Task, add_workplace, tasks_of
from univasso.web.dates import long_day

bp = Blueprint("questions", __name__)
MOST_NAMED = 3  # late questions that a dashboard names one by one; above, it counts them
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
    if standing_in := desks.late_of_others(user):
        words = ngettext("%(num)d question of a colleague is late, and you stand in",
                         "%(num)d questions of colleagues are late, and you stand in",
                         len(standing_in))  # fmt: skip
        yield Task("late", _("Late"), words, url_for("questions.triage", vue="toutes", pour="late"))
    late = queries.late_of(user)
    for question in late if len(late) <= MOST_NAMED else ():
        words = _("Question no. %(number)d has waited for a word since %(day)s", number=question.id,
                  day=long_day(question.received_at))  # fmt: skip
        address = url_for("questions.file", id=question.id)
        yield Task("late", _("Late"), words, address, question.wish)
    if len(late) > MOST_NAMED:
        words = ngettext("%(num)d question is late", "%(num)d questions are late", len(late))
        yield Task("late", _("Late"), words, url_for("questions.triage", pour="mine"))
