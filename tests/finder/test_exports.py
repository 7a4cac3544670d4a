"""Each export holds exactly what the pages of the search show, in the same order."""

import csv
import json
import re
import xml.etree.ElementTree as ElementTree
from io import StringIO

import bibtexparser
import pytest
import rispy

from tests import make
from univasso.finder import exports
from univasso.finder.asking import Asked

ATOM = "{http://www.w3.org/2005/Atom}"
SEARCHES = [
    "q=association",
    "q=recherche+OU+science&tri=anciennes",
    "q=reproducible+research&langue=en&tri=recentes",
    "q=%22politique+de+la+ville%22&strict=1",
    "type=guide&type=report&texte=yes",
    "q=zzzznothing",
]


def read_csv(text: str) -> list[str]:
    rows = csv.DictReader(StringIO(text.removeprefix("\ufeff")))
    return [row["title"] for row in rows]


def read_ris(text: str) -> list[str]:
    return [entry["title"] for entry in rispy.loads(text)]


def read_bib(text: str) -> list[str]:
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    return [entry["title"].strip("{}") for entry in library.entries]


def read_json(text: str) -> list[str]:
    return [item["title"] for item in json.loads(text)]


def read_atom(text: str) -> list[str]:
    entries = ElementTree.fromstring(text).findall(f"{ATOM}entry")
    return [entry.findtext(f"{ATOM}title") for entry in entries]


READERS = {"csv": read_csv, "ris": read_ris, "bib": read_bib, "json": read_json, "atom": read_atom}


def letters(titles: list[str]) -> list[str]:
    """Titles without what each format spells its own way: spaces, braces, apostrophes."""
    return [re.sub(r"[\W_]", "", title) for title in titles]


def displayed(visit, search: str) -> list[str]:
    """The titles of all the pages of a search, as its readers see them."""
    titles: list[str] = []
    for number in range(1, 30):
        page = visit(f"/recherche?{search}&page={number}")
        if "La page demandée n’existe pas" in page.words:
            break
        found = re.findall(r"<h3><a [^>]*>(.*?)</a></h3>", page.html, re.S)
        titles += [re.sub("<[^>]+>|&[^;]+;", "", title) for title in found]
    return titles


@pytest.mark.parametrize("search", SEARCHES)
def test_exports_hold_what_is_displayed_in_the_same_order(visit, search):
    expected = letters(displayed(visit, search))
    assert bool(expected) == ("zzzz" not in search)
    for form, titles_of in READERS.items():
        response = visit.client.get(f"/recherche.{form}?{search}")
        assert response.status_code == 200
        assert letters(titles_of(response.get_data(as_text=True))) == expected, form


def test_each_export_is_offered_on_the_page_with_the_whole_question(visit):
    links = visit("/recherche?q=association&langue=fr&tri=recentes&page=2").links()
    for form in READERS:
        (link,) = [link for link in links if link.startswith(f"/recherche.{form}?")]
        assert "q=association" in link
        assert "langue=fr" in link
        assert "tri=recentes" in link
        assert "page" not in link


@pytest.mark.parametrize("form", READERS)
def test_an_export_says_what_it_is(visit, form):
    response = visit.client.get(f"/recherche.{form}?q=association")
    assert response.content_type.startswith(
        {"csv": "text/csv", "ris": "application/x-research-info-systems",
         "bib": "application/x-bibtex", "json": "application/vnd.citationstyles.csl+json",
         "atom": "application/atom+xml"}[form]
    )  # fmt: skip
    is_file = "attachment" in response.headers.get("Content-Disposition", "")
    assert is_file == (form != "atom")


NASTY = [
    '=HYPERLINK("http://mal.example";"clic")', "+33 1 02", "-2+3", "@SUM(A1)", "\tonglet",
    "＝1+1", 'Guillemets "et" ; virgules, &amp; <b>', "Lignes {accolades} \\ % $ _ # ~ ^",
    "Égalité œuvre 🙂 العربية", "]]> <!-- -->",
]  # fmt: skip


def test_no_cell_is_taken_for_a_formula_and_no_sign_breaks_a_format(app, context):
    outputs = [make.output(title_fr=title, authors=(title[:30],)) for title in NASTY]
    with app.test_request_context("/recherche.csv"):
        texts = {form: exports.write(form, outputs, Asked())[0] for form in READERS}
    rows = list(csv.reader(StringIO(texts["csv"].removeprefix("\ufeff"))))
    for row in rows[1:]:
        assert all(not cell or cell[0] not in "=+-@\t\r＝＋－＠" for cell in row), row
    for form in ("ris", "json", "atom"):
        titles = READERS[form](texts[form])
        assert letters(titles) == letters(NASTY), form
    assert len(read_bib(texts["bib"])) == len(NASTY)


def test_exporting_without_an_index_says_so(read):
    for form in READERS:
        assert read(f"/recherche.{form}?q=association", status=503).status == 503
