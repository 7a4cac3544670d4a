"""What happened to an association, a profile or a group, in words."""

from flask_babel import gettext as _

from univasso.core.history import HistoryEntry
from univasso.core.words import N_

VERBS = {
    "join": N_("Joined the programme"),
    "edit": N_("Profile changed"),
    "list": N_("Shown in the directory"),
    "unlist": N_("Taken out of the directory"),
    "set_visibility": N_("Who reads what was changed"),
    "declare_way": N_("A way of taking part was opened"),
    "end_way": N_("A way of taking part was closed"),
    "accept_charter": N_("Charter of use accepted"),
    "verify": N_("Verified by the coordination"),
    "set_numbers": N_("Number changed"),
    "claim_number": N_("Gave the number of an association already here"),
    "check": N_("Held against the register"),
    "leave": N_("Left the programme"),
    "dissolve": N_("Declared dissolved"),
    "come_back": N_("Came back"),
    "absorb": N_("Brought together with another"),
}

TO_MEMBERS = {
    "invite": N_("Invited"),
    "resend": N_("Invited again"),
    "revoke": N_("Invitation revoked"),
    "accept": N_("Invitation accepted"),
    "decline": N_("Not this time"),
    "ask": N_("Asked to join"),
    "admit": N_("Welcomed"),
    "set_role": N_("Role changed"),
    "set_visibility": N_("Said how they are named"),
    "end": N_("Membership ended"),
}


def association_line(entry: HistoryEntry) -> str:
    """A line of the history of an association, with the words that were given."""
    said = _(VERBS[entry.verb])
    return f"{said} – {entry.note}" if entry.note and entry.verb in SHOWN else said


SHOWN = {"verify", "dissolve", "leave", "absorb", "set_numbers"}  # whose note is meant to be read


ABOUT_A_PROFILE = {
    "create": N_("Profile made"),
    "edit": N_("Profile changed"),
    "list": N_("Shown in the directory"),
    "unlist": N_("Taken out of the directory"),
    "set_visibility": N_("Who reads what was changed"),
    "deactivate": N_("Profile deactivated"),
    "reactivate": N_("Profile reactivated"),
    "send_claim": N_("A link to claim it was sent"),
    "claim": N_("Claimed by its person"),
    "delegate": N_("A delegate was named"),
    "declare_interests": N_("Interests declared"),
    "confirm_interests": N_("Interests confirmed"),
    "join_another": N_("Brought together with another"),
    "part_again": N_("Parted from the other again"),
    "receive": N_("Another profile was brought together with it"),
    "give_back": N_("The other profile was parted from it again"),
}
FIELDS = {
    "given": N_("First name"),
    "family": N_("Last name"),
    "status": N_("Status"),
    "discipline": N_("Discipline"),
    "expertise_fr": N_("What they work on"),
    "expertise_en": N_("What they work on, in English"),
    "methods": N_("Methods"),
    "fieldwork": N_("Fieldwork"),
    "sectors": N_("Fields"),
    "languages": N_("Languages"),
    "website": N_("Web page"),
    "idhal": "idHAL",
    "orcid_typed": "ORCID",
    "needs": N_("Knowledge needs"),
    "territories": N_("Places"),
    "affiliations": N_("Affiliations"),
    "names": N_("Other names"),
    "works": N_("Key works"),
    "availability": N_("Availability"),
}


def researcher_line(entry: HistoryEntry) -> str:
    """A line of the history of a profile, with the fields that changed: never their words."""
    said = _(ABOUT_A_PROFILE[entry.verb])
    fields = [_(FIELDS[name]) for name in entry.note.split(", ") if name in FIELDS]
    return f"{said} – {', '.join(fields)}" if fields else said


ABOUT_A_GROUP = {
    "found": N_("Group founded"),
    "edit": N_("Group changed"),
    "invite": N_("Invited"),
    "close": N_("Group closed"),
}


def group_line(entry: HistoryEntry, who: str) -> str:
    """A line of the history of a group, or of the seat of somebody."""
    said = _((ABOUT_A_GROUP if entry.subject_kind == "research_group" else TO_MEMBERS)[entry.verb])
    return f"{said} – {who}" if who else said
