"""Researchers in a real browser, with scripts and without: they come, write, rest, hide a name."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import accept_texts, axe, go, is_well_made, press, sign_in
from univasso.core import clock
from univasso.demonstration import orcid

SHAPES = {
    "9999-0000-0000-0043": (True, 1280),
    "9999-0000-0000-0051": (False, 1280),
    "9999-0000-0000-006X": (True, 320),
    "9999-0000-0000-0078": (False, 320),
}
HIDDEN = "zyxwabracadabrant"
OUTLETS = ("/annuaire", "/annuaire?q=Fictive", "/annuaire?besoin=3", "/annuaire/laboratoires/{unit}",
           "/recherche", "/recherche?q=Fictive", "/recherche/suggestions?q=zyxw", "/recherche.csv",
           "/recherche.ris", "/recherche.bib", "/recherche.json", "/recherche.atom",
           "/sitemap.xml")  # fmt: skip
LABORATORY = "CLERSÉ"


def come_by_orcid(site, page, number: str, name: str) -> str:
    """From the page for researchers to one's own space, with an number that nobody has used."""
    email = f"{number[-4:]}@exemple.test".lower()
    page.goto("/chercheurs")
    go(page, "Faire mon profil")
    go(page, "Se connecter avec ORCID")
    go(page, name)
    go(page, "Ouvrir un compte")
    page.get_by_label("Adresse électronique").fill(email)
    press(page, "Envoyer le lien")
    page.goto(site.link_of(email))
    press(page, "Ouvrir mon compte")
    accept_texts(page)
    assert page.get_by_label("Nom", exact=True).input_value() == "Fictive"
    page.get_by_label("Laboratoire ou établissement").fill(LABORATORY)
    page.get_by_label("3. L’engagement associatif").check()
    press(page, "Faire mon profil")
    return page.url.removesuffix("/espace")


def write_profile(page) -> None:
    go(page, "Modifier le profil")
    page.get_by_label("Vos thèmes de travail, en français").fill("Les lanternes fictives.")
    page.get_by_label("Entretiens").check()
    press(page, "Enregistrer")


def rest(page) -> None:
    go(page, "Disponibilité")
    page.get_by_label("En pause jusqu’au").fill((clock.today() + timedelta(days=9)).isoformat())
    press(page, "Enregistrer")


def hide(page) -> None:
    go(page, "Autres noms")
    page.get_by_label("Un autre nom").fill(HIDDEN)
    page.get_by_label("Le cacher partout").check()
    press(page, "Ajouter")


def open_all(page) -> None:
    """Everything is for everybody, other names included: a hidden one still is not."""
    go(page, "Qui lit quoi")
    for choice in page.locator("main select").all():
        choice.select_option("public")
    press(page, "Enregistrer ces choix")


def held(page, own: str) -> list[str]:
    """The outlets in which the hidden name can be read, with whatever this window may read."""
    unit = page.request.get(own).text().split("/annuaire/laboratoires/")[1].split('"')[0]
    answers = {
        path: page.request.get(path) for path in (own, *(p.format(unit=unit) for p in OUTLETS))
    }
    assert {path: a.status for path, a in answers.items() if a.status != 200} == {}
    return [path for path, a in answers.items() if HIDDEN in a.text().lower()]


@pytest.mark.parametrize("number", SHAPES)
def test_a_name_that_a_researcher_hides_is_read_by_them_alone(site, visit, monkeypatch, number):
    scripts, width = SHAPES[number]
    monkeypatch.setitem(orcid.PEOPLE, number, "Zoé Fictive")
    page = visit("/", scripts=scripts, width=width)
    own = come_by_orcid(site, page, number, "Zoé Fictive")
    for step in (write_profile, rest, open_all, hide):
        page.goto(f"{own}/espace")
        step(page)
        assert axe(page) == [] if scripts else True
        is_well_made(page)
    site.work()
    assert HIDDEN in page.inner_text("main")
    stranger = visit(own, scripts=scripts, width=width)
    expect(stranger.get_by_text("En pause")).to_be_visible()
    assert "Les lanternes fictives." in stranger.inner_text("main")
    is_well_made(stranger)
    stranger.goto("/annuaire?q=Zoé+Fictive")
    assert "Zoé Fictive" in stranger.inner_text("main")
    stranger.goto(f"/annuaire?q={HIDDEN}")
    assert "Zoé Fictive" not in stranger.inner_text("main")
    sign_in(team := visit("/connexion", scripts=scripts, width=width), "Coralie Fictive")
    for reader in (stranger, team):
        assert held(reader, own) == []
