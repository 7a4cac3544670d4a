"""Documents that a screen reader reads, in which nothing typed is a command."""

import io

import pypdf
import pytest
import typst

from univasso.core import pdf

TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(lang: "fr", font: ("Atkinson Hyperlegible Next", "Libertinus Serif"))
= #data.title
#data.words
"""


def text_of(folder, words: str) -> str:
    (folder / "essai.typ").write_text(TEMPLATE, "utf-8")
    made = pdf.make(folder, "essai.typ", {"title": "Un essai fictif", "words": words})
    return pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()


def test_what_is_typed_stays_words(tmp_path):
    (tmp_path / "secret.txt").write_text("zorglub", "utf-8")
    words = '#read("secret.txt") *gras* $x^2$ <a> \\n #image("/etc/passwd")'
    assert words in text_of(tmp_path, words).replace("\n", " ")


def test_letters_that_we_do_not_have_do_not_stop_a_document(tmp_path):
    assert "Bravo □ à toutes, œuvre □□" in text_of(tmp_path, "Bravo 🎉 à toutes, œuvre 中文")


def test_a_document_without_title_is_not_made(tmp_path):
    (tmp_path / "muet.typ").write_text("Sans titre", "utf-8")
    with pytest.raises(typst.TypstError, match="title"):
        pdf.make(tmp_path, "muet.typ", {})
