"""How the fields of a notice are called when two versions are compared."""

from univasso.core import comparison
from univasso.core.comparison import Difference
from univasso.core.words import N_

LABELS = {
    "kind_code": N_("Kind"),
    "title_fr": N_("Title in French"),
    "title_en": N_("Title in English"),
    "language": N_("Language of the text"),
    "issued": N_("Date of publication"),
    "asked_fr": N_("What was asked"),
    "found_fr": N_("What was found"),
    "changes_fr": N_("What it changes for an association"),
    "asked_en": N_("What was asked, in English"),
    "found_en": N_("What was found, in English"),
    "changes_en": N_("What it changes, in English"),
    "abstract_fr": N_("Abstract in French"),
    "abstract_en": N_("Abstract in English"),
    "keywords": N_("Keywords"),
    "audiences": N_("Written for"),
    "licence": N_("Licence"),
    "container": N_("Journal, book or meeting"),
    "volume": N_("Volume"),
    "issue": N_("Issue"),
    "pages": N_("Pages"),
    "publisher": N_("Publisher"),
    "place": N_("Place of publication"),
    "doi": "DOI",
    "hal": N_("HAL identifier"),
    "isbn": "ISBN",
    "issn": "ISSN",
    "url": N_("Where it was first published"),
    "authors": N_("Authors"),
    "needs": N_("Knowledge needs"),
    "territories": N_("Places"),
    "files": N_("Files"),
    "erratum": N_("Correction"),
}


def differences(old: dict, new: dict) -> list[Difference]:
    """The fields that differ between two versions of a notice, in the order of the form."""
    return comparison.differences(LABELS, old, new)
