"""How questions are spoken of in pages: closed lists in words, lines of history."""

from flask_babel import gettext as _

from univasso.core import clock
from univasso.core.history import HistoryEntry
from univasso.core.words import N_
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
from univasso.questions import links, queries
from univasso.questions.services import (
    answers,
    attaching,
    codings,
    dividing,
    grouping,
    linking,
    wordings,
)

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
    "link_answer": N_("Said to be answered by a publication"),
    "unlink_answer": N_("No longer said to be answered by a publication"),
    "judge_answer": N_("Said whether the publication answers"),
    "hand_over": N_("Passed on to a body"),
    "decline_handover": N_("Not to be passed on, says its asker"),
    "acknowledge_handover": N_("Received by the body"),
    "add_body": N_("Body added"),
    "edit_body": N_("Body corrected"),
    "retire_body": N_("Body no longer offered"),
    "bring_back_body": N_("Body offered again"),
    "propose_grouping": N_("Proposed to bring it together with another"),
    "agree_grouping": N_("Agreed to be brought together"),
    "decline_grouping": N_("Kept apart by its asker"),
    "gather": N_("Another question was brought into it"),
    "split_grouping": N_("A question was taken out of it again"),
    "open_workshop": N_("Workshop opened"),
    "edit_workshop": N_("Workshop corrected"),
    "close_workshop": N_("Workshop closed: each is asked to confirm"),
    "send_handover_again": N_("Written to again about passing it on"),
    "near_same": N_("Said to be the same thing"),
    "near_answers": N_("Said to answer"),
    "near_different": N_("Said to be different"),
    "propose_division": N_("Proposed to divide it"),
    "agree_division": N_("Agreed to be divided"),
    "decline_division": N_("Kept whole by its asker"),
    "link": N_("Linked with another"),
    "unlink": N_("No longer linked with another"),
    "ask_codings": N_("Two blind readings asked for"),
    "call_off_codings": N_("Blind readings called off"),
    "give_coding": N_("Read apart"),
    "settle_codings": N_("Two blind readings settled"),
    "add_file": N_("File added"),
    "remove_file": N_("File taken away"),
    "choose_visibility": N_("Who may read it was chosen"),
}


def question_line(entry: HistoryEntry) -> str:
    """One line of history in the reader's language."""
    return _(HAPPENED.get(entry.verb, entry.verb))


def everywhere() -> dict:
    """What the templates of the room may name."""
    return {
        "answer_kinds": ANSWER_KINDS,
        "body_kinds": BODY_KINDS,
        "asked_about": answers.of_asker,
        "agreed_at": grouping.agreed_at,
        "awaited_groupings": grouping.awaits,
        "changes": wordings.changes,
        "channels": CHANNELS,
        "coding_differences": codings.differences,
        "coding_of": codings.of,
        "codings_are_in": codings.are_in,
        "criteria": CRITERIA,
        "division_of": dividing.waiting,
        "files_of_side": attaching.of_side,
        "follow_key": links.key_of,
        "key_beside": links.key_beside,
        "gathered": queries.gathered,
        "groupings_of": grouping.of,
        "links_of": linking.of,
        "may_add_file": attaching.may_add,
        "most_files": attaching.MOST,
        "now": clock.now,
        "other_of": grouping.other,
        "outcomes": OUTCOMES,
        "readable_answers": answers.readable,
        "parts_of": dividing.parts_of,
        "said_about": attaching.said,
        "shows_name": shows_name,
        "sizes": SIZES,
        "still_stands": grouping.stands,
        "taking_parts": TAKING_PART,
        "urgencies": URGENCIES,
        "uses_of": USES,
        "verdicts": VERDICTS,
        "visibilities": VISIBILITIES,
    }
