"""A visitor finds a sentence on a page of a real document, in whatever way they come."""

import pytest

from tests.browser.conftest import enter, follow, sign_in


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [1280, 320])
def test_a_visitor_finds_a_page_of_a_pdf(visit, scripts, width):
    page = visit("/", width=width, scripts=scripts)
    page.locator("main input[type=search]").fill("bénévoles paquet Debian")
    enter(page.locator("main input[type=search]"))
    result = page.locator(".result").first
    assert "Guide du nouveau responsable Debian" in result.inner_text()
    assert "bénévoles" in [mark.inner_text() for mark in result.locator("mark").all()]
    address = result.locator("a.pg").first.get_attribute("href")
    assert ".pdf#page=" in address
    answer = page.request.get(address.partition("#")[0])
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF")


@pytest.mark.parametrize(
    "typed", ["benevole", "BÉNÉVOLES", "bénévol·es", "d’un bénévole", "d'un benevole"]
)
def test_every_way_of_writing_finds_the_same(visit, typed):
    page = visit("/recherche")
    page.locator("#q").fill(typed)
    enter(page.locator("#q"))
    titles = page.locator(".result h3").all_inner_texts()
    assert "Guide du nouveau responsable Debian" in titles


def test_facets_narrow_and_the_number_shown_is_the_number_obtained(visit):
    page = visit("/recherche?q=association", scripts=False)
    row = page.locator(".facets li label").first
    shown = int(row.locator(".count").inner_text().split()[0])
    row.locator("input").check()
    follow(page.get_by_role("button", name="Appliquer les filtres"))
    assert page.get_by_role("status").first.inner_text().startswith(str(shown))
    page.go_back()
    assert page.locator(".facets input:checked").count() == 0


def test_nothing_found_leads_somewhere(visit):
    page = visit("/recherche?q=benevolatt")
    follow(page.locator(".didyou a"))
    assert page.locator(".result").count() > 0


def test_the_search_box_suggests_the_end_of_words(visit):
    page = visit("/recherche")
    page.locator("#q").press_sequentially("gouv")
    first = page.locator("#q-suggestions option").first
    first.wait_for(state="attached")
    assert first.get_attribute("value").lower().startswith("gouv")


def test_a_coordinator_publishes_and_everybody_finds_it_within_seconds(visit, site):
    title = "Note fictive : des jardins partagés dans le bassin minier"
    site.submit(title)
    page = visit("/connexion")
    sign_in(page, "Corentin Fictif")
    page.goto("/productions/moderation")
    follow(page.get_by_role("link", name=title))
    follow(page.get_by_role("button", name="Publier", exact=True))
    site.work()
    page.goto("/recherche?q=jardins+partagés")
    assert "jardins partagés" in page.locator(".result").first.inner_text()
