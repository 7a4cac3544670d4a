"""Needs in a real browser, with scripts and without: worded, retired with a successor, nothing lost."""

import re

import pytest
from playwright.sync_api import expect

from tests import make
from tests.browser.conftest import axe, enter, follow, go, is_well_made, press, sign_in, touch
from univasso.core.db import db

SHAPES = pytest.mark.parametrize(("scripts", "width"), [(True, 1280), (False, 1280), (False, 320)])


def coordinator(visit, **shape):
    page = visit("/connexion", **shape)
    sign_in(page, "Coralie Fictive")
    return page


def add_need(page, title: str) -> int:
    """A need of the test's own, and its number."""
    page.goto("/besoins/nouveau")
    page.get_by_label("Titre en français").fill(title)
    page.get_by_label("Intitulé court en français").fill(title)
    page.get_by_label("Pourquoi ce besoin est ajouté").fill("Un essai fictif")
    press(page, "Ajouter ce besoin")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    return int(re.search(r"/besoins/(\d+)", page.url)[1])


def file_output(site, number: int, title: str) -> int:
    """A publication filed under the need."""
    with site.app.app_context():
        make.bind(site.app)
        output = make.output(title_fr=title, needs=[make.need(number)])
        found = output.id
        db.session.remove()
    site.work()
    return found


def ask_to_retire(page, number: int, successor: str) -> None:
    page.goto(f"/besoins/{number}/retirer")
    assert "Productions 1" in " ".join(page.inner_text("main").split())
    press(page, "Demander son retrait")
    assert "à corriger" in page.inner_text("main")  # nothing was chosen, and the page says what
    page.get_by_label("Son successeur").select_option(successor)
    page.get_by_label("Pourquoi il est retiré").fill("Dit deux fois (essai fictif)")
    page.get_by_role("checkbox").check()
    press(page, "Demander son retrait")
    assert "sept jours" in page.inner_text("body")


def approve(visit, title: str, **shape) -> None:
    page = visit("/connexion", **shape)
    sign_in(page, "Ada Fictive")
    page.goto("/administration/decisions")
    row = page.get_by_role("row").filter(has_text=title)
    touch(row.locator("summary").first)
    follow(row.get_by_role("button", name=re.compile("^Approuver")))
    assert "approuvé et fait" in page.inner_text("main")


@SHAPES
def test_a_need_is_retired_and_what_it_held_keeps_its_meaning(site, visit, scripts, width):
    shape = {"scripts": scripts, "width": width}
    title = f"Besoin fictif {'avec' if scripts else 'sans'} {width}"
    page = coordinator(visit, **shape)
    number = add_need(page, title)
    output = file_output(site, number, f"Étude fictive du {title}")
    ask_to_retire(page, number, "4")
    page.goto(f"/besoins/{number}")
    assert "n’est plus utilisé" not in page.inner_text("main")  # one person is not enough
    approve(visit, title, **shape)

    page.goto(f"/besoins/{number}")
    words = page.inner_text("main")
    assert "n’est plus utilisé" in words
    assert f"Étude fictive du {title}" in words
    is_well_made(page)
    page.goto(f"/productions/{output}")
    expect(page.get_by_role("link", name=re.compile(rf"{title} \(retiré\)")).first).to_be_visible()
    page.goto(f"/productions/{output}/modifier")
    held = page.get_by_label(re.compile(rf"^{number}\. {title} \(retiré"))
    expect(held).to_be_checked()
    press(page, "Enregistrer")
    page.goto(f"/recherche?besoin={number}")
    assert f"Étude fictive du {title}" in page.inner_text("main")
    assert "n’est plus en usage" in page.inner_text("main")
    follow(page.get_by_role("link", name=re.compile("sous son successeur")))
    assert f"besoin={number}&besoin=4" in page.url
    page.goto("/productions/deposer")
    assert title not in page.content()

    page.goto(f"/besoins/{number}/retablir")
    page.get_by_label("Pourquoi il revient").fill("Fin de l’essai fictif")
    enter(page.get_by_label("Pourquoi il revient"))
    assert "n’est plus utilisé" not in page.inner_text("main")
    go(page, "Ses versions")
    assert "Fin de l’essai fictif" in page.inner_text("main")
    is_well_made(page)


@SHAPES
def test_links_with_axes_are_ticked_from_the_keyboard(visit, scripts, width):
    page = coordinator(visit, scripts=scripts, width=width)
    page.goto("/besoins/rapprochements")
    box = page.get_by_label("Besoin 12, axe 1", exact=True)
    was = box.is_checked()
    box.focus()
    page.keyboard.press("Space")
    why = page.get_by_label("Pourquoi ces rapprochements")
    why.fill("Un essai fictif")
    enter(why)
    assert page.get_by_label("Besoin 12, axe 1", exact=True).is_checked() is not was
    is_well_made(page)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, 320])
def test_pages_of_the_vocabularies_are_well_made(visit, width, dark):
    page = coordinator(visit, width=width, dark=dark)
    for path in ("/besoins/gerer", "/besoins/nouveau", "/besoins/3/modifier", "/besoins/3/retirer",
                 "/besoins/rapprochements", "/besoins/3/versions", "/axes/2/modifier",
                 "/axes/2/versions", "/recherche/demandes"):  # fmt: skip
        page.goto(path)
        is_well_made(page)
        assert axe(page) == [], path
