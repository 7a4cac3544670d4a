"""Persons in associations: nobody shares a password, and somebody always answers for it."""

import pytest

from tests import make
from univasso.accounts import erasure, merging
from univasso.core.db import db, transaction
from univasso.directory.services import memberships
from univasso.models import MemberRole, Membership, MembershipState


@pytest.fixture
def nadia(context):
    return make.user(name="Nadia Fictive", email="nadia@exemple.test")


@pytest.fixture
def ours(nadia):
    return make.association(nadia, "Les Ateliers fictifs du canal")


def invite(read, ours, nadia, email: str, role: str = "contributor") -> str:
    """Invite, and the address of the link that was mailed."""
    path = f"/annuaire/associations/{ours.id}/membres/inviter"
    page = read(path, as_=nadia)
    read.send(path, form={**page.form(), "email": email, "role": role, "message": "Viens !"})
    db.session.rollback()
    return make.link(make.mails()[-1], "/annuaire/invitations")


def last() -> Membership:
    db.session.rollback()
    return db.session.query(Membership).order_by(Membership.id.desc()).first()


def test_an_invited_person_opens_an_account_and_accepts(read, nadia, ours):
    link = invite(read, ours, nadia, "zoe@exemple.test")
    read.client.get("/")
    stranger = type(read)(read.app)
    page = stranger(link)
    assert "Nadia Fictive" in page.words
    assert "Viens" in page.words
    form = {"name": "Zoé Fictive", "password": "une phrase assez longue"}
    stranger.send(f"{link}/compte", form=form)
    db.session.rollback()
    zoe = db.session.query(make.User).filter_by(name="Zoé Fictive").one()
    stranger.send(f"{link}/accepter", as_=zoe)
    assert last().state == MembershipState.ACTIVE
    assert "Zoé Fictive" in read(f"/annuaire/associations/{ours.id}/membres", as_=nadia).words
    assert make.mails()[-1].to_email == "nadia@exemple.test"


def test_opening_the_link_changes_nothing_and_it_serves_once(read, nadia, ours):
    link = invite(read, ours, nadia, "zoe@exemple.test")
    zoe = make.user(name="Zoé Fictive", email="ZOE@exemple.test")
    for _ in range(2):
        read(link, as_=zoe)
    assert last().state == MembershipState.INVITED
    read.send(f"{link}/accepter")
    assert "déjà été acceptée" in read(link, status=410).words
    read.send(f"{link}/accepter", status=410)


def test_a_link_of_somebody_else_is_said_to_be_so(read, nadia, ours):
    link = invite(read, ours, nadia, "zoe@exemple.test")
    other = make.user(name="Quelqu’un Fictif")
    assert "autre adresse" in read(link, as_=other).words
    assert "autre adresse" in read.send(f"{link}/accepter", status=410).words
    assert last().state == MembershipState.INVITED


def test_a_revoked_link_says_so_and_a_new_invitation_replaces_it(read, nadia, ours):
    link = invite(read, ours, nadia, "zoe@exemple.test")
    read.send(f"/annuaire/membres/{last().id}/revoquer", as_=nadia)
    assert "révoquée" in read(link, status=410).words
    newer = invite(read, ours, nadia, "zoe@exemple.test")
    again = invite(read, ours, nadia, "zoe@exemple.test")
    assert "révoquée" in read(newer, status=410).words
    read(again)


def test_an_expired_link_offers_a_new_one_to_the_invited_address_only(read, nadia, ours, later):
    link = invite(read, ours, nadia, "zoe@exemple.test")
    later(days=15)
    page = read(link, status=410)
    assert "quatorze jours" in page.words
    read.send(f"{link}/renvoyer")
    db.session.rollback()
    mail = make.mails()[-1]
    assert mail.to_email == "zoe@exemple.test"
    assert make.link(mail, "/annuaire/invitations") != link
    read(link, status=404)


def expire(member: Membership) -> None:
    number = member.id
    with transaction():
        db.session.get(Membership, number).expires_at = make.clock.now()


def test_new_links_are_limited(read, nadia, ours):
    link = invite(read, ours, nadia, "zoe@exemple.test")
    for _ in range(3):
        expire(last())
        read.send(f"{link}/renvoyer")
        db.session.rollback()
        link = make.link(make.mails()[-1], "/annuaire/invitations")
    expire(last())
    page = read.send(f"{link}/renvoyer", status=429)
    assert int(page.response.headers["Retry-After"]) > 0


def test_an_invitation_can_be_declined_without_an_account(read, nadia, ours):
    link = invite(read, ours, nadia, "zoe@exemple.test")
    read.client.delete_cookie("univasso")
    stranger = type(read)(read.app)
    stranger.send(f"{link}/decliner")
    assert last().state == MembershipState.DECLINED
    assert "ne rejoint pas Les Ateliers" in make.mails()[-1].text


def test_the_last_manager_cannot_leave_nor_be_made_a_reader(read, nadia, ours):
    row = ours.members[0].id
    page = read.send(f"/annuaire/membres/{row}/fin", as_=nadia)
    assert "passez d’abord la main" in read(page.response.location).words
    path = f"/annuaire/membres/{row}/role"
    page = read.send(path, form={"role": "reader"}, status=422)
    assert "répondre de l’association" in page.words
    make.member(ours, make.user(), MemberRole.MANAGER)
    read.send(f"/annuaire/membres/{row}/fin")
    read(f"/annuaire/associations/{ours.id}/espace", status=404)


def test_two_managers_who_leave_together_do_not_both_go(context, nadia, ours):
    first, second = ours.members[0].id, make.member(ours, make.user(), MemberRole.MANAGER).id

    def leave(number: int) -> None:
        with transaction():
            row = db.session.get(Membership, number)
            memberships.end(row, row.user)

    leave(first)
    with pytest.raises(memberships.LastManager):
        leave(second)


def test_a_new_president_takes_over_the_same_minute(read, nadia, ours):
    row = ours.members[0].id
    kit = read(f"/annuaire/associations/{ours.id}/passation", as_=nadia)
    assert "Nadia Fictive" in kit.words
    path = f"/annuaire/membres/{row}/passer-la-main"
    read.send(path, form={"email": "zoe@exemple.test", "message": ""})
    db.session.rollback()
    link = make.link(make.mails()[-1], "/annuaire/invitations")
    read(f"/annuaire/associations/{ours.id}/modifier")  # still hers
    zoe = make.user(name="Zoé Fictive", email="zoe@exemple.test")
    type(read)(read.app).send(f"{link}/accepter", as_=zoe)
    read(f"/annuaire/associations/{ours.id}/modifier", status=404)
    read(f"/annuaire/associations/{ours.id}/modifier", as_=zoe)
    db.session.rollback()
    assert make.mails()[-1].to_email == "nadia@exemple.test"


def test_a_successor_who_declines_changes_nothing(read, nadia, ours):
    read.send(f"/annuaire/membres/{ours.members[0].id}/passer-la-main", as_=nadia,
              form={"email": "zoe@exemple.test"})  # fmt: skip
    db.session.rollback()
    link = make.link(make.mails()[-1], "/annuaire/invitations")
    type(read)(read.app).send(f"{link}/decliner")
    read(f"/annuaire/associations/{ours.id}/modifier")


def ask(read, ours, who) -> None:
    read.send(f"/annuaire/associations/{ours.id}/demander?preuve={ours.rna}", as_=who,
              form={"message": "Je suis la trésorière."})  # fmt: skip


@pytest.fixture
def known(nadia):
    return make.association(nadia, "L’Entraide fictive", rna="W591000002")


def test_somebody_asks_to_join_and_is_welcomed(read, nadia, known):
    zoe = make.user(name="Zoé Fictive")
    ask(read, known, zoe)
    db.session.rollback()
    assert make.mails()[-1].to_email == "nadia@exemple.test"
    assert (
        "demande à rejoindre" in read(f"/annuaire/associations/{known.id}/espace", as_=nadia).words
    )
    path = f"/annuaire/membres/{last().id}/repondre"
    assert "trésorière" in read(path).words
    read.send(path, form={"answer": "admit", "role": "manager", "note": ""})
    read(f"/annuaire/associations/{known.id}/modifier", as_=zoe)
    assert "Lire" not in make.mails()[-1].subject


def test_a_request_that_is_not_taken_up_is_answered_with_words(read, nadia, known):
    zoe = make.user(name="Zoé Fictive", email="zoe@exemple.test")
    ask(read, known, zoe)
    path = f"/annuaire/membres/{last().id}/repondre"
    read.send(path, as_=nadia, form={"answer": "decline", "role": "reader", "note": "Appelez-moi."})
    db.session.rollback()
    mail = make.mails()[-1]
    assert mail.to_email == "zoe@exemple.test"
    assert "Appelez-moi." in mail.text
    read(f"/annuaire/associations/{known.id}/espace", as_=zoe, status=404)


def test_after_15_days_of_silence_the_coordination_decides(read, nadia, known, later, work):
    zoe = make.user(name="Zoé Fictive")
    coralie = make.coordinator(email="coralie@exemple.test")
    ask(read, known, zoe)
    later(days=16)
    work()
    db.session.rollback()
    assert make.mails()[-1].to_email == "coralie@exemple.test"
    assert "L’Entraide fictive" in read("/associations/a-verifier", as_=coralie).words
    read.send(f"/annuaire/membres/{last().id}/repondre",
              form={"answer": "admit", "role": "contributor"})  # fmt: skip
    read(f"/annuaire/associations/{known.id}/modifier", as_=zoe)


def test_an_answer_given_in_time_is_never_nagged(read, nadia, known, later, work):
    make.coordinator(email="coralie@exemple.test")
    ask(read, known, make.user(name="Zoé Fictive"))
    read.send(f"/annuaire/membres/{last().id}/repondre", as_=nadia,
              form={"answer": "admit", "role": "reader"})  # fmt: skip
    later(days=16)
    work()
    db.session.rollback()
    assert not [m for m in make.mails() if "15 jours" in m.subject]


def test_nobody_finds_hidden_associations_by_trying_addresses(read, known):
    zoe = make.user(name="Zoé Fictive")
    for proof in ("", "?preuve=", "?preuve=None", "?preuve=W591000003"):
        read(f"/annuaire/associations/{known.id}/demander{proof}", as_=zoe, status=404)


def test_nobody_asks_twice(read, known):
    zoe = make.user(name="Zoé Fictive")
    ask(read, known, zoe)
    page = read.send(f"/annuaire/associations/{known.id}/demander?preuve={known.rna}",
                     form={"message": "Encore moi."}, status=422)  # fmt: skip
    assert "déjà demandé" in page.words
    assert "Encore moi." in page.html


def test_a_member_is_named_in_public_by_own_choice_only(read, nadia):
    row = make.association(nadia, is_listed=True)
    public = f"/annuaire/associations/{row.id}"
    assert "Nadia" not in read(public, as_=make.user()).words
    read.send(f"/annuaire/membres/{row.members[0].id}/moi", as_=nadia,
              form={"title": "présidente", "is_public": "y"})  # fmt: skip
    page = read(public, as_=make.user())
    assert "Nadia Fictive, présidente" in page.words


def test_a_reader_reads_and_a_contributor_writes(read, nadia, ours):
    zoe = make.user(name="Zoé Fictive")
    row = make.member(ours, zoe)
    read(f"/annuaire/associations/{ours.id}/espace", as_=zoe)
    read(f"/annuaire/associations/{ours.id}/modifier", status=403)
    read.send(f"/annuaire/membres/{row.id}/role", as_=nadia, form={"role": "contributor"})
    read(f"/annuaire/associations/{ours.id}/modifier", as_=zoe)
    read(f"/annuaire/associations/{ours.id}/membres/inviter", status=403)


def test_an_association_whose_last_manager_is_erased_goes_to_the_coordination(
    context, read, nadia, ours
):
    coralie = make.coordinator()
    with transaction():
        erasure.erase(db.session.get(make.User, nadia.id), None)
    page = read("/associations/a-verifier", as_=coralie)
    assert "Les Ateliers fictifs du canal" in page.words
    assert "Nadia" not in read(f"/annuaire/associations/{ours.id}/membres").words


def test_two_accounts_of_one_member_become_one_place(context, read, nadia, ours):
    twin = make.user(name="Nadia Fictive")
    make.member(ours, twin)
    ada = make.administrator()
    with transaction():
        merging.merge(ada, nadia.id, twin.id)
    read(f"/annuaire/associations/{ours.id}/modifier", as_=nadia)
