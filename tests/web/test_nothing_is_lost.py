"""Whole stories of a text that must not be lost: a session that ended, two people at once (G2, G10)."""

import pytest
from sqlalchemy import select

from tests import make
from univasso.accounts.passwords import hash_password
from univasso.core.db import db, transaction
from univasso.models import Output, OutputState, Role

PASSWORD = "une phrase assez longue"


@pytest.fixture
def camille(context):
    return make.user(
        Role.MEMBER, email="camille@exemple.test", password_hash=hash_password(PASSWORD)
    )


def test_a_deposit_sent_after_the_session_ended_is_made_all_the_same(read, camille):
    page = read.send(
        "/productions/deposer", status=401, kind_code="note", title="Trois mois d’enquête à Lens"
    )
    sent = page.form("/connexion")
    sent.update(email="camille@exemple.test", password=PASSWORD)
    page = read.send("/connexion", status=200, **sent)
    assert "prêt à être envoyé" in page.words
    assert "Trois mois d’enquête à Lens" in page.html
    read.send("/productions/deposer", **page.form("/productions/deposer"))
    db.session.rollback()
    kept = db.session.scalars(select(Output.title_fr)).all()
    assert kept == ["Trois mois d’enquête à Lens"]


def test_two_people_who_edit_choose_between_their_texts(read, context):
    coralie = make.coordinator()
    output = make.output(OutputState.PUBLISHED, title_fr="Titre ancien", place="Lille")
    path = f"/productions/{output.id}/modifier"
    mine = read(path, as_=coralie).form("")
    with transaction():
        other = db.session.get(Output, output.id)
        other.title_fr, other.place, other.version = "Titre de l’autre", "Amiens", other.version + 1
    page = read.send(path, status=409, form={**mine, "title_fr": "Mon titre"})
    assert "Titre en français" in page.words
    again = page.form(path)
    again.update(place="Amiens")  # the choice of the other text, as its radio button would send it
    read.send(path, form=again)
    db.session.rollback()
    saved = db.session.get(Output, output.id)
    assert (saved.title_fr, saved.place) == ("Mon titre", "Amiens")
