"""The door of the room: every view of outputs hangs on it, and its words for templates."""

from flask import Blueprint

from univasso.core.words import N_
from univasso.outputs import queries, wording
from univasso.policy import Permission
from univasso.web.context import add_workplace

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
