"""What the coordination does with a question, and what whoever asks sees of it."""

from datetime import date, timedelta

import pytest

from tests import make
from tests.questions.steps import leave, post
from univasso.core.db import db
from univasso.models import Question, QuestionState
from univasso.questions import queries
from univasso.questions.services import desks


@pytest.fixture
def coralie(context):
    return make.coordinator(name="Coralie Fictive")


@pytest.fixture
def nadia(context):
    return make.user(name="Nadia Fictive", email="nadia@exemple.test")


def again(question) -> Question:
    db.session.rollback()
    return db.session.get(Question, question.id, populate_existing=True)


def test_a_question_goes_to_whoever_is_present_and_has_the_fewest(context, coralie, nadia, read):
    sam = make.coordinator(name="Sam Fictif")
    make.question(assignee=coralie)
    with make.transaction():
        desks.arrange(sam, "03 20 11 11 11", coralie, make.clock.today(), None)
    assert desks.choose().name == "Coralie Fictive"
    assert desks.in_charge(sam).name == "Coralie Fictive"
    with make.transaction():
        desks.arrange(sam, "03 20 11 11 11", coralie, None, None)
    assert desks.choose().name == "Sam Fictif"
    words = {"wish": "Pourquoi ?", "visibility": "unnamed", "taking_part": "unsure"}
    page = post(read, "/questions/nouvelle", words, as_=nadia)
    assert "Sam Fictif" in page.words
    assert "03 20 11 11 11" in page.words


def test_nobody_is_their_own_deputy(context, coralie, read):
    with pytest.raises(desks.NoDeputyForOneself), make.transaction():
        desks.arrange(coralie, "", coralie, None, None)
    page = post(read, "/questions/mon-bureau", {"deputy": 0, "away_from": "2026-12-24",
                     "away_until": "2026-12-20"}, as_=coralie, status=422)  # fmt: skip
    assert "La fin vient avant le début" in page.words


def test_the_inbox_shows_the_nearest_promise_first_and_keeps_its_filters(context, coralie, read):
    soon = make.question(wish="Une question pressée", promised_on=date(2026, 1, 1))
    make.question(wish="Une question lointaine", promised_on=date(2036, 1, 1))
    page = read("/questions/tri", as_=coralie)
    assert page.words.index("Une question pressée") < page.words.index("Une question lointaine")
    assert "jours de retard" in page.words
    late = read("/questions/tri?pour=late", as_=coralie)
    assert "Une question lointaine" not in late.words
    assert "Une question pressée" in read(f"/questions/tri?q={soon.id}", as_=coralie).words
    assert "Rien n’attend ici" in read("/questions/tri?q=zzz", as_=coralie).words
    for odd in ("vue=xxx", "besoin=abc", "page=-4", "pour=%00"):
        assert read(f"/questions/tri?{odd}", as_=coralie).status == 200


def test_two_who_look_at_one_question_see_each_other(context, coralie, read, later):
    question, sam = make.question(), make.coordinator(name="Sam Fictif")
    read(f"/questions/{question.id}/dossier", as_=coralie)
    later(minutes=3)
    page = read(f"/questions/{question.id}/dossier", as_=sam)
    assert "Coralie Fictive l’examine depuis 3" in page.words


def test_the_clock_waits_with_whoever_was_asked(context, coralie, nadia, read, later):
    question = make.question(asker=nadia, assignee=coralie)
    promised = question.promised_on
    path = f"/questions/{question.id}"
    post(
        read,
        f"{path}/preciser",
        {"text": "Dites-nous combien vous êtes.", "reopened": ["situation"]},
        as_=coralie,
    )
    page = read(f"/questions/suivi/{question.id}", as_=nadia)
    assert "Échéance en pause" in page.words
    assert "Dites-nous combien vous êtes." in page.words
    later(days=6)
    leave(read)
    post(
        read, f"/questions/suivi/{question.id}/repondre", {"text": "Nous sommes douze."}, as_=nadia
    )
    question = again(question)
    assert question.promised_on == promised + timedelta(days=6)
    assert question.state == QuestionState.RECEIVED
    assert [m.to_email for m in make.mails()] == [nadia.email, coralie.email]
    assert "Nous sommes douze." in read(f"{path}/dossier", as_=coralie).words


def test_a_private_note_is_read_by_the_coordination_alone(context, coralie, nadia, read):
    question = make.question(asker=nadia)
    post(read, f"/questions/{question.id}/note", {"text": "Zorglub, à rappeler."}, as_=coralie)
    assert "Zorglub" in read(f"/questions/{question.id}/dossier", as_=coralie).words
    assert "Zorglub" not in read(f"/questions/suivi/{question.id}", as_=nadia).words
    assert make.mails() == []
    post(read, f"/questions/{question.id}/message", {"text": "Nous cherchons."}, as_=coralie)
    assert "Nous cherchons." in read(f"/questions/suivi/{question.id}", as_=nadia).words
    assert len(make.mails()) == 1


def file_under(read, question, who, *numbers, **about):
    needs = [make.need(n).id for n in numbers]
    return post(read, f"/questions/{question.id}/qualifier",
                     {"needs": needs, "urgency": "", "answer_kind": "", **about}, as_=who)  # fmt: skip


def test_filing_under_needs_keeps_who_why_and_what_was_before(context, coralie, read):
    question = make.question()
    file_under(read, question, coralie, 2, 3, reason="Ils parlent du conseil.")
    file_under(read, again(question), coralie, 3, reason="Surtout d’engagement.")
    question = again(question)
    assert question.state == QuestionState.QUALIFIED
    assert [n.number for n in question.needs] == [3]
    ended = [m for m in question.mappings if m.ended_at]
    assert [(m.need.number, m.reason) for m in ended] == [(2, "Ils parlent du conseil.")]
    assert "Ils parlent du conseil." in read(f"/questions/{question.id}/dossier", as_=coralie).words


@pytest.mark.parametrize("numbers", [(), (1, 2, 3, 4)])
def test_one_need_at_least_and_three_at_most(context, coralie, read, numbers):
    question = make.question()
    needs = [make.need(n).id for n in numbers]
    page = post(read, f"/questions/{question.id}/qualifier", {"needs": needs, "urgency": ""},
                     as_=coralie, status=422)  # fmt: skip
    assert "Choisissez au moins un besoin, et trois au plus." in page.words
    assert again(question).state == QuestionState.RECEIVED


def test_what_is_hidden_tells_why_and_may_be_looked_at_again_by_another(
    context, coralie, nadia, read
):
    sam = make.coordinator(name="Sam Fictif")
    question = make.question(QuestionState.QUALIFIED, asker=nadia, assignee=coralie)
    path = f"/questions/{question.id}"
    page = post(read, f"{path}/etapes/hide", {"text": ""}, as_=coralie, status=422)
    assert "Donnez la raison" in page.words
    post(read, f"{path}/etapes/hide", {"text": "C’est une annonce."}, as_=coralie)
    leave(read)
    read(path, status=404)
    page = read(f"/questions/suivi/{question.id}", as_=nadia)
    assert "C’est une annonce." in page.words
    post(
        read,
        f"/questions/suivi/{question.id}/second-regard",
        {"text": "Non, une question."},
        as_=nadia,
    )
    assert again(question).assignee_id == sam.id
    post(read, f"{path}/etapes/show", {"text": "En effet."}, as_=sam)
    assert again(question).state == QuestionState.RECEIVED
    assert [m.to_email for m in make.mails()] == [nadia.email, sam.email, nadia.email]


def test_a_question_taken_back_is_shown_to_nobody(context, coralie, nadia, read):
    question = make.question(QuestionState.QUALIFIED, asker=nadia, assignee=coralie)
    assert read(f"/questions/{question.id}").status == 200
    post(read, f"/questions/suivi/{question.id}/retirer", {"text": "Plus d’actualité."}, as_=nadia)
    leave(read)
    read(f"/questions/{question.id}", status=404)
    assert question.wish not in read("/questions").words


def test_the_public_clock_says_nothing_under_five_cases(context):
    now = make.clock.now()
    for days in (1, 2, 3, 4):
        make.question(
            received_at=now - timedelta(days=10), first_answer_at=now - timedelta(days=10 - days)
        )
    assert queries.first_answers().median is None
    make.question(received_at=now - timedelta(days=10), first_answer_at=now - timedelta(days=5))
    found = queries.first_answers()
    assert (found.count, found.median, round(found.ninetieth, 1)) == (5, 3.0, 4.6)


@pytest.mark.parametrize("visibility", ["public", "unnamed", "programme"])
def test_the_name_and_the_words_are_shown_to_those_chosen_alone(context, nadia, read, visibility):
    association = make.association(nadia, "Zorglubine fictive")
    question = make.question(QuestionState.QUALIFIED, asker=nadia, association=association,
                             visibility=visibility)  # fmt: skip
    stranger = read("/questions").words
    assert (question.wish in stranger) == (visibility != "programme")
    assert ("Zorglubine" in stranger) == (visibility == "public")
    insider = read("/questions", as_=make.researcher(make.user()).user).words
    assert question.wish in insider
    assert ("Zorglubine" in insider) == (visibility == "public")
    post(read, f"/questions/suivi/{question.id}/visibilite", {"visibility": "public"}, as_=nadia)
    leave(read)
    assert "Zorglubine" in read(f"/questions/{question.id}").words
