"""Signing in with ORCID, played by its fictional stand-in on a port of its own (R1.1)."""

import re
import threading
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from waitress import create_server

from tests import make
from tests.accounts.conftest import is_signed_in
from tests.reader import Reader
from univasso.core.db import db, transaction
from univasso.demonstration.orcid import PEOPLE, Orcid, attach
from univasso.models import User

ROSALIE, OUSMANE = list(PEOPLE)[:2]
NEW = "rosalie@exemple.test"


@pytest.fixture
def orcid(app):
    """A stand-in that answers this application; gives it, to be twisted."""
    server = create_server(lambda *asked: fictional(*asked), host="127.0.0.1", port=0, threads=2)
    issuer = f"http://127.0.0.1:{server.effective_port}"
    fictional = Orcid(issuer, "here", "a secret")
    app.config.update(ORCID_ISSUER=issuer, ORCID_CLIENT_ID="here", ORCID_CLIENT_SECRET="a secret")
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield fictional
    server.close()


def go(read, next_page: str = "") -> str:
    """Begin at our page; the address of ORCID's."""
    page = read.client.get("/connexion/orcid/aller", query_string={"next": next_page})
    assert page.status_code == 302, page.get_data(as_text=True)
    return page.location


def choose(address: str, orcid: str) -> str:
    """What a person clicks on ORCID's page: where it leads back to."""
    links = re.findall(r'<a href="([^"]+)"', requests.get(address, timeout=5).text)
    place = list(PEOPLE).index(orcid) if orcid in PEOPLE else -1
    parts = urlsplit(unescape(links[place]))
    return f"{parts.path}?{parts.query}"


def show(read, orcid: str, next_page: str = ""):
    """The whole way there and back; the page that says who it is."""
    read(choose(go(read, next_page), orcid), status=303)
    return read("/connexion/orcid")


def linked(user, orcid: str) -> None:
    with transaction():
        row = db.session.get(User, user.id)
        row.orcid, row.orcid_verified_at = orcid, make.clock.now()


def orcid_of(user) -> str | None:
    db.session.rollback()
    return db.session.get(User, user.id).orcid


def test_what_is_asked_for_holds_a_state_a_nonce_and_a_proof_key(read, orcid, context):
    asked = parse_qs(urlsplit(go(read)).query)
    assert asked["scope"] == ["openid"]
    assert asked["code_challenge_method"] == ["S256"]
    assert all(len(asked[name][0]) >= 20 for name in ("state", "nonce", "code_challenge"))
    assert asked["redirect_uri"] == ["http://localhost/connexion/orcid/retour"]


def test_whoever_linked_an_id_signs_in_with_it(read, camille, orcid):
    linked(camille, ROSALIE)
    page = show(read, ROSALIE, "/productions/mes-depots")
    assert ROSALIE in page.words
    assert not is_signed_in(read)
    assert read.send("/connexion/orcid").response.location == "/productions/mes-depots"
    assert is_signed_in(read)


def test_the_second_factor_is_asked_for_after_orcid_too(read, camille, orcid, application):
    shows = application(camille)
    linked(camille, ROSALIE)
    show(read, ROSALIE)
    assert "Seconde étape" in read.send("/connexion/orcid", status=200).words
    read.send("/connexion/second", code=shows())
    assert is_signed_in(read)


def test_an_id_is_linked_to_an_account_and_unlinked(read, camille, orcid):
    read.sign_in(camille)
    page = show(read, ROSALIE, "/compte")
    assert orcid_of(camille) is None  # coming back writes nothing
    assert "Relier cet iD ORCID" in page.words
    read.send("/compte/orcid")
    assert orcid_of(camille) == ROSALIE
    assert ROSALIE in read("/compte").words
    read.send("/compte/orcid/retirer")
    assert orcid_of(camille) is None


def test_the_id_of_somebody_else_is_not_taken_over(read, camille, orcid):
    owner = make.user(name="Rosalie Fictive")
    linked(owner, ROSALIE)
    read.sign_in(camille)
    page = show(read, ROSALIE)
    assert "relié à un autre compte" in page.words
    assert "Rosalie Fictive" not in page.words.replace(f"Rosalie Fictive · {ROSALIE}", "")
    read.send("/compte/orcid")
    read.send("/connexion/orcid", status=200)
    assert (orcid_of(owner), orcid_of(camille)) == (ROSALIE, None)


def test_an_unknown_id_leads_to_an_account_that_keeps_it(app, read, orcid, box):
    page = show(read, OUSMANE)
    assert "Aucun compte n’a encore cet iD ORCID" in page.words
    read.send("/inscription", email=NEW, arriving_as="researcher")
    path = box(NEW).link
    assert 'value="Ousmane Fictif"' in read(path).html
    read.send(path, name="Ousmane Fictif", password="")
    db.session.rollback()
    assert db.session.query(User).filter_by(email=NEW).one().orcid == OUSMANE


def test_an_id_goes_only_with_the_browser_that_showed_it(app, read, orcid, box):
    """Else whoever types the address of another would keep a door to their account."""
    show(read, OUSMANE)
    read.send("/inscription", email=NEW, arriving_as="researcher")
    victim = Reader(app)
    path = box(NEW).link
    victim(path)
    victim.send(path, name="Une Fictive", password="")
    db.session.rollback()
    assert db.session.query(User).filter_by(email=NEW).one().orcid is None


def test_a_person_who_declines_is_told_that_nothing_changed(read, orcid, context):
    back = choose(go(read), "nobody")
    assert "pas laissé ORCID" in read(back, status=400).words


def test_an_answer_of_another_browser_opens_nothing(app, read, orcid, context):
    back = choose(go(read), ROSALIE)
    assert "n’a pas confirmé" in Reader(app)(back, status=400).words
    read(back.replace("state=", "state=x"), status=400)
    read("/connexion/orcid/retour", status=400)


def test_an_answer_serves_once(read, orcid, context):
    back = choose(go(read), ROSALIE)
    read(back, status=303)
    read(back, status=400)


@pytest.mark.parametrize(
    "twist",
    [
        {"nonce": "another"}, {"aud": "another site"}, {"iss": "https://evil.example"}, {"exp": 1},
        {"sub": "9999-0000-0000-0018"}, {"sub": "nothing"},
    ],
)  # fmt: skip
def test_a_token_that_is_not_right_opens_nothing(read, camille, orcid, twist):
    linked(camille, ROSALIE)
    orcid.twist = twist
    read(choose(go(read), ROSALIE), status=400)
    read("/connexion/orcid", status=303)


def test_a_token_signed_by_another_key_opens_nothing(read, orcid, context):
    show(read, ROSALIE)
    orcid.key = type(orcid.key).generate_key(2048, {"kid": "fictional"})
    read(choose(go(read), ROSALIE), status=400)


def test_a_server_that_is_away_is_said(app, read, context):
    app.config.update(ORCID_ISSUER="http://127.0.0.1:9", ORCID_CLIENT_ID="here")
    page = read("/connexion/orcid/aller", status=503)
    assert "ORCID ne répond pas" in page.words


def test_it_goes_away_between_the_question_and_the_answer(app, read, orcid, context):
    back = choose(go(read), ROSALIE)
    metadata = app.extensions["orcid"].server_metadata
    metadata["token_endpoint"] = "http://127.0.0.1:9/"
    assert "ORCID ne répond pas" in read(back, status=503).words


def test_without_its_setting_there_is_no_button(read, context):
    assert "ORCID" not in read("/connexion").words
    read("/connexion/orcid/aller", status=303)


def test_what_was_shown_is_forgotten_after_half_an_hour(read, camille, orcid, later):
    linked(camille, ROSALIE)
    show(read, ROSALIE)
    later(minutes=31)
    read("/connexion/orcid", status=303)
    read.send("/connexion/orcid")
    assert not is_signed_in(read)


def test_the_stand_in_answers_this_machine_only(app):
    app.config["PUBLIC_URL"] = "http://localhost"
    attach(app)
    path = "/demonstration/orcid/.well-known/openid-configuration"
    client = app.test_client()
    assert client.get(path).status_code == 200
    assert client.get(path, headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 404
    assert client.get(path, environ_base={"REMOTE_ADDR": "192.0.2.1"}).status_code == 404
