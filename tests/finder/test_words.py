"""What search learns and proposes: bridges, spellings, completions, what was sought in vain."""

from urllib.parse import quote

import pytest
from sqlalchemy import select

from tests import make
from univasso.core import history
from univasso.core.db import db
from univasso.finder import demand
from univasso.models.finder import UnmetSearch, WordBridge


@pytest.fixture
def programme(app, context, work):
    """Outputs that say things in the words of research, and a team."""
    make.output(title_fr="L’engagement volontaire des retraités")
    make.output(title_fr="Le bénévolat à la campagne")
    make.output(title_fr="Les subventions aux associations")
    abstract = "How clubs organise their volunteers."
    make.output(
        title_fr="", title_en="Volunteers in sports clubs", language="en", abstract_en=abstract
    )
    work()
    return make.coordinator()


def titles(page) -> str:
    return " ".join(words for tag, _, words in page.parsed.text if tag in ("a", "mark"))


# Bridges


def test_a_bridge_finds_what_others_call_otherwise_and_says_so(read, programme):
    page = read("/recherche?q=bénévolat")
    assert "engagement volontaire" in page.words.split("Aussi cherché")[1]
    assert "retraités" in titles(page)
    assert "campagne" in titles(page)


def test_only_my_words_reduces_and_can_be_undone(read, programme):
    page = read("/recherche?q=bénévolat")
    (strict,) = [link for link in page.links() if "strict=1" in link and "/recherche?" in link]
    narrow = read(strict)
    assert "retraités" not in titles(narrow)
    assert "campagne" in titles(narrow)
    assert "Seuls vos mots sont cherchés" in narrow.words
    assert any("strict" not in a and "b%C3%A9n" in a for a in narrow.links())


def test_a_bridge_is_made_changed_stopped_and_used_again_with_its_history(read, programme, work):
    read.send("/recherche/mots", as_=programme, expressions="campagne ; ruralité ; milieu rural")
    db.session.rollback()
    bridge = db.session.scalars(select(WordBridge).order_by(WordBridge.id.desc())).first()
    assert "bénévolat" in titles(read("/recherche?q=ruralité")).lower()
    read.send(f"/recherche/mots/{bridge.id}", expressions="campagne ; ruralité")
    read.send(f"/recherche/mots/{bridge.id}/basculer")
    assert "Aucune production" in read("/recherche?q=ruralité").words
    read.send(f"/recherche/mots/{bridge.id}/basculer")
    assert "campagne" in titles(read("/recherche?q=ruralité"))
    db.session.rollback()
    verbs = [entry.verb for entry in history.of(db.session.get(WordBridge, bridge.id))]
    assert sorted(verbs) == ["create", "edit", "switch_off", "switch_on"]
    assert all(entry.by_id == programme.id for entry in history.of(bridge))


@pytest.mark.parametrize("typed", ["", ";", "seul", "a ; ", "x;" * 40])
def test_a_bridge_of_less_than_two_expressions_is_not_kept_and_says_why(read, programme, typed):
    before = db.session.query(WordBridge).count()
    page = read.send("/recherche/mots", as_=programme, expressions=typed, status=422)
    assert "Erreur" in page.words
    db.session.rollback()
    assert db.session.query(WordBridge).count() == before


def test_bridges_are_for_the_coordination(read, programme):
    read("/recherche/mots", as_=make.user(), status=403)


# Spellings and completions


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("subvantions", "subventions"), ("benevolta", "bénévolat"), ("campgane", "campagne"),
     ("retraitez", "retraités"), ("asociations", "associations")],
)  # fmt: skip
def test_a_near_spelling_is_proposed_and_finds(read, programme, typed, meant):
    page = read(f"/recherche?q={typed}")
    assert meant in page.words
    offered = [a for a in page.links() if a.startswith("/recherche?q=") and quote(meant) in a]
    assert offered
    assert "<h3><a" in read(offered[0]).html


def test_no_spelling_is_proposed_when_none_finds_more(read, programme):
    for typed in ("bénévolat", "zzzzzzqqq"):
        page = read(f"/recherche?q={typed}")
        assert "Essayez avec cette orthographe" not in page.words


@pytest.mark.parametrize("typed", ["bene", "BÉNÉ", "béné", "bene\u0301"])
def test_completions_ignore_accents_and_capitals(read, programme, typed):
    found = read.client.get(f"/recherche/suggestions?q={quote(typed)}").json
    assert "bénévolat" in [words.lower() for words in found]


def test_completions_go_on_from_what_was_typed_before(read, programme):
    found = read.client.get("/recherche/suggestions?q=les%20subv").json
    assert found == ["les subventions"]


def test_an_english_text_is_found_by_its_english_inflections(read, programme):
    for typed in ("volunteer", "volunteers", "organised", "organising clubs"):
        assert "Volunteers in sports clubs" in read(f"/recherche?q={quote(typed)}").words


# In English


@pytest.mark.parametrize(
    "query", ["bénévolat", "zzzz", "volunteers", '"engagement volontaire" -x', "how do clubs work?"]
)
def test_the_page_speaks_english_when_asked(read, programme, query):
    page = read(f"/recherche?lang=en&q={quote(query)}", language="en")
    for french in ("Chercher", "Aucune", "production", "Affiner", "Trier"):
        assert french not in page.words.replace("Univ’Asso", "")


# What was sought in vain


def unmet() -> dict[str, int]:
    db.session.rollback()
    return {row.words: row.count for row in db.session.scalars(select(UnmetSearch))}


def test_what_is_sought_in_vain_is_counted_by_day(read, programme, work, later):
    for typed in ("Monnaie locale", "monnaie  locale", "MONNAIE LOCALE"):
        read(f"/recherche?q={quote(typed)}")
    work()
    assert unmet() == {"monnaie locale": 3}
    later(days=1)
    read("/recherche?q=monnaie+locale")
    work()
    db.session.rollback()
    rows = db.session.scalars(select(UnmetSearch).order_by(UnmetSearch.day)).all()
    assert [row.count for row in rows] == [3, 1]
    page = read("/recherche/demandes", as_=programme)
    assert "monnaie locale" in page.words
    assert [one.count for one in demand.since(90)] == [4]


@pytest.mark.parametrize(
    "typed",
    ["camille@exemple.fr zzz", "zzz 06 12 34 56 78", "0612345678", "+33 6 12 34 56 78 zzz",
     "06.12.34.56.78", "zzz 06-12-34-56-78", "https://exemple.fr/moi zzz", "zzz camille @ exemple.fr",
     "zzz camille(at)exemple.fr", "zzz (06)12345678", "zzz 06/12/34/56/78", "zzz ０６１２３４５６７８"],
)  # fmt: skip
def test_what_may_lead_to_somebody_is_never_kept(read, programme, work, typed):
    read(f"/recherche?q={quote(typed)}")
    work()
    assert unmet() == {}


def test_what_finds_something_is_not_a_demand(read, programme, work):
    for path in ("q=bénévolat", "q=", "q=le+la", "q=zzzz&type=note", "q=zzzz&onglet=besoins"):
        read(f"/recherche?{path}")
    work()
    assert unmet() == {}


def test_no_address_nor_account_is_kept_beside_the_words(programme):
    assert {column.name for column in UnmetSearch.__table__.columns} == {
        "id",
        "day",
        "words",
        "count",
    }
