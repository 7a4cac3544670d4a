"""Whole stories of a text that must not be lost: a session that ended, two people at once (G2, G10)."""

import html
import re

import pytest
from sqlalchemy import select

from tests import make
from univasso.accounts.passwords import hash_password
from univasso.core.db import db, transaction
from univasso.models import Output, OutputState, Role

PASSWORD = "une phrase assez longue"


def fields_of(page, action: str) -> dict:
    """What a browser would send back from the form at this address, its ticked choices included."""
    form = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page.html, re.S)[0]
    sent: dict[str, list[str]] = {}
    select = ""
    for tag, about in type(page.parsed)(form).elements:
        if tag == "select":
            select, sent[about["name"]] = about["name"], []
        elif tag == "option" and ("selected" in about or not sent[select]):
            sent[select] = [about["value"]]
        elif tag == "input" and (
            about.get("type") not in ("radio", "checkbox") or "checked" in about
        ):
            sent.setdefault(about["name"], []).append(about.get("value", ""))
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S):
        sent[name] = [html.unescape(text.removeprefix("\r\n"))]
    return sent


@pytest.fixture
def camille(context):
    return make.user(
        Role.MEMBER, email="camille@exemple.test", password_hash=hash_password(PASSWORD)
    )


def test_a_deposit_sent_after_the_session_ended_is_made_all_the_same(read, camille):
    page = read.send(
        "/productions/deposer", status=401, kind_code="note", title="Trois mois d’enquête à Lens"
    )
    sent = fields_of(page, "/connexion")
    sent.update(email="camille@exemple.test", password=PASSWORD)
    page = read.send("/connexion", status=200, **sent)
    assert "prêt à être envoyé" in page.words
    assert "Trois mois d’enquête à Lens" in page.html
    read.send("/productions/deposer", **fields_of(page, "/productions/deposer"))
    db.session.rollback()
    kept = db.session.scalars(select(Output.title_fr)).all()
    assert kept == ["Trois mois d’enquête à Lens"]


def test_two_people_who_edit_choose_between_their_texts(read, context):
    coralie = make.coordinator()
    output = make.output(OutputState.PUBLISHED, title_fr="Titre ancien", place="Lille")
    path = f"/productions/{output.id}/modifier"
    mine = fields_of(read(path, as_=coralie), "")
    with transaction():
        other = db.session.get(Output, output.id)
        other.title_fr, other.place, other.version = "Titre de l’autre", "Amiens", other.version + 1
    mine["title_fr"] = ["Mon titre"]
    mine.pop("language")  # the reader's own argument has that name; the form keeps its first choice
    page = read.send(path, status=409, **mine)
    assert "Titre en français" in page.words
    again = fields_of(page, path)
    again.update(place="Amiens")  # the choice of the other text, as its radio button would send it
    read.send(path, **again)
    db.session.rollback()
    saved = db.session.get(Output, output.id)
    assert (saved.title_fr, saved.place) == ("Mon titre", "Amiens")
