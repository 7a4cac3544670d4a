"""Two languages, counted by a machine."""

import re

from tests.house.source import ROOT, TEMPLATES
from tests.house.words import repeated, translated, unmarked, used

# Names that are the same in both languages.
NAMES = {
    "Univ’Asso",
    "ORCID",
    "HAL",
    "idHAL",
    "ROR",
    "DOI",
    "BibTeX",
    "RIS",
    "CSL-JSON",
    "Atom",
    "CSV",
    "RNA",
    "SIREN",
    "SIRET",
    "Français",
    "English",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
BAD_FRENCH = re.compile(
    r"[^\u202f\u00a0\s?!][;!?](?:\s|$)|[^\u00a0\s\d/]:\s| [:;!?»]|« |«[^\u00a0]|[^\u00a0\s]»|'"
)


def test_every_sentence_has_its_french():
    missing = {s: where for s, where in used().items() if s not in translated()}
    assert missing == {}, "python -m tests.house.words prints them"


def test_no_sentence_of_the_catalogue_is_an_orphan():
    assert sorted(set(translated()) - set(used())) == []


def test_no_translation_is_empty_or_written_twice():
    assert [s for s, forms in translated().items() if not all(forms)] == []
    assert repeated() == []


def test_translations_keep_the_places_for_values():
    different = []
    for sentence, forms in translated().items():
        wanted = set(PLACEHOLDER.findall(sentence))
        for form in forms:
            have = set(PLACEHOLDER.findall(form))
            if have - wanted - {"%(num)d"} or (wanted - have - {"%(num)d"} and len(forms) == 1):
                different.append((sentence, form))
    assert different == []


def test_french_typography_is_right():
    wrong = []
    for forms in translated().values():
        for form in forms:
            plain = re.sub(r"https?://\S+|%\(\w+\)[sd]|<[^>]+>|\w+:\w", "x", form)
            if BAD_FRENCH.search(plain):
                wrong.append(form)
    assert wrong == []


def test_no_word_of_a_template_is_left_unmarked():
    found = {
        str(path.relative_to(ROOT)): words
        for path in sorted(TEMPLATES.rglob("*.html"))
        if (words := [w for w in unmarked(path) if w.strip(" ·:,.()") not in NAMES])
    }
    assert found == {}
