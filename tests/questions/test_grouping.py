"""Two questions brought together by the agreement of both who asked, and taken apart again."""

import pytest

from tests import make
from tests.questions.steps import leave, post
from univasso.core.db import db
from univasso.models import Grouping, Question, QuestionState
from univasso.questions import outcome_mails
from univasso.questions.services import deciding

WHY = "Toutes deux parlent du conseil."


@pytest.fixture
def coralie(context):
    return make.coordinator(name="Coralie Fictive")


@pytest.fixture
def nadia(context):
    return make.user(name="Nadia Fictive", email="nadia@exemple.test")


@pytest.fixture
def awa(context):
    return make.user(name="Awa Fictive", email="awa@exemple.test")


@pytest.fixture
def one(coralie, nadia):
    return make.question(QuestionState.QUALIFIED, asker=nadia, assignee=coralie)


@pytest.fixture
def two(coralie, awa):
    return make.question(QuestionState.QUALIFIED, asker=awa, assignee=coralie,
                         association_name="Association fictive de deux")  # fmt: skip


def now(question) -> Question:
    db.session.rollback()
    return db.session.get(Question, question.id, populate_existing=True)


def propose(read, one, two, coralie, status=303, **about):
    fields = {"into": two.id, "reason": WHY, "act": "propose", **about}
    return post(read, f"/questions/{one.id}/regrouper", fields, as_=coralie, status=status)


def answer(read, question, who, words="", status=303, **about):
    leave(read)
    fields = {"answer": "agree", "words": words, **about}
    path = f"/questions/suivi/{question.id}/regroupement"
    return post(read, path, fields, as_=who, status=status)


def test_who_is_concerned_is_seen_before_anybody_is_asked(read, one, two, coralie):
    page = propose(read, one, two, coralie, act="", status=200, into=f"/questions/{two.id}/dossier")
    for seen in (two.wish, "awa@exemple.test", "nadia@exemple.test", "Association fictive de deux"):
        assert seen in page.words
    assert make.mails() == []
    for wrong in (one.id, 999, "zorglub", make.question(QuestionState.SETTLED).id):
        propose(read, one, two, coralie, into=wrong, status=422)
    propose(read, one, two, coralie, reason="", status=422)
    assert db.session.query(Grouping).count() == 0


def test_nothing_moves_before_both_agree_and_authors_stay_visible(
    read, one, two, coralie, nadia, awa
):
    propose(read, one, two, coralie)
    propose(read, one, two, coralie, status=422)  # it awaits its answers already
    assert [m.to_email for m in make.mails()] == [nadia.email, awa.email]
    leave(read)
    page = read(f"/questions/suivi/{one.id}", as_=nadia)
    assert two.wish in page.words
    assert "Association fictive de deux" not in page.words  # its name is not for everybody
    assert one.wish in read("/tableau-de-bord", as_=nadia).words
    post(read, f"/questions/suivi/{one.id}/regroupement", {}, as_=nadia, status=422)
    answer(read, one, nadia)
    answer(read, one, nadia, status=409)
    assert now(one).state == QuestionState.QUALIFIED
    answer(read, two, awa)
    found = now(one)
    assert (found.state, found.outcome, found.grouped_into_id) == ("settled", "grouped", two.id)
    assert now(two).state == QuestionState.QUALIFIED
    leave(read)
    assert one.wish in read(f"/questions/{two.id}").words
    page = read(f"/questions/{two.id}/dossier", as_=coralie)
    assert one.wish in page.words
    assert "Nadia Fictive" in page.words


def test_one_no_leaves_everything_as_it_was_and_is_told(read, one, two, coralie, nadia, awa):
    propose(read, one, two, coralie)
    answer(read, one, nadia)
    answer(read, two, awa, "Nous sommes un club.", answer="decline")
    assert now(one).state == now(two).state == QuestionState.QUALIFIED
    assert make.mails()[-1].to_email == coralie.email
    assert "Nous sommes un club." in make.mails()[-1].text
    answer(read, one, nadia, status=409)
    propose(read, one, two, coralie)  # it may be proposed again, otherwise


def test_they_are_taken_apart_again_with_a_reason(read, one, two, coralie, nadia, awa):
    propose(read, one, two, coralie)
    answer(read, one, nadia)
    answer(read, two, awa)
    leave(read)
    page = post(read, f"/questions/{one.id}/etapes/reopen", {"text": "x"}, as_=coralie)
    path = f"/questions/{one.id}/degrouper"
    assert page.response.request.path == path
    post(read, path, {"text": ""}, as_=coralie, status=422)
    post(read, path, {"text": "Deux sujets."}, as_=coralie)
    found = now(one)
    assert (found.state, found.grouped_into_id) == (QuestionState.RECEIVED, None)
    assert [m.to_email for m in make.mails()][-2:] == [nadia.email, awa.email]
    assert "Deux sujets." in make.mails()[-1].text
    assert db.session.query(Grouping).one().state == "split"


def test_whoever_asked_the_first_is_told_the_outcome_of_both(
    read, one, two, coralie, nadia, awa, later, work
):
    propose(read, one, two, coralie)
    answer(read, one, nadia)
    answer(read, two, awa)
    output, two = make.output(), now(two)
    with make.transaction():
        choice = outcome_mails.Choice("answered", "Voici.", "Lisez.", output)
        deciding.decide(two, choice, coralie)
    later(minutes=11)
    work()
    db.session.rollback()
    assert {m.to_email for m in make.mails()[-2:]} == {nadia.email, awa.email}
    leave(read)
    path = f"/questions/suivi/{one.id}/reponse"
    post(read, path, {"verdict": "no", "words": "Pas pour nous."}, as_=nadia)
    assert now(one).state == QuestionState.RECEIVED
    assert now(two).state == QuestionState.SETTLED


def test_an_agreement_by_telephone_is_noted_for_whoever_has_no_address(read, one, coralie, nadia):
    spoken = make.question(contact_phone="03 20 00 00 00")
    propose(read, spoken, one, coralie)
    post(read, f"/questions/{one.id}/accord", {}, as_=coralie, status=409)  # she has one
    post(read, f"/questions/{spoken.id}/accord", {}, as_=coralie)
    answer(read, one, nadia)
    assert now(spoken).grouped_into_id == one.id


def test_a_question_that_moved_meanwhile_is_not_brought_together(
    read, one, two, coralie, nadia, awa
):
    propose(read, one, two, coralie)
    answer(read, one, nadia)
    leave(read)
    post(read, f"/questions/suivi/{one.id}/retirer", {"text": ""}, as_=nadia)
    answer(read, two, awa, status=409)
    assert now(one).state == QuestionState.WITHDRAWN
    leave(read)
    assert "ne tient plus" in read(f"/questions/{two.id}/dossier", as_=coralie).words
