"""The paper form: printed by anybody, typed once by the coordination, its number read aloud."""

import io
import re

import pypdf
import pytest

from tests import make
from tests.questions.steps import path_of, post
from univasso.models import Question

WORDS = {"wish": "Pourquoi nos bénévoles fictifs partent-ils ?", "visibility": "unnamed",
         "taking_part": "unsure", "channel": "paper"}  # fmt: skip


def document(read, path: str) -> pypdf.PdfReader:
    response = read.client.get(path)
    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    return pypdf.PdfReader(io.BytesIO(response.data))


def numbers(found: pypdf.PdfReader) -> list[str]:
    text = "\n".join(page.extract_text() for page in found.pages)
    return re.findall(r"Feuille n°\s(\S+ \S+)", text)


@pytest.mark.parametrize(("language", "said"), [
    ("fr", ("Que cherchez-vous à comprendre", "Qui pourra la lire", "Ce que devient ce que vous",
            "Qui devons-nous appeler", "sans le nom de notre association")),
    ("en", ("What would you like to understand", "Who may read it", "What becomes of what you write",
            "Whom shall we call", "without the name of our association")),
])  # fmt: skip
def test_the_form_is_one_page_that_a_screen_reader_reads(context, read, language, said):
    context.config["TEAM_MAIL"] = "equipe@exemple.test"
    found = document(read, f"/questions/formulaire.pdf?lang={language}")
    root, text = found.trailer["/Root"], found.pages[0].extract_text()
    assert len(found.pages) == 1
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == (language, True)
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert found.metadata.title.startswith(said[0])
    whole = " ".join(text.replace("\u202f", " ").split())
    for words in (*said, "equipe@exemple.test"):
        assert words in whole
    heads = [tag for tag in tags(root["/StructTreeRoot"]) if tag.startswith("/H")]
    assert heads[0] == "/H1"
    assert heads.count("/H2") == 7


def tags(node) -> list[str]:
    """The structure that a screen reader follows, flat."""
    found = [node["/S"]] if isinstance(node, dict) and "/S" in node else []
    children = node.get("/K", []) if isinstance(node, dict) else []
    for child in children if isinstance(children, list) else [children]:
        child = child.get_object() if hasattr(child, "get_object") else child
        found += tags(child) if isinstance(child, dict) else []
    return found


def test_each_copy_has_its_number_or_the_one_that_was_given(context, read):
    several = numbers(document(read, "/questions/formulaire.pdf?exemplaires=3&lang=fr"))
    assert len(set(several)) == 3
    assert len(document(read, "/questions/formulaire.pdf?exemplaires=9999").pages) == 50
    own = document(read, "/questions/formulaire.pdf?numero=mardi-7&lang=fr")
    assert "Feuille n° MARDI-7" in own.pages[0].extract_text().replace("\u00a0", " ")
    odd = document(read, "/questions/formulaire.pdf?numero=%23strong%5Ba%5D&lang=fr")
    assert "strong" not in odd.pages[0].extract_text()


def test_a_typed_sheet_has_a_number_to_read_aloud_and_comes_once(context, read):
    coralie = make.coordinator()
    for page in ("/questions/nouvelle", "/questions/saisir"):
        assert "/questions/formulaire.pdf" in read(page, as_=coralie).html
    fields = {**WORDS, "sheet_number": " k7m4 qpx2"}  # as it is copied from the sheet
    page = post(read, "/questions/saisir", fields)
    question = context.extensions["sqlalchemy"].session.query(Question).one()
    assert path_of(page) == f"/questions/{question.id}/recu"
    assert f"Question n°\u00a0{question.id}" in page.words
    assert "K7M4QPX2" in page.words
    assert "Imprimer" in page.words
    again = post(read, "/questions/saisir", {**fields, "sheet_number": "K7M4QPX2"}, status=422)
    assert "Cette feuille a déjà été saisie" in again.words
    assert f"/questions/{question.id}/dossier" in again.links()
    assert WORDS["wish"] in again.html  # nothing typed is lost
