"""What a file suggests, and on which page it says so."""

import pytest
from pypdf import PdfWriter

from tests import make
from tests.documents import DOCUMENTS, DOCX, PDF, docx
from univasso.core import files
from univasso.core.db import transaction
from univasso.core.extraction import Extracted, extract
from univasso.models import OutputState
from univasso.outputs.services.files import add
from univasso.outputs.suggestions import Suggestion, of_output, suggest


def suggested(name: str) -> dict[str, list[tuple[str, int]]]:
    rows = {}
    for one in suggest(extract(DOCUMENTS / name, PDF)):
        rows.setdefault(one.field, []).append((one.value, one.page))
    return rows


def test_a_guide_suggests_its_title_author_date_and_language():
    assert suggested("droit-fr.pdf") == {
        "title": [("LaTeX appliqué au droit français", 1)],
        "author": [("de Saint-Pern, Yves", 1)],
        "issued": [("2016-02-20", 0)],
        "language": [("fr", 1)],
    }


def test_without_properties_the_largest_words_and_what_follows_are_read():
    assert suggested("pypdf_multicolumn.pdf") == {
        "title": [("Two-Column Document with Lorem Ipsum", 1)],
        "author": [("Name, Your", 1)],
        "issued": [("2024-01-03", 1)],
    }


@pytest.mark.parametrize(
    "name",
    ["ocrmypdf_skew.pdf", "ocrmypdf_docinfo_latin1_key.pdf", "ocrmypdf_invalid.pdf",
     "pypdf_libreoffice-writer-password.pdf", "pdfjs_empty_protected.pdf"],
)  # fmt: skip
def test_a_scan_a_protected_or_a_broken_file_suggests_nothing(name):
    assert suggest(extract(DOCUMENTS / name, PDF)) == []


def test_a_word_document_suggests_too(tmp_path):
    (tmp_path / "guide").write_bytes(
        docx("Guide fictif", "Amiens, le 3 mai 2022", "Dans les associations, " * 20)
    )
    found = suggest(extract(tmp_path / "guide", DOCX))
    assert Suggestion("title", "Guide fictif", 1) in found
    assert Suggestion("author", "Fictive, Claire", 0, "person") in found
    assert Suggestion("issued", "2022-05-03", 1) in found


def test_an_empty_pdf_suggests_nothing(tmp_path):
    writer = PdfWriter()
    writer.add_blank_page(width=72, height=72)
    writer.add_metadata({"/Title": "Un titre qui ne se lit nulle part"})
    writer.write(tmp_path / "vide.pdf")
    assert suggest(extract(tmp_path / "vide.pdf", PDF)) == []


def read(*pages: str, **about) -> list[Suggestion]:
    return suggest(Extracted(pages=list(pages), state="read", page_count=len(pages), **about))


@pytest.mark.parametrize(
    "declared",
    ["Microsoft Word - rapport_v3.doc", "Sans titre", "rapport-final-v2", "Adobe Photoshop PDF"],
)
def test_what_a_program_wrote_as_title_is_not_one(declared):
    assert read("Des mots.", title=declared) == []


@pytest.mark.parametrize(
    ("declared", "authors"),
    [
        (
            "Claire Dupont-Fictif et Jean de la Fontaine",
            ["Dupont-Fictif, Claire", "de la Fontaine, Jean"],
        ),
        ("Dupont, Claire", ["Dupont, Claire"]),
        ("Réseau fictif de la Somme", ["Réseau fictif de la Somme"]),
        (
            "Josip Rodin, David Prévot, et les membres de la liste l10n",
            ["Rodin, Josip", "Prévot, David"],
        ),
        ("Utilisateur Windows", []),
        ("PC-04", []),
        ("claire@exemple.test", []),
    ],
)
def test_authors_are_people_or_bodies_and_never_machines(declared, authors):
    assert [s.value for s in read("Des mots.", author=declared)] == authors


def test_an_association_is_suggested_as_a_body():
    (one,) = read("Réseau fictif de la Somme", author="Réseau fictif de la Somme")
    assert (one.kind, one.page) == ("organisation", 1)


def test_identifiers_of_the_document_are_told_from_those_of_its_bibliography():
    mine = read("https://doi.org/10.5555/abc", "mots", "ISBN 978-2-07-036822-8", "mots")
    assert [(s.field, s.value, s.page) for s in mine] == [
        ("doi", "10.5555/abc", 1), ("isbn", "9782070368228", 3)]  # fmt: skip
    assert read("10.5555/a 10.5555/b 10.5555/c") == []


def deposited(name: str, **about):
    with (DOCUMENTS / name).open("rb") as stream:
        kept = files.store.keep(stream, name)
    with transaction():
        output = make.output(OutputState.DRAFT, authors=(), **about)
        add(output, kept, None)
    return output


def test_only_what_is_still_empty_is_suggested(context):
    output = deposited("droit-fr.pdf", title_fr="", issued="2016")
    assert [(one.field, one.label, one.shown) for one in of_output(output)] == [
        ("title", "Title", "LaTeX appliqué au droit français"),
        ("author", "Author", "de Saint-Pern, Yves"),
    ]
    assert (output.title_fr, output.authors) == ("", [])


@pytest.mark.filterwarnings("ignore:Passing SelectField")  # wtforms 3.3, everywhere a list is
def test_a_deposit_shows_what_its_file_says_and_where(context, read):
    somebody = make.user()
    output = deposited("droit-fr.pdf", title_fr="", depositor_id=somebody.id)
    page = read(f"/productions/{output.id}/modifier", as_=somebody)
    assert "LaTeX appliqué au droit français" in page.words
    assert "page 1" in page.words
    assert "de Saint-Pern, Yves" in page.words
