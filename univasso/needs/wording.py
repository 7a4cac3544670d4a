"""How the vocabularies are spoken of: the fields of a version, lines of history."""

from datetime import date

from flask_babel import gettext as _

from univasso.core.words import N_
from univasso.web.dates import long_day
from univasso.web.typography import typo

# The fields of a need or of an axis, as the history of its versions names them, in its order.
FIELDS = {
    "title_fr": N_("Title in French"),
    "title_en": N_("Title in English"),
    "short_fr": N_("Short title in French"),
    "short_en": N_("Short title in English"),
    "summary_fr": N_("Summary in French"),
    "summary_en": N_("Summary in English"),
    "sub_questions": N_("Sub-questions"),
    "questions": N_("Sub-questions"),
    "is_confirmed": N_("Title confirmed by a source"),
    "source_url": N_("Address of the source"),
    "evidence": N_("What the source says"),
    "axes": N_("Regional axes near it"),
    "retired_on": N_("Retired since"),
    "retired_reason": N_("Why it was retired"),
    "successor": N_("Successor"),
}
# What may be filed under a need, by the table that holds it.
HOLDERS = {
    "output": N_("Outputs"),
    "association": N_("Associations"),
    "researcher": N_("Researchers"),
    "research_group": N_("Research groups"),
    "question_need": N_("Questions"),
    "unmet_subject": N_("Searched in vain"),
}
OTHERS = N_("Other things")  # what no table named here holds
# What happened to a need or an axis, by verb.
HAPPENED = {
    "create": N_("Need added"),
    "edit": N_("Wording changed"),
    "link": N_("Brought near other axes"),
    "retire": N_("Retired"),
    "bring_back": N_("In use again"),
}


def holder_name(table: str) -> str:
    """How things filed under a need are called."""
    return _(HOLDERS.get(table, OTHERS))


def spoken(content: dict) -> dict:
    """What a version keeps, as people read it."""
    said = {name: _printed(name, value) for name, value in content.items()}
    if "is_confirmed" in said:
        said["is_confirmed"] = _("yes") if said["is_confirmed"] else _("no")
    for name in ("sub_questions", "questions"):
        said[name] = typo(" ".join(content.get(name) or []), "fr")
    if said.get("retired_on"):
        said["retired_on"] = long_day(date.fromisoformat(content["retired_on"])).striptags()
    return said


def _printed(name: str, value: object) -> object:
    """A text with the spaces of its language, which then are no place where words are cut."""
    return typo(value, "en" if name.endswith("_en") else "fr") if isinstance(value, str) else value
