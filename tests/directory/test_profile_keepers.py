"""Who keeps a profile besides its person: delegates, and the coordination until it is claimed."""

from datetime import timedelta

import pytest

from tests import make
from univasso.core import clock, limits
from univasso.core.db import db
from univasso.models import Delegation, ProfileClaim, Researcher

WORD = "Zyxwabracadabrant"


@pytest.fixture
def lea(context):
    return make.user(name="Léa Fictive", email="lea@exemple.test")


@pytest.fixture
def profile(lea):
    return make.researcher(lea, is_listed=False)


def fresh(row) -> Researcher:
    db.session.rollback()
    return db.session.get(Researcher, row.id)


def delegated(read, profile, lea, who) -> int:
    """Name somebody who accepts; the number of the delegation."""
    path = f"/annuaire/chercheurs/{profile.id}/delegues"
    read.send(path, as_=lea, email=who.email)
    db.session.rollback()
    number = db.session.query(Delegation).order_by(Delegation.id.desc()).first().id
    assert make.mails()[-1].to_email == who.email
    assert "Léa Fictive" in read("/chercheurs/delegations", as_=who).words
    read.send(f"/chercheurs/delegations/{number}/accepter")
    return number


def test_a_delegate_edits_all_but_hidden_names_interests_and_delegations_until_revoked(
    read, lea, profile
):
    paul = make.user(name="Paul Fictif", email="paul@exemple.test")
    path = f"/annuaire/chercheurs/{profile.id}"
    read(f"{path}/modifier", as_=paul, status=404)
    read.send(f"{path}/noms", as_=lea, name=WORD, is_hidden="y")
    number = delegated(read, profile, lea, paul)
    page = read(f"{path}/modifier", as_=paul)
    read.send(f"{path}/modifier", form={**page.form(), "expertise_fr": "Écrit par Paul."})
    names = read(f"{path}/noms")
    assert WORD not in names.html
    assert "Cacher partout" not in names.words
    read.send(f"{path}/noms", name="Autre Fictive", is_hidden="y")
    read.send(f"{path}/noms", name=WORD)  # given already: it is not said whether it is hidden
    assert [v.is_hidden for v in fresh(profile).variants] == [True, False]
    for part in ("interets", "delegues", "pourquoi"):
        read(f"{path}/{part}", status=403)
    read.send(f"{path}/noms/{fresh(profile).variants[0].id}/retirer", status=404)
    words = read(f"{path}/espace", as_=lea).words
    assert "Thèmes de travail par Paul Fictif" in words.replace("  ", " ")
    read.send(f"{path}/delegues/{number}/revoquer")
    read(f"{path}/modifier", as_=paul, status=404)
    read.send(f"{path}/delegues", as_=lea, status=422, email="lea@exemple.test")


def test_a_delegation_is_accepted_only_by_the_address_that_was_named(read, lea, profile):
    read.send(f"/annuaire/chercheurs/{profile.id}/delegues", as_=lea, email="zoe@exemple.test")
    read.send("/chercheurs/delegations/1/accepter", as_=make.user(), status=404)
    read.send("/chercheurs/delegations/1/decliner",
              as_=make.user(name="Zoé Fictive", email="zoe@exemple.test"))  # fmt: skip
    db.session.rollback()
    assert db.session.get(Delegation, 1).state == "declined"


def prepared(read, email: str = "lea@exemple.test") -> tuple[Researcher, str]:
    """A profile that the coordination prepares, and its link."""
    form = {"given": "Léa", "family": "Fictive", "place": "Un institut inventé", "email": email}
    read.send("/chercheurs/nouveau", as_=make.coordinator(), form=form)
    db.session.rollback()
    row = db.session.query(Researcher).order_by(Researcher.id.desc()).first()
    return row, make.link(make.mails()[-1], "/chercheurs/revendiquer")


def test_a_prepared_profile_is_taken_once_through_its_link(context, read, lea):
    row, link = prepared(read)
    stranger = type(read)(read.app)
    stranger(f"/annuaire/chercheurs/{row.id}", status=404)
    stranger.send(f"{link}/accepter", status=303)
    assert fresh(row).user_id is None
    for _ in range(2):
        stranger(link, as_=lea)
    assert fresh(row).user_id is None
    stranger.send(f"{link}/accepter")
    assert fresh(row).user_id == lea.id
    assert not fresh(row).is_listed
    assert "déjà été pris" in stranger(link, status=410).words
    read(f"/annuaire/chercheurs/{row.id}/modifier", status=403)  # the coordination lets go


def test_a_claim_from_another_address_waits_for_the_coordination(context, read):
    row, link = prepared(read, "ancienne@exemple.test")
    ann = make.user(name="Ann Fictive")
    stranger = type(read)(read.app)
    page = stranger(link, as_=ann)
    assert "une autre adresse" in page.words
    stranger.send(f"{link}/accepter", words="Appelez-moi.")
    assert fresh(row).user_id is None
    desk = read("/chercheurs/suivi").words
    assert "Appelez-moi." in desk
    read.send("/chercheurs/revendications/1/accepter")
    assert fresh(row).user_id == ann.id
    assert make.mails()[-1].to_email == ann.email


def test_a_link_dies_when_replaced_late_or_declined(context, read, later):
    row, link = prepared(read)
    stranger = type(read)(read.app)
    path = f"/annuaire/chercheurs/{row.id}/proposer"
    read.send(path, email="lea@exemple.test")
    assert "plus récent" in stranger(link, status=410).words
    db.session.rollback()
    link = make.link(make.mails()[-1], "/chercheurs/revendiquer")
    later(days=31)
    assert "trente jours" in stranger(link, status=410).words
    later(days=0)
    stranger.send(f"{link}/decliner")
    stranger(link, status=410)
    stranger("/chercheurs/revendiquer/rien", status=404)


def test_duplicates_become_one_after_a_preview_and_part_again_within_thirty_days(
    context, read, lea, profile, later
):
    double, _link = prepared(read)
    path = f"/annuaire/chercheurs/{double.id}/rapprocher/{profile.id}"
    page = read(path)
    assert "Un institut inventé" in page.words
    read.send(path, status=422, reason="")
    read.send(path, reason="Même courriel.")
    assert [a.place for a in fresh(profile).affiliations] == ["Un institut inventé"]
    read(f"/annuaire/chercheurs/{double.id}", status=301)
    assert "a été rapproché·e" in read("/chercheurs/suivi").words
    read.send("/chercheurs/rapprochements/1/annuler")
    assert fresh(profile).affiliations == []
    assert [a.place for a in fresh(double).affiliations] == ["Un institut inventé"]
    read.send(path, reason="Même courriel.")
    later(days=31)
    read.send("/chercheurs/rapprochements/2/annuler", as_=make.coordinator())
    assert fresh(double).state == "merged"
    read(f"/annuaire/chercheurs/{double.id}/rapprocher/{profile.id}", status=404)


def test_an_expired_link_is_sent_again_to_the_invited_address_three_times_a_day(
    context, read, lea, later
):
    row, link = prepared(read)
    path = f"/annuaire/chercheurs/{row.id}"
    assert "Lien envoyé" in read(f"{path}/espace").words
    later(days=31)
    stranger = type(read)(read.app)
    assert "Envoyer un nouveau lien" in stranger(link, status=410).words
    sent = len(make.mails())
    stranger.send(f"{link}/renvoyer")
    stranger.send(f"{link}/renvoyer")  # replaced: it asks for nothing more
    db.session.rollback()
    assert [mail.to_email for mail in make.mails()[sent:]] == ["lea@exemple.test"]
    assert "plus récent" in stranger(link, status=410).words
    fresh_link = make.link(make.mails()[-1], "/chercheurs/revendiquer")
    stranger(fresh_link)
    stranger.send(f"{fresh_link}/renvoyer")  # it still opens: nothing is sent
    db.session.rollback()
    assert len(make.mails()) == sent + 1
    stranger.send("/chercheurs/revendiquer/rien/renvoyer")
    with make.transaction():
        for claim in db.session.query(ProfileClaim):
            claim.expires_at = clock.now() - timedelta(days=1)
        limits.count("claim_link", str(row.id))
        limits.count("claim_link", str(row.id))
    stranger.send(f"{fresh_link}/renvoyer", status=429)
    team = type(read)(read.app)  # the former session is over
    assert "Son lien a expiré" in team(f"{path}/espace", as_=make.coordinator()).words


def test_the_coordination_sees_the_links_and_fills_no_box(context, read, lea):
    row, _link = prepared(read)
    path = f"/annuaire/chercheurs/{row.id}/proposer"
    page = read(path)
    assert page.form()["email"] == ["lea@exemple.test"]
    for _again in range(4):
        read.send(path, email="lea@exemple.test")
    assert "Remplacé par un lien plus récent" in read(path).words
    read.send(path, email="LEA@exemple.test", status=429)


def test_doubles_are_found_from_either_profile_by_any_name_that_is_not_hidden(
    context, read, lea, profile
):
    double, _link = prepared(read)
    assert "Rapprocher" in read(f"/annuaire/chercheurs/{profile.id}/espace").words
    for one in (double, profile):
        page = read(f"/annuaire/chercheurs/{one.id}/rapprocher")
        assert f"/annuaire/chercheurs/{double.id}/rapprocher/{profile.id}" in page.links()
    for name, is_hidden in (("Léa Née-Fictive", []), (WORD, "y")):
        read.send(
            f"/annuaire/chercheurs/{profile.id}/noms", as_=lea, name=name, is_hidden=is_hidden
        )
    path = f"/annuaire/chercheurs/{double.id}/rapprocher"
    read.sign_in(make.coordinator())
    assert f"{path}/{profile.id}" in read(f"{path}?q=nee-fictive").links()
    assert "Personne de ce nom" in read(f"{path}?q={WORD}").words
    read(path, as_=lea, status=404)


def test_delegations_are_in_the_bar_of_those_whom_they_concern(context, read, lea, profile):
    bar = "/chercheurs/delegations"
    paul = make.user(name="Paul Fictif", email="paul@exemple.test")
    assert bar not in read("/compte", as_=paul).links()
    read.send(f"/annuaire/chercheurs/{profile.id}/delegues", as_=lea, email="paul@exemple.test")
    assert bar in read("/compte").links()
    assert "Délégations" in read("/tableau-de-bord", as_=paul).words
    assert bar in read("/compte").links()
