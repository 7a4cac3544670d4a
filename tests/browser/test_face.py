"""The face as people use it: themes, keyboard, what scripts add and what works without them."""

from playwright.sync_api import expect

from tests.browser.conftest import axe, follow, sideways, touch


def test_the_house_style_holds_with_its_errors_shown(visit):
    for width, dark in ((1280, False), (1280, True), (320, False), (320, True)):
        page = visit("/style", width=width, dark=dark)
        page.fill("#abstract", "x" * 700)
        follow(page.get_by_role("button", name="Vérifier les réponses"))
        page.wait_for_selector(".errors")
        assert (axe(page), sideways(page)) == ([], 0)


def test_the_theme_can_be_forced_without_scripts(visit):
    page = visit("/affichage", scripts=False)
    page.select_option("#theme", "dark")
    follow(page.get_by_role("button", name="Enregistrer ces choix"))
    page.goto("/")
    assert page.locator("link[href*='dark.css']").get_attribute("media") == "screen"


def test_the_error_summary_takes_the_focus_and_leads_to_its_field(visit):
    page = visit("/style")
    follow(page.get_by_role("button", name="Vérifier les réponses"))
    expect(page.locator(".errors")).to_be_focused()
    assert page.title().startswith("Erreur\u00a0: ")
    page.get_by_role("link", name="Donnez un titre.").press("Enter")
    assert page.evaluate("document.querySelector(':target').id") == "title"


def test_the_counter_says_how_many_characters_are_left(visit):
    page = visit("/style")
    line = page.locator("#abstract-count")
    expect(line).to_contain_text("600")
    page.fill("#abstract", "é" * 590)
    assert line.inner_text() == "Caractères restants\u00a0: 10"
    page.fill("#abstract", "é" * 601)
    assert line.inner_text() == "Caractères en trop\u00a0: 1"
    assert visit("/style", scripts=False).locator("#abstract-count").inner_text().startswith("600")


def test_the_copy_button_exists_only_with_scripts(visit):
    page = visit("/style")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    touch(page.get_by_role("button", name="Copier"))
    page.get_by_role("button", name="Copié").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "10.1000/182"
    assert visit("/style", scripts=False).locator("[data-copy]").is_hidden()


def test_a_half_filled_form_is_not_left_without_a_word(visit):
    page = visit("/affichage")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.wait_for_load_state("networkidle")
    page.select_option("#theme", "dark")
    touch(page.locator("h1"))  # browsers ask only of somebody who touched the page
    page.goto("/besoins")
    assert asked == ["beforeunload"]


def test_the_page_is_walked_with_the_keyboard_alone(visit):
    page = visit("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        address = page.evaluate("document.activeElement.getAttribute('href')") or ""
        seen.add(address.split("-")[0])
    assert {f"/besoins/{number}" for number in range(1, 13)} <= seen


def test_the_menu_of_a_small_screen_opens_without_scripts(visit):
    page = visit("/", width=320, scripts=False)
    link = page.get_by_role("link", name="Besoins", exact=True)
    assert not link.is_visible()
    touch(page.get_by_text("Menu", exact=True))
    assert link.is_visible()


def test_the_first_view_is_light(visit):
    page = visit("/affichage", width=320)
    weights = []
    page.context.clear_cookies()
    fresh = page.context.browser.new_context(viewport={"width": 320, "height": 900}, locale="fr")
    window = fresh.new_page()
    window.on("response", lambda r: weights.append(int(r.headers.get("content-length", 0))))
    window.goto(page.url.replace("/affichage", "/"), wait_until="networkidle")
    fresh.close()
    assert 50_000 < sum(weights) < 150_000
