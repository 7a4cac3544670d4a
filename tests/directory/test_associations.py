"""Associations: what they say of themselves, to whom, and what the coordination does."""

import pytest

from tests import make
from univasso.core.db import db, transaction
from univasso.directory import queries
from univasso.directory.services import associations
from univasso.models import Association, Mode

WORD = "zébulifrange"


@pytest.fixture
def nadia(context):
    return make.user(name="Nadia Fictive")


@pytest.fixture
def ours(nadia):
    return make.association(nadia, "Les Ateliers fictifs du canal")


def sent(read, path: str, as_, **values) -> dict:
    """The form at an address as a browser would send it back, with some values changed."""
    page = read(path, as_=as_)
    return {**page.form(), **values}


def test_a_member_fills_the_profile_and_the_history_names_the_fields(read, nadia, ours):
    path = f"/annuaire/associations/{ours.id}/modifier"
    values = sent(read, path, nadia, mission="Des ateliers de vélo.", refusals=["no_students"],
                  sectors=["environment"], needs=[str(make.need(3).id)])  # fmt: skip
    read.send(path, as_=nadia, form=values)
    page = read(f"/annuaire/associations/{ours.id}", as_=nadia)
    assert "Des ateliers de vélo." in page.words
    assert "Pas de travail d’étudiants" in page.words
    assert "L’engagement associatif" in page.html or "Engagement" in page.words
    assert "Profil modifié" in read(f"/annuaire/associations/{ours.id}/espace").words


def test_two_people_who_edit_meet_each_other_s_words(read, nadia, ours):
    path = f"/annuaire/associations/{ours.id}/modifier"
    first = sent(read, path, nadia, mission="La première.")
    second = {**first, "once": "another", "mission": "La seconde."}
    read.send(path, form=first)
    page = read.send(path, form=second, status=409)
    assert "La première." in page.html
    assert "La seconde." in page.html


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "Donnez le nom de l’association."),
        ("name", "Les vérifiés ✓", "Ne mettez pas de signe"),
        ("name", "x" * 251, "1 caractère de trop"),
        ("website", "javascript:alert(1)", "https://"),
        ("contact_email", "nadia@", "nom@exemple.fr"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_lost(read, nadia, ours, field, typed, said):
    path = f"/annuaire/associations/{ours.id}/modifier"
    values = sent(read, path, nadia, mission="À garder.", **{field: typed})
    page = read.send(path, form=values, status=422)
    assert said in page.words
    assert "À garder." in page.html


def test_nothing_is_listed_that_its_owner_did_not_publish(read, nadia, ours):
    stranger = make.user(name="Quelqu’un Fictif")
    read(f"/annuaire/associations/{ours.id}", as_=stranger, status=404)
    path = f"/annuaire/associations/{ours.id}/visibilite"
    read.send(path, as_=nadia, form=sent(read, path, nadia, is_listed="y"))
    page = read(f"/annuaire/associations/{ours.id}", as_=stranger)
    assert "Les Ateliers fictifs du canal" in page.words


def test_each_field_is_read_at_its_level_and_can_be_looked_at_as_a_visitor(read, nadia):
    row = make.association(nadia, is_listed=True, publics=WORD, field_offer="friche " + WORD[::-1])
    stranger, member = make.user(name="Passante Fictive"), make.coordinator()
    page = read(f"/annuaire/associations/{row.id}", as_=stranger)
    assert WORD in page.words
    assert WORD[::-1] not in page.words
    assert WORD[::-1] in read(f"/annuaire/associations/{row.id}", as_=member).words
    trial = read(f"/annuaire/associations/{row.id}?comme=public", as_=nadia)
    assert WORD[::-1] not in trial.words
    assert "ce que lit un visiteur" in trial.words


def test_a_field_kept_for_the_coordination_leaves_no_trace_for_others(read, nadia):
    row = make.association(nadia, is_listed=True, mission=WORD)
    path = f"/annuaire/associations/{row.id}/visibilite"
    read.send(path, as_=nadia, form=sent(read, path, nadia, mission="coordinators"))
    assert WORD not in read(f"/annuaire/associations/{row.id}", as_=make.user()).html
    assert WORD in read(f"/annuaire/associations/{row.id}", as_=make.coordinator()).words


def test_the_three_ways_are_declared_one_by_one_and_a_refusal_against_them_is_said(
    read, nadia, ours
):
    with transaction():
        associations.save(
            db.session.get(Association, ours.id), {"refusals": ["no_more"]}, nadia, None
        )
    path = f"/annuaire/associations/{ours.id}/participer"
    values = sent(read, path, nadia, council_on="y", field_on="y", field_note="Le lundi.")
    page = read.send(path, form=values)
    page = read(f"/annuaire/associations/{ours.id}/espace")
    assert "parle contre une façon" in page.words
    db.session.rollback()
    assert db.session.get(Association, ours.id).modes == {Mode.COUNCIL, Mode.FIELD}
    read.send(path, form=sent(read, path, nadia, field_on=[]))
    assert "Le lundi." not in read(f"/annuaire/associations/{ours.id}").words


def test_requests_are_counted_by_year_and_read_by_members_before_they_ask(read, nadia, later):
    row = make.association(nadia, is_listed=True)
    coralie = make.coordinator()
    path = f"/annuaire/associations/{row.id}/sollicitations"
    assert "jamais sollicitée" in read(f"/annuaire/associations/{row.id}", as_=coralie).words
    for _ in range(2):
        read.send(path, as_=coralie, form=sent(read, path, coralie, about="Un entretien."))
    assert "2 demandes" in read(f"/annuaire/associations/{row.id}", as_=coralie).words
    later(days=400)
    assert queries.solicitation_count(row) == 0


def test_the_mark_rests_on_a_proof_and_lapses_after_24_months(read, nadia, ours, later, work):
    coralie = make.coordinator()
    path = f"/annuaire/associations/{ours.id}/verifier"
    read.send(path, as_=coralie, form={"proof": ""}, status=422)
    read.send(path, form=sent(read, path, coralie, proof="Statuts reçus."))
    assert "Vérifiée" in read(f"/annuaire/associations/{ours.id}").words
    later(days=705)
    work()
    db.session.rollback()
    assert "À vérifier de nouveau" in make.mails()[-1].subject
    later(days=731)
    assert "Non vérifiée" in read(f"/annuaire/associations/{ours.id}", as_=nadia).words


def test_an_association_that_leaves_keeps_its_name_and_loses_its_contacts(read, nadia):
    row = make.association(
        nadia, is_listed=True, contact_phone="03 00 00 00 00", working_hours=WORD
    )
    path = f"/annuaire/associations/{row.id}/quitter"
    read.send(path, as_=nadia, form=sent(read, path, nadia, verb="dissolve"), status=422)
    read.send(path, form=sent(read, path, nadia, verb="dissolve", reason="Assemblée de juin."))
    page = read(f"/annuaire/associations/{row.id}/espace")
    assert "Dissoute" in page.words
    assert row.name in page.words
    db.session.rollback()
    kept = db.session.get(Association, row.id)
    assert (kept.contact_phone, kept.working_hours, kept.modes) == ("", "", set())
    read(f"/annuaire/associations/{row.id}", as_=make.user(), status=404)


def test_a_number_added_later_brings_two_associations_together(read, nadia, ours):
    karim = make.user(name="Karim Fictif")
    twin = make.association(karim, "Ateliers du canal", rna="W591000001")
    path = f"/annuaire/associations/{ours.id}/numero"
    read.send(path, as_=nadia, form=sent(read, path, nadia, number="w591 000 001"))
    assert "déjà ici" in read(f"/annuaire/associations/{ours.id}/espace").words
    coralie = make.coordinator()
    path = f"/annuaire/associations/{ours.id}/rapprocher/{twin.id}"
    read.send(path, as_=coralie, form=sent(read, path, coralie, reason="Même présidente."))
    assert (
        f"/annuaire/associations/{twin.id}/membres"
        in read(f"/annuaire/associations/{twin.id}/espace", as_=nadia).html
    )
    page = read(f"/annuaire/associations/{ours.id}", as_=nadia, status=301)
    assert page.response.headers["Location"] == f"/annuaire/associations/{twin.id}"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("W59100000", "9 caractères"),
        ("123456789", "chiffre de contrôle"),
        ("bonjour", "laissez ce champ vide"),
    ],
)
def test_a_wrong_number_is_explained_and_one_can_go_on(read, nadia, ours, typed, said):
    path = f"/annuaire/associations/{ours.id}/numero"
    page = read.send(path, as_=nadia, form=sent(read, path, nadia, number=typed), status=422)
    assert said in page.words


def test_the_list_of_the_coordination_finds_names_without_accents(read, nadia):
    make.association(nadia, "Éclaireurs fictifs de l’Oise")
    coralie = make.coordinator()
    assert "Éclaireurs" in read("/associations/a-verifier?q=eclaireurs", as_=coralie).words
    assert "Rien n’attend ici" in read("/associations/a-verifier", as_=coralie).words


PATHS = (
    "", "/espace", "/modifier", "/participer", "/visibilite", "/numero", "/quitter", "/passation",
    "/membres", "/membres/inviter", "/charte",
)  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_of_an_association_is_well_made(read, nadia, ours, language):
    with transaction():
        nadia.language = language
    for path in PATHS:
        address = f"/annuaire/associations/{ours.id}{path}?lang={language}"
        read(address, as_=nadia, language=language)
