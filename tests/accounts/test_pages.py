"""Pages of accounts, as people see them."""

import pytest

from tests import make
from univasso.accounts import services
from univasso.accounts.passwords import hash_password
from univasso.core.db import transaction
from univasso.models import Role

PASSWORD = "une phrase assez longue"


@pytest.fixture
def camille(context):
    return make.user(
        Role.MEMBER, email="camille@exemple.test", password_hash=hash_password(PASSWORD)
    )


def test_signing_in_leads_where_one_was_going(read, camille):
    page = read.send("/connexion", email="CAMILLE@exemple.test ", password=PASSWORD, next="/compte")
    assert page.response.headers["Location"] == "/compte"
    assert "Camille Fictif" in read("/compte").words


def test_a_wrong_password_says_so_and_keeps_the_address(read, camille):
    page = read.send("/connexion", status=422, email="camille@exemple.test", password="autre chose")
    assert "ne vont pas ensemble" in page.words
    assert 'value="camille@exemple.test"' in page.html
    assert "<title>Erreur\u00a0:" in page.html


def test_a_form_that_waited_for_the_sign_in_comes_back(read, camille):
    kept = '[["text", "Une remarque"], ["needs", "1"]]'
    page = read.send("/connexion", status=200, email="camille@exemple.test", password=PASSWORD,
                     next="/productions/1/echanges", kept=kept)  # fmt: skip
    form = next(a for a in page.parsed.all("form") if a.get("action") == "/productions/1/echanges")
    assert form["method"] == "post"
    assert "Une remarque" in page.html


def test_sessions_are_listed_and_can_be_ended(read, camille):
    with transaction():
        services.open_session(camille, "Mozilla/5.0 (X11; Linux) Firefox/140.0")
    page = read("/compte", as_=camille)
    assert "Firefox, Linux" in page.words
    assert "cet appareil" in page.words
    ends = [a["action"] for a in page.parsed.all("form") if a.get("action", "").endswith("/fin")]
    assert len(ends) == 2


def test_the_demonstration_offers_its_people_to_this_machine_only(read, app, camille):
    make.coordinator(is_fictional=True)
    assert "Coralie Fictive" not in read("/connexion").words
    app.config["DEMONSTRATION"] = True
    page = read("/connexion")
    assert "Coralie Fictive" in page.words
    assert "Camille Fictif" not in page.words


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_invitation_opens_once_and_then_says_so(read, context, language):
    with transaction():
        _, token = services.invite("nouveau@exemple.test", Role.MEMBER, None, language)
    path = f"/invitations/{token}"
    read(path, language=language)
    page = read.send(path, status=422, language="fr", name="", password="court")
    assert "2 réponses sont à corriger" in page.words
    read.send(path, name="Nouvelle Fictive", password=PASSWORD)
    closed = read(path, status=410, language=language)  # the account has its own language by now
    assert ("a déjà servi" if language == "fr" else "was already used") in closed.words


def test_an_unknown_invitation_is_not_found(read):
    assert "inconnue" in read("/invitations/rien", status=404).words


def test_display_settings_are_kept(read, camille):
    read("/compte", as_=camille)
    read.send("/compte", theme="dark")
    page = read("/compte")
    assert "Vos choix sont enregistrés." in page.words
    assert any(a.get("media") == "screen" for a in page.parsed.all("link"))
