"""What a file says of itself, offered to whoever deposits it: nothing is ever filled in alone (R3★1).

Each suggestion names the page where it was read, or page 0 for the properties of the document.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from univasso.core import files, languages
from univasso.core.extraction import Extracted, extract
from univasso.core.french import folded
from univasso.core.identifiers import Identifier, find_all
from univasso.core.partial_dates import dates_in
from univasso.core.words import N_
from univasso.models.output_files import TextState
from univasso.models.outputs import Output

FIRST_PAGES = 3
PATIENCE = 5  # seconds: a page waits for this reading
FEW = 2  # more identifiers than that on the first pages are those of a bibliography

# Properties that the program or the machine wrote, not a person.
_NOT_A_TITLE = re.compile(
    r"(?i)^(?:untitled|sans titre|document\d*|présentation\d*|microsoft \w+|adobe \w+|print|titre|title)\b"
    r"|\.(?:docx?|odt|pdf|indd|tex|dvi|pptx?|html?)$|^[\w.-]+$"
)
_NOT_A_NAME = re.compile(
    r"(?i)\b(?:user|utilisateur|utilisatrice|admin|administrat\w+|microsoft|adobe|office|inconnu|unknown|"
    r"author|auteur|pc|hp|dell|root|owner)\b|\d|@|©|\(c\)|http"
)
_BODY = re.compile(
    r"(?i)\b(?:associations?|fédération|federation|collectif|réseau|union|ligue|comité|centre|"
    r"mouvement|université|university|institut|institute|laboratoire|fondation|foundation|"
    r"observatoire|agence|conseil|ministère|région|chaire|coopérative|maison|société|groupe)\b"
)
_PERSON = re.compile(
    r"[A-ZÀ-ÖØ-Þ][\w’'.-]*(?:[ -](?:de|du|des|la|le|van|von|d’|[A-ZÀ-ÖØ-Þ][\w’'.-]*)){1,4}"
)
_BETWEEN_NAMES = re.compile(r"\s*(?:;|,|\bet\b|\band\b|&|·|\|)\s*")
# What may stand near a title in the shape of a name.
_NOT_PEOPLE = re.compile(
    r"(?i)\b(?:résumé|abstract|sommaire|table|introduction|version|rapport|guide|note|chapitre|partie|"
    r"janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b"
)


LABELS = {
    "title": N_("Title"),
    "author": N_("Author"),
    "issued": N_("Date of publication"),
    "language": N_("Language of the text"),
    "hal": N_("HAL identifier"),
    "doi": "DOI",
    "isbn": "ISBN",
    "issn": "ISSN",
}
LANGUAGES = {"fr": "Français", "en": "English"}


@dataclass(frozen=True)
class Suggestion:
    """A value for a field of the notice (``author`` for one line of credits), and its page.

    ``kind`` is ``person`` (``Dupont, Claire``) or ``organisation`` for an author, else nothing.
    """

    field: str
    value: str
    page: int
    kind: str = ""

    @property
    def label(self) -> str:
        return LABELS[self.field]

    @property
    def shown(self) -> str:
        return LANGUAGES[self.value] if self.field == "language" else self.value


def of_output(output: Output) -> list[Suggestion]:
    """What its first readable file says of the fields that are still empty."""
    readable = (TextState.WAITING, TextState.READ, TextState.TOO_LONG)
    file = next((file for file in output.files if file.text_state in readable), None)
    if file is None:
        return []
    return [one for one in _of_file(file.sha256, file.media_type) if not _is_said(output, one)]


@lru_cache(maxsize=64)
def _of_file(digest: str, media_type: str) -> tuple[Suggestion, ...]:
    """Bytes never change under their hash: what they suggest is read once."""
    return tuple(suggest(extract(files.store.path(digest), media_type, wall_clock=PATIENCE)))


def _is_said(output: Output, one: Suggestion) -> bool:
    if one.field == "author":
        return bool(output.authors)
    if one.field == "language":
        return output.language == one.value
    return bool(getattr(output, one.field))


def suggest(found: Extracted) -> list[Suggestion]:
    """What may be proposed; nothing for a scan, a protected or a broken file."""
    if found.state not in ("read", "too_long"):
        return []
    title = _title(found)
    return [
        *title,
        *_authors(found, title[0] if title else None),
        *_date(found),
        *_identifiers(found),
        *_language(found),
    ]


def _first(found: Extracted) -> list[tuple[int, str]]:
    return list(enumerate(found.pages[:FIRST_PAGES], 1))


def _page_of(found: Extracted, words: str) -> int:
    """The first page that holds these words, whatever their accents and spaces; 0 when none does."""
    wanted = _letters(words)
    return next((n for n, text in _first(found) if wanted and wanted in _letters(text)), 0)


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", folded(text))


def _title(found: Extracted) -> list[Suggestion]:
    """The declared title if a person wrote it, else the largest words, else a short first line."""
    declared = found.title.strip()
    if len(declared) > 7 and not _NOT_A_TITLE.search(declared):
        return [Suggestion("title", declared, _page_of(found, declared))]
    if found.headline:
        return [Suggestion("title", found.headline.strip(" *"), found.headline_page)]
    lines = found.pages[0].splitlines() if found.pages and not found.page_count else []
    line = lines[0].strip() if lines else ""
    return [Suggestion("title", line, 1)] if 8 <= len(line) <= 150 else []


def _authors(found: Extracted, title: Suggestion | None) -> list[Suggestion]:
    declared = list(_names(found.author))
    if declared:
        return [
            Suggestion("author", name, _page_of(found, _spoken(name)), kind)
            for name, kind in declared
        ]
    return list(_near_title(found, title)) if title is not None and title.page else []


def _near_title(found: Extracted, title: Suggestion) -> Iterator[Suggestion]:
    """Names that stand alone on one of the lines under the title."""
    lines = [line.strip() for line in found.pages[title.page - 1].splitlines() if line.strip()]
    end = _letters(title.value)[-12:]
    start = next((i for i, line in enumerate(lines) if _letters(line).endswith(end)), None)
    for line in lines[start + 1 : start + 5] if start is not None else ():
        parts = [part for part in _BETWEEN_NAMES.split(line.strip(" *∗†‡,")) if part]
        if parts and all(_PERSON.fullmatch(p) and not _NOT_PEOPLE.search(p) for p in parts):
            for name in parts:
                yield Suggestion("author", *_inverted(name, title.page))
            return


def _inverted(name: str, page: int) -> tuple[str, int, str]:
    if _BODY.search(name):
        return name, page, "organisation"
    given, _, family = name.rpartition(" ")
    particle = re.search(r" (?:de la|de|du|des|van|von|le|la)$", f" {given}")
    if particle:
        given, family = (
            given[: -len(particle[0].strip())].strip(),
            f"{particle[0].strip()} {family}",
        )
    return f"{family}, {given}", page, "person"


def _names(declared: str) -> Iterator[tuple[str, str]]:
    """The names in an “author” property, without what is none."""
    declared = declared.strip(" .;")
    if _BODY.search(declared) and not re.search(r"[;,]", declared):
        yield declared, "organisation"
        return
    family, comma, given = declared.partition(",")
    if (
        comma
        and not _NOT_A_NAME.search(declared)
        and " " not in family.strip()
        and re.fullmatch(r"\s*[\w’'.-]+(?: [\w.]+)?\s*", given)
    ):
        yield f"{family.strip()}, {given.strip()}", "person"
        return
    for part in filter(None, _BETWEEN_NAMES.split(declared)):
        is_name = _PERSON.fullmatch(part) or _BODY.search(part)
        if is_name and not _NOT_A_NAME.search(part):
            name, _, kind = _inverted(part, 0)
            yield name, kind


def _spoken(name: str) -> str:
    family, _, given = name.partition(", ")
    return f"{given} {family}".strip()


def _date(found: Extracted) -> list[Suggestion]:
    """The first date written out on the first pages, else the day the document was made."""
    for number, text in _first(found)[:2]:
        for written in dates_in(text[:3000]):
            return [Suggestion("issued", written, number)]
    return [Suggestion("issued", found.created, 0)] if found.created else []


def _identifiers(found: Extracted) -> Iterator[Suggestion]:
    """Those that name this document: not the many of a bibliography."""
    pages = dict(enumerate(found.pages, 1))
    near = [n for n in pages if n <= FIRST_PAGES]
    ends = [n for n in pages if n <= FIRST_PAGES or n > len(pages) - 2]
    for scheme, where in (("doi", near), ("hal", near), ("isbn", ends), ("issn", ends)):
        hits: dict[Identifier, int] = {}
        for number in where:
            for known in find_all(pages[number]):
                if known.scheme == scheme:
                    hits.setdefault(known, number)
        if 0 < len(hits) <= FEW:
            known, number = next(iter(hits.items()))
            yield Suggestion(scheme, known.value, number)


def _language(found: Extracted) -> list[Suggestion]:
    for number, text in _first(found):
        if len(text) > 200 and (spoken := languages.guess(text)):
            return [Suggestion("language", spoken, number)]
    return []
