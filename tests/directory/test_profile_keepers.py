"""Who keeps a profile besides its person: delegates, and the coordination until it is claimed."""

import pytest

from tests import make
from univasso.core.db import db
from univasso.models import Delegation, Researcher

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
