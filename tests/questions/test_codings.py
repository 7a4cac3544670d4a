"""Two persons read a question apart, and a third click chooses where they differ."""

import pytest

from tests import make
from tests.questions.steps import leave, path_of, post
from univasso.core.db import db
from univasso.models import Coding, Question, QuestionState


@pytest.fixture
def coralie(context):
    return make.coordinator(name="Coralie Fictive")


@pytest.fixture
def sam(context):
    return make.coordinator(name="Sam Fictif")


@pytest.fixture
def question(coralie):
    return make.question(assignee=coralie, wish="Nos bénévoles fictifs partent-ils ?")


def ask(read, question, one, two, as_, status=303):
    path = f"/questions/{question.id}/lectures/demander"
    return post(read, path, {"one": one.id, "two": two.id}, as_=as_, status=status)


def reading(read, question, who, *needs, status=303, **about):
    leave(read)
    fields = {"needs": [make.need(n).id for n in needs], "places": "", "answer_kind": "survey"}
    return post(read, f"/questions/{question.id}/lecture", {**fields, **about}, as_=who,
                status=status)  # fmt: skip


def test_nobody_reads_twice_and_two_are_asked_once(read, question, coralie, sam):
    page = ask(read, question, sam, sam, coralie, status=422)
    assert "Choisissez une autre personne" in page.words
    assert db.session.query(Coding).count() == 0
    ask(read, question, coralie, sam, coralie)
    assert "déjà invitées à la lire" in ask(read, question, sam, coralie, coralie).words
    assert db.session.query(Coding).count() == 2
    assert [m.to_email for m in make.mails()] == [sam.email]
    assert make.link(make.mails()[0]) == f"/questions/{question.id}/lecture"
    leave(read)
    assert "Lire une question de son côté" in read("/tableau-de-bord", as_=sam).words


def test_a_reading_is_hidden_until_the_other_is_in_then_a_third_click_files_it(
    read, question, coralie, sam
):
    ask(read, question, coralie, sam, coralie)
    path = f"/questions/{question.id}"
    reading(read, question, coralie, status=422)  # no need at all
    reading(read, question, coralie, 2, **{"grid-interest": "3", "grid-feasible": "1"})
    about = {"grid-interest": "3", "grid-feasible": "1", "places": "Amiens"}
    reading(read, question, coralie, 2, 5, **about)
    leave(read)
    assert path_of(post(read, f"{path}/lectures", {}, as_=sam)) == f"{path}/dossier"
    assert "Amiens" not in read(f"{path}/dossier", as_=sam).words
    page = read(f"{path}/lecture", as_=sam)
    assert "Amiens" not in page.words
    assert " checked" not in page.html
    assert "Poids\u00a0: 3" in page.words
    page = reading(read, question, sam, 2, places="Amiens", **{"grid-interest": "1"})
    assert path_of(page) == f"{path}/lectures"
    assert make.mails()[-1].to_email == coralie.email
    assert "1 réponse diffère" in make.mails()[-1].text
    assert "Tout à fait" in page.words  # a mark, in words
    assert "Sans avis" in page.words
    page = reading(read, question, sam, 3)  # too late
    assert "elles ne changent plus" in page.words
    page = post(read, f"{path}/lectures", {}, as_=sam, status=422)
    assert "Dites pourquoi." in page.words
    other = {"pick_needs-chosen": "other", "pick_needs-reason": "Les deux sont justes."}
    page = post(read, f"{path}/lectures", other, as_=sam, status=422)
    assert "au moins un besoin" in page.words
    assert "Les deux sont justes." in page.html
    wanted = [make.need(n).id for n in (5, 8)]
    post(read, f"{path}/lectures", {**other, "needs": wanted}, as_=sam)
    found = db.session.get(Question, question.id)
    assert (found.state, [n.number for n in found.needs]) == (QuestionState.QUALIFIED, [5, 8])
    assert found.answer_kind == "survey"
    assert {(m.reason, m.by_id) for m in found.mappings} == {("Les deux sont justes.", sam.id)}
    page = read(f"{path}/lectures", as_=sam)
    assert "Les deux sont justes." in page.words
    post(read, f"{path}/lectures", {**other, "needs": wanted}, as_=sam, status=409)
    table = read("/questions/lectures", as_=sam).words
    assert "0 sur 1" in table
    assert "1 sur 1" in table


def test_readings_that_agree_are_filed_by_one_press_and_may_be_called_off_before(
    read, question, coralie, sam
):
    assert "a encore été lue deux fois" in read("/questions/lectures", as_=coralie).words
    ask(read, question, coralie, sam, coralie)
    reading(read, question, coralie, 2)
    post(read, f"/questions/{question.id}/lectures/annuler", {}, as_=coralie)
    assert db.session.query(Coding).count() == 0
    ask(read, question, sam, coralie, coralie)
    for who in (sam, coralie):
        reading(read, question, who, 4)
    page = post(read, f"/questions/{question.id}/lectures/annuler", {}, as_=coralie)
    assert "elles ne changent plus" in page.words
    assert "Elles disent la même chose partout" in page.words
    post(read, f"/questions/{question.id}/lectures", {}, as_=coralie)
    found = db.session.get(Question, question.id)
    assert [m.need.number for m in found.mappings] == [4]
    assert found.mappings[0].reason == "Les deux lectures indépendantes les nomment."
