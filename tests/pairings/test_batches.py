"""A proposal over many questions, from the choice to the shortlists and back."""

from io import BytesIO

import pytest

from tests import make
from tests.questions.steps import post
from univasso.core import clock
from univasso.core.db import db, transaction
from univasso.models import Pairing, PairingBatch
from univasso.pairings.services import batches

VOLUNTEERS = (
    "Pourquoi les bénévoles du conseil d’administration démissionnent-ils chaque printemps ?"
)
ARCHIVES = "Comment classer les archives sonores de notre radio associative ?"
ADDRESS = "/mises-en-relation/par-lot"


@pytest.fixture
def programme(context):
    """Two questions; Léa is near both, Karim near the first only; a third that nobody is near."""
    make.load_vocabularies()
    one = make.question("qualified", wish=VOLUNTEERS)
    two = make.question("qualified", wish=ARCHIVES)
    three = make.question("qualified", wish="Que faire des moules de la fonderie ?")
    lea = make.researcher(
        make.user(name="Léa Fictive"), capacity=1, interests_confirmed_at=clock.now(),
        expertise_fr="Les démissions de bénévoles dans un conseil d’administration. "
        "Classer les archives sonores d’une radio.",
    )  # fmt: skip
    karim = make.researcher(
        make.user(name="Karim Fictif"), "Karim", "Fictif", capacity=2,
        expertise_fr="Les bénévoles et le conseil d’administration.",
    )  # fmt: skip
    return one, two, three, lea, karim


def asked(*questions, **about) -> dict:
    fields = {"questions": [q.id for q in questions], "fairness": "nobody_aside",
              "most_each": "1", "seed": "1"}  # fmt: skip
    return {**fields, **about}


def computed(read, work, fields: dict, **about):
    page = post(read, ADDRESS, fields, **about)
    assert "attend" in page.words
    work()
    return read(page.response.request.path)


def people(batch: PairingBatch) -> dict[int, str]:
    return {line["question"]: line["key"] for line in batch.proposal["pairs"]}


def last() -> PairingBatch:
    db.session.rollback()
    return db.session.query(PairingBatch).order_by(PairingBatch.id.desc()).first()


def test_from_the_choice_to_the_shortlists(read, work, programme):
    one, two, three, lea, karim = programme
    camille = make.coordinator()
    form = read(ADDRESS, as_=camille)
    assert "3 questions attendent" in form.words
    assert "Profils sans besoin de connaissance" in form.words
    bad = read.send(ADDRESS, form=asked(one, least="Personne Inconnue", most_each="9"), status=422)
    assert "Personne ne porte ce nom" in bad.words
    assert "De 1 à 5." in bad.words
    assert "Personne Inconnue" in bad.html

    page = computed(read, work, asked(one, two, three))
    assert people(last()) == {one.id: f"researcher:{karim.id}", two.id: f"researcher:{lea.id}"}
    assert "2 paires proposées" in page.words
    assert "Aucune autre personne n’est possible." in page.words
    assert "Sans piste (1)" in page.words
    assert "Personne n’a d’extrait en commun avec elle." in page.words
    assert "Toutes les conditions sont remplies." not in page.words  # nobody said when

    first = last()
    page = post(read, f"{ADDRESS}/{first.id}/retenir",
                {"pair": [f"{one.id}:researcher:{karim.id}"], "act": "lock"})  # fmt: skip
    kept = db.session.query(Pairing).one()
    assert (kept.question_id, kept.is_locked, kept.state) == (one.id, True, "kept")
    assert make.mails() == []
    assert "Verrouillé" in page.words

    computed(read, work, asked(one, two, three, fairness="best_match"))
    again = last()
    assert people(again)[one.id] == f"researcher:{karim.id}"  # locked: not moved
    page = read(f"{ADDRESS}/{again.id}?comparer={first.id}")
    assert "Aucune différence." in page.words
    post(read, f"{ADDRESS}/{again.id}/refaire", {})
    work()
    assert last().proposal["input"] == again.proposal["input"]
    assert f"Le calcul n° {again.id} partait des mêmes données" in read(
        f"{ADDRESS}/{last().id}"
    ).words.replace("\xa0", " ")


def test_what_if_keeps_nothing_and_says_what_would_change(read, work, programme):
    one, two, _three, lea, karim = programme
    with transaction():
        db.session.delete(db.session.get(type(karim), karim.id))
    computed(read, work, asked(one, two), as_=make.coordinator())
    batch = last()
    assert len(people(batch)) == 1
    page = read(f"{ADDRESS}/{batch.id}")
    assert "1 possible, prise par d’autres questions" in page.words
    page = read(f"{ADDRESS}/{batch.id}?personne=researcher:{lea.id}&nombre=0")
    assert "1 différence" in page.words
    computed(read, work, asked(one, two, most_each="2"))
    page = read(f"{ADDRESS}/{last().id}?personne=researcher:{lea.id}&nombre=2")
    assert "1 différence" in page.words
    assert "Léa Fictive" in page.words
    assert db.session.query(Pairing).count() == 0
    assert lea.capacity == 1


def test_rules_that_clash_are_named_and_a_computation_can_be_stopped(read, work, programme):
    one, two, _three, lea, _karim = programme
    camille = make.coordinator()
    page = computed(read, work, asked(two, least="Karim Fictif"), as_=camille)
    assert last().state == "impossible"
    assert "au moins une étude demandée pour Karim Fictif" in page.words
    for question in (one, two):
        make.pairing(question, lea, is_locked=True)
    page = computed(read, work, asked(one, two))
    assert page.words.replace("\xa0", " ").count("verrou : Léa Fictive, pour la question n°") == 2
    assert "pas plus d’études que Léa Fictive ne peut en mener" in page.words.replace("\xa0", " ")

    page = post(read, ADDRESS, asked(one))
    post(read, f"{ADDRESS}/{last().id}/arreter", {})
    work()
    assert last().state == "cancelled"
    batches.compute(last().id)  # a worker that had it already
    assert last().state == "cancelled"


def test_a_table_goes_out_and_comes_back_after_a_dry_run(read, work, programme):
    one, two, three, _lea, karim = programme
    computed(read, work, asked(one, two, three), as_=make.coordinator())
    batch = last()
    table = read.client.get(f"{ADDRESS}/{batch.id}.csv").get_data(as_text=True)
    assert f"{one.id},{VOLUNTEERS},researcher:{karim.id},Karim Fictif," in table
    given = table.replace(",non,", ",oui,") + "999,,researcher:1,,,,\n1,,nobody,,,,\n"
    page = read.send(f"{ADDRESS}/importer", status=200,
                     form={"file": (BytesIO(given.encode()), "lot.csv")})  # fmt: skip
    assert "Aucune question ne porte ce numéro" in page.words
    assert db.session.query(Pairing).count() == 0
    page = post(read, f"{ADDRESS}/importer", {"text": given, "confirmed": "1"})
    assert "2 paires sur les listes courtes" in page.words
    assert {p.question_id for p in db.session.query(Pairing) if p.is_locked} == {one.id, two.id}
    assert read.send(f"{ADDRESS}/importer", status=422, form={"text": "rien"}).status == 422


def test_a_proposal_is_undone_but_for_what_was_locked_since(read, work, programme):
    one, two, _three, _lea, _karim = programme
    computed(read, work, asked(one, two), as_=make.coordinator())
    batch = last()
    pairs = [f"{q}:{key}" for q, key in people(batch).items()]
    post(read, f"{ADDRESS}/{batch.id}/retenir", {"pair": pairs, "act": "keep"})
    db.session.rollback()
    kept = db.session.query(Pairing).filter_by(question_id=one.id).one()
    with transaction():
        kept.is_locked = True
    post(read, f"{ADDRESS}/{batch.id}/defaire", {})
    states = {p.question_id: p.state for p in db.session.query(Pairing)}
    assert states == {one.id: "kept", two.id: "withdrawn"}
