"""From an association's words to a research question that both sides recognise."""

import pytest

from tests import make
from tests.questions.steps import leave, post
from univasso.core.db import db
from univasso.models import Question
from univasso.questions.services import wordings

FIRST = "Pourquoi les jeunes ne restent-ils pas au bureau"
SECOND = "Effets de l’âge sur l’engagement dans les conseils"
THIRD = "Effets de l’âge sur l’engagement dans les bureaux"


@pytest.fixture
def coralie(context):
    return make.coordinator(name="Coralie Fictive")


@pytest.fixture
def nadia(context):
    return make.user(name="Nadia Fictive", email="nadia@exemple.test")


@pytest.fixture
def question(coralie, nadia):
    return make.question("qualified", asker=nadia, assignee=coralie, wish=FIRST)


def now(question) -> Question:
    db.session.rollback()
    return db.session.get(Question, question.id, populate_existing=True)


def propose(read, question, coralie, text=SECOND):
    return post(read, f"/questions/{question.id}/formuler", {"text": text, "reason": "Pour chercher."},
                     as_=coralie)  # fmt: skip


def answer(read, question, nadia, **words):
    return post(read, f"/questions/suivi/{question.id}/formulation", words, as_=nadia)


def test_a_wording_is_amended_then_agreed_and_the_first_words_stay(read, question, coralie, nadia):
    propose(read, question, coralie)
    page = read(f"/questions/suivi/{question.id}", as_=nadia)
    assert SECOND in page.words
    answer(read, question, nadia, answer="amend", text=THIRD, reason="Nous sommes un bureau.")
    page = read(f"/questions/{question.id}/dossier", as_=coralie)
    assert "<del>conseils</del>" in page.html
    assert "<ins>bureaux</ins>" in page.html
    post(read, f"/questions/{question.id}/formulation", {"answer": "accept"}, as_=coralie)
    question = now(question)
    assert wordings.current(question).text == THIRD
    assert question.wish == FIRST
    assert [(w.state, w.signed_as, w.answered_as) for w in question.wordings] == [
        ("amended", "Coralie Fictive", "Nadia Fictive"),
        ("accepted", "Nadia Fictive", "Coralie Fictive"),
    ]
    assert [m.to_email for m in make.mails()] == [nadia.email, coralie.email]
    assert all("Vous recevez ce message parce que" in m.text for m in make.mails())


def test_a_wording_that_is_not_the_question_needs_a_reason(read, question, coralie, nadia):
    propose(read, question, coralie)
    path = f"/questions/suivi/{question.id}/formulation"
    page = post(read, path, {"answer": "decline"}, as_=nadia, status=422)
    assert "Dites en quelques mots" in page.words
    answer(read, question, nadia, answer="decline", reason="Ce n’est pas l’âge.")
    assert wordings.current(now(question)) is None
    assert "Ce n’est pas l’âge." in make.mails()[-1].text
    assert propose(read, question, coralie, THIRD).status == 200


def test_one_wording_waits_at_a_time(read, question, coralie):
    propose(read, question, coralie)
    assert (
        "Une formulation attend déjà une réponse" in propose(read, question, coralie, THIRD).words
    )
    assert len(now(question).wordings) == 1


def test_a_wording_is_answered_by_its_other_side_alone(read, question, coralie):
    propose(read, question, coralie)
    post(
        read, f"/questions/{question.id}/formulation", {"answer": "accept"}, as_=coralie, status=409
    )
    stranger = make.user()
    post(read, f"/questions/suivi/{question.id}/formulation", {"answer": "accept"}, as_=stranger,
              status=403)  # fmt: skip
    assert wordings.current(now(question)) is None


def test_the_way_from_words_to_question_is_public_only_with_consent(read, question, coralie, nadia):
    propose(read, question, coralie)
    answer(read, question, nadia, answer="accept")
    leave(read)
    page = read(f"/questions/{question.id}")
    assert SECOND in page.words  # the question as it now stands
    assert "Pour chercher." not in page.words
    post(read, f"/questions/suivi/{question.id}/visibilite",
              {"visibility": "unnamed", "history": "1"}, as_=nadia)  # fmt: skip
    leave(read)
    page = read(f"/questions/{question.id}")
    assert "Pour chercher." in page.words
    assert "Nadia" not in page.words
    post(read, f"/questions/suivi/{question.id}/visibilite", {"visibility": "unnamed"}, as_=nadia)
    leave(read)
    assert "Pour chercher." not in read(f"/questions/{question.id}").words


def test_the_asker_says_it_again_and_the_first_words_stay(read, question, coralie, nadia):
    post(read, f"/questions/suivi/{question.id}/corriger", {"text": THIRD}, as_=nadia)
    page = read(f"/questions/suivi/{question.id}", as_=nadia)
    assert f'<h1 class="title-l">{THIRD}' in page.html
    assert FIRST in page.words
    assert [m.to_email for m in make.mails()] == [coralie.email]
