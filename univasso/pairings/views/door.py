"""The door of the room: every view of pairings hangs on it, and its words for templates."""

from flask import Blueprint

from univasso.core.words import N_
from univasso.pairings import queries, showing, wording
from univasso.policy import Permission
from univasso.web.context import add_workplace

bp = Blueprint("pairings", __name__)
bp.context_processor(wording.everywhere)
bp.add_app_template_filter(wording.pairing_line)
bp.add_app_template_filter(wording.fact)
bp.add_app_template_filter(showing.cause_in_words, "cause")

add_workplace(
    "pairings", "/mises-en-relation", N_("Pairings"), Permission.PAIRING_WORK, 5,
    waiting=queries.to_pair_count,
)  # fmt: skip
