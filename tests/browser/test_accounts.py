"""Accounts in a real browser, with scripts and without: opened, corrected, protected, with ORCID."""

import re

import pyotp
import pytest

from tests.browser.conftest import axe, go, is_well_made, press, touch

PASSWORD = "quatre girafes au tableau"


def open_account(site, page, email: str, name: str) -> None:
    """From the sign-in page to one's own account."""
    page.goto("/connexion")
    go(page, "Ouvrir un compte pour une association")
    page.get_by_label("Adresse électronique").fill(email)
    press(page, "Envoyer le lien")
    page.goto(site.link_of(email))
    page.get_by_label("Votre nom").fill(name)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    press(page, "Ouvrir mon compte")
    page.wait_for_url("**/associations/rejoindre*")
    page.goto("/compte")


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [1280, 320])
def test_an_account_is_opened_and_its_address_corrected_on_the_way(site, visit, scripts, width):
    mark = f"{scripts}{width}".lower()
    page = visit("/connexion", scripts=scripts, width=width)
    go(page, "Ouvrir un compte comme chercheur·se")
    assert page.get_by_label("Comme chercheur·se").is_checked()
    page.get_by_label("Adresse électronique").fill(f"fote-{mark}@exemple.test")
    press(page, "Envoyer le lien")
    former = site.link_of(f"fote-{mark}@exemple.test")
    page.get_by_label("Adresse électronique").fill(f"faute-{mark}@exemple.test")
    press(page, "Envoyer à cette adresse")
    assert page.goto(former).status == 404
    page.goto(site.link_of(f"faute-{mark}@exemple.test"))
    page.get_by_label("Votre nom").fill("Neuve Fictive")
    page.get_by_label("Mot de passe").fill("univasso2026")
    press(page, "Ouvrir mon compte")
    assert "D’autres le devineraient" in page.inner_text("main")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    press(page, "Ouvrir mon compte")
    assert "Votre compte est ouvert" in page.inner_text("main")
    page.goto("/productions/deposer")
    assert page.url.endswith("/compte/textes?next=/productions/deposer")
    for box in page.get_by_role("checkbox").all():
        box.check()
    press(page, "Continuer")
    assert page.url.endswith("/productions/deposer")
    is_well_made(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_an_application_is_added_and_asked_for(site, visit, scripts):
    email = f"telephone-{scripts}@exemple.test".lower()
    page = visit("/connexion", scripts=scripts, width=320)
    open_account(site, page, email, "Téléphone Fictif")
    go(page, "En ajouter un")
    go(page, "Une application qui donne des codes")
    assert page.locator("svg.qr").is_visible()
    totp = pyotp.TOTP(page.locator("#totp-key").inner_text().replace(" ", ""))
    page.get_by_label("Code qu’elle affiche").fill(totp.now())
    press(page, "Ajouter cette application")
    code = page.locator("#codes code").first.inner_text()
    is_well_made(page)
    page.goto("/compte")
    touch(page.get_by_text("Menu").first)
    press(page, "Se déconnecter")
    page.goto("/connexion")
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    press(page, "Se connecter")
    page.get_by_label("Code").fill(code)
    press(page, "Se connecter")
    page.goto("/compte")
    assert "9 codes sur dix servent encore" in page.inner_text("main")


def with_key(window, page) -> None:
    """Give the window an authenticator that says yes."""
    tools = window.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    about = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True,
    }  # fmt: skip
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": about})


def test_a_passkey_is_made_used_and_removed(site, chromium):
    address = site.address.replace("127.0.0.1", "localhost")
    window = chromium.new_context(base_url=address, locale="fr")
    page = window.new_page()
    page.set_default_timeout(8000)
    open_account(site, page, "cle@exemple.test", "Clé Fictive")
    with_key(window, page)
    page.goto("/compte/second-facteur/cle")
    assert axe(page) == []
    page.get_by_label("Nom de cette clé d’accès").fill("Mon ordinateur")
    press(page, "Créer la clé d’accès")
    page.get_by_role("heading", name="Vos codes de secours").wait_for()
    page.goto("/compte")
    assert "Mon ordinateur" in page.inner_text("main")
    press(page, "Se déconnecter")
    page.goto("/connexion")
    page.get_by_label("Adresse électronique").fill("cle@exemple.test")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    press(page, "Se connecter")
    assert axe(page) == []
    press(page, "Utiliser une clé d’accès")
    page.wait_for_url(f"{address}/")
    page.goto("/compte/second-facteur")
    press(page, "Retirer Mon ordinateur")
    assert "Vous n’en avez pas encore" in page.inner_text("main")
    window.close()


def test_where_no_key_can_serve_the_page_says_where(site, visit):
    page = visit("/connexion")
    open_account(site, page, "numero@exemple.test", "Numéro Fictif")
    page.goto("/compte/second-facteur/cle")
    assert "localhost" in page.locator("[data-elsewhere]").inner_text()
    page = visit("/compte/second-facteur/cle", window=page.context)
    is_well_made(page)


@pytest.mark.parametrize(
    ("scripts", "name"), [(True, "Rosalie Fictive"), (False, "Ousmane Fictif")]
)
def test_a_researcher_comes_with_orcid_and_comes_back(site, visit, scripts, name):
    email = f"{name.split()[0].lower()}@exemple.test"
    page = visit("/connexion", scripts=scripts)
    go(page, "Se connecter avec ORCID")
    go(page, name)
    assert "Aucun compte n’a encore cet iD ORCID" in page.inner_text("main")
    go(page, "Ouvrir un compte")
    page.get_by_label("Adresse électronique").fill(email)
    press(page, "Envoyer le lien")
    page.goto(site.link_of(email))
    assert page.get_by_label("Votre nom").input_value() == name
    press(page, "Ouvrir mon compte")
    page.wait_for_url(re.compile(r"/(chercheurs/mon-profil)?$"))
    page.goto("/compte")
    assert "Vérifié" in page.inner_text("main")
    press(page, "Se déconnecter")
    page.goto("/connexion?next=/compte")
    go(page, "Se connecter avec ORCID")
    go(page, name)
    press(page, "Se connecter")
    assert page.url.endswith("/compte")
    is_well_made(page)


def test_a_person_who_declines_comes_back_to_a_sentence(visit):
    page = visit("/connexion")
    go(page, "Se connecter avec ORCID")
    go(page, "Ne rien dire à Univ’Asso / Decline")
    assert "Rien n’a changé" in page.inner_text("main")
