"""Searches in vain are a demand: grouped, without address or personal data, filed under needs (V★5)."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests import make
from univasso.core import clock, retention
from univasso.core.db import db, transaction
from univasso.finder import demand
from univasso.models import UnmetSearch, UnmetSubject


def seek(words: str, count: int = 1, days_ago: int = 0) -> None:
    with transaction():
        day = clock.today() - timedelta(days=days_ago)
        db.session.add(UnmetSearch(day=day, words=words, count=count))


def heard(*typed: str) -> set[str]:
    """What is kept of these searches."""
    for words in typed:
        demand.hear(words)
    with transaction():
        demand.write()
    return set(db.session.scalars(select(UnmetSearch.words)))


@pytest.fixture
def team(context):
    return make.coordinator()


def test_near_wordings_are_one_subject(context):
    seek("monnaie locale", 2)
    seek("monnaies locales", 3, days_ago=2)
    seek("les monnaies locales")
    seek("locale monnaie", days_ago=5)
    seek("monnaie unique")
    found = demand.since(90)
    assert [(d.words, d.count) for d in found] == [("monnaies locales", 7), ("monnaie unique", 1)]
    assert found[0].others == ["monnaie locale", "les monnaies locales", "locale monnaie"]
    assert found[0].last == clock.today()


def test_a_period_leaves_out_what_is_older(context):
    seek("monnaie locale", days_ago=40)
    assert demand.since(30) == []
    assert len(demand.since(90)) == 1


@pytest.mark.parametrize(
    "typed",
    ["12 rue de la Paix Amiens", "3 bis avenue Foch", "8, allée des Lilas", "Mme Dupont-Fictif",
     "monsieur Durand Beauvais", "M. Durand", "Zoé Fictive-Martin subvention", "fictive martin zoe",
     "zzz Hugo Fictif"],
)  # fmt: skip
def test_words_about_somebody_are_not_kept(context, typed):
    make.user(name="Zoé Fictive-Martin")
    make.researcher(None, given="Hugo", family="Fictif")
    assert heard(typed) == set()


def test_words_that_only_look_so_are_kept(context):
    make.user(name="Zoé Fictive")
    kept = heard("rue aux enfants", "12 associations", "place des femmes", "zoé", "2023 bilan")
    assert kept == {"rue aux enfants", "12 associations", "place des femmes", "zoe", "2023 bilan"}


def test_a_subject_is_filed_under_a_need_with_all_its_wordings(read, team):
    seek("monnaie locale", 2)
    seek("monnaies locales")
    sent = {"words": "monnaie locale", "need": "1"}
    read.send("/recherche/demandes/ranger", as_=team, form=sent)
    db.session.rollback()
    assert [d.need.number for d in demand.since(90)] == [1]
    assert make.need(1).short_fr in read("/recherche/demandes").words
    path = f"/besoins/1-{make.need(1).slug}"
    assert "monnaie locale" in read(path).words
    read.send("/recherche/demandes/ranger", form={"words": "monnaies locales", "need": "2"})
    db.session.rollback()
    assert db.session.scalars(select(UnmetSubject)).one().need.number == 2
    read.send("/recherche/demandes/ranger", form={"words": "monnaie locale", "need": ""})
    db.session.rollback()
    assert db.session.scalar(select(func.count(UnmetSubject.id))) == 0


def test_only_the_coordination_reads_the_words(read, team):
    seek("monnaie locale")
    with transaction():
        demand.file("monnaie locale", make.need(1), team)
    path = f"/besoins/1-{make.need(1).slug}"
    assert "monnaie locale" not in read(path).words
    assert "monnaie locale" not in read(path, as_=make.user()).words


def test_nothing_else_is_filed(read, team):
    send = "/recherche/demandes/ranger"
    read.send(send, as_=team, status=404, form={"words": "jamais cherché", "need": "1"})
    seek("monnaie locale")
    for need in ("99", "abc", "-1", "9" * 30):
        read.send(send, form={"words": "monnaie locale", "need": need})
    db.session.rollback()
    assert db.session.scalar(select(func.count(UnmetSubject.id))) == 0


def test_the_page_offers_to_ask_and_to_search_again(read, team):
    seek("monnaie locale")
    page = read("/recherche/demandes", as_=team)
    assert "Poser une question monnaie locale" in page.words
    assert "/recherche?q=monnaie+locale" in page.links()
    read("/recherche/demandes", as_=make.coordinator(language="en"), language="en")
    for odd in ("?page=0", "?page=9999", "?page=abc", "?jours=abc", "?jours=99999"):
        read(f"/recherche/demandes{odd}", as_=team)


def test_the_export_is_what_the_page_shows(read, team):
    seek("monnaie locale", 2)
    seek("monnaies locales")
    seek("=1+1")
    with transaction():
        demand.file("monnaie locale", make.need(1), team)
    text = read("/recherche/demandes.csv?jours=90", as_=team).html
    lines = text.lstrip("\ufeff").splitlines()
    assert lines[0] == "words,other wordings,times,last,need"
    assert lines[1] == f"monnaie locale,monnaies locales,3,{clock.today()},1"
    assert lines[2].startswith("'=1+1")


def test_two_years_later_the_words_are_gone(context):
    seek("monnaie locale", days_ago=800)
    seek("monnaies locales", days_ago=10)
    assert retention.RULES["demand"].count() == 1
    with transaction():
        retention.RULES["demand"].apply()
    assert set(db.session.scalars(select(UnmetSearch.words))) == {"monnaies locales"}
