"""Whatever is typed, every door of search answers, quickly, and without failing."""

import os
import time
from urllib.parse import quote

import pytest

from tests import make
from tests.core.search.test_hostile import queries

QUERIES = list(queries())
SLOWEST = 2.0  # seconds of work: how busy the machine is does not count
DOORS = (
    "/recherche?q={}",
    "/recherche/suggestions?q={}",
    "/recherche.csv?q={}",
    "/productions/{id}?q={}",
    "/recherche?onglet=besoins&tri=anciennes&q={}",
)
# Each door takes one query in eighteen, or all of them when HOSTILE_SHARE=1 is set.
SHARE = int(os.environ.get("HOSTILE_SHARE", "18"))


@pytest.fixture
def guide(visit) -> int:
    """The number of an output that has files."""
    link = next(a for a in visit("/recherche?texte=yes").links() if a.startswith("/productions/1"))
    return int(link.split("/")[2].split("?")[0])


@pytest.mark.parametrize("door", range(len(DOORS)), ids=lambda n: DOORS[n].split("?")[0])
def test_no_query_makes_a_door_fail_or_wait(visit, guide, door):
    failed, slow = [], []
    for query in QUERIES[door % SHARE :: SHARE]:
        typed = quote(query.encode("utf-8", "surrogatepass"))[:7000]
        path = DOORS[door].replace("{id}", str(guide)).replace("{}", typed)
        begun = time.thread_time()
        response = visit.client.get(path)
        if time.thread_time() - begun > SLOWEST:
            # Slow by itself, or was the machine busy? What is slow is slow each time.
            begun = time.thread_time()
            visit.client.get(path)
            if time.thread_time() - begun > SLOWEST:
                slow.append(query[:80])
        if response.status_code != 200:
            failed.append((response.status_code, query[:80]))
    assert failed == []
    assert slow == []


ODD = [
    "type=&type=zzz&besoin=99&axe=-1", "de=abcd&a=20", "de=2030&a=1990", "de=٢٠٢٠", "tri=__class__",
    "onglet=secrets", "strict=oui", "territoire=%00", "langue=" + "x" * 3000, "q=%ff%fe",
    "&".join(f"type=t{n}" for n in range(300)), "q=a&q=b&page=1&page=2", "texte=yes&texte=no",
    "licence=%3Cscript%3Ealert(1)%3C/script%3E",
]  # fmt: skip


@pytest.mark.parametrize("arguments", ODD, ids=lambda text: text[:24])
def test_odd_arguments_are_put_aside(visit, arguments):
    page = visit(f"/recherche?{arguments}")
    assert "<script>alert" not in page.html


@pytest.mark.parametrize("typed", ["0", "-1", "9999", "abc", "1.5", "", "1e3", "999999999999", "²"])
def test_a_page_that_does_not_exist_leads_to_one_that_does_and_says_so(visit, typed):
    page = visit(f"/recherche?q=recherche&page={quote(typed)}")
    assert "La page demandée n’existe pas" in page.words
    assert "<h3><a" in page.html


def test_a_page_that_exists_says_nothing_of_it(visit):
    assert "n’existe pas" not in visit("/recherche?q=recherche&page=2").words


@pytest.mark.parametrize("typed", ["%&", "le la les", '""', "- * ~", "…"])
def test_signs_and_small_words_lead_to_a_friendly_page(visit, typed):
    page = visit(f"/recherche?q={quote(typed)}")
    assert "ne suffisent pas pour chercher" in page.words
    assert "/besoins" in page.links()


def test_text_of_a_document_is_inert(app, read, work):
    with app.app_context():
        make.bind(app)
        output = make.output(
            title_fr="Balises <b>grasses</b>",
            abstract_fr="Un résumé <script>alert(1)</script> balises",
            licence="cc-by-4.0",
        )
        make.page_of_text(output, "Des balises <img src=x onerror=alert(1)> dans le texte.")
    work()
    page = read("/recherche?q=balises")
    assert "&lt;script&gt;" in page.html
    assert "<script>alert" not in page.html
    assert "<img src=x" not in page.html
    assert "<mark>Balises</mark>" in page.html
