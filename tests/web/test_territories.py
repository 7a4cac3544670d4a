"""Places find themselves, however they are typed."""

import csv
from collections import Counter

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from univasso.core.db import db, transaction
from univasso.models import Territory, TerritoryName
from univasso.needs import vocabularies
from univasso.web.forms import Form
from univasso.web.territories import find_territory, propose
from univasso.web.territory_field import TerritoryField, described


def labels(text: str) -> list[str]:
    return [place.label for place in find_territory(text)]


def test_the_whole_official_geography_is_there(context):
    counts = Counter(db.session.scalars(select(Territory.kind)))
    assert counts == {"region": 1, "department": 5, "epci": 92, "commune": 3782}
    orphans = select(Territory.name).where(
        Territory.parent_id.is_(None), Territory.kind != "region"
    )
    assert db.session.scalars(orphans).all() == []
    kinds = Counter(db.session.scalars(select(TerritoryName.kind)))
    assert kinds["former"] >= 60
    assert kinds["postcode"] > 3700


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("saint-omer", "Saint-Omer (Pas-de-Calais)"),
        ("ST OMER", "Saint-Omer (Pas-de-Calais)"),
        ("Bethune", "Béthune (Pas-de-Calais)"),
        ("villeneuve d’ascq", "Villeneuve-d'Ascq (Nord)"),
        ("VILLENEUVE D ASCQ", "Villeneuve-d'Ascq (Nord)"),
        ("59000", "Lille (Nord)"),
        ("80021", "Amiens (Somme)"),
        ("59", "Nord"),
        ("nord", "Nord"),
        ("somme", "Somme"),
        ("hauts de france", "Hauts-de-France"),
        ("Touquet-Paris-Plage", "Le Touquet-Paris-Plage (Pas-de-Calais)"),
        ("Lomme", "Lille (Nord)"),  # a commune that Lille took in
        ("desvres samer", "CC de Desvres-Samer"),
        ("communauté de communes de Desvres-Samer", "CC de Desvres-Samer"),
        ("CC de la Haute Somme (Combles - Péronne - Roisel)",
         "CC de la Haute Somme (Combles - Péronne - Roisel)"),
        ("Fleury (80)", "Fleury (Somme)"),
        ("fleury (somme)", "Fleury (Somme)"),
        ("arras", "Arras (Pas-de-Calais)"),  # before the CU d’Arras
    ],
)  # fmt: skip
def test_a_place_finds_itself(context, typed, label):
    assert labels(typed) == [label]


def test_every_commune_is_found_by_its_label_alone(context):
    with (vocabularies.DATA / "territories.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] != "commune"]
    for row in rows:
        assert [p.territory.code for p in find_territory(row["name"])] == [row["code"]]
    names = Counter(db.session.scalars(select(Territory.name).where(Territory.kind == "commune")))
    for name in [name for name, count in names.items() if count > 1]:
        for place in find_territory(name):
            assert find_territory(place.label) == [place]


def test_namesakes_come_the_largest_first(context):
    assert labels("saint aubin") == [
        "Saint-Aubin (Nord)", "Saint-Aubin (Pas-de-Calais)", "Saint-Aubin (Aisne)",
    ]  # fmt: skip
    assert labels("59350") == ["Lille (Nord)", "Saint-André-lez-Lille (Nord)"]


def test_what_is_nearly_a_name_is_proposed(context):
    assert propose("béthunne")[0].label == "Béthune (Pas-de-Calais)"
    assert propose("amien")[0].label == "CA Amiens Métropole"
    assert propose("dunquerque")[0].label.startswith("Dunkerque")
    assert propose("xyzxyz") == []
    assert propose("a") == []
    assert propose("%") == propose("__") == []


def test_proposals_are_served_to_scripts(read):
    answer = read.client.get("/territoires/suggestions?q=st om").get_json()
    assert answer[0] == {"label": "Saint-Omer (Pas-de-Calais)", "code": "commune:62765"}
    assert read.client.get("/territoires/suggestions").get_json() == []
    assert read.client.get("/territoires/suggestions?q=" + "é" * 900).get_json() == []


class Where(Form):
    places = TerritoryField("Places")


def sent(context, text: str, **more: str) -> Where:
    with context.test_request_context("/", method="POST"):
        form = Where(MultiDict({"places": text, **more}))
        form.validate()
        form.shown = str(form.places())
        return form


def test_several_places_are_typed_one_a_line_or_between_commas(context):
    form = sent(context, "Lille\nst omer, Somme ; Lille\n\n")
    assert [t.name for t in form.places.data] == ["Lille", "Saint-Omer", "Somme"]
    assert not form.errors
    form = sent(context, "CA de Béthune-Bruay, Artois-Lys Romane")
    assert [t.kind for t in form.places.data] == ["epci"]


def test_namesakes_ask_for_a_choice_and_the_choice_is_kept(context):
    form = sent(context, "Lille\nSaint Aubin")
    assert "choisissez" in str(form.errors) or "choose" in str(form.errors)
    assert form.shown.count('type="radio"') == 3
    assert 'name="places-saintaubin" value="commune:02671"' in form.shown
    form = sent(context, "Lille\nSaint Aubin", **{"places-saintaubin": "commune:02671"})
    assert [t.code for t in form.places.data] == ["commune:59350", "commune:02671"]
    assert form.places._value() == "Lille\nSaint-Aubin (Aisne)"
    forged = sent(context, "Saint Aubin", **{"places-saintaubin": "commune:80021"})
    assert forged.errors


def test_an_unknown_place_is_told_with_its_nearest_names_and_nothing_is_lost(context):
    form = sent(context, "Béthunne\nLille")
    assert "Béthune (Pas-de-Calais)" in form.errors["places"][0]
    assert form.places._value() == "Béthunne\nLille"
    assert sent(context, "Zorglub").errors
    assert sent(context, "Li\x00lle").errors
    assert sent(context, "\n".join(f"Lieu {n}" for n in range(50))).errors


def test_what_is_typed_is_never_markup(context):
    form = sent(context, "<b>Lille</b>")
    assert "<b>" not in form.shown


def test_places_that_are_kept_are_shown_so_that_they_lead_back(context):
    place = find_territory("Fleury (Somme)")[0]
    with context.test_request_context("/"):
        form = Where(data={"places": [place.territory, find_territory("Nord")[0].territory]})
        assert form.places._value() == "Fleury (Somme)\nNord"
        assert described(find_territory("Lomme")[0]).startswith("Lomme")


def test_loading_the_names_again_changes_nothing(context):
    before = db.session.query(TerritoryName).count()
    with transaction():
        vocabularies.load()
    assert db.session.query(TerritoryName).count() == before
