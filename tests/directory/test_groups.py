"""Research groups: proposed as one, joined by invitation, closed when the last member leaves (R1★5)."""

import pytest

from tests import make
from univasso.accounts import erasure
from univasso.core.db import db, transaction
from univasso.directory.services import groups
from univasso.models import GroupMember, ResearchGroup
from univasso.models.associations import Association

WORD = "zébulifrange"


@pytest.fixture
def lea(context):
    who = make.user(name="Léa Fictive", email="lea@exemple.test")
    make.researcher(who, "Léa", "Fictive")
    return who


@pytest.fixture
def group(lea, read):
    """Léa's group, as she founds it."""
    page = read("/annuaire/groupes/nouveau", as_=lea)
    form = {**page.form(), "name": f"Le groupe fictif {WORD}"}
    if "speaker" not in form:
        form["speaker"] = "researcher:1"
    made = read.send("/annuaire/groupes/nouveau", form=form)
    assert read.send("/annuaire/groupes/nouveau", form=form).response.location == (
        made.response.location
    )
    db.session.rollback()
    return db.session.query(ResearchGroup).one()


def invite(read, group, lea, email: str = "zoe@exemple.test") -> str:
    path = f"/annuaire/groupes/{group.id}/inviter"
    read.send(path, as_=lea, form={**read(path, as_=lea).form(), "email": email})
    db.session.rollback()
    return make.link(make.mails()[-1], "/annuaire/groupes/invitations")


def accept(read, link, who, status: int = 303):
    page = read(link, as_=who)
    form = {**page.form(f"{link}/accepter")}
    return read.send(f"{link}/accepter", form=form, status=status)


def state(number: int) -> str:
    db.session.rollback()
    return db.session.get(ResearchGroup, number).state


def test_a_group_is_founded_written_and_shown_when_its_members_choose(read, lea, group, work):
    path = f"/annuaire/groupes/{group.id}"
    stranger = make.user()
    read(path, as_=stranger, status=404)
    form = {**read(f"{path}/modifier", as_=lea).form(), "purpose": "La vie des quartiers.",
            "needs": [str(make.need(3).id)], "is_listed": "y", "seats": "4"}  # fmt: skip
    read.send(f"{path}/modifier", form=form)
    page = read(path, as_=stranger)
    assert "La vie des quartiers." in page.words
    assert "Léa Fictive" in page.words
    assert "1 prise sur 4" in page.words
    work()
    assert WORD in read("/annuaire?qui=group").words


def test_an_unlisted_group_is_found_nowhere(read, lea, group, work):
    work()
    for path in ("/annuaire", f"/annuaire?q={WORD[:6]}", "/sitemap.xml"):
        assert WORD not in read.client.get(path).get_data(as_text=True)


def test_an_association_joins_through_its_link_once(read, lea, group):
    zoe = make.user(name="Zoé Fictive", email="zoe@exemple.test")
    ours = make.association(zoe, "Les Ateliers fictifs")
    link = invite(read, group, lea)
    assert "Léa Fictive vous invite" in read(link, as_=zoe).words
    accept(read, link, zoe)
    assert "déjà été acceptée" in read(link, status=410).words
    words = read(f"/annuaire/groupes/{group.id}", as_=zoe).words
    assert "Ateliers" in words
    inside = read(f"/annuaire/groupes/{group.id}", as_=lea).words
    assert "Les Ateliers fictifs Association" in inside  # unlisted, and named to its fellow members
    assert "2 prises sur 10" in words
    assert db.session.get(Association, ours.id) is not None


def test_whoever_invited_learns_the_answer(read, lea, group):
    zoe = make.user(name="Zoé Fictive", email="zoe@exemple.test")
    make.association(zoe, "Les Ateliers fictifs")
    declined = invite(read, group, lea)
    type(read)(read.app).send(f"{declined}/decliner")
    db.session.rollback()
    last = make.mails()[-1]
    assert (last.to_email, "ne rejoint pas" in last.text) == (lea.email, True)
    accept(read, invite(read, group, lea), zoe)
    db.session.rollback()
    last = make.mails()[-1]
    assert (last.to_email, "Les Ateliers fictifs a accepté" in last.text) == (lea.email, True)


def test_the_history_of_a_group_is_read_by_those_who_are_in_it(read, lea, group):
    zoe = make.user(name="Zoé Fictive", email="zoe@exemple.test")
    make.association(zoe, "Les Ateliers fictifs")
    accept(read, invite(read, group, lea), zoe)
    path = f"/annuaire/groupes/{group.id}"
    form = {**read(f"{path}/modifier").form(), "is_listed": "y"}
    read.send(f"{path}/modifier", form=form)
    words = read(path).words
    for said in ("Groupe fondé par Léa Fictive", "Groupe modifié par Zoé Fictive",
                 "Invitation acceptée – Les Ateliers fictifs par Zoé Fictive"):  # fmt: skip
        assert said in words
    assert "Historique" not in read(path, as_=make.user()).words
    assert "Historique" in read(path, as_=make.coordinator()).words


def test_an_association_finds_its_groups_and_founds_one_from_its_space(read, context):
    nadia, zoe = make.user(name="Nadia Fictive"), make.user(name="Zoé Fictive")
    ours = make.association(nadia, "Les Ateliers fictifs")
    make.member(ours, zoe)
    space = f"/annuaire/associations/{ours.id}/espace"
    assert "/annuaire/groupes/nouveau" in read(space, as_=nadia).links()
    page = read("/annuaire/groupes/nouveau")
    form = {**page.form(), "name": "Un groupe fictif", "speaker": f"association:{ours.id}"}
    read.send("/annuaire/groupes/nouveau", form=form)
    db.session.rollback()
    group = db.session.query(ResearchGroup).one()
    assert f"/annuaire/groupes/{group.id}" in read(space).links()
    links = read(space, as_=zoe).links()  # neither its group, unlisted, nor the right to found one
    assert not any(link.startswith("/annuaire/groupes") for link in links)


def test_a_researcher_finds_her_groups_in_her_space_until_she_leaves_them(read, lea, group):
    space, path = "/annuaire/chercheurs/1/espace", f"/annuaire/groupes/{group.id}"
    assert path in read(space, as_=lea).links()
    read.send(f"{path}/places/{group.members[0].id}/quitter")
    assert path not in read(space).links()


def test_a_link_of_somebody_else_takes_no_seat(read, lea, group):
    link = invite(read, group, lea)
    other = make.user(name="Quelqu’un Fictif")
    make.association(other)
    assert "autre adresse" in read(link, as_=other).words
    read.send(f"{link}/accepter", form={"speaker": "association:1"}, status=410)


def test_revoked_and_expired_links_say_so(read, lea, group, later):
    link = invite(read, group, lea)
    seat = db.session.query(GroupMember).order_by(GroupMember.id.desc()).first()
    read.send(f"/annuaire/groupes/{group.id}/places/{seat.id}/revoquer", as_=lea)
    assert "révoquée" in read(link, status=410).words
    newer = invite(read, group, lea)
    later(days=15)
    assert "quatorze jours" in read(newer, status=410).words


def test_a_full_group_says_so(read, lea, group):
    zoe = make.user(name="Zoé Fictive", email="zoe@exemple.test")
    make.association(zoe)
    link = invite(read, group, lea)
    with transaction():
        db.session.get(ResearchGroup, group.id).seats = 1
    page = read(f"/annuaire/groupes/{group.id}/inviter", as_=lea)
    assert "Toutes les places sont prises" in page.words
    assert "places de ce groupe" in accept(read, link, zoe, status=422).words


def test_a_group_keeps_a_seat_for_each_of_its_members(read, lea, group):
    zoe = make.user(name="Zoé Fictive", email="zoe@exemple.test")
    make.association(zoe)
    accept(read, invite(read, group, lea), zoe)
    path = f"/annuaire/groupes/{group.id}/modifier"
    form = {**read(path).form(), "seats": "1", "purpose": "À garder."}
    page = read.send(path, form=form, status=422)
    assert "2 membres sont dans le groupe" in page.words
    assert "À garder." in page.html
    read.send(path, form={**form, "seats": "2"})


def test_two_members_who_save_at_once_choose_between_their_answers(read, lea, group):
    path = f"/annuaire/groupes/{group.id}/modifier"
    opened = read(path, as_=lea).form()
    read.send(path, form={**opened, "is_listed": "y", "seats": "4"})
    page = read.send(path, form={**opened, "once": "another"}, status=409)
    assert "Non coché Garder cette réponse Coché" in page.words
    kept = {**page.form(path), "is_listed": "y"}
    read.send(path, form=kept)
    db.session.rollback()
    saved = db.session.get(ResearchGroup, group.id)
    assert (saved.is_listed, saved.seats) == (True, 10)


def test_a_closed_group_is_read_by_the_coordination_and_changed_by_nobody(read, lea, group):
    path = f"/annuaire/groupes/{group.id}"
    team = make.coordinator()
    form = read(f"{path}/modifier", as_=team).form()
    read.send(f"{path}/places/{group.members[0].id}/quitter", as_=lea)
    assert "Fermé" in read(path, as_=team).words
    for part, sent in (("modifier", form), ("inviter", {"email": "zoe@exemple.test"})):
        assert "Fermé" in read(f"{path}/{part}", status=409).words
        read.send(f"{path}/{part}", form=sent, status=409)
    read(path, as_=lea, status=404)


def test_the_last_member_who_leaves_closes_the_group_and_everybody_is_told(read, lea, group):
    seat = group.members[0].id
    link = invite(read, group, lea)
    read.send(f"/annuaire/groupes/{group.id}/places/{seat}/quitter", as_=lea)
    assert state(group.id) == "closed"
    last = make.mails()[-1]
    assert (last.to_email, "fermé" in last.text) == ("lea@exemple.test", True)
    assert "groupe est fermé" in read(link, status=410).words


def test_the_last_member_who_is_erased_closes_the_group_and_a_member_who_is_does_not(
    read, lea, group, work
):
    zoe = make.user(name="Zoé Fictive", email="zoe@exemple.test")
    make.researcher(zoe, "Zoé", "Fictive")
    accept(read, invite(read, group, lea), zoe)
    link = invite(read, group, zoe, "paul@exemple.test")
    for who, reached in ((lea, "open"), (zoe, "closed")):
        with transaction():
            erasure.erase(db.session.get(make.User, who.id), None)
        work()
        assert state(group.id) == reached
    assert "groupe est fermé" in read(link, status=410).words
    assert "Fermé" in read(f"/annuaire/groupes/{group.id}", as_=make.coordinator()).words


def test_nobody_gives_back_the_seat_of_another(read, lea, group):
    zoe = make.user(name="Zoé Fictive", email="zoe@exemple.test")
    make.association(zoe)
    accept(read, invite(read, group, lea), zoe)
    first = group.members[0].id
    read.send(f"/annuaire/groupes/{group.id}/places/{first}/quitter", as_=zoe, status=403)


def test_whoever_has_neither_profile_nor_association_learns_what_to_do_first(read, context):
    page = read("/annuaire/groupes/nouveau", as_=make.user())
    assert "/chercheurs/mon-profil" in page.links()
    with pytest.raises(StopIteration):
        next(iter(groups.speakers(make.user())))
