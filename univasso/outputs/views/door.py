"""The door of the room: every view of outputs hangs on it, and its words for templates."""

from collections.abc import Iterator

from flask import Blueprint, url_for
from flask_babel import gettext as _

from univasso.core.words import N_
from univasso.models.accounts import User
from univasso.outputs import queries, wording
from univasso.policy import Permission
from univasso.web.context import Task, add_workplace, tasks_of

bp = Blueprint("outputs", __name__)
bp.context_processor(wording.everywhere)
for words in (wording.file_facts, wording.host, wording.identifiers, wording.history_line):
    bp.add_app_template_filter(words)

add_workplace(
    "moderation", "/productions/moderation", N_("Publications"), Permission.OUTPUT_MODERATE, 10,
    waiting=queries.waiting_count,
)  # fmt: skip
add_workplace(
    "messages", "/productions/messages", N_("Messages"), Permission.OUTPUT_MODERATE, 11,
    waiting=queries.open_enquiry_count,
)  # fmt: skip
add_workplace(
    "deposits", "/productions/mes-depots", N_("My deposits"), Permission.OUTPUT_DEPOSIT, 12
)


@tasks_of
def awaiting(user: User) -> Iterator[Task]:
    """The deposits that the coordination gave back with a question."""
    for output in queries.given_back(user):
        address = url_for("outputs.edit", id=output.id)
        yield Task("warn", _("Asked"), _("Answer about your deposit"), address, output.title)
