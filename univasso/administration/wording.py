"""What happened, in words, whatever it happened to: for the audit and the page of a person."""

from flask_babel import gettext as _

from univasso.core.history import HistoryEntry
from univasso.core.words import N_
from univasso.outputs.wording import HAPPENED as TO_OUTPUTS

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
}


def happened(entry: HistoryEntry) -> str:
    """One line of history in the reader's language; a verb that no list knows stands as it is."""
    if entry.subject_kind == "output":
        return _(TO_OUTPUTS.get(entry.verb, entry.verb))
    return _(HAPPENED.get(entry.verb, entry.verb))
