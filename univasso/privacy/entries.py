"""The words of the map: purposes, fates, and what an entry says of a table."""

from dataclasses import dataclass
from enum import StrEnum

from univasso.core.words import N_


class Fate(StrEnum):
    """What becomes of a column when the person it is about is erased."""

    KEEP = "keep"  # an act, a count or a citation; it leads to an account without a name
    BLANK = "blank"
    DELETE = "delete"  # the whole row goes
    SCRUB = "scrub"  # words of others: the person's name and address are taken out of them


FATE_LABELS = {
    Fate.KEEP: N_("Kept, leading to nobody"),
    Fate.BLANK: N_("Emptied"),
    Fate.DELETE: N_("Deleted"),
    Fate.SCRUB: N_("Name and address taken out"),
}


@dataclass(frozen=True)
class Purpose:
    """Why something is kept, on which basis (RGPD, article 6), who sees it, for how long."""

    why: str
    basis: str
    seen_by: str
    kept: str


CONTRACT, TASK = N_("Agreement to take part"), N_("Task of public interest")
CONSENT_GIVEN = N_("Consent")
INTEREST, DUTY = N_("Legitimate interest"), N_("Legal duty")
TEAM, ADMINISTRATION = N_("Themselves, the administration"), N_("The administration")
WHILE_OPEN = N_("As long as the account is open; three years after its last visit at most")
AS_LONG_AS = N_("As long as the programme, without a name once the person is erased")

ACCOUNT = Purpose(N_("To recognise whoever signs in"), CONTRACT, TEAM, WHILE_OPEN)
ROLE = Purpose(N_("To know who may do what"), CONTRACT, TEAM, WHILE_OPEN)
SESSION = Purpose(N_("To let sessions be ended from afar"), INTEREST, TEAM,
                  N_("Six months after the last use"))  # fmt: skip
INVITED = Purpose(N_("To open the door to whoever was invited"), CONTRACT, ADMINISTRATION,
                  N_("Six months after its end"))  # fmt: skip
ACT = Purpose(N_("To account for what was done and decided"), TASK,
              N_("Those who look after the row, the administration"), AS_LONG_AS)  # fmt: skip
MAIL = Purpose(N_("To prove what was sent to whom"), INTEREST, ADMINISTRATION, N_("One year"))
CITATION = Purpose(N_("To cite those who made a publication"), TASK, N_("Everybody"),
                   N_("As long as the publication"))  # fmt: skip
REPLY = Purpose(N_("To answer whoever wrote"), INTEREST, N_("Those who look after publications"),
                N_("The address until the answer, the words as long as the publication"))  # fmt: skip
CONSENT = Purpose(N_("To ask somebody to confirm their part"), INTEREST,
                  N_("Those who look after publications"),
                  N_("Thirty days of silence at most"))  # fmt: skip
TALK = Purpose(N_("To agree on what is published"), CONTRACT,
               N_("The depositor, those who look after publications"), AS_LONG_AS)  # fmt: skip
RIGHT = Purpose(N_("To show that rights were answered in time"), DUTY, ADMINISTRATION,
                N_("Five years after the answer"))  # fmt: skip
CARE = Purpose(N_("To undo a mistake, to have two persons decide"), INTEREST, ADMINISTRATION,
               N_("One year"))  # fmt: skip
TAKING_PART = Purpose(N_("To know who acts for an association"), CONTRACT,
                      N_("Its members, the coordination; everybody if they choose so"),
                      AS_LONG_AS)  # fmt: skip
REACH = Purpose(N_("To reach an association as it wishes"), CONTRACT,
                N_("Whom the association chooses"), N_("As long as it takes part"))  # fmt: skip
PROFILE = Purpose(N_("To let associations and researchers find each other"), CONTRACT,
                  N_("Whom they choose, field by field"), WHILE_OPEN)  # fmt: skip
CONFLICT = Purpose(N_("To keep interests from deciding"), INTEREST,
                   N_("Themselves, the coordination"), WHILE_OPEN)  # fmt: skip
ASKING = Purpose(
    N_("To answer whoever asks a question, and tell them what becomes of it"),
    CONTRACT,
    N_("Themselves, the coordination"),
    N_("Three years after the outcome; a question that nobody confirmed, seven days"),
)
PAIRED = Purpose(
    N_("To bring an association and researchers together, and to know what came of it"),
    CONTRACT,
    N_("Both sides, the coordination"),
    N_("Three years after the end of the pairing"),
)
ROOM = Purpose(N_("To have each confirm what was noted of them in a workshop"), CONTRACT,
               N_("The coordination, those who see the screen of the room"),
               N_("One year after the workshop"))  # fmt: skip
COMING = Purpose(N_("To keep a seat for whoever registers, and tell them what changes"), CONTRACT,
                 N_("Themselves, the coordination"),
                 N_("One year after the meeting"))  # fmt: skip
HELPING = Purpose(N_("To let everybody take part, whatever they need for it"), CONSENT_GIVEN,
                  N_("Themselves, the coordination"),
                  N_("One month after the meeting"))  # fmt: skip
SPEAKING = Purpose(N_("To say who speaks in a meeting"), TASK, N_("Everybody"),
                   N_("As long as the programme"))  # fmt: skip
WORK = Purpose(N_("To do what was promised: a mail, words of a file"), INTEREST, ADMINISTRATION,
               N_("Until it is done"))  # fmt: skip


@dataclass(frozen=True)
class Held:
    """Columns of a table that hold something of a person."""

    columns: str  # names, separated by spaces
    purpose: Purpose
    fate: Fate


@dataclass(frozen=True)
class Entry:
    """A table: whose rows they are, what they hold, and what holds nothing of anybody.

    ``whose`` and ``by`` name the columns that lead to a person: the account of whom the row is, and
    of those who acted on it. A column called ``…email`` leads by the address, any other by number.
    ``signed``: the column of who added the row; what somebody else added is not of the person.
    """

    whose: str = ""
    by: str = ""
    nothing: str = ""
    held: tuple[Held, ...] = ()
    hidden: str = ""  # what the export leaves out: it would help a thief and says nothing
    signed: str = ""
    apart: str = ""  # why it is not in the export, though foreign keys lead from it to a person


def nothing(columns: str, apart: str = "") -> Entry:
    """A table that holds nothing of anybody."""
    return Entry(nothing=columns, apart=apart)
