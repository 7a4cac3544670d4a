"""Associations in a real browser, with scripts and without: entered, joined, handed over."""

import pytest
from playwright.sync_api import expect

from tests import make
from tests.browser.conftest import (
    accept_texts,
    axe,
    follow,
    go,
    is_well_made,
    press,
    sideways,
    sign_in,
)
from univasso.commands import register
from univasso.core.db import db
from univasso.demonstration.filling import DATA
from univasso.directory.services import associations
from univasso.models.register import RegisterEntry

PASSWORD = "quatre girafes au tableau"
SHAPES = pytest.mark.parametrize(
    ("scripts", "width"), [(True, 1280), (False, 1280), (True, 320), (False, 320)]
)


def newcomer(site, visit, email: str, name: str, **shape):
    """A person who opens an account for an association; they are led to find it."""
    page = visit("/inscription?titre=association", **shape)
    page.get_by_label("Adresse électronique").fill(email)
    press(page, "Envoyer le lien")
    page.goto(site.link_of(email))
    page.get_by_label("Votre nom").fill(name)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    press(page, "Ouvrir mon compte")
    accept_texts(page)
    assert page.url.endswith("/associations/rejoindre")
    return page


def enter_without_number(page, name: str) -> None:
    go(page, "Nous n’avons pas de numéro")
    page.get_by_label("Nom de l’association").fill(name)
    press(page, "L’inscrire")
    assert "cochez la case" in page.inner_text("main")
    page.get_by_role("checkbox").check()
    press(page, "L’inscrire")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def invite(page, email: str) -> None:
    go(page, "Inviter un membre")
    page.get_by_label("Adresse électronique").fill(email)
    press(page, "Envoyer l’invitation")
    assert email in page.inner_text("main")


def answer_invitation(site, visit, email: str, name: str, **shape):
    """Somebody invited opens an account by the link of the mail, signs in, and accepts."""
    page = visit(site.link_of(email), **shape)
    assert axe(page) == [] if shape["scripts"] else True
    go(page, "Ouvrir mon compte")
    page.get_by_label("Votre nom").fill(name)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    press(page, "Ouvrir mon compte")
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    press(page, "Se connecter")
    press(page, "Accepter")
    accept_texts(page)
    return page


@SHAPES
def test_an_association_without_a_number_joins_invites_and_hands_over(site, visit, scripts, width):
    mark, shape = f"{scripts}-{width}".lower(), {"scripts": scripts, "width": width}
    name = f"Les Lanternes fictives {mark}"
    page = newcomer(site, visit, f"odile-{mark}@exemple.test", "Odile Fictive", **shape)
    enter_without_number(page, name)
    is_well_made(page)
    go(page, "Membres")
    invite(page, f"paul-{mark}@exemple.test")
    first = site.link_of(f"paul-{mark}@exemple.test")
    follow(page.get_by_role("button", name="Révoquer"))
    assert visit(first, **shape).locator("h1").inner_text() == "Cette invitation est fermée"
    invite(page, f"paul-{mark}@exemple.test")
    paul = answer_invitation(site, visit, f"paul-{mark}@exemple.test", "Paul Fictif", **shape)
    assert name in paul.inner_text("main")
    page.reload()
    assert "Paul Fictif" in page.inner_text("main")
    go(page, "Passer la main")
    page.get_by_label("Adresse électronique").fill(f"rose-{mark}@exemple.test")
    press(page, "Demander à cette personne")
    rose = answer_invitation(site, visit, f"rose-{mark}@exemple.test", "Rose Fictive", **shape)
    expect(rose.get_by_role("heading", level=1)).to_contain_text(name)
    go(rose, "Modifier le profil")
    is_well_made(rose)
    assert page.goto(rose.url).status == 404  # the former president, the very same minute


@pytest.fixture(scope="module")
def entries(site) -> list[tuple[str, str]]:
    """Numbers and names of the real register, loaded once; none of them has entered yet."""
    with site.app.app_context():
        register.load(DATA / "rna_waldec_extrait.csv")
        db.session.rollback()
        rows = db.session.query(RegisterEntry).filter(
            RegisterEntry.number.like("W62%"), RegisterEntry.dissolved_on.is_(None)
        )
        found = [
            (row.number, row.title) for row in rows.order_by(RegisterEntry.id) if row.is_active
        ]
        db.session.remove()
    return found


@SHAPES
def test_one_with_a_number_is_found_and_a_second_person_asks_to_join_it(
    site, visit, entries, scripts, width
):
    mark, shape = f"{scripts}-{width}".lower(), {"scripts": scripts, "width": width}
    number, title = entries[
        [(True, 1280), (False, 1280), (True, 320), (False, 320)].index((scripts, width))
    ]
    page = newcomer(site, visit, f"karim-{mark}@exemple.test", "Karim Fictif", **shape)
    page.get_by_label("Numéro ou nom").fill(f" {number[:1].lower()} {number[1:4]} {number[4:]} ")
    press(page, "Chercher")
    if scripts:
        expect(page.locator("main [role=status][data-focus]")).to_be_focused()
    follow(page.get_by_role("link", name="C’est nous"))
    assert page.get_by_label("Nom de l’association").input_value() == title
    page.get_by_role("checkbox").check()
    press(page, "L’inscrire")
    assert number in page.inner_text("main")
    space = page.url
    second = newcomer(site, visit, f"lise-{mark}@exemple.test", "Lise Fictive", **shape)
    second.get_by_label("Numéro ou nom").fill(number)
    press(second, "Chercher")
    go(second, "Elle est déjà ici\u00a0: demander à la rejoindre")
    second.get_by_label("Qui vous êtes").fill("La trésorière.")
    press(second, "Envoyer ma demande")
    assert "Demande envoyée" in second.inner_text("main")
    page.goto(space)
    go(page, "Lire ses mots et répondre")
    assert "La trésorière." in page.inner_text("main")
    press(page, "Envoyer cette réponse")
    assert second.goto(space).status == 200
    is_well_made(page)
    is_well_made(second)


@SHAPES
def test_a_coordinator_opens_a_space_by_telephone_and_prints_its_letter(
    site, visit, scripts, width, tmp_path
):
    mark, shape = f"{scripts}-{width}".lower(), {"scripts": scripts, "width": width}
    page = visit("/connexion", **shape)
    sign_in(page, "Coralie Fictive")
    page.goto("/associations/ouvrir")
    page.get_by_label("Nom de l’association").fill(f"La Marmite fictive {mark}")
    page.get_by_label("Nom de la personne").fill("Renée Fictive")
    follow(page.locator("main form button[type=submit]"))
    space = page.url
    go(page, "Membres")
    follow(page.get_by_role("button", name="Imprimer une lettre d’accès"))
    page.emulate_media(media="print")
    letter = page.locator("article.letter")
    number, code = (letter.locator("strong").nth(n).inner_text() for n in (1, 2))
    assert letter.is_visible()
    assert not page.locator("header nav").first.is_visible()
    assert not page.get_by_text("Imprimez cette page").is_visible()
    assert sideways(page) <= 0
    page.screenshot(path=tmp_path / "letter.png", full_page=True)
    home = visit("/acces", **shape)
    home.get_by_label("Numéro de la lettre").fill(number)
    home.get_by_label("Code").fill(code.lower())
    home.get_by_label("Adresse électronique").fill(f"renee-{mark}@exemple.test")
    home.get_by_label("Mot de passe").fill(PASSWORD)
    press(home, "Ouvrir mon compte")
    home.get_by_label("Adresse électronique").fill(f"renee-{mark}@exemple.test")
    home.get_by_label("Mot de passe").fill(PASSWORD)
    press(home, "Se connecter")
    home.goto(space)
    accept_texts(home)
    go(home, "La lire et répondre")  # nobody accepted the charter for it on the telephone
    home.get_by_role("checkbox").check()
    press(home, "Accepter pour l’association")
    assert "Renée Fictive" in home.inner_text("main")
    is_well_made(home)


def test_names_of_250_letters_break_no_page(site, visit):
    page = visit("/connexion", width=320)
    sign_in(page, "Coralie Fictive")
    with site.app.app_context():
        make.bind(site.app)
        with make.transaction():
            row = make.association(make.user(name="N" * 200), "M" * 250, is_listed=True)
            associations.declare(row, {"group": "W" * 500}, row.members[0].user)
            row.contact_email, row.website = (
                "c" * 60 + "@exemple.test",
                "https://exemple.test/" + "x" * 400,
            )
        number, place = row.id, row.members[0].id
        db.session.remove()
    site.work()
    wrong = {}
    for path in (
        "",
        "/espace",
        "/modifier",
        "/membres",
        "/passation",
        "/verifier",
        "/sollicitations",
    ):
        page.goto(f"/annuaire/associations/{number}{path}")
        wrong[path] = sideways(page)
    for path in (
        f"/annuaire/membres/{place}/role",
        "/annuaire?q=mmmm",
        "/associations/a-verifier?toutes=1",
    ):
        page.goto(path)
        wrong[path] = sideways(page)
    assert {path: over for path, over in wrong.items() if over > 0} == {}


def test_an_association_enters_by_the_keyboard_alone(site, visit):
    page = newcomer(site, visit, "clavier@exemple.test", "Clavier Fictif")
    page.get_by_label("Numéro ou nom").focus()
    page.keyboard.type("zzz association fictive")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "Continuer à la main")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "charter")
    page.keyboard.press("Space")
    tab_to(page, "L’inscrire")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("zzz association fictive")
    tab_to(page, "Membres")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "Partir")
    page.keyboard.press("Enter")
    assert page.get_by_text("Vous ne pourrez plus ni lire").is_visible()


def tab_to(page, name: str) -> None:
    """Press Tab until the focus is on what bears this name; the focus is seen all along."""
    for _ in range(80):
        page.keyboard.press("Tab")
        about = page.evaluate(
            "(e => [e.innerText || '', e.name || '', getComputedStyle(e).outlineStyle])"
            "(document.activeElement)"
        )
        if name in (about[0].strip(), about[1]):
            assert about[2] != "none", f"no visible focus on {name}"
            return
    raise AssertionError(f"{name} is not reached by the keyboard")
