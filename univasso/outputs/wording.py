"""How outputs are spoken of in pages: closed lists in words, sizes, lines of history."""

from urllib.parse import urlsplit

from flask_babel import gettext as _

from univasso.core import clock
from univasso.core.file_types import PDF
from univasso.core.history import HistoryEntry
from univasso.core.identifiers import Identifier
from univasso.core.words import N_
from univasso.models.output_files import TEXT_STATE_LABELS, OutputFile
from univasso.models.output_words import AUDIENCES, AUTHOR_ROLES, LINK_KINDS
from univasso.models.outputs import Output
from univasso.web.language import current
from univasso.web.wording import kind_and_size

ENQUIRY_KINDS = {
    "question": N_("A question"),
    "error": N_("An error"),
    "accessible": N_("An accessible version is asked for"),
    "use": N_("What it was useful for"),
    "rights": N_("A claim on rights"),
}
# What happened, by verb: the steps of the process, and what is no step.
HAPPENED = {
    "submit": N_("Submitted"),
    "take_back": N_("Taken back to be completed"),
    "ask_changes": N_("Changes asked for"),
    "publish": N_("Published"),
    "link_questions": N_("Questions that it answers chosen"),
    "decline": N_("Not published this time"),
    "appeal": N_("A second look asked for"),
    "withdraw": N_("Withdrawn"),
    "restore": N_("Restored"),
    "merge": N_("Merged with another notice"),
    "create": N_("Draft begun"),
    "edit": N_("Notice edited"),
    "add_file": N_("File added"),
    "remove_file": N_("File taken away"),
    "assign": N_("Entrusted"),
    "share": N_("Private link given"),
    "unshare": N_("Private link revoked"),
    "embargo": N_("Embargo set"),
    "enquiry": N_("A reader wrote"),
    "close_enquiry": N_("Message settled"),
    "show_use": N_("Use shown on the page"),
    "hide_use": N_("Use taken off the page"),
    "hide": N_("Out of sight for 48 hours"),
    "show_again": N_("Shown again"),
    "confirm_part": N_("Part confirmed"),
    "refuse_part": N_("Part not recognised"),
    "proofread": N_("Summary read and signed"),
    "proofreading_lapsed": N_("Signature of the summary lapsed: it changed"),
    "import": N_("Imported"),
}


def language_names() -> dict[str, str]:
    return {"fr": _("French"), "en": _("English")}


def file_facts(file: OutputFile) -> str:
    """“PDF, 194 kB, 12 pages, French”."""
    facts = [kind_and_size(file.media_type, file.size)]
    if file.media_type == PDF and file.page_count:
        facts.append(_("%(count)d p.", count=file.page_count))
    spoken = language_names().get(file.language, file.language)
    facts.append(spoken if current() == "en" else spoken.lower())  # English keeps its capital
    return ", ".join(facts)


def host(address: str) -> str:
    """The site of an address, for those who wonder where a link leads."""
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address


def identifiers(output: Output) -> list[Identifier]:
    found = [(name, getattr(output, name)) for name in ("doi", "hal", "isbn", "issn")]
    return [Identifier(scheme, value) for scheme, value in found if value]


def history_line(entry: HistoryEntry) -> str:
    """One line of history in the reader's language: what was done, not the button that did it."""
    return _(HAPPENED.get(entry.verb, entry.verb))


def everywhere() -> dict:
    """What the templates of the room may name."""
    return {
        "audiences": AUDIENCES,
        "author_roles": AUTHOR_ROLES,
        "enquiry_kinds": ENQUIRY_KINDS,
        "language_names": language_names(),
        "link_kinds": LINK_KINDS,
        "now": clock.now,
        "text_states": TEXT_STATE_LABELS,
    }
