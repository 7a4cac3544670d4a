"""Saying where, and reading the map: with the keyboard, with scripts and without."""

import pytest

from tests.browser.conftest import axe, press, sideways


def test_places_are_proposed_for_the_line_being_typed(visit):
    page = visit("/style")
    area = page.locator("#places")
    area.fill("Lille\n")
    area.press_sequentially("st ome")
    page.get_by_role("button", name="Saint-Omer (Pas-de-Calais)").press("Enter")
    assert area.input_value() == "Lille\nSaint-Omer (Pas-de-Calais)\n"
    assert page.evaluate("document.activeElement.id") == "places"
    area.press_sequentially("sain")
    page.wait_for_selector(".places button")
    assert axe(page) == []
    assert page.faults == []


@pytest.mark.parametrize("scripts", [True, False])
def test_namesakes_are_chosen_on_the_page_itself(visit, scripts):
    page = visit("/style", scripts=scripts, width=320)
    page.fill("#title", "Un titre")
    page.fill("#abstract", "Des mots")
    page.fill("#places", "saint aubin")
    press(page, "Vérifier les réponses")
    page.get_by_label("Saint-Aubin (Aisne)").check()
    if scripts:
        assert sideways(page) == 0
    press(page, "Vérifier les réponses")
    assert page.locator(".errors").count() == 0
    assert page.locator("#places").input_value() == "Saint-Aubin (Aisne)"


def test_the_map_is_walked_with_the_keyboard(visit):
    page = visit("/style")
    page.locator(".map a").first.focus()
    names = []
    for _ in range(5):
        names.append(page.evaluate("document.activeElement.querySelector('title').textContent"))
        page.keyboard.press("Tab")
    assert [name.split(",")[0] for name in names] == [
        "Nord", "Pas-de-Calais", "Somme", "Oise", "Aisne",
    ]  # fmt: skip
    page.keyboard.press("Shift+Tab")
    drawn = "e => getComputedStyle(e.querySelector('path')).strokeWidth"
    assert page.locator(".map a").nth(4).evaluate(drawn) == "7px"
    page.keyboard.press("Enter")
    page.wait_for_url("**#t-charts")
