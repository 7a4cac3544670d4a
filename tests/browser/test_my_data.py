"""One's data in a real browser, with scripts and without: a copy to keep, then nothing left."""

import zipfile

import pytest

from tests import make
from tests.browser.conftest import axe, go, is_well_made, press, sideways, touch
from tests.everywhere import everywhere
from univasso.core.db import db

PARTS = ("modifier", "affiliations", "travaux", "noms", "interets", "disponibilite/periodes")


@pytest.fixture
def researcher(site, visit):
    """``researcher(word, …)``: a window of somebody all of whose words hold this one."""

    def arrive(word: str, **shape):
        email = f"{word}@exemple.test"
        with site.app.app_context():
            make.bind(site.app)
            who = make.user(name=f"Zoé {word}", email=email)
            row = make.researcher(who, "Zoé", word.capitalize())
            own = f"/annuaire/chercheurs/{row.id}"
            db.session.remove()
        page = visit("/connexion/lien", **shape)
        page.get_by_label("Adresse électronique").fill(email)
        press(page, "Envoyer le lien")
        page.goto(site.link_of(email))
        press(page, "Se connecter")
        for part in PARTS:
            fill_everything(page, f"{own}/{part}", word)
        return page, own

    return arrive


def fill_everything(page, address: str, word: str) -> None:
    """Every line and every text of a form holds the word, as far as it may."""
    page.goto(address)
    form = page.locator("main form:has(.actions)").last
    odd = {"version", "idhal", "orcid_typed", "url", "website", "year", "output", "association",
           "territories", "starts_on", "ends_on", "given", "family"}  # fmt: skip
    for one in form.locator("input[type=text], textarea").all():
        if one.get_attribute("name") not in odd:
            one.fill(f"Le mot {word}")
    for day, name in enumerate(("starts_on", "ends_on"), 1):
        if form.locator(f"[name={name}]").count():
            form.locator(f"[name={name}]").fill(f"2027-05-0{day}")
    press(page, form.get_by_role("button").last.inner_text())
    assert page.locator(".errors").count() == 0, (address, page.inner_text("main"))


@pytest.mark.parametrize(("scripts", "width"), [(True, 1280), (False, 320)])
def test_a_researcher_takes_a_copy_and_leaves_nothing(
    site, visit, chromium, researcher, later, tmp_path, scripts, width
):
    word = f"zyxwabracadabr{'oui' if scripts else 'non'}"
    page, own = researcher(word, scripts=scripts, width=width)
    site.work()
    assert word in everywhere(site.app).lower()
    page.goto("/compte")
    go(page, "Emporter mes données, ou fermer mon compte")
    assert axe(page) == [] if scripts else True
    with page.expect_download() as taken:
        touch(page.get_by_role("button", name="Recevoir une copie de mes données"))
    zipfile.ZipFile(taken.value.path()).extractall(tmp_path)
    away = chromium.new_context(offline=True, viewport={"width": width, "height": 900})
    copy = away.new_page()
    copy.goto((tmp_path / "donnees.html").as_uri())
    assert copy.inner_text("main").count(f"Le mot {word}") >= len(PARTS)
    assert (sideways(copy), axe(copy)) == (0, [])
    away.close()
    page.get_by_label("Je veux que mon compte et mes données soient effacés").check()
    press(page, "Demander mon effacement")
    assert "Votre compte sera effacé le" in page.inner_text("main")
    is_well_made(page)
    later(days=8)
    site.work()
    assert word not in everywhere(site.app).lower()
    assert page.goto(own).status == 404
    page.goto("/compte")
    assert page.get_by_role("heading", level=1).inner_text() == "Se connecter"
