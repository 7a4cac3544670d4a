"""An outcome: chosen with words, undone within ten minutes, told to everybody concerned, judged by them."""

import pytest

from tests import make
from tests.questions.steps import leave, post
from univasso.core import jobs
from univasso.core.db import db
from univasso.models import Question, QuestionState, Support
from univasso.questions import links, outcome_mails
from univasso.questions.outcome_mails import Choice
from univasso.questions.services import deciding

WORDS = {"text": "Nous n’étudions pas les tarifs.", "next_step": "La fédération vous appelle."}


@pytest.fixture
def coralie(context):
    return make.coordinator(name="Coralie Fictive")


@pytest.fixture
def nadia(context):
    return make.user(name="Nadia Fictive", email="nadia@exemple.test")


@pytest.fixture
def question(coralie, nadia):
    return make.question(QuestionState.QUALIFIED, asker=nadia, assignee=coralie)


@pytest.fixture
def sharer(question, monkeypatch):
    """Somebody who said “us too” and confirmed it."""
    monkeypatch.setattr(
        "univasso.questions.mails.address", lambda *_, **about: "http://localhost/x"
    )
    with make.transaction():
        support = Support(question_id=question.id, email="awa@exemple.test", confirmed_at=make.clock.now(),
                          email_key="awa@exemple.test")  # fmt: skip
        silent = Support(question_id=question.id, email="non@exemple.test", email_key="non")
        db.session.add_all([support, silent])
    return support


def now(question) -> Question:
    db.session.rollback()
    return db.session.get(Question, question.id, populate_existing=True)


def decide(read, question, who, outcome="elsewhere", act="decide", status=303, **about):
    path = f"/questions/{question.id}/decider"
    fields = {"outcome": outcome, "act": act, **WORDS, **about}
    return post(read, path, fields, as_=who, status=status)


def test_each_outcome_offers_words_and_shows_what_leaves(read, question, coralie):
    page = read(f"/questions/{question.id}/decider", as_=coralie)
    assert "Réunie avec une autre question" not in page.words
    for outcome in ("project", "student", "meeting", "elsewhere"):
        page = read(f"/questions/{question.id}/decider?issue={outcome}", as_=coralie)
        assert page.form(f"/questions/{question.id}/decider")
    assert "parce que…" in page.words
    page = decide(read, question, coralie, act="preview", status=200)
    assert WORDS["text"] in page.words
    assert "nadia@exemple.test" in page.words
    assert now(question).decisions == []
    page = decide(read, question, coralie, act="correct", status=200)
    assert WORDS["text"] in page.words


@pytest.mark.parametrize("missing", ["text", "next_step"])
def test_an_outcome_is_never_silent(read, question, coralie, missing):
    decide(read, question, coralie, status=422, **{missing: " "})
    assert now(question).decisions == []


def test_grouping_is_not_decided_alone(read, question, coralie):
    decide(read, question, coralie, "grouped", status=422)
    decide(read, question, coralie, "zorglub", status=422)


def test_nothing_moves_for_ten_minutes_and_it_may_be_undone(read, question, coralie, later, work):
    page = decide(read, question, coralie)
    assert "Cette décision part le" in page.words
    later(minutes=9)
    work()
    assert now(question).state == QuestionState.QUALIFIED
    assert make.mails() == []
    post(read, f"/questions/{question.id}/annuler", {}, as_=coralie)
    later(minutes=30)
    work()
    assert now(question).state == QuestionState.QUALIFIED
    assert make.mails() == []
    page = post(read, f"/questions/{question.id}/annuler", {}, as_=coralie)
    assert "Plus rien n’attend" in page.words


def test_it_leaves_to_whoever_asks_and_to_those_who_share_it_once(
    read, question, coralie, sharer, later, work
):
    decide(read, question, coralie)
    number = now(question).decisions[0].id
    later(minutes=11)
    work()
    deciding.leave(number)  # a job may run twice
    found = now(question)
    assert (found.state, found.outcome) == (QuestionState.SETTLED, "elsewhere")
    assert (found.outcome_text, found.next_step) == (WORDS["text"], WORDS["next_step"])
    assert all((found.settled_at, found.first_answer_at, found.last_act_at))
    assert [m.to_email for m in make.mails()] == ["nadia@exemple.test", "awa@exemple.test"]
    assert all(WORDS["text"] in m.text for m in make.mails())
    page = read(f"/questions/suivi/{question.id}", as_=found.asker)
    assert WORDS["next_step"] in page.words


def test_two_do_not_decide_at_once(read, question, coralie):
    decide(read, question, coralie)
    page = decide(read, question, make.coordinator(name="Sam Fictif"))
    assert "Une décision attend déjà son départ (Coralie Fictive)" in page.words
    assert len(now(question).decisions) == 1
    assert "attend déjà son heure" in read(f"/questions/{question.id}/decider", as_=coralie).words


def test_a_question_that_moved_meanwhile_keeps_its_state_and_its_decider_is_told(
    read, question, coralie, nadia, later, work
):
    decide(read, question, coralie)
    post(read, f"/questions/suivi/{question.id}/retirer", {"text": ""}, as_=nadia)
    later(minutes=11)
    work()
    assert now(question).state == QuestionState.WITHDRAWN
    assert [m.to_email for m in make.mails()] == [coralie.email] * 2
    assert jobs.HANDLERS["settle_question"] is deciding.leave


@pytest.mark.parametrize(
    "typed", ["{}", "/productions/{}", "https://exemple.test/productions/{}#x"]
)
def test_an_answer_names_a_publication_that_everybody_may_see(read, question, coralie, typed):
    hidden = make.output("draft")
    for wrong in ("", "zorglub", "999999", str(hidden.id)):
        page = decide(read, question, coralie, "answered", status=422, output=wrong)
        assert "que tout le monde peut voir" in page.words
    output = make.output()
    decide(read, question, coralie, "answered", output=typed.format(output.id))
    assert now(question).decisions[0].output_id == output.id


def answered(question, who, later, work) -> None:
    with make.transaction():
        deciding.decide(now(question), Choice("answered", "Voici.", "Lisez.", make_output()), who)
    later(minutes=11)
    work()


def make_output():
    return db.session.query(outcome_mails.Output).first()


def test_each_one_concerned_says_once_whether_it_answers(
    read, question, coralie, nadia, sharer, later, work
):
    output = make.output()
    answered(question, coralie, later, work)
    assert f"/productions/{output.id}" in make.mails()[0].text
    page = read("/tableau-de-bord", as_=nadia)
    assert question.wish in page.words
    path = f"/questions/suivi/{question.id}/reponse"
    post(read, path, {}, as_=nadia, status=422)
    page = post(read, path, {"verdict": "partly", "words": "Il manque le rural."}, as_=nadia)
    assert "Il manque le rural." in page.words
    page = post(read, path, {"verdict": "no"}, as_=nadia)
    assert "elle n’est pas demandée deux fois" in page.words
    assert now(question).state == QuestionState.SETTLED
    leave(read)
    page = post(read, f"/questions/reponses/{links.support_key(sharer)}", {"verdict": "yes"})
    assert "Oui, elle y répond" in page.words
    found = now(question)
    assert [(a.support_id, a.verdict) for a in found.answers] == [
        (None, "partly"),
        (sharer.id, "yes"),
    ]
    page = read(f"/questions/{question.id}/dossier", as_=coralie)
    assert "Il manque le rural." in page.words
    read("/questions/reponses/zorglub", status=404)


def test_a_no_opens_the_question_again_and_tells_who_follows_it(
    read, question, coralie, nadia, later, work
):
    make.output()
    answered(question, coralie, later, work)
    path = f"/questions/suivi/{question.id}/reponse"
    post(read, path, {"verdict": "no", "words": "Pas nos bénévoles."}, as_=nadia)
    found = now(question)
    assert (found.state, found.outcome, found.settled_at) == (QuestionState.RECEIVED, "", None)
    assert make.mails()[-1].to_email == coralie.email
    assert "Pas nos bénévoles." in make.mails()[-1].text


def test_the_coordination_opens_it_again_with_a_reason(read, coralie, nadia):
    question = make.question(QuestionState.SETTLED, asker=nadia)
    path = f"/questions/{question.id}/etapes/reopen"
    post(read, path, {"text": ""}, as_=coralie, status=422)
    post(read, path, {"text": "Une étude commence."}, as_=coralie)
    assert now(question).state == QuestionState.RECEIVED
    assert "Une étude commence." in make.mails()[-1].text
    read(path, as_=coralie, status=409)
