"""Every error is a page that says what happens next, and loses nothing."""

import html
import json
import re

import pytest
from flask import abort
from sqlalchemy.exc import OperationalError

from tests import make
from tests.reader import PageRead
from univasso.core.db import StaleVersion, db
from univasso.core.limits import TooMany
from univasso.core.workflow import WrongState
from univasso.models import Output, OutputState
from univasso.policy import Permission
from univasso.web.access import permit, public
from univasso.web.forms import Form, LineField


@pytest.fixture
def breaking(app):
    """``breaking(call)``: a page at /panne, GET and POST, that does what it is told."""

    def at(call, permission=Permission.PUBLIC):
        view = permit(permission)(lambda: call())
        app.add_url_rule("/panne", "panne", view, methods=["GET", "POST"])
        return "/panne"

    app.testing = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return at


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("code", [400, 403, 404, 405, 409, 410, 413, 500, 503])
def test_each_error_has_its_page(breaking, read, code, language):
    page = read(breaking(lambda: abort(code)), status=code, language=language)
    assert "Werkzeug" not in page.html
    assert any(link == "/" for link in page.links())


def test_a_fault_shows_no_trace_and_needs_no_database(breaking, read, context, monkeypatch):
    path = breaking(lambda: 1 / 0)
    read("/compte", as_=make.user())

    def broken(*_args, **_named):
        raise OperationalError("SELECT", {}, Exception("the database is away"))

    monkeypatch.setattr(db.session, "scalar", broken)
    page = read(path, status=503)
    assert "Traceback" not in page.html
    monkeypatch.undo()
    page = read(path, status=500)
    assert "ZeroDivisionError" not in page.html
    assert "Quelque chose n’a pas fonctionné" in page.words


def test_too_many_tries_say_when_to_come_back(breaking, read):
    def refuse():
        raise TooMany(130)

    page = read(breaking(refuse), status=429)
    assert page.response.headers["Retry-After"] == "130"
    assert "dans 3 minutes" in page.words
    assert re.search(r"à partir de\s+\d+\u00a0h", page.words)


def test_a_state_that_moved_is_shown_as_it_now_is(breaking, read, context):
    number = make.output(OutputState.PUBLISHED).id

    def late():
        raise WrongState(db.session.get(Output, number), "publish")

    page = read(breaking(late), status=409)
    assert "Publiée" in page.words


class TitleForm(Form):
    title_fr = LineField("Titre de la notice")
    place = LineField("Lieu")


def test_two_texts_stand_side_by_side_and_one_chooses(breaking, read, context):
    number = make.output(title_fr="Le titre de Coralie", place="Lille").id

    def conflict():
        TitleForm().is_sent_and_valid()
        raise StaleVersion(db.session.get(Output, number))

    sent = {"title_fr": "Mon titre", "place": "Lille", "version": "1", "needs": ["1", "2"]}
    page = read.send(breaking(conflict), status=409, **sent)
    assert "Titre de la notice" in page.words
    values = [
        (a.get("type"), a.get("value"))
        for a in page.parsed.all("input")
        if a.get("name") == "title_fr"
    ]
    assert values == [("radio", "Mon titre"), ("radio", "Le titre de Coralie")]
    kept = [
        (a["name"], a["value"])
        for a in page.parsed.all("input")
        if a.get("name") in ("place", "needs")
    ]
    assert kept == [("place", "Lille"), ("needs", "1"), ("needs", "2")]
    version = next(a for a in page.parsed.all("input") if a.get("name") == "version")
    assert version["value"] != ""


def test_a_form_whose_session_ended_comes_back_filled(read):
    page = read.send("/style", status=400, csrf_token="old", abstract="Trois semaines de travail")
    assert "Trois semaines de travail" in page.html
    abstract = next(a for a in page.parsed.all("input") if a.get("name") == "abstract")
    assert abstract["value"] == "Trois semaines de travail"
    assert [a["value"] for a in page.parsed.all("input") if a.get("name") == "csrf_token"] != [
        "old"
    ]


def test_a_form_sent_while_signed_out_is_given_back_after_signing_in(breaking, read):
    path = breaking(lambda: "", Permission.ACCOUNT_OWN)
    page = read.send(path, status=401, text="Une remarque « longue »", needs=["1", "2"])
    kept = next(a["value"] for a in page.parsed.all("input") if a.get("name") == "kept")
    assert json.loads(html.unescape(kept)) == [
        ["text", "Une remarque « longue »"],
        ["needs", "1"],
        ["needs", "2"],
    ]
    assert "Une remarque « longue »" in page.html


def test_passwords_are_never_given_back(read):
    page = read.send(
        "/connexion", status=400, csrf_token="old", email="a@exemple.test", password="secret-secret"
    )
    assert "secret-secret" not in page.html


def test_where_one_came_from_is_a_page_of_ours(app):
    public_page = public(lambda: abort(405))
    app.add_url_rule("/panne", "panne", public_page)
    client = app.test_client()
    for referrer, back in (
        ("http://localhost/besoins?page=2", "/besoins?page=2"),
        ("https://ailleurs.example/besoins", "/"),
        ("http://localhost//ailleurs.example", "/"),
        ("javascript:alert(1)", "/"),
    ):
        page = PageRead(
            client.get("/panne", headers={"Referer": referrer, "Accept-Language": "fr"})
        )
        assert back in page.links()
        assert not any("ailleurs" in link or "javascript" in link for link in page.links())


def test_whoever_presses_twice_goes_back_to_the_page_of_the_button(context, read):
    """The address of a button only takes what is sent: nobody is led there."""
    lea = make.user(name="Léa Fictive")
    row = make.researcher(lea)
    read.sign_in(lea)
    page = f"/annuaire/chercheurs/{row.id}/interets"
    sent = {"csrf_token": read.token(), "once": "the-same-key"}
    for _twice in range(2):
        answer = read.client.post(
            f"{page}/confirmer", data=sent, headers={"Referer": f"http://localhost{page}"}
        )
        assert answer.status_code == 303
    assert read.client.get(answer.location).status_code == 200
