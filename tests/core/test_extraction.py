"""The words of real and of hostile files."""

import time

import pytest
from pypdf import PdfWriter

from tests.documents import DOCUMENTS, DOCX, ODT, PDF, docx, odt, pdf_bomb
from univasso.core.extraction import extract
from univasso.core.extraction.readers.texts import day, decoded, tidy


@pytest.mark.parametrize(
    ("name", "state", "page_count", "words"),
    [
        ("droit-fr.pdf", "read", 35, "le plus pertinent pour les étudiants de droit"),
        ("pdfjs_french_diacritics.pdf", "read", 1, "ç Ç é É è È ê Ê ë Ë"),
        ("pdfjs_helloworld-bad.pdf", "read", 1, "Hello, world!"),
        ("ocrmypdf_graph_ocred.pdf", "read", 1, "No vote"),
        ("pypdf_multicolumn.pdf", "read", 3, "Two-Column Document with Lorem Ipsum"),
        ("pypdf_with-attachment.pdf", "read", 1, "Lorem ipsum dolor sit amet"),
        ("ocrmypdf_skew.pdf", "no_text", 1, ""),
        ("ocrmypdf_docinfo_latin1_key.pdf", "no_text", 1, ""),
        ("pdfjs_empty_protected.pdf", "no_text", 1, ""),
        ("pypdf_libreoffice-writer-password.pdf", "encrypted", 0, ""),
        ("ocrmypdf_invalid.pdf", "broken", 0, ""),
    ],
)
def test_a_real_pdf_says_its_words_or_why_not(name, state, page_count, words):
    found = extract(DOCUMENTS / name, PDF)
    assert (found.state, found.page_count, len(found.pages)) == (state, page_count, page_count)
    assert words in "\n".join(found.pages)


def test_a_pdf_says_who_made_it_and_when():
    found = extract(DOCUMENTS / "droit-fr.pdf", PDF)
    assert found.title == "LaTeX appliqué au droit français"
    assert (found.author, found.created) == ("Yves de Saint-Pern", "2016-02-20")
    assert found.is_tagged is False


def test_words_cut_at_line_ends_are_whole_again():
    page = extract(DOCUMENTS / "droit-fr.pdf", PDF).pages[3]
    assert "est certainement « Latex appliqué aux sciences humaines »" in page


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("l’asso-\nciation", "l’association"),
        ("l’asso\ufffeciation", "l’association"),
        ("asso\u00ad\nciation", "association"),
        ("peut-\nêtre celui-\nci", "peut-être celui-ci"),
        ("Nord-\nPas-de-Calais", "Nord-Pas-de-Calais"),
        ("2019-\n2020", "2019-\n2020"),
        ("ﬁn\x00 \x07 de\u202e page\ud800", "fin de page"),
    ],
)
def test_a_page_reads_as_people_wrote_it(cut, whole):
    assert tidy(cut) == whole


def test_only_the_first_five_hundred_pages_are_read(tmp_path):
    writer = PdfWriter()
    for _ in range(502):
        writer.add_blank_page(width=72, height=72)
    writer.write(tmp_path / "long.pdf")
    found = extract(tmp_path / "long.pdf", PDF)
    assert (found.state, found.page_count, len(found.pages)) == ("too_long", 502, 500)


def test_a_pdf_that_swells_to_gigabytes_harms_nobody(tmp_path):
    bomb = tmp_path / "bomb.pdf"
    bomb.write_bytes(pdf_bomb())
    assert bomb.stat().st_size < 100_000
    began = time.monotonic()
    assert extract(bomb, PDF).state in ("broken", "no_text")
    assert time.monotonic() - began < 15


def test_a_file_that_takes_too_long_is_left(tmp_path):
    assert extract(DOCUMENTS / "droit-fr.pdf", PDF, wall_clock=0.001).state == "broken"


def write(tmp_path, data):
    path = tmp_path / "file"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_a_word_document_gives_numbered_sections(tmp_path):
    paragraphs = [f"Paragraphe {n} : " + "mot " * 200 for n in range(12)]
    found = extract(write(tmp_path, docx(*paragraphs)), DOCX)
    assert (found.state, found.page_count, found.is_tagged) == ("read", 0, None)
    assert (found.title, found.author, found.created) == (
        "Guide fictif", "Claire Fictive", "2021-03-14")  # fmt: skip
    assert len(found.pages) == 4
    assert found.pages[0].startswith("Paragraphe 0")
    assert all(page.startswith("Paragraphe") and len(page) < 3200 for page in found.pages)


def test_an_opendocument_text_says_neither_remarks_nor_what_was_deleted(tmp_path):
    found = extract(write(tmp_path, odt()), ODT)
    assert found.pages == ["Titre\n\nUne charte de partenariat."]


def test_an_opendocument_text_with_a_password_says_so(tmp_path):
    secret = odt(manifest="<manifest><encryption-data/></manifest>")
    assert extract(write(tmp_path, secret), ODT).state == "encrypted"


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (docx("&i;", before=LAUGHS), DOCX),
        (docx("&x;", before='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), DOCX),
        (docx("x" * 70_000_000), DOCX),
        (docx("<w:p>" * 5), DOCX),
        (b"PK\x03\x04 and nothing more", DOCX),
        (odt(content="<office"), ODT),
        (b"", PDF),
        (b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]/Count 9>>\n", PDF),
        (b"x", "application/x-unknown"),
    ],
)  # fmt: skip
def test_a_hostile_document_is_only_broken(tmp_path, data, media_type):
    found = extract(write(tmp_path, data), media_type)
    assert (found.state, found.pages) == ("broken", [])


def test_a_web_page_gives_its_words_and_not_its_scripts(tmp_path):
    page = (
        '<html><head><meta charset="iso-8859-1"><title>La vie associative</title>'
        '<meta name="author" content="Claire Fictive"><meta name="DC.date" content="2021/03/14">'
        "<script>var secret = 1 < 2;</script><style>p {}</style></head>"
        "<body><h1>L’engagement</h1><p>Des b&eacute;n&eacute;voles<br>d&#233;vou\xe9s."
        "<table><tr><td>Nord</td><td>59</td></tr></table><template>x</template></body></html>"
    )
    found = extract(write(tmp_path, page.replace("’", "'").encode("latin-1")), "text/html")
    assert found.pages == ["L'engagement\n\nDes bénévoles dévoués.\n\nNord · 59"]
    assert (found.title, found.author, found.created) == (
        "La vie associative", "Claire Fictive", "2021-03-14")  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_is_read_whatever_its_encoding(encoding):
    assert decoded("L’œuvre d’été — 10 €".encode(encoding)) == "L’œuvre d’été — 10 €"


def test_a_text_without_words_says_so(tmp_path):
    assert extract(write(tmp_path, " \n ***"), "text/plain").state == "no_text"


@pytest.mark.parametrize(
    ("said", "meant"),
    [("D:20190314103000+01'00'", "2019-03-14"), ("2019-03-14T10:30:00Z", "2019-03-14"),
     ("D:20191399", ""), ("hier", ""), (None, "")],
)  # fmt: skip
def test_a_moment_of_a_program_becomes_a_day(said, meant):
    assert day(said) == meant
