"""One act on several questions: a recap, each judged on its own, one mail a person, nothing twice."""

import pytest

from tests import make
from tests.questions.steps import follow, leave, post
from univasso.core.db import db
from univasso.models import BulkChange, Question, QuestionState

PATH = "/questions/tri/ensemble"


@pytest.fixture
def coralie(context):
    return make.coordinator(name="Coralie Fictive")


@pytest.fixture
def sam(context):
    return make.coordinator(name="Sam Fictif", email="sam@exemple.test")


@pytest.fixture
def nadia(context):
    return make.user(name="Nadia Fictive", email="nadia@exemple.test")


def once_of(page) -> str:
    return page.form(PATH)["once"][0]


def ids(*questions) -> list[int]:
    return [question.id for question in questions]


def test_several_are_entrusted_after_a_recap_with_one_mail_and_never_twice(read, coralie, sam):
    some = [make.question(), make.question(assignee=coralie)]
    his = make.question(assignee=sam)
    over = make.question(QuestionState.SETTLED)
    page = read("/questions/tri?vue=toutes", as_=coralie)
    assert f"Choisir la question n°\u00a0{some[0].id}" in page.html
    page = post(read, PATH, {"what": "take"}, as_=coralie)
    assert "Cochez au moins une question" in page.words
    page = post(read, PATH, {"ticked": ids(*some), "what": "give-999"}, as_=coralie)
    assert "Cochez au moins une question" in page.words
    form = {"ticked": ids(*some, his, over), "what": f"give-{sam.id}",
            "next": "/questions/tri?vue=toutes"}  # fmt: skip
    page = post(read, PATH, form, as_=coralie, status=200)
    assert "2 questions sont concernées. Rien n’a encore bougé." in page.words
    for seen in ("Cette personne la suit déjà.", "Elle n’est plus ouverte.", "sam@exemple.test",
                 "suivie par Coralie Fictive jusqu’ici"):  # fmt: skip
        assert seen in page.words
    assert make.mails() == []
    sure = {**form, "confirmed": "1", "once": once_of(page)}
    result = post(read, PATH, sure, as_=coralie)
    assert "2 questions faites" in result.words
    assert "2 questions laissées comme elles étaient" in result.words
    again = read.send(PATH, as_=coralie, status=303, form=sure)  # pressed twice, or sent by “back”
    assert follow(read, again).words == result.words
    assert db.session.query(BulkChange).count() == 1
    assert [m.to_email for m in make.mails()] == [sam.email]
    assert all(q.wish in make.mails()[0].text for q in some)
    assert {db.session.get(Question, q.id).assignee_id for q in some} == {sam.id}
    read(f"/productions/moderation/ensemble/{db.session.query(BulkChange).one().id}",
         as_=coralie, status=404)  # fmt: skip


def test_one_mail_tells_whoever_asked_several_that_are_hidden(read, coralie, nadia, work):
    hers = [make.question(asker=nadia), make.question(asker=nadia)]
    mute = make.question(contact_phone="03 20 00 00 00")
    form = {"ticked": ids(*hers, mute), "what": "hide"}
    page = post(read, PATH, form, as_=coralie, status=200)
    assert "prévenez qui a posé la question" in page.words
    sure = {**form, "confirmed": "1"}
    page = post(read, PATH, sure, as_=coralie, status=422)
    assert "Donnez la raison." in page.words
    post(read, PATH, {**sure, "reason": "Ce sont des annonces."}, as_=coralie)
    assert {db.session.get(Question, q.id).state for q in hers} == {QuestionState.HIDDEN}
    (mail,) = make.mails()
    assert mail.to_email == nadia.email
    assert "Ce sont des annonces." in mail.text
    doors = [part.split()[0] for part in mail.text.split("/questions/suivi/")[1:]]
    assert len(doors) == 2
    assert mail.secret.split() == doors
    leave(read)
    assert "Ce sont des annonces." in read(f"/questions/suivi/{doors[1]}").words


def test_a_need_is_added_to_several_with_who_and_why(read, coralie):
    one, full = make.question(), make.question(QuestionState.QUALIFIED)
    path = f"/questions/{full.id}/qualifier"
    fields = {"needs": [make.need(n).id for n in (1, 2, 3)], "urgency": "soon", "answer_kind": ""}
    post(read, path, fields, as_=coralie)
    form = {"ticked": ids(one, full), "what": "need-8"}
    page = post(read, PATH, form, as_=coralie, status=200)
    assert "déjà rattachée à trois besoins" in page.words
    page = post(read, PATH, {**form, "confirmed": "1", "reason": "Le sujet."}, as_=coralie)
    assert "1 question faite" in page.words
    found = db.session.get(Question, one.id)
    assert [(m.need.number, m.reason, m.by_id) for m in found.mappings] == [
        (8, "Le sujet.", coralie.id)
    ]
    assert db.session.get(Question, full.id).urgency == "soon"


def test_a_question_is_looked_at_and_filed_beside_the_list(read, coralie):
    one = make.question(situation="Une situation fictive", use="Décider de la suite")
    page = read(f"/questions/tri?vue=a-traiter&question={one.id}", as_=coralie)
    for seen in ("Décider de la suite", "Ouvrir le dossier entier"):
        assert seen in page.words
    assert page.form(f"/questions/{one.id}/qualifier")["next"] == ["/questions/tri?vue=a-traiter"]
    fields = {"needs": [make.need(4).id], "urgency": "", "answer_kind": "",
              "next": "/questions/tri?vue=a-traiter"}  # fmt: skip
    page = post(read, f"/questions/{one.id}/qualifier", fields, as_=coralie)
    assert page.response.request.path == "/questions/tri"
    assert f"La question n°\u00a0{one.id} est rattachée" in page.words
    for odd in ("999", "zorglub", make.question(QuestionState.DRAFT).id):
        assert "Ouvrir le dossier" not in read(f"/questions/tri?question={odd}", as_=coralie).words
