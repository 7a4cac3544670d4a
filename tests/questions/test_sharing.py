"""“Us too”: counted once confirmed, told to the coordination alone, and ended by a link."""

import re
from datetime import timedelta

import pytest

from tests import make
from tests.questions.steps import leave, path_of, post
from univasso.core import clock, retention
from univasso.core.db import db
from univasso.models import Question, QuestionState
from univasso.models.question_exchanges import Support
from univasso.questions import links
from univasso.questions.services import supports

ZOE = "zoe@exemple.test"
ABOUT = {"email": ZOE, "context": "Chez nous aussi, trois départs.", "size": "few",
         "association_name": "Les Rives fictives", "places": "Amiens"}  # fmt: skip


@pytest.fixture
def question(context) -> Question:
    make.load_vocabularies()
    asker = make.user(name="Nadia Fictive", email="nadia@exemple.test")
    return make.question(QuestionState.QUALIFIED, asker, assignee=make.coordinator())


def say(read, question, **about):
    status = about.pop("status", 200)
    return post(read, f"/questions/{question.id}/nous-aussi", {**ABOUT, **about}, status=status)


def link(email: str = ZOE) -> str:
    text = [m.text for m in make.mails() if m.to_email == email][-1]
    return re.search(r"http://localhost(/questions/(?:partage|suivi)/\S+)", text)[1]


def only() -> Support:
    db.session.rollback()
    return db.session.query(Support).one()


def shown(read, question) -> str:
    return read(f"/questions/{question.id}").words


def test_it_counts_once_the_mail_is_answered(question, read):
    assert ZOE in say(read, question).words
    assert "se pose la même question." not in shown(read, question)
    key = link()
    assert "Vous ne comptez pas encore" in read(key).words
    assert not only().counts  # opening a link acts on nothing
    page = post(read, f"{key}/confirmer", {})
    assert "Vous êtes prévenu·e" in page.words
    words = shown(read, question)
    assert "1 autre se pose la même question." in words
    assert "trois départs" not in words
    assert "Rives" not in words
    page = read(f"/questions/{question.id}/dossier", as_=question.assignee)
    for known in ("Les Rives fictives", "trois départs", "1 à 9", "Amiens", ZOE):
        assert known in page.words


def test_the_screen_says_the_same_of_every_address(question, read):
    make.user(name="Zoé Fictive", email=ZOE)
    new = say(read, question, email="autre@exemple.test").words.replace("autre@", "zoe@")
    assert say(read, question).words == new
    post(read, f"{link()}/confirmer", {})
    confirmed = only_of(ZOE)
    assert confirmed.user.name == "Zoé Fictive"
    assert say(read, question, context="Écrit par un autre").words == new
    assert only_of(ZOE).context == ABOUT["context"]
    assert make.mails()[-1].subject == "Vous partagez déjà cette question"
    assert say(read, question, email="nadia@exemple.test").words.replace("nadia@", "zoe@") == new
    assert make.mails()[-1].subject == f"Cette question est la vôtre : n° {question.id}"
    assert db.session.query(Support).count() == 2


def only_of(email: str) -> Support:
    db.session.rollback()
    return db.session.query(Support).filter_by(email_key=email).one()


def test_an_address_is_not_flooded(question, read):
    for _ in range(5):
        say(read, question, email=ZOE.upper())
    assert len([m for m in make.mails() if m.to_email.lower() == ZOE]) == 3
    for _ in range(5):
        say(read, question)
    say(read, question, status=429)


def test_somebody_signed_in_counts_at_once_and_once(question, read):
    say(read, question)  # the same address had begun without signing in
    zoe = make.user(name="Zoé Fictive", email=ZOE)
    read.sign_in(zoe.id)
    page = say(read, question, status=303, email="", context="À deux.")
    assert path_of(page).startswith("/questions/partage/")
    assert (only().context, only().counts, only().user.name) == ("À deux.", True, "Zoé Fictive")
    page = read(f"/questions/{question.id}")
    assert "Vous la partagez" in page.words
    assert read(f"/questions/{question.id}/nous-aussi", status=303)
    leave(read)
    assert "Vous la partagez" not in shown(read, question)


def test_an_account_that_changed_its_address_still_counts_once(question, read):
    zoe = make.user(name="Zoé Fictive", email=ZOE)
    read.sign_in(zoe.id)
    say(read, question, status=303)
    with make.transaction():
        zoe = db.session.merge(zoe)
        zoe.email = zoe.email_key = "zoe.fictive@exemple.test"
    leave(read)
    say(read, question, email="zoe.fictive@exemple.test")
    assert db.session.query(Support).count() == 2
    with make.transaction():
        one = supports.share(db.session.merge(question), {}, db.session.merge(zoe), "fr")
        assert one.email == "zoe.fictive@exemple.test"
    assert only().counts


def test_nobody_shares_their_own_question(question, read):
    read.sign_in(question.asker_id)
    assert "C’est vous qui l’avez posée" in shown(read, question)
    assert path_of(say(read, question, status=303)) == f"/questions/suivi/{question.id}"
    assert db.session.query(Support).count() == 0


@pytest.mark.parametrize(("wrong", "said"), [
    ({"email": ""}, "Écrivez votre adresse"), ({"email": "zoe"}, "adresse"),
    ({"places": "Amiens\nArras"}, "Donnez un seul lieu"), ({"size": "huge"}, "liste"),
])  # fmt: skip
def test_what_is_to_be_corrected_is_said(question, read, wrong, said):
    page = say(read, question, status=422, **wrong)
    assert said in page.words
    assert ABOUT["context"] in page.response.text


def test_a_program_is_thanked_and_not_kept(question, read):
    say(read, question, website="https://exemple.test")
    assert (db.session.query(Support).count(), make.mails()) == (0, [])


def test_one_stops_being_told_and_may_come_back(question, read):
    say(read, question)
    key = link()
    post(read, f"{key}/confirmer", {})
    page = post(read, f"{key}/arreter", {})
    assert "ni compté·e" in page.words
    assert "se pose la même question." not in shown(read, question)
    post(read, f"{key}/confirmer", {})
    assert only().counts
    read("/questions/partage/faux", status=404)


def test_what_was_never_confirmed_is_thrown_away_at_once_or_after_a_week(question, read):
    say(read, question)
    key = link()
    assert path_of(post(read, f"{key}/arreter", {})) == "/questions"
    assert db.session.query(Support).count() == 0
    read(key, status=404)
    say(read, question)
    with make.transaction():
        only().created_at = clock.now() - timedelta(days=8)
    with make.transaction():
        assert retention.run()["question_supports_unconfirmed"] == 1


@pytest.mark.parametrize("state", [QuestionState.WITHDRAWN, QuestionState.HIDDEN])
def test_what_was_taken_back_or_hidden_is_closed(question, read, state):
    say(read, question)
    key, wish = link(), question.wish
    with make.transaction():
        db.session.get(Question, question.id).state = state
    say(read, question, status=404)
    page = read(key)
    assert wish not in page.words
    assert "Ses mots ne sont plus montrés" in page.words
    post(read, f"{key}/confirmer", {}, status=409)
    assert not only().counts
    page = read(f"/questions/{question.id}/nous-aussi", as_=question.assignee, status=409)
    assert "ne peut plus être partagée" in page.words


def test_a_question_of_the_programme_is_not_shared_by_strangers(context, read):
    secret = make.question(QuestionState.QUALIFIED, visibility="programme")
    read(f"/questions/{secret.id}/nous-aussi", status=404)
    say(read, secret, status=404)


def test_those_who_share_it_are_told_of_corrected_words(question, read):
    say(read, question)
    post(read, f"{link()}/confirmer", {})
    fields = {"text": "Pourquoi partent-elles ?", "reason": ""}
    post(read, f"/questions/suivi/{question.id}/corriger", fields, as_=question.asker)
    told = [m for m in make.mails() if m.to_email == ZOE]
    assert told[-1].subject == "Une question que vous partagez a été corrigée"
    with make.transaction():
        supports.end(only())
    assert links.support_of(links.support_key(only())).id == only().id


def test_the_pages_are_also_in_english(question, read):
    zoe = make.user(name="Zoé Fictive", email=ZOE)
    with make.transaction():
        row, who = db.session.get(Question, question.id), db.session.merge(zoe)
        key = links.support_key(supports.share(row, {"size": "few"}, who, "en"))
    told = read(f"/questions/partage/{key}", language="en").words
    assert "You are told when something changes" in told
    assert "We ask the same" in read(f"/questions/{question.id}/nous-aussi", language="en").words
    assert "1 other asks the same." in read(f"/questions/{question.id}", language="en").words
