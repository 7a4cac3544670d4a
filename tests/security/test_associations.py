"""Associations, seen by whoever would take what is not theirs."""

import re

import pytest

from tests import make
from univasso.accounts import services as accounts
from univasso.accounts.services import consents
from univasso.core import clock
from univasso.core.db import db, transaction
from univasso.core.workflow import WrongState
from univasso.directory.services import associations, invitations, letters, memberships
from univasso.models import (
    AccessLetter,
    Association,
    MemberRole,
    Membership,
    MembershipState,
    OutgoingMail,
    User,
)
from univasso.models.associations import MEMBERSHIP, AssociationState
from univasso.models.profiles import Level
from univasso.policy import reads_at

PASSWORD = "une phrase assez longue"


@pytest.fixture
def nadia(context):
    return make.user(name="Nadia Fictive", email="nadia@exemple.test")


@pytest.fixture
def zoe(context):
    return make.user(name="Zoé Fictive", email="zoe@exemple.test")


@pytest.fixture
def ours(nadia):
    return make.association(nadia, "Les Ateliers fictifs du canal", rna="W591000002")


def invited(ours, by, email="zoe@exemple.test", role=MemberRole.CONTRIBUTOR, succeeds=None):
    with transaction():
        return invitations.invite(ours, email, role, by, succeeds=succeeds)


def token() -> str:
    db.session.rollback()
    return make.link(make.mails()[-1], "/annuaire/invitations")


def states(association) -> list[str]:
    db.session.rollback()
    return [m.state for m in db.session.get(Association, association.id).members]


# What belongs to one association is not reached by way of another.


def test_the_members_of_another_association_are_not_reached(read, nadia, zoe, ours):
    other = make.association(zoe)
    row = other.members[0].id
    read.sign_in(nadia)
    for path in ("role", "moi", "repondre", "passer-la-main"):
        read(f"/annuaire/membres/{row}/{path}", status=404)
        read.send(
            f"/annuaire/membres/{row}/{path}", status=404, role="reader", email="a@exemple.test"
        )
    for path in ("fin", "revoquer", "renvoyer"):
        read.send(f"/annuaire/membres/{row}/{path}", status=404)
    read.send(f"/associations/{ours.id}/lettre/{zoe.id}", status=403)
    read.send(f"/associations/{other.id}/lettre/{zoe.id}", status=404)


def test_a_letter_is_for_a_member_of_the_association_named_with_them(read, nadia, zoe, ours):
    other = make.association(zoe)
    page = read.send(f"/associations/{ours.id}/lettre/{zoe.id}", as_=make.coordinator())
    assert page.response.location.endswith(f"/annuaire/associations/{ours.id}/membres")
    assert db.session.query(AccessLetter).count() == 0
    assert other.id != ours.id


def test_a_reader_brings_nobody_in_by_handing_over(read, nadia, zoe, ours):
    row = make.member(ours, zoe, MemberRole.CONTRIBUTOR)
    read(f"/annuaire/membres/{row.id}/passer-la-main", as_=zoe, status=404)
    read.send(f"/annuaire/membres/{row.id}/passer-la-main", status=404, email="amie@exemple.test")
    assert make.mails()[-1].to_email != "amie@exemple.test"


def test_a_manager_hands_over_their_own_place_and_nobody_else_s(read, nadia, zoe, ours):
    row = make.member(ours, zoe, MemberRole.MANAGER)
    read.send(f"/annuaire/membres/{row.id}/passer-la-main", as_=nadia, status=404, email="a@b.test")


def test_nobody_gives_themselves_another_role(read, nadia, zoe, ours):
    row = make.member(ours, zoe, MemberRole.CONTRIBUTOR)
    read.send(f"/annuaire/membres/{row.id}/role", as_=zoe, status=404, role="manager")
    read.send(
        f"/annuaire/membres/{row.id}/moi", status=303, title="", role="manager", state="ended"
    )
    db.session.rollback()
    assert db.session.get(Membership, row.id).role == MemberRole.CONTRIBUTOR
    assert db.session.get(Membership, row.id).state == MembershipState.ACTIVE


def test_a_coordinator_neither_welcomes_themselves_nor_vouches_for_their_own(read, nadia, ours):
    coralie = make.coordinator()
    with transaction():
        row = memberships.ask(ours, coralie, "C’est moi.")
    read.send(f"/annuaire/membres/{row.id}/repondre", as_=coralie, status=404, answer="admit",
              role="manager")  # fmt: skip
    with transaction():
        memberships.admit(row, MemberRole.READER, nadia)
    path = f"/annuaire/associations/{ours.id}/verifier"
    read(path, status=403)
    read.send(path, status=403, proof="Je la connais.")
    assert "/verifier" not in read(f"/annuaire/associations/{ours.id}/espace").html
    read(path, as_=make.coordinator(name="Une autre Fictive"))


def test_only_what_the_form_shows_is_written(read, nadia, ours):
    path = f"/annuaire/associations/{ours.id}/modifier"
    form = {**read(path, as_=nadia).form(), "state": "merged", "is_listed": "y", "to_check": "",
            "verified_at": "2026-01-01", "rna": "W999999999", "siren": "1", "id": "999", "proof": "x",
            "visibility": "{}", "merged_into_id": "1"}  # fmt: skip
    read.send(path, form=form)
    db.session.rollback()
    row = db.session.get(Association, ours.id)
    assert (row.state, row.is_listed, row.verified_at, row.rna) == (
        "active",
        False,
        None,
        "W591000002",
    )


# Invitations die with the right to send them.


def test_the_invitations_of_whoever_is_put_out_no_longer_open(nadia, zoe, ours):
    row = make.member(ours, zoe, MemberRole.MANAGER)
    invited(ours, zoe, "complice@exemple.test", MemberRole.MANAGER)
    invited(ours, nadia, "loyal@exemple.test")
    with transaction():
        memberships.end(row, nadia)
    assert states(ours)[-2:] == [MembershipState.REVOKED, MembershipState.INVITED]


def test_the_invitations_of_whoever_no_longer_manages_no_longer_open(nadia, zoe, ours):
    row = make.member(ours, zoe, MemberRole.MANAGER)
    invited(ours, zoe, "complice@exemple.test", MemberRole.MANAGER, succeeds=row)
    with transaction():
        memberships.set_role(row, MemberRole.READER, nadia)
    assert states(ours)[-1] == MembershipState.REVOKED


def test_of_two_successors_the_first_takes_over_and_the_second_finds_a_closed_door(
    nadia, zoe, ours
):
    row = ours.members[0]
    first = invited(ours, nadia, "zoe@exemple.test", MemberRole.MANAGER, succeeds=row)
    second = invited(ours, nadia, "yann@exemple.test", MemberRole.MANAGER, succeeds=row)
    other = invited(ours, nadia, "tresorier@exemple.test")
    with transaction():
        invitations.accept(first, zoe)
    yann = make.user(email="yann@exemple.test")
    with pytest.raises(invitations.InvitationClosed), transaction():
        invitations.accept(second, yann)
    db.session.rollback()
    assert db.session.get(Membership, other.id).invited_by_id == zoe.id  # she goes on with it
    assert db.session.get(Membership, other.id).state == MembershipState.INVITED


@pytest.mark.parametrize("verb", ["leave", "dissolve", "merge"])
def test_an_association_that_goes_closes_its_doors(read, nadia, zoe, ours, verb):
    invited(ours, nadia)
    link = token()
    coralie = make.coordinator()
    with transaction():
        if verb == "merge":
            associations.merge(ours, make.association(), coralie, "La même.")
        else:
            associations.leave(ours, verb, nadia, "Fin.")
    read(link, as_=zoe, status=410)
    read.send(f"{link}/accepter", status=410)
    read.send(f"{link}/decliner", status=410)
    assert read.send(f"{link}/compte").response.location.endswith(link)
    db.session.rollback()
    assert MembershipState.ACTIVE not in [m.state for m in zoe.memberships]


FORMS = {
    "modifier": {"name": "Un autre nom"},
    "participer": {"council_on": "y"},
    "visibilite": {"is_listed": "y"},
    "numero": {"number": ""},
    "membres/inviter": {"email": "zoe@exemple.test", "role": "reader"},
}


@pytest.mark.parametrize("path", FORMS)
def test_nothing_is_written_for_an_association_that_has_left(read, nadia, ours, path):
    address = f"/annuaire/associations/{ours.id}/{path}"
    form = {**read(address, as_=nadia).form(), **FORMS[path]}
    with transaction():
        associations.leave(ours, "leave", nadia)
    before = len(make.mails())
    read.send(address, form=form, status=409)
    db.session.rollback()
    row = db.session.get(Association, ours.id)
    assert (row.name, row.is_listed, row.modes) == ("Les Ateliers fictifs du canal", False, set())
    assert len(make.mails()) == before


def test_an_association_that_left_is_asked_for_by_its_number_and_comes_back(read, nadia, zoe, ours):
    with transaction():
        associations.leave(ours, "leave", nadia)
    read(f"/annuaire/associations/{ours.id}/demander", as_=zoe, status=404)
    path = f"/annuaire/associations/{ours.id}/demander?preuve={ours.rna}"
    read.send(path, form={"message": "La nouvelle présidente."})
    db.session.rollback()
    with transaction():
        memberships.admit(zoe.memberships[0], MemberRole.MANAGER, nadia)
    read.send(f"/annuaire/associations/{ours.id}/revenir")
    db.session.rollback()
    assert db.session.get(Association, ours.id).state == AssociationState.ACTIVE


# One place for each person, whatever way they come.


def test_somebody_who_asked_and_was_invited_enters_once(read, nadia, zoe, ours):
    with transaction():
        memberships.ask(ours, zoe, "Moi.")
    invited(ours, nadia)
    read.send(f"{token()}/accepter", as_=zoe)
    assert states(ours) == [MembershipState.ACTIVE, MembershipState.ENDED, MembershipState.ACTIVE]


def test_welcoming_somebody_closes_the_invitation_that_waited_for_them(read, nadia, zoe, ours):
    invited(ours, nadia, role=MemberRole.MANAGER)
    link = token()
    with transaction():
        row = memberships.ask(ours, zoe, "Moi.")
    with transaction():
        memberships.admit(row, MemberRole.READER, nadia)
    assert "révoquée" in read(link, as_=zoe, status=410).words
    read.send(f"{link}/accepter", status=410)


def test_an_invitation_that_is_none_is_not_sent_again(read, nadia, zoe, ours):
    with transaction():
        row = memberships.ask(ours, zoe, "Moi.")
    before = len(make.mails())
    read.send(f"/annuaire/membres/{row.id}/renvoyer", as_=nadia)
    read.send(f"/annuaire/membres/{ours.members[0].id}/renvoyer")
    db.session.rollback()
    assert len(make.mails()) == before


def test_members_of_two_associations_that_are_one_keep_their_place_once(nadia, zoe, ours):
    coralie, asker = make.coordinator(), make.user(name="Inès Fictive")
    into = make.association(make.user(name="Yann Fictif"))
    make.member(ours, zoe, MemberRole.MANAGER)
    with transaction():
        memberships.ask(into, zoe, "Moi.")  # asks there, is a member here
        memberships.ask(ours, asker, "Moi aussi.")
    make.member(into, nadia, MemberRole.READER)
    with transaction():
        associations.merge(ours, into, coralie, "La même.")
    db.session.rollback()
    places = {m.user_id: (m.state, m.role) for m in db.session.get(Association, into.id).members}
    assert places[zoe.id] == ("active", "manager")
    assert places[nadia.id] == ("active", "manager")
    assert places[asker.id][0] == "asked"  # their request is not lost
    assert "active" not in states(ours)


def test_two_associations_are_not_merged_into_each_other(nadia, ours):
    coralie, into = make.coordinator(), make.association()
    with transaction():
        associations.merge(ours, into, coralie, "La même.")
    with pytest.raises(WrongState), transaction():
        associations.merge(into, ours, coralie, "La même.")


def test_a_suspended_manager_answers_for_nothing(nadia, zoe, ours):
    make.member(ours, zoe, MemberRole.MANAGER)
    with transaction():
        zoe.disabled_at = clock.now()
    with pytest.raises(memberships.LastManager), transaction():
        memberships.end(ours.members[0], nadia)


def test_a_request_that_nobody_can_answer_goes_to_the_coordination_at_once(nadia, zoe, ours):
    make.coordinator(email="coralie@exemple.test")
    with transaction():
        nadia.disabled_at = clock.now()
    with transaction():
        memberships.ask(ours, zoe, "Moi.")
    db.session.rollback()
    assert make.mails()[-1].to_email == "coralie@exemple.test"


@pytest.mark.parametrize("verb", MEMBERSHIP.verbs)
@pytest.mark.parametrize("state", MembershipState)
def test_a_verb_moves_a_place_from_the_states_it_names_only(nadia, zoe, ours, verb, state):
    with transaction():
        row = Membership(association_id=ours.id, user_id=zoe.id, role="reader", state=state)
        db.session.add(row)
    if state in MEMBERSHIP.verbs[verb].sources:
        with transaction():
            MEMBERSHIP.apply(verb, row, nadia)
        assert row.state == MEMBERSHIP.verbs[verb].target
    else:
        with pytest.raises(WrongState), transaction():
            MEMBERSHIP.apply(verb, row, nadia)


ACTS = {
    "fin": {"active": {"nadia": 303, "oneself": 303, "coordinator": 303}},
    "revoquer": {"invited": {"nadia": 303, "coordinator": 303}},
    "renvoyer": {s: {"nadia": 303, "coordinator": 303} for s in MembershipState},
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["nadia", "oneself", "stranger", "coordinator", "nobody"])
def test_every_act_on_a_place_by_everybody_from_every_state(read, nadia, zoe, ours, act, who):
    people = {"nadia": nadia, "oneself": zoe, "stranger": make.user(), "nobody": None,
              "coordinator": make.coordinator()}  # fmt: skip
    may = {"nadia", "coordinator"} | ({"oneself"} if act == "fin" else set())
    for state in MembershipState:
        with transaction():
            row = Membership(association_id=ours.id, user_id=zoe.id, role="reader", state=state)
            db.session.add(row)
        number = row.id
        expected = ACTS[act].get(state, {}).get(who, 409) if who in may else 404
        read.send(f"/annuaire/membres/{number}/{act}", as_=people[who], status=expected)
        with transaction():
            db.session.delete(db.session.get(Membership, number))


# Names, marks, numbers.


@pytest.mark.parametrize(
    "name",
    ["Les vérifiés ✅", "Les vérifiés ☑", "Ⓥérifiée", "Secours рopulaire", "𝐂roix-Rouge", "Ｌes Restos",
     "⠀", "\u3164", "\u200b\u200e", "Association 🏅"],
)  # fmt: skip
def test_a_name_that_passes_for_another_is_not_taken(read, nadia, ours, name):
    path = f"/annuaire/associations/{ours.id}/modifier"
    page = read.send(
        path, as_=nadia, form={**read(path, as_=nadia).form(), "name": name}, status=422
    )
    assert page.complaints()
    read.send("/compte/profil", form={"name": name}, status=422)


@pytest.mark.parametrize(
    "name", ["L’Œuvre du n° 8", "Ελλάδα en Flandre", "Maison d’Ó’Núñez", "АРИЯ", "جمعية", "A" * 250]
)
def test_names_of_the_world_are_taken_as_they_are(read, nadia, ours, name):
    path = f"/annuaire/associations/{ours.id}/modifier"
    read.send(path, as_=nadia, form={**read(path, as_=nadia).form(), "name": name})
    assert name in read(f"/annuaire/associations/{ours.id}/espace").words.replace("\u00a0", " ")


def test_what_nobody_sees_is_dropped_from_a_name(read, nadia, ours):
    path = f"/annuaire/associations/{ours.id}/modifier"
    name = "Les\u200b Ate\u00adliers\ufeff"
    read.send(path, as_=nadia, form={**read(path, as_=nadia).form(), "name": name})
    db.session.rollback()
    assert db.session.get(Association, ours.id).name == "Les Ateliers"


def verified(ours) -> None:
    with transaction():
        associations.verify(ours, "Statuts.", make.coordinator(email="coralie@exemple.test"))


def test_another_name_loses_the_mark_and_the_coordination_is_told(read, nadia, ours):
    verified(ours)
    path = f"/annuaire/associations/{ours.id}/modifier"
    form = read(path, as_=nadia).form()
    read.send(path, form={**form, "name": "LES ATELIERS FICTIFS DU CANAL", "mission": "Vélos."})
    assert "Non vérifiée" not in read(f"/annuaire/associations/{ours.id}/espace").words
    read.send(path, form={**read(path).form(), "name": "La Croix-Rouge fictive"})
    assert "Non vérifiée" in read(f"/annuaire/associations/{ours.id}/espace").words
    db.session.rollback()
    assert make.mails()[-1].to_email == "coralie@exemple.test"
    assert db.session.get(Association, ours.id).to_check == "renamed"


def test_another_number_loses_the_mark(read, nadia, ours):
    verified(ours)
    path = f"/annuaire/associations/{ours.id}/numero"
    read.send(path, as_=nadia, form={**read(path, as_=nadia).form(), "number": "W591000009"})
    db.session.rollback()
    assert not db.session.get(Association, ours.id).is_verified


def test_entering_an_association_a_minute_ago_opens_nothing_of_others(nadia, zoe, ours):
    mine = make.association(zoe, to_check="no_number")
    assert reads_at(zoe, ours) == Level.PUBLIC
    with transaction():
        associations.verify(mine, "Appel.", make.coordinator())
    assert reads_at(zoe, ours) == Level.MEMBERS
    with transaction():
        associations.leave(mine, "leave", zoe)
    assert reads_at(zoe, ours) == Level.PUBLIC


# What writes to people is counted.


def test_a_manager_does_not_write_to_the_whole_world(read, nadia, ours):
    path = f"/annuaire/associations/{ours.id}/membres/inviter"
    read.sign_in(nadia)
    for n in range(30):
        read.send(path, email=f"quelquun{n}@exemple.test", role="reader")
    page = read.send(path, email="encore@exemple.test", role="reader", status=429)
    assert int(page.response.headers["Retry-After"]) > 0
    read.send(f"/annuaire/membres/{ours.members[0].id}/passer-la-main", email="a@exemple.test",
              status=429)  # fmt: skip


def test_one_address_is_not_written_to_by_turns(read, nadia, ours):
    for n in range(6):
        who = make.user()
        other = make.association(who)
        path = f"/annuaire/associations/{other.id}/membres/inviter"
        read.send(
            path, as_=who, email="Cible@exemple.test", role="reader", status=303 if n < 5 else 429
        )


def test_sending_again_is_counted_for_managers_too(read, nadia, ours):
    row = invited(ours, nadia)
    for status in (303, 303, 303, 429):
        read.send(f"/annuaire/membres/{row.id}/renvoyer", as_=nadia, status=status)


def test_nobody_enters_associations_all_day(read, zoe, context):
    charter = associations.consents.text_to_accept_for(0).id
    read.sign_in(zoe)
    for n in range(10):
        read.send("/associations/nouvelle", name=f"Fictive {n}", charter=charter)
    read.send("/associations/nouvelle", name="Fictive de trop", charter=charter, status=429)


# Links and letters.


def test_the_copy_of_a_mail_that_left_holds_no_door(nadia, ours):
    invited(ours, nadia)
    db.session.rollback()
    mail = db.session.query(OutgoingMail).order_by(OutgoingMail.id.desc()).first()
    assert mail.secret
    assert mail.secret in mail.text


def test_after_a_change_of_address_a_link_is_for_nobody_signed_in_elsewhere(read, nadia, zoe, ours):
    invited(ours, nadia)
    link = token()
    with transaction():
        zoe.email = zoe.email_key = "nouvelle@exemple.test"
    assert "autre adresse" in read.send(f"{link}/accepter", as_=zoe, status=410).words


def test_an_invitation_to_a_suspended_account_opens_nothing(app, read, nadia, zoe, ours):
    invited(ours, nadia)
    link = token()
    with transaction():
        zoe.disabled_at = clock.now()
    read(link)
    assert read.send(f"{link}/compte").response.location.endswith(link)
    assert "/connexion" in read.send(f"{link}/accepter").response.location
    assert states(ours)[-1] == MembershipState.INVITED


def test_an_invitation_outlives_the_account_of_whoever_sent_it(read, nadia, zoe, ours):
    row = invited(ours, nadia)
    link = token()
    with transaction():
        db.session.get(Membership, row.id).invited_by_id = None
    assert ours.name in read(link, as_=zoe).words
    read.send(f"{link}/accepter")
    assert states(ours)[-1] == MembershipState.ACTIVE


def opened_by_telephone(email: str = "") -> tuple[User, AccessLetter, str]:
    coralie = make.coordinator()
    with transaction():
        person = letters.open_account("Renée Fictive", email, coralie)
        letter, code = letters.write(person, coralie)
    return person, letter, code


def use(read, number, code, status=303, **about):
    form = {"number": number, "code": code, "password": PASSWORD, "email": "renee@exemple.test"}
    return read.send("/acces", form={**form, **about}, status=status)


def test_no_letter_for_the_account_of_somebody_who_opened_it(read, context, ours, zoe):
    """An account without a password is entered by mail or ORCID: a letter would take it over."""
    make.member(ours, zoe)
    page = read.send(f"/associations/{ours.id}/lettre/{zoe.id}", as_=make.coordinator())
    assert "par elle-même" in read(page.response.location).words
    assert f"/lettre/{zoe.id}" not in read(f"/annuaire/associations/{ours.id}/membres").html
    assert db.session.query(AccessLetter).count() == 0


def test_a_letter_is_dead_once_its_person_came_in_another_way(read, context):
    person, letter, code = opened_by_telephone("renee@exemple.test")
    with transaction():
        accounts.open_session(person, "tests")
    assert "déjà servi" in use(read, letter.id, code, status=410).words
    db.session.rollback()
    assert not db.session.get(User, person.id).password_hash


def test_paper_does_not_change_the_address_that_the_coordination_was_told(read, context):
    person, letter, code = opened_by_telephone("renee@exemple.test")
    use(read, letter.id, code, email="pirate@exemple.test")
    db.session.rollback()
    assert db.session.get(User, person.id).email == "renee@exemple.test"


def test_letters_are_not_counted_from_outside(read, context, later):
    """Unknown, open, used, replaced: whoever has no code reads the same words each time."""
    _, used, code = opened_by_telephone()
    use(read, used.id, code)
    _, waiting, _ = opened_by_telephone()
    said = {
        number: [re.sub(r"\s+", " ", use(read, number, "AAAA-AAAA-AAAA", status=status).complaints())
                 for status in (422, 422, 422, 422)]
        for number in (used.id, waiting.id, 999_999)
    }  # fmt: skip
    assert said[used.id] == said[waiting.id] == said[999_999]
    assert use(read, 999_999, "AAAA-AAAA-AAAA", status=410)


@pytest.mark.parametrize("number", ["9" * 25, "²", "-1", "", "abc", "1e3", "\x00"])
def test_a_number_that_no_letter_has_is_answered(read, context, number):
    use(read, number, "AAAA-AAAA-AAAA", status=422)


def test_codes_are_not_tried_all_day(read, context):
    for n in range(20):
        use(read, 1000 + n, "AAAA-AAAA-AAAA", status=422)
    page = use(read, 1, "AAAA-AAAA-AAAA", status=429)
    assert int(page.response.headers["Retry-After"]) > 0


# The charter is accepted by a named person who may.


def test_nobody_enters_without_the_charter_and_its_version_is_kept(read, zoe):
    page = read.send("/associations/nouvelle", as_=zoe, name="Une fictive", status=422)
    assert "cochez la case" in page.complaints()
    assert 'value="Une fictive"' in page.html
    text = associations.consents.text_to_accept_for(0)
    space = read.send(
        "/associations/nouvelle", name="Une fictive", charter=text.id
    ).response.location
    assert re.search(r"version 1.*Zoé Fictive", read(space).words)


def test_a_new_version_is_asked_of_those_who_answer_for_it_only(read, nadia, zoe, ours):
    make.member(ours, zoe, MemberRole.CONTRIBUTOR)
    coralie = make.coordinator()
    path = f"/annuaire/associations/{ours.id}/charte"
    space = f"/annuaire/associations/{ours.id}/espace"
    read(path, as_=zoe, status=403)
    read.send(path, as_=coralie, status=403, charter=1)
    page = read(path, as_=nadia)
    text = associations.consents.text_to_accept_for(ours.id)
    read.send(path, status=422)
    with transaction():
        db.session.add(type(text)(code=text.code, version=2, title_fr="Charte deux", title_en="Two",
                                  body_fr="Autre.", body_en="Other."))  # fmt: skip
    page = read.send(
        path, status=422, charter=text.id
    )  # the one that was read is no longer current
    assert "Charte deux" in page.words
    read.send(path, charter=associations.consents.text_to_accept_for(ours.id).id)
    assert "Charte deux" in read(space).words
    assert path not in read(space).html


def test_the_charter_of_associations_is_never_asked_of_a_person(read, context):
    new = make.user()
    assert "Charte d’usage des associations" not in read("/compte/textes", as_=new).words
    assert not [c for c in consents.accepted(new) if c.text.code == "association"]


# The directory is read, not carried away.


def test_the_directory_is_not_carried_away(app, read, ours, work):
    app.config["DIRECTORY_PAGES"] = 3
    listed = make.association(is_listed=True)
    work()
    read("/annuaire")
    read(f"/annuaire/associations/{listed.id}")
    read("/annuaire?page=2")
    page = read("/annuaire", status=429)
    assert 0 < int(page.response.headers["Retry-After"]) <= 600
    read(f"/annuaire/associations/{listed.id}", status=429)
    read("/recherche")
    read("/annuaire", as_=make.user())  # an account has a count of its own
    read.client.delete_cookie("univasso")
    clock.shift(make.timedelta(minutes=11))
    read("/annuaire")


def test_search_engines_are_kept_out_of_what_names_people(read, ours, work):
    listed = make.association(is_listed=True)
    work()
    robots = read.client.get("/robots.txt").get_data(as_text=True)
    assert "Disallow: /annuaire\n" in robots
    sitemap = read.client.get("/sitemap.xml").get_data(as_text=True)
    assert f"associations/{listed.id}" not in sitemap


def test_one_list_leads_to_so_many_profiles_and_no_further(monkeypatch, read, context, work):
    monkeypatch.setattr("univasso.finder.profiles.MOST", 25)
    with transaction():
        for _ in range(30):
            make.association(is_listed=True)
    work()
    assert "25" in read("/annuaire").words
    last = read("/annuaire?page=99")
    assert len(re.findall(r"/annuaire/associations/\d+", last.html)) == 5
