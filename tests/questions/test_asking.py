"""A question from its first words to its receipt."""

import re

import pytest

from tests import make
from tests.questions.steps import leave, path_of, post
from univasso.core.db import db
from univasso.models import Question, QuestionState
from univasso.questions.personal import personal_parts

WORDS = {
    "wish": "Pourquoi nos bénévoles partent-ils au bout d’un an",
    "visibility": "unnamed",
    "taking_part": "unsure",
}


def ask(read, **about):
    status = about.pop("status", 303)
    return post(read, "/questions/nouvelle", {**WORDS, **about}, status=status)


def only() -> Question:
    return db.session.query(Question).one()


def link(email: str) -> str:
    text = [m.text for m in make.mails() if m.to_email == email][-1]
    return re.search(r"http://localhost(/questions/suivi/\S+)", text)[1]


def test_somebody_without_account_confirms_then_follows(context, read):
    make.coordinator(name="Coralie Fictive")
    page = ask(read, contact_email="zoe@exemple.test", association_name="Les Rives fictives")
    assert path_of(page) == "/questions/envoyee"
    assert "Encore un pas" in page.words
    assert [m.subject for m in make.mails()] == ["Confirmez votre question"]
    key = link("zoe@exemple.test")
    assert "Votre question vous attend" in read(key).words
    assert only().state == QuestionState.UNCONFIRMED  # opening a link acts on nothing
    page = post(read, f"{key}/confirmer", {})
    assert "Coralie Fictive" in page.words
    again = post(read, f"{key}/confirmer", {})
    assert again.status == 200
    question = only()
    assert (question.state, question.assignee.name) == ("received", "Coralie Fictive")
    assert (question.promised_on - make.clock.today()).days == 15
    subjects = [m.subject for m in make.mails()]
    number = question.id
    assert subjects[1:] == [f"Nous avons reçu votre question, n° {number}",
                            f"Une question est arrivée : n° {number}"]  # fmt: skip
    assert "15 jours" not in subjects


def test_a_mistyped_address_is_corrected_and_the_former_link_dies(context, read):
    ask(read, contact_email="zoe@exmple.test")
    former = link("zoe@exmple.test")
    page = post(read, "/questions/envoyee", {"email": "zoe@exemple.test"})
    assert "zoe@exemple.test" in page.words
    assert read(former, status=404).words.count("Ce lien n’ouvre pas")
    assert read(link("zoe@exemple.test")).status == 200


def test_a_telephone_number_is_enough(context, read):
    make.coordinator()
    page = ask(read, contact_phone="03 20 00 00 00")
    assert "Vous serez appelé·e au 03 20 00 00 00" in page.words
    assert only().state == QuestionState.RECEIVED


def test_without_a_way_to_answer_the_words_stay_in_the_form(context, read):
    page = post(read, "/questions/nouvelle", WORDS, status=422)
    assert "Donnez une adresse ou un numéro de téléphone" in page.words
    assert WORDS["wish"] in page.words
    assert db.session.query(Question).count() == 0


def test_somebody_signed_in_is_received_at_once(context, read):
    make.coordinator(name="Coralie Fictive")
    nadia = make.user(name="Nadia Fictive")
    association = make.association(nadia, "Les Rives fictives")
    page = post(read,
        "/questions/nouvelle", {**WORDS, "association": association.id}, as_=nadia
    )  # fmt: skip
    question = only()
    assert path_of(page) == f"/questions/suivi/{question.id}"
    assert (question.asker.name, question.who) == ("Nadia Fictive", "Les Rives fictives")


def test_nobody_speaks_for_an_association_that_is_not_theirs(context, read):
    other = make.association(name="Celle des autres, fictive")
    post(
        read, "/questions/nouvelle", {**WORDS, "association": other.id}, as_=make.user(), status=422
    )
    assert db.session.query(Question).count() == 0


def test_a_draft_may_be_almost_empty_and_comes_back(context, read):
    nadia = make.user(name="Nadia Fictive")
    page = post(
        read,
        "/questions/nouvelle",
        {"situation": "On nous demande des bilans.", "act": "keep"},
        as_=nadia,
    )
    assert "On nous demande des bilans." in page.words
    assert "Votre brouillon est gardé" in page.words
    question = only()
    assert question.state == QuestionState.DRAFT
    read(f"/questions/nouvelle?brouillon={question.id}", as_=make.user(), status=404)
    post(read, f"/questions/nouvelle?brouillon={question.id}", WORDS, as_=nadia)
    assert db.session.query(Question).one().state == QuestionState.RECEIVED


def test_the_draft_of_a_browser_is_of_no_other(context, read):
    ask(read, act="keep", contact_email="")
    number = only().id
    assert WORDS["wish"] in read("/questions/nouvelle").words
    leave(read)
    other = type(read)(context)
    assert WORDS["wish"] not in other("/questions/nouvelle").words
    post(other, f"/questions/brouillons/{number}/jeter", {}, status=404)


def test_the_words_of_a_search_in_vain_fill_the_form(context, read):
    assert "zèbres associatifs</textarea>" in read("/questions/nouvelle?q=zèbres associatifs").html


def test_what_may_lead_to_somebody_is_pointed_out_once_and_blocks_nothing(context, read):
    make.coordinator()
    about = {
        "situation": "Appelez Mme Durand au 06 12 34 56 78.",
        "contact_email": "z@exemple.test",
    }
    page = ask(read, **about, status=200)
    assert "Mme Durand" in page.words
    assert "06 12 34 56 78" in page.words
    assert db.session.query(Question).count() == 0
    assert path_of(ask(read, **about, shown="1")) == "/questions/envoyee"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("écrire à nadia@exemple.test", ["nadia@exemple.test"]),
        ("appeler le +33 3 20 00 00 00", ["+33 3 20 00 00 00"]),
        ("Monsieur Petit-Fictif le dit", ["Monsieur Petit-Fictif"]),
        ("en 2019, 12 000 personnes, loi de 1901", []),
        ("nos madames et messieurs", []),
    ],
)
def test_addresses_numbers_and_names_are_seen(text, parts):
    assert personal_parts(text) == parts


def test_what_nobody_confirmed_is_forgotten_after_seven_days(context, read, later, work):
    ask(read, contact_email="zoe@exemple.test")
    later(days=8)
    work()
    assert db.session.query(Question).count() == 0


def test_a_program_that_fills_what_people_do_not_see_is_thanked_and_not_kept(context, read):
    ask(read, contact_email="zoe@exemple.test", website="http://spam.example", status=200)
    assert db.session.query(Question).count() == 0
