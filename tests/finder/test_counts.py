"""The number shown beside a filter is the number obtained by choosing it, whatever was asked before."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from tests.finder.test_golden import lines
from univasso.finder.asking import Asked
from univasso.finder.facets import FACETS, INDEXED

ARGUMENTS = {facet.name: facet.argument for facet in FACETS}
QUERIES = [
    "", "association", "vie associative", "politique de la ville", "reproducible research",
    "association -quartier", "Debian guide", "recherche OU enquête", "titre:rapport", "bénévol*",
    "zzzz association", "associations démocratie gouvernance territoire", "10.1038/sdata.2016.18",
    *(line.query for line in lines()[::13]),
]  # fmt: skip
quick = settings(
    deadline=None, max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip


def asked(query: str, chosen: list[tuple[str, str]], strict: str = "") -> Asked:
    return Asked.of(MultiDict([("q", query), ("strict", strict), *chosen]), "fr")


def address(facet: str, value: str) -> list[tuple[str, str]]:
    return [("de", value), ("a", value)] if facet == "year" else [(ARGUMENTS[facet], value)]


@quick
@given(st.data())
def test_each_count_is_what_choosing_it_gives(demonstration, data):
    query, strict = data.draw(st.sampled_from(QUERIES)), data.draw(st.sampled_from(["", "1"]))
    with demonstration.test_request_context():
        chosen: list[tuple[str, str]] = []
        free = list(INDEXED)
        for _ in range(data.draw(st.integers(0, 2))):
            facet = data.draw(st.sampled_from(free))
            values = sorted(asked(query, chosen, strict).find(limit=0).facets[facet])
            if values:
                chosen += address(facet, data.draw(st.sampled_from(values)))
                free.remove(facet)
        facet = data.draw(st.sampled_from(free))
        counts = asked(query, chosen, strict).find(limit=0).facets[facet]
        for value, count in counts.items():
            found = asked(query, [*chosen, *address(facet, value)], strict).find(limit=0)
            assert found.total == count, (query, chosen, facet, value)


@quick
@given(st.sampled_from(QUERIES), st.data())
def test_two_values_of_one_facet_widen_and_two_facets_narrow(demonstration, query, data):
    with demonstration.test_request_context():
        counts = asked(query, []).find(limit=0).facets["kind"]
        if len(counts) < 2:
            return
        one, other = data.draw(
            st.lists(st.sampled_from(sorted(counts)), min_size=2, max_size=2, unique=True)
        )
        both = asked(query, [("type", one), ("type", other)]).find(limit=0)
        assert both.total == counts[one] + counts[other]
        narrowed = asked(query, [("type", one), ("texte", "no")]).find(limit=0)
        assert narrowed.total <= counts[one]


@quick
@given(st.sampled_from(QUERIES))
def test_the_number_on_a_tab_is_what_the_tab_shows(demonstration, query):
    with demonstration.test_request_context():
        kinds = asked(query, []).find(limit=0).kinds
        assert asked(query, [("onglet", "besoins")]).find().total == kinds.get("need", 0)


def test_the_page_writes_those_numbers_and_following_one_obtains_it(visit):
    page = visit("/recherche?q=association")
    boxes = [about for about in page.parsed.all("input") if about.get("type") == "checkbox"]
    assert len(boxes) > 5
    for box in boxes[:6]:
        label = page.html.split(f'name="{box["name"]}" value="{box["value"]}"')[1]
        shown = label.split('<span class="count">')[1].split("<")[0]
        after = visit(f"/recherche?q=association&{box['name']}={box['value']}")
        assert re.search(r'role="status"><strong>(\d+)', after.html)[1] == shown


def test_a_filter_that_leaves_nothing_is_offered_to_be_dropped_with_what_is_found_without_it(visit):
    page = visit("/recherche?q=éducation&type=thesis&langue=en")
    assert "Aucune production" in page.words
    for name, rest in (("Langue", "type=thesis"), ("Type de production", "langue=en")):
        offered = re.search(
            rf'<a href="([^"]+)">Sans le filtre «.{name}.»</a> \((\d+)\)', page.html
        )
        address = offered[1].replace("&amp;", "&")
        assert address == f"/recherche?q=%C3%A9ducation&{rest}"
        after = visit(address)
        assert re.search(r'role="status"><strong>(\d+)', after.html)[1] == offered[2]
