"""The face as people see it: widths, themes, keyboard, without scripts."""

import pytest

from tests import make
from univasso.core.db import db, transaction
from univasso.models import KnowledgeNeed

PAGES = [
    "/", "/besoins", "/besoins/1-modeles-socio-economiques", "/besoins/6-cooperation", "/style",
    "/connexion", "/affichage", "/accessibilite", "/rien",
]  # fmt: skip


@pytest.fixture(autouse=True)
def some_outputs(context):
    with transaction():
        needs = list(db.session.query(KnowledgeNeed).order_by(KnowledgeNeed.number))
        for number in range(8):
            make.output(needs=[needs[number // 2]], issued_key=(2015 + number) * 10000)


@pytest.mark.parametrize(
    ("width", "dark"), [(1280, False), (1280, True), (320, False), (320, True)]
)
def test_pages_hold_at_every_width_and_theme(look, width, dark):
    window = look(width, dark=dark)
    wrong = {path: found for path in PAGES if (found := window.open(path).wrong())}
    assert wrong == {}


def test_nothing_is_refused_by_the_security_policy(look):
    window = look(bypass_csp=False)
    for path in PAGES[:5]:
        window.open(path)
        assert window.noise == [], path


def test_the_theme_can_be_forced_without_scripts(look):
    window = look(scripts=False)
    window.open("/affichage").page.select_option("#theme", "dark")
    window.page.get_by_role("button", name="Enregistrer ces choix").click()
    window.open("/")
    assert window.page.locator("link[href*='dark.css']").get_attribute("media") == "screen"


def test_the_error_summary_takes_the_focus_and_leads_to_its_field(look):
    page = look().open("/style").page
    page.get_by_role("button", name="Vérifier les réponses").click()
    page.wait_for_function("document.activeElement.className === 'errors'")
    assert page.title().startswith("Erreur\u00a0: ")
    page.get_by_role("link", name="Donnez un titre.").press("Enter")
    assert page.evaluate("document.querySelector(':target').id") == "title"


def test_the_counter_says_how_many_characters_are_left(look):
    page = look().open("/style").page
    page.fill("#abstract", "é" * 590)
    assert page.locator("#abstract-count").inner_text() == "Caractères restants\u00a0: 10"
    page.fill("#abstract", "é" * 601)
    assert page.locator("#abstract-count").inner_text() == "Caractères en trop\u00a0: 1"


def test_the_copy_button_exists_only_with_scripts(look):
    assert look().open("/style").page.get_by_role("button", name="Copier").is_visible()
    without = look(scripts=False).open("/style").page
    assert without.locator("[data-copy]").is_hidden()


def test_a_half_filled_form_is_not_lost_without_a_word(look):
    page = look().open("/affichage").page
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.select_option("#theme", "dark")
    page.click("h1")  # browsers ask only of somebody who touched the page
    page.goto(page.url.replace("/affichage", "/besoins"))
    assert asked == ["beforeunload"]


def test_every_page_is_reached_with_the_keyboard_alone(look):
    page = look().open("/").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
    seen = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.getAttribute('href')"))
    assert {f"/besoins/{n}" for n in (1, 12)} <= {(h or "").split("-")[0] for h in seen}


def test_the_menu_of_a_small_screen_opens_without_scripts(look):
    page = look(320, scripts=False).open("/").page
    link = page.get_by_role("link", name="Besoins", exact=True)
    assert not link.is_visible()
    page.get_by_text("Menu", exact=True).click()
    assert link.is_visible()


def test_the_first_view_is_light(look):
    window = look(320)
    weights = []
    window.page.on("response", lambda r: weights.append(int(r.headers.get("content-length", 0))))
    window.open("/")
    assert sum(weights) < 150_000
