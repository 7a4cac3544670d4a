"""What happened to an association, in words."""

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


def association_line(entry: HistoryEntry) -> str:
    """A line of the history of an association, with the words that were given."""
    said = _(VERBS[entry.verb])
    return f"{said} – {entry.note}" if entry.note and entry.verb in SHOWN else said


SHOWN = {"verify", "dissolve", "leave", "absorb", "set_numbers"}  # whose note is meant to be read
