"""A question divided with its asker's word, and two that are linked."""

import pytest

from tests import make
from tests.questions.steps import leave, post
from univasso.core.db import db
from univasso.models import Division, Question, QuestionState

FIRST, SECOND = "Pourquoi nos bénévoles s’en vont", "Qui paie le local"
WHY = "Deux sujets, deux recherches."


@pytest.fixture
def coralie(context):
    return make.coordinator(name="Coralie Fictive")


@pytest.fixture
def nadia(context):
    return make.user(name="Nadia Fictive", email="nadia@exemple.test")


@pytest.fixture
def whole(coralie, nadia):
    return make.question(asker=nadia, assignee=coralie, wish="Les bénévoles s’en vont, et qui paie",
                         situation="Un local fictif")  # fmt: skip


def propose(read, question, who, status=303, **about):
    fields = {"first": FIRST, "second": SECOND, "reason": WHY, "act": "propose", **about}
    return post(read, f"/questions/{question.id}/separer", fields, as_=who, status=status)


def parts() -> list[Question]:
    return db.session.query(Question).filter(Question.part_of_id.is_not(None)).all()


def test_a_question_is_divided_once_whoever_asked_agrees_and_keeps_its_words(
    read, whole, coralie, nadia
):
    assert propose(read, whole, coralie, status=422, second=FIRST).words.count("les mêmes") >= 1
    page = propose(read, whole, coralie, status=200, act="")
    assert "nadia@exemple.test" in page.words
    assert make.mails() == []
    propose(read, whole, coralie)
    assert "attend déjà une réponse" in propose(read, whole, coralie).words
    assert [m.to_email for m in make.mails()] == [nadia.email]
    assert SECOND in make.mails()[0].text
    leave(read)
    page = read(f"/questions/suivi/{whole.id}", as_=nadia)
    assert "Votre accord pour la séparer" in page.words
    assert whole.wish in read("/tableau-de-bord", as_=nadia).words
    path = f"/questions/suivi/{whole.id}/separation"
    post(read, path, {}, as_=nadia, status=422)
    assert parts() == []
    page = post(read, path, {"answer": "agree"}, as_=nadia)
    assert "Séparée en plusieurs questions" in page.words
    post(read, path, {"answer": "agree"}, as_=nadia, status=409)
    one, two = parts()
    assert (one.wish, two.wish, one.situation) == (FIRST, SECOND, "Un local fictif")
    assert {p.state for p in (one, two)} == {QuestionState.RECEIVED}
    assert one.promised_on == whole.promised_on
    found = db.session.get(Question, whole.id)
    assert (found.state, found.outcome) == (QuestionState.SETTLED, "divided")
    assert found.wish in read(f"/questions/suivi/{one.id}", as_=nadia).words
    assert f"n°\u00a0{two.id}" in read(f"/questions/suivi/{whole.id}", as_=nadia).words
    leave(read)
    page = read(f"/questions/{one.id}/dossier", as_=coralie)
    assert found.wish in page.words
    assert f"Depuis la question n°\u00a0{whole.id}" in page.words
    assert SECOND in read(f"/questions/{whole.id}/dossier", as_=coralie).words
    leave(read)
    read(f"/questions/{one.id}", status=404)  # it has yet to be looked at


def test_a_no_keeps_it_whole_and_a_part_never_shows_words_that_are_for_the_programme(
    read, whole, coralie, nadia
):
    propose(read, whole, coralie)
    leave(read)
    path = f"/questions/suivi/{whole.id}/separation"
    post(read, path, {"answer": "decline", "words": "C’est la même chose."}, as_=nadia)
    assert parts() == []
    assert db.session.query(Division).one().state == "declined"
    assert "C’est la même chose." in make.mails()[-1].text
    assert make.mails()[-1].to_email == coralie.email
    propose(read, whole, coralie)  # said otherwise
    leave(read)
    post(read, path, {"answer": "agree"}, as_=nadia)
    one = parts()[0]
    with make.transaction():
        db.session.get(Question, whole.id).visibility = "programme"
        part = db.session.get(Question, one.id)
        part.published_at, part.state = make.clock.now(), QuestionState.QUALIFIED
    leave(read)
    page = read(f"/questions/{one.id}")
    assert FIRST in page.words
    assert "Les bénévoles s’en vont, et qui paie" not in page.words


def test_an_agreement_by_telephone_is_noted_and_a_secret_link_leads_to_each_part(read, coralie):
    spoken = make.question(contact_phone="03 20 00 00 00")
    mailed = make.question(contact_email="awa@exemple.test")
    propose(read, spoken, coralie)
    post(read, f"/questions/{spoken.id}/accord-separation", {}, as_=coralie)
    assert len(parts()) == 2
    propose(read, mailed, coralie)
    post(read, f"/questions/{mailed.id}/accord-separation", {}, as_=coralie, status=409)
    door = make.link(make.mails()[-1])
    leave(read)
    post(read, f"{door}/separation", {"answer": "agree"})
    page = read(door)
    doors = [a for a in page.links() if a.startswith("/questions/suivi/") and door not in a]
    assert [words for a, words in zip(doors, (FIRST, SECOND), strict=True)
            if words not in read(a).words] == []  # fmt: skip


def test_two_questions_are_linked_and_unlinked_and_each_file_leads_to_the_other(
    read, whole, coralie
):
    other = make.question(wish="Une autre question fictive")
    path = f"/questions/{whole.id}/relier"
    for wrong in (whole.id, 999, "zorglub"):
        page = post(read, path, {"into": wrong, "reason": "Le local."}, as_=coralie, status=422)
        assert "Le local." in page.html
    post(read, path, {"into": other.id, "reason": "Le local."}, as_=coralie)
    post(read, path, {"into": other.id, "reason": "Le local."}, as_=coralie, status=422)
    assert whole.wish in read(f"/questions/{other.id}/dossier", as_=coralie).words
    post(read, f"/questions/{other.id}/delier/1", {}, as_=coralie)
    page = read(f"/questions/{whole.id}/dossier", as_=coralie)
    assert other.wish not in page.words
    assert "Plus reliée à une autre" in page.words
    assert make.mails() == []
