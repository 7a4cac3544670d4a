"""A question passed on: to whom, with whose agreement, and whether it was received."""

import pytest

from tests import make
from tests.questions.steps import leave, post
from univasso.core.db import db
from univasso.models import Question, QuestionState, ReceivingBody
from univasso.questions import links, queries

WORDS = {"text": "Le DLA vous aidera.", "next_step": "Il vous appelle."}


@pytest.fixture
def coralie(context):
    return make.coordinator(name="Coralie Fictive")


@pytest.fixture
def nadia(context):
    return make.user(name="Nadia Fictive", email="nadia@exemple.test")


@pytest.fixture
def body(context):
    return make.receiving_body("DLA fictif")


@pytest.fixture
def question(coralie, nadia):
    return make.question(asker=nadia, assignee=coralie, contact_phone="03 20 00 00 00")


def now(question) -> Question:
    db.session.rollback()
    return db.session.get(Question, question.id, populate_existing=True)


@pytest.fixture
def reorient(read, question, coralie, body, later, work):
    """Decide it, and let the ten minutes pass."""

    def act(**about):
        fields = {"outcome": "reoriented", "act": "decide", "body": body.id, **WORDS, **about}
        post(read, f"/questions/{question.id}/decider", fields, as_=coralie)
        later(minutes=11)
        work()
        leave(read)
        return now(question).handovers[-1]

    return act


def answer(read, question, nadia, **words):
    return post(read, f"/questions/suivi/{question.id}/transmission", words, as_=nadia)


def to(address: str) -> list:
    db.session.rollback()  # what the worker wrote is read too
    return [m for m in make.mails() if m.to_email == address]


def test_a_body_is_named_among_those_that_can_be_written_to(read, question, coralie, body):
    make.receiving_body("Sans adresse", email="")
    page = read(f"/questions/{question.id}/decider?issue=reoriented", as_=coralie)
    assert "DLA fictif" in page.words
    assert "Sans adresse" not in page.words
    fields = {"outcome": "reoriented", **WORDS}
    for wrong in ("", "0", "999", "zorglub"):
        post(read, f"/questions/{question.id}/decider", {**fields, "body": wrong}, as_=coralie,
             status=422)  # fmt: skip
    fields |= {"body": body.id, "has_consent": "y"}
    page = post(read, f"/questions/{question.id}/decider", fields, as_=coralie, status=200)
    assert "Un conseil fictif." in page.words
    sent = page.form(f"/questions/{question.id}/decider")
    post(read, f"/questions/{question.id}/decider", {**sent, "act": "decide"}, as_=coralie)
    decision = now(question).decisions[0]
    assert (decision.body_id, decision.has_consent) == (body.id, True)


def test_nothing_is_passed_on_before_whoever_asked_agrees(read, question, nadia, reorient):
    handover = reorient()
    assert to("dla@exemple.test") == []
    assert "Rien n’est transmis avant votre accord." in to(nadia.email)[0].text
    assert "Nous proposons de la transmettre" in to(nadia.email)[0].text
    page = read(f"/questions/suivi/{question.id}", as_=nadia)
    assert "Pouvons-nous la transmettre à DLA fictif" in page.words
    assert question.wish in read("/tableau-de-bord", as_=nadia).words
    post(read, f"/questions/suivi/{question.id}/transmission", {}, as_=nadia, status=422)
    answer(read, question, nadia, answer="agree")
    sent = to("dla@exemple.test")
    assert len(sent) == 1
    assert question.wish in " ".join(sent[0].text.split())
    for own in ("Nadia", nadia.email, "03 20"):
        assert own not in sent[0].text
    post(read, f"/questions/suivi/{question.id}/transmission", {"answer": "agree"}, as_=nadia,
         status=409)  # fmt: skip
    assert now(question).handovers[0].state == handover.state == "sent"


def test_the_contact_goes_with_it_when_it_is_given(read, question, nadia, reorient):
    reorient()
    answer(read, question, nadia, answer="agree", contact="y")
    assert all(own in to("dla@exemple.test")[0].text for own in ("Nadia", nadia.email, "03 20"))


def test_the_body_says_that_it_has_it_without_an_account(read, question, nadia, reorient):
    handover = reorient(has_consent="y")
    path = make.link(to("dla@exemple.test")[0], "/questions/transmises")
    assert question.wish in read(path).words
    page = post(read, path, {"words": "Léa appelle mardi."})
    assert "Vous avez dit que vous l’avez" in page.words
    post(read, path, {"words": "Encore."}, status=200)  # pressed twice: the page says it
    assert "Léa appelle mardi." in to(nadia.email)[-1].text
    page = read(f"/questions/suivi/{question.id}", as_=nadia)
    assert "Léa appelle mardi." in page.words
    assert now(question).handovers[0].acknowledged_at is not None
    assert links.handover_of(path.rsplit("/", 1)[1]).id == handover.id


def test_declined_nothing_is_sent_and_it_is_in_the_inbox_again(
    read, question, coralie, nadia, reorient
):
    reorient()
    answer(read, question, nadia, answer="decline", words="Nous les connaissons déjà.")
    found = now(question)
    assert (found.state, found.outcome) == (QuestionState.RECEIVED, "")
    assert to("dla@exemple.test") == []
    assert "Nous les connaissons déjà." in to(coralie.email)[-1].text


def test_without_news_for_15_days_it_is_in_the_inbox_again_and_told_once(
    read, question, coralie, reorient, later, work
):
    handover = reorient(has_consent="y")
    assert question.wish not in read("/questions/tri", as_=coralie).words
    later(days=14)
    assert queries.overdue_handovers() == []
    later(days=16)
    for _ in range(2):
        work()
    leave(read)  # a session does not last that long
    page = read("/questions/tri", as_=coralie)
    assert question.wish in page.words
    assert "sans nouvelles depuis 15 jours" in page.words
    assert queries.waiting_count() == queries.inbox_counts()["a-traiter"] == 1
    assert "1 question transmise sans nouvelles" in read("/tableau-de-bord", as_=coralie).words
    assert len([m for m in to(coralie.email) if "Sans nouvelles" in m.subject]) == 1
    leave(read)
    post(read, f"/questions/transmises/{links.handover_key(handover)}", {})
    assert queries.overdue_handovers() == []


@pytest.mark.parametrize("has_consent", [True, False])
def test_without_news_it_is_sent_again_and_waits_15_days_more(
    read, question, coralie, nadia, reorient, later, work, has_consent
):
    reorient(**({"has_consent": "y"} if has_consent else {}))
    path = f"/questions/{question.id}/transmission/renvoyer"
    post(read, path, {}, as_=coralie, status=409)  # they still have time
    later(days=16)
    work()
    leave(read)
    assert "Envoyer de nouveau" in read(f"/questions/{question.id}/dossier", as_=coralie).words
    whose = "dla@exemple.test" if has_consent else nadia.email
    before = len(to(whose))
    assert "Envoyer de nouveau" not in post(read, path, {}, as_=coralie).words
    assert len(to(whose)) == before + 1
    assert queries.overdue_handovers() == []
    later(days=32)
    work()
    assert len([m for m in to(coralie.email) if "Sans nouvelles" in m.subject]) == 2


def test_opened_again_the_body_has_nothing_left_to_do(read, question, coralie, reorient):
    handover = reorient(has_consent="y")
    path = f"/questions/transmises/{links.handover_key(handover)}"
    post(read, f"/questions/{question.id}/etapes/reopen", {"text": "Finalement."}, as_=coralie)
    leave(read)
    assert "Cette question a été reprise" in read(path).words
    post(read, path, {}, status=409)
    assert now(question).handovers[0].state == "closed"


def test_a_question_taken_back_is_not_passed_on(read, question, nadia, reorient):
    reorient()
    post(read, f"/questions/suivi/{question.id}/retirer", {"text": ""}, as_=nadia)
    post(read, f"/questions/suivi/{question.id}/transmission", {"answer": "agree"}, as_=nadia,
         status=409)  # fmt: skip
    assert to("dla@exemple.test") == []


def test_the_list_of_bodies_is_kept_by_the_coordination(read, coralie):
    fields = {"name": "Maison fictive", "kind": "house", "email": "maison@exemple.test"}
    post(read, "/questions/organismes/nouveau", {**fields, "name": ""}, as_=coralie, status=422)
    post(read, "/questions/organismes/nouveau", {**fields, "website": "zorglub"}, as_=coralie,
         status=422)  # fmt: skip
    page = post(read, "/questions/organismes/nouveau", fields, as_=coralie)
    assert "Maison fictive" in page.words
    made = db.session.query(ReceivingBody).one()
    path = f"/questions/organismes/{made.id}"
    post(read, f"{path}/modifier", {**fields, "about": "Un local.", "version": 1}, as_=coralie)
    page = post(read, f"{path}/modifier", {**fields, "about": "Des salles.", "version": 1},
                as_=coralie, status=409)  # fmt: skip
    assert "Un local." in page.html
    page = post(read, f"{path}/retirer", {}, as_=coralie)
    assert "Plus maintenant" in page.words
    post(read, f"{path}/retablir", {}, as_=coralie)
    db.session.rollback()
    assert db.session.get(ReceivingBody, made.id, populate_existing=True).retired_at is None
