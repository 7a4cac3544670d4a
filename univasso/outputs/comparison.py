"""What changed between two versions of a notice, field by field, word by word."""

from dataclasses import dataclass
from difflib import SequenceMatcher

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


@dataclass(frozen=True)
class Difference:
    """A field that changed; ``pieces`` are (``same``, ``gone`` or ``new``, words)."""

    label: str
    pieces: tuple[tuple[str, str], ...]


def differences(old: dict, new: dict) -> list[Difference]:
    """The fields that differ between two versions, in the order of the form."""
    return [
        Difference(label, tuple(_pieces(_text(old.get(name)), _text(new.get(name)))))
        for name, label in LABELS.items()
        if _text(old.get(name)) != _text(new.get(name))
    ]


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return str(value or "")


def _pieces(old: str, new: str) -> list[tuple[str, str]]:
    before, after = old.split(" "), new.split(" ")
    pieces = []
    for tag, a, b, c, d in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", " ".join(before[a:b])))
            continue
        if old and b > a:
            pieces.append(("gone", " ".join(before[a:b])))
        if new and d > c:
            pieces.append(("new", " ".join(after[c:d])))
    return pieces
