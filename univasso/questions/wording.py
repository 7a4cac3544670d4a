"""How questions are spoken of in pages: closed lists in words, lines of history."""

from flask_babel import gettext as _

from univasso.core import clock
from univasso.core.db import db
from univasso.core.history import HistoryEntry
from univasso.core.words import N_
from univasso.models.outputs import Output
from univasso.models.question_exchanges import Decision
from univasso.models.question_words import (
    ANSWER_KINDS,
    BODY_KINDS,
    CHANNELS,
    CRITERIA,
    OUTCOMES,
    SIZES,
    TAKING_PART,
    URGENCIES,
    USES,
    VERDICTS,
    VISIBILITIES,
)
from univasso.policy.questions import shows_name
from univasso.questions import links
from univasso.questions.services import answers, wordings

HAPPENED = {
    "send": N_("Sent to the coordination"),
    "hold": N_("Sent, to be confirmed by its asker"),
    "confirm": N_("Confirmed by its asker"),
    "correct_email": N_("Address of its asker corrected"),
    "assign": N_("Entrusted"),
    "ask_more": N_("A detail asked for"),
    "reply": N_("The detail came"),
    "resume": N_("Gone on without the detail"),
    "qualify": N_("Qualified"),
    "map": N_("Filed under needs"),
    "propose_wording": N_("Wording proposed"),
    "accept_wording": N_("Wording agreed"),
    "amend_wording": N_("Wording corrected"),
    "decline_wording": N_("Wording not recognised"),
    "correct_words": N_("Words corrected by its asker"),
    "settle": N_("Outcome told"),
    "reopen": N_("Opened again"),
    "retract": N_("Taken back by its asker"),
    "hide": N_("Taken out of sight"),
    "show": N_("Shown again"),
    "appeal": N_("A second look asked for by its asker"),
    "decide": N_("Outcome chosen, to leave ten minutes later"),
    "undo_decision": N_("Outcome undone before it left"),
    "judge_answer": N_("Said whether the publication answers"),
    "hand_over": N_("Passed on to a body"),
    "decline_handover": N_("Not to be passed on, says its asker"),
    "acknowledge_handover": N_("Received by the body"),
    "add_body": N_("Body added"),
    "edit_body": N_("Body corrected"),
    "retire_body": N_("Body no longer offered"),
    "bring_back_body": N_("Body offered again"),
    "choose_visibility": N_("Who may read it was chosen"),
}


def question_line(entry: HistoryEntry) -> str:
    """One line of history in the reader's language."""
    return _(HAPPENED.get(entry.verb, entry.verb))


def output_of(decision: Decision) -> Output | None:
    """The publication that a decision names."""
    return db.session.get(Output, decision.output_id) if decision.output_id else None


def everywhere() -> dict:
    """What the templates of the room may name."""
    return {
        "answer_kinds": ANSWER_KINDS,
        "body_kinds": BODY_KINDS,
        "asked_about": answers.of_asker,
        "changes": wordings.changes,
        "channels": CHANNELS,
        "criteria": CRITERIA,
        "follow_key": links.key_of,
        "now": clock.now,
        "output_of": output_of,
        "outcomes": OUTCOMES,
        "shows_name": shows_name,
        "sizes": SIZES,
        "taking_parts": TAKING_PART,
        "urgencies": URGENCIES,
        "uses_of": USES,
        "verdicts": VERDICTS,
        "visibilities": VISIBILITIES,
    }
