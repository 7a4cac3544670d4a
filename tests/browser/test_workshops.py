"""A workshop in a real browser: the screen of the room, a network that drops, and no scripts at all."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import axe, follow, go, is_well_made, press, sign_in, touch
from univasso.core.db import db
from univasso.models import WorkshopNote

SHAPES = pytest.mark.parametrize(("scripts", "width"), [(True, 1280), (False, 320)])


def note(page, text: str, who: str) -> None:
    """Take a note; with scripts the page stays."""
    page.get_by_label("Ce qui est dit, avec leurs mots").fill(text)
    page.get_by_label("Qui le dit").fill(who)
    button = page.get_by_role("button", name="Ajouter la note", exact=True)
    (touch if page.has_scripts else follow)(button)


def act(page, name: str) -> None:
    """A button of the board; with scripts the page stays."""
    button = page.get_by_role("button", name=name).first
    (touch if page.has_scripts else follow)(button)


def board(page):
    return page.locator("#board [data-note]")


def texts(site) -> list[str]:
    with site.app.app_context():
        found = [row.text for row in db.session.query(WorkshopNote).order_by(WorkshopNote.place)]
        db.session.remove()
    return found


def opened(site, visit, scripts: bool, width: int):
    page = visit("/connexion", scripts=scripts, width=width)
    page.has_scripts = scripts
    sign_in(page, "Coralie Fictive")
    page.goto("/questions/tri")
    go(page, "Ateliers")
    go(page, "Ouvrir un atelier")
    page.get_by_label("Titre").fill(f"Gouverner à {width}")
    page.get_by_label("Qui participe").fill(
        f"Les Rives fictives, rives{width}@exemple.test\nLe Canal"
    )
    press(page, "Ouvrir l’atelier")
    return page


def drop_the_network(site, page) -> None:
    """Two notes while the network is cut, one whose answer is lost: none is lost, none comes twice."""
    window, unsent = page.context, page.locator("#unsent")
    window.set_offline(True)
    note(page, "Pendant la coupure", "Le Canal")
    note(page, "Encore pendant", "")
    expect(unsent.get_by_role("listitem")).to_have_count(2)
    assert "Le réseau est coupé" in unsent.inner_text()
    assert axe(page) == []
    assert "Pendant la coupure" not in texts(site)
    window.set_offline(False)
    expect(board(page)).to_have_count(4)
    expect(unsent).to_be_hidden()

    def lose_the_answer(route):
        route.fetch(max_redirects=0)
        route.abort()

    page.route("**/notes", lose_the_answer)
    note(page, "Reçue mais sans réponse", "Le Canal")
    expect(unsent.get_by_role("listitem")).to_have_count(1)
    assert "Reçue mais sans réponse" in texts(site)
    page.unroute("**/notes")
    expect(unsent).to_be_hidden()
    expect(board(page)).to_have_count(5)
    assert texts(site).count("Reçue mais sans réponse") == 1
    assert (
        page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('univasso-room')).length")
        == 0
    )
    page.faults[:] = [f for f in page.faults if "net::ERR_" not in f]


@SHAPES
def test_notes_are_taken_grouped_and_confirmed_by_who_said_them(site, visit, scripts, width):
    page = opened(site, visit, scripts, width)
    first, second = f"Pourquoi si peu de jeunes {width}", f"Qui ose présider {width}"
    note(page, first, "Les Rives fictives")
    note(page, second, "Le Canal")
    expect(board(page)).to_have_count(2)
    if scripts:
        drop_the_network(site, page)
        other = visit(page.url, window=page.context)  # a second writer, on the same screen
        other.has_scripts = True
        note(other, "De l’autre fenêtre", "Le Canal")
        expect(board(other)).to_have_count(6)
        note(page, "De la première fenêtre", "Le Canal")
        expect(board(page)).to_have_count(7)
        board(page).nth(0).focus()
        page.keyboard.press("Alt+ArrowDown")
        expect(board(page).nth(1)).to_contain_text(first)
        act(page, "Annuler mon dernier geste")
        expect(board(page).nth(0)).to_contain_text(first)
    page.get_by_label(first).check()
    page.get_by_label(second).check()
    page.get_by_label("Nom du groupe", exact=True).fill("Gouvernance")
    act(page, "Grouper les notes cochées")
    expect(page.get_by_role("heading", name="Gouvernance")).to_be_visible()
    assert not scripts or axe(page) == []  # axe is a script itself
    is_well_made(page)
    go(page, "Clore, et faire confirmer")
    press(page, "Clore et envoyer")
    assert "Attend sa confirmation" in page.inner_text("main")
    is_well_made(page)
    nadia = visit(site.link_of(f"rives{width}@exemple.test"), scripts=scripts, width=width)
    assert not scripts or axe(nadia) == []
    nadia.get_by_label("Votre question, en une ou deux phrases").fill(f"{first} chez nous")
    press(nadia, "C’est notre question : l’envoyer")
    assert f"{first} chez nous" in nadia.inner_text("h1")
    is_well_made(nadia)
    page.reload()
    assert "Reçue, à examiner" in page.inner_text("main") or "Question n°" in page.inner_text(
        "main"
    )


@SHAPES
def test_a_paper_is_typed_and_its_number_shown_large(site, visit, scripts, width):
    page = visit("/connexion", scripts=scripts, width=width)
    sign_in(page, "Coralie Fictive")
    page.goto("/questions/saisir")
    page.get_by_label("Sur un formulaire papier").check()
    page.get_by_label("Numéro du formulaire papier").fill(f"essai {width}")
    page.get_by_label("Votre question, en une ou deux phrases").fill(
        "Qui lit nos rapports d’activité"
    )
    press(page, "Recevoir cette question")
    large = page.locator(".aloud").evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert large >= 48
    assert page.get_by_role("button", name="Imprimer").count() == (1 if scripts else 0)
    assert not scripts or axe(page) == []
    is_well_made(page)
