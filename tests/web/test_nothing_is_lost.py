"""Whole stories of a text that must not be lost: a session that ended, two people at once (G2, G10)."""

import pytest
from sqlalchemy import select

from tests import make
from univasso.accounts.passwords import hash_password
from univasso.core.db import db, transaction
from univasso.models import Association, Output, OutputState, Researcher, Role

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


def in_turn(read, path: str, first: dict, second: dict, language: str = "fr"):
    """Two people open a form and save it one after the other: the page that the second one meets."""
    opened = read(path, language=language).form()
    read.send(path, form={**opened, **first}, language=language)
    late = {**opened, **second, "once": "another"}
    return read.send(path, form=late, status=409, language=language)


def test_two_people_who_tick_boxes_of_an_association_choose_between_their_lists(read, context):
    nadia = make.user(name="Nadia Fictive")
    ours = make.association(nadia, "Les Ateliers fictifs du canal")
    path = f"/annuaire/associations/{ours.id}/modifier"
    read.sign_in(nadia)
    needs = [str(make.need(number).id) for number in (2, 3, 5)]
    theirs = {"sectors": ["environment", "culture"], "needs": needs[:2], "territories": "Lille",
              "budget_band": "under_10k", "refusals": ["no_students"]}  # fmt: skip
    mine = {"sectors": ["sport"], "needs": needs[2:], "territories": "Amiens\nLens", "refusals": []}
    page = in_turn(read, path, theirs, mine)
    for said in ("Environnement", "Sport", "Lille", "Amiens", "Lens", "Pas de travail d’étudiants"):
        assert said in page.words
    assert "environment" not in page.words
    kept = page.form(path)
    assert kept["sectors"] == ["sport"]
    assert kept["refusals"] == [""]
    theirs_now = values(page, "sectors")[1].replace("\n", "\r\n")  # as browsers send it
    kept |= {"sectors": theirs_now, "needs": values(page, "needs")[1], "refusals": "no_students"}
    read.send(path, form=kept)
    db.session.rollback()
    saved = db.session.get(Association, ours.id)
    assert sorted(saved.sectors) == ["culture", "environment"]
    assert [need.number for need in saved.needs] == [2, 3]
    assert sorted(place.name for place in saved.territories) == ["Amiens", "Lens"]
    assert saved.refusals == ["no_students"]


@pytest.mark.parametrize(
    ("language", "method", "keep"),
    [("fr", "Entretiens", "Garder cette réponse"), ("en", "Interviews", "Keep this answer")],
)
def test_two_people_who_tick_boxes_of_a_profile_choose_between_their_lists(
    read, context, language, method, keep
):
    lea = make.user(name="Léa Fictive", language=language)
    row = make.researcher(lea)
    path = f"/annuaire/chercheurs/{row.id}/modifier"
    read.sign_in(lea)
    page = in_turn(
        read, path, {"methods": ["interviews", "survey"], "territories": "Lille"}, {}, language
    )
    assert method in page.words
    assert keep in page.words
    kept = page.form(path)
    assert (kept["methods"], kept["territories"]) == ([""], [""])
    kept |= {"methods": values(page, "methods")[1], "territories": values(page, "territories")[1]}
    read.send(path, form=kept, language=language)
    db.session.rollback()
    saved = db.session.get(Researcher, row.id)
    assert sorted(saved.methods) == ["interviews", "survey"]
    assert [place.name for place in saved.territories] == ["Lille"]


def values(page, name: str) -> list[str]:
    """What the radio buttons of an answer would send: one’s own, then the other’s."""
    return [a["value"] for a in page.parsed.all("input") if a.get("name") == name]
