"""Questions in search: under their own tab, by their public words, while everybody may read them."""

import pytest

from tests import make
from tests.questions.steps import leave, post
from univasso.accounts import erasure
from univasso.core.db import db
from univasso.finder import following
from univasso.models import Question, Territory
from univasso.questions.services import triage, wordings

WISH = "Pourquoi nos trésorières fictives s’épuisent-elles chaque hiver ?"
TAB = "/recherche?onglet=questions&q={}"


@pytest.fixture
def coralie(context):
    return make.coordinator(name="Coralie Fictive")


@pytest.fixture
def question(coralie):
    nadia = make.user(name="Nadia Fictive", email="nadia@exemple.test")
    place = db.session.query(Territory).filter_by(name="Roubaix").first()
    made = make.question("qualified", wish=WISH, situation="Deux ont quitté le conseil.", asker=nadia,
                         association_name="Les Rives fictives", territories=[place])  # fmt: skip
    with make.transaction():
        triage.map_to(made, [make.need(3)], "", coralie)
    return made


def test_it_is_found_by_its_words_marked_and_leads_to_its_page(read, question, work):
    work()
    page = read("/recherche?q=trésorière")
    assert "Questions 1" in page.words
    page = read(TAB.format("trésorière conseil"))
    assert "<mark>trésorières</mark>" in page.html
    assert "Deux ont quitté le <mark>conseil</mark>" in page.html
    assert f'href="/questions/{question.id}"' in page.html
    assert "1 question pour" in page.words
    assert "Nom non affiché" in page.words
    assert "/recherche.ris" not in page.html
    for narrowed in ("besoin=3", "territoire=department:59", "tri=recentes"):
        assert "1 question" in read(f"{TAB.format('')}&{narrowed}").words
    nothing = read(f"{TAB.format('zorglub')}&besoin=3").words
    assert "Aucune question ne parle de" in nothing
    assert "Aucune question" in read(f"{TAB.format('')}&besoin=4").words


def test_the_wording_agreed_upon_becomes_its_title(read, question, work, coralie):
    with make.transaction():
        row = db.session.get(Question, question.id)
        wordings.propose(row, "Effets du renouvellement sur la gouvernance", "", coralie)
    work()
    assert f"/questions/{question.id}" not in read(TAB.format("gouvernance")).html
    with make.transaction():
        row = db.session.get(Question, question.id)
        wordings.accept(row.wordings[-1], row.asker, "Nadia")
    work()
    assert "Effets du renouvellement sur la <mark>gouvernance</mark>" in read(
        TAB.format("gouvernance")
    ).html.replace("\xa0", " ")


def test_a_name_is_never_looked_for_and_shown_only_to_whom_it_may_be(read, question, coralie, work):
    work()
    assert f"/questions/{question.id}" not in read(TAB.format('"Les Rives fictives"')).html
    assert "Les Rives fictives" in read(TAB.format("trésorière"), as_=coralie).words
    leave(read)
    with make.transaction():
        db.session.get(Question, question.id).visibility = "public"
    work()
    assert "Les Rives fictives" in read(TAB.format("trésorière")).words


def test_closed_to_the_programme_it_goes_out_of_the_index(read, question, work):
    work()
    post(read, f"/questions/suivi/{question.id}/visibilite", {"visibility": "programme"},
         as_=question.asker)  # fmt: skip
    leave(read)
    assert f"/questions/{question.id}" not in read(TAB.format("trésorière")).html  # at once
    work()
    assert following.compare() == (set(), set())


def test_once_its_asker_is_erased_it_is_no_longer_found(read, question, work):
    work()
    assert f"/questions/{question.id}" in read(TAB.format("trésorière")).html
    with make.transaction():
        erasure.erase(db.session.get(Question, question.id).asker, None)
    work()
    assert f"/questions/{question.id}" not in read(TAB.format("trésorière")).html
    assert following.compare() == (set(), set())
