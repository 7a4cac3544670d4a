"""What happened, in words, whatever it happened to: for the audit and the page of a person."""

from flask_babel import gettext as _

from univasso.core.history import HistoryEntry
from univasso.core.words import N_
from univasso.directory.wording import ABOUT_A_GROUP, ABOUT_A_PROFILE, TO_MEMBERS
from univasso.directory.wording import VERBS as TO_ASSOCIATIONS
from univasso.needs.wording import HAPPENED as TO_NEEDS
from univasso.outputs.wording import HAPPENED as TO_OUTPUTS
from univasso.pairings.wording import HAPPENED as TO_PAIRINGS
from univasso.questions.wording import HAPPENED as TO_QUESTIONS
from univasso.seminars.wording import HAPPENED as TO_SEMINARS

HAPPENED = {
    "sign_in": N_("Signed in"),
    "sign_out": N_("Session ended"),
    "create": N_("Account opened"),
    "grant": N_("Role given"),
    "prolong": N_("Role changed"),
    "end_grant": N_("Role ended"),
    "set_roles": N_("Roles set"),
    "suspend": N_("Suspended"),
    "reopen": N_("Open again"),
    "disable": N_("Suspended"),
    "enable": N_("Open again"),
    "invite": N_("Invited"),
    "invite_again": N_("Invited again"),
    "revoke": N_("Invitation revoked"),
    "read": N_("Read"),
    "export": N_("Copy of their data received"),
    "erase": N_("Erased"),
    "see_as": N_("Looked at the site as this person"),
    "end_see_as": N_("Stopped looking as this person"),
    "merge_accounts": N_("Accounts merged"),
    "unmerge_accounts": N_("Merge undone"),
    "ask_approval": N_("A second person asked for"),
    "approve": N_("Approved"),
    "decline": N_("Not approved"),
    "receive": N_("Request received"),
    "answer": N_("Answered"),
    "cancel": N_("Taken back"),
    "warn_idle": N_("Told that the account is no longer used"),
    "accept_text": N_("Accepted a text"),
    "set_name": N_("Changed their name"),
    "set_password": N_("Changed their password"),
    "change_email": N_("Changed their address"),
    "add_factor": N_("Added a second factor"),
    "remove_factor": N_("Removed a second factor"),
    "make_codes": N_("Made new recovery codes"),
    "use_code": N_("Used a recovery code"),
    "link_orcid": N_("Linked their ORCID iD"),
    "unlink_orcid": N_("Unlinked their ORCID iD"),
    "propose_address": N_("Another address proposed for the account"),
    "open_for": N_("Opened on the telephone"),
    "write_letter": N_("Access letter written"),
    "use_letter": N_("Access letter used"),
    "delete": N_("Deleted"),
    "bulk": N_("Several publications or questions changed together"),
    "undo": N_("Common change taken back"),
    "file": N_("Filed under a need"),
    "switch_on": N_("Bridged words in use"),
    "forget_job": N_("Pending work forgotten"),
}


def happened(entry: HistoryEntry) -> str:
    """One line of history in the reader's language; a verb that no list knows stands as it is."""
    elsewhere = {
        "output": TO_OUTPUTS,
        "knowledge_need": TO_NEEDS,
        "research_axis": TO_NEEDS,
        "association": TO_ASSOCIATIONS,
        "question": TO_QUESTIONS,
        "question_wording": TO_QUESTIONS,
        "question_handover": TO_QUESTIONS,
        "question_grouping": TO_QUESTIONS,
        "receiving_body": TO_QUESTIONS,
        "pairing": TO_PAIRINGS,
        "membership": TO_MEMBERS,
        "researcher": ABOUT_A_PROFILE,
        "research_group": ABOUT_A_GROUP,
        "group_member": TO_MEMBERS,
        "seminar": TO_SEMINARS,
        "registration": TO_SEMINARS,
    }
    if entry.subject_kind in elsewhere:
        return _(elsewhere[entry.subject_kind].get(entry.verb, entry.verb))
    return _(HAPPENED.get(entry.verb, entry.verb))
