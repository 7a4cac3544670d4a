"""Researchers: what they say of themselves, to whom, and the names that nobody reads any more."""

from datetime import timedelta

import pytest

from tests import make
from univasso.core import clock
from univasso.core.db import db, transaction
from univasso.directory import calendar, people
from univasso.directory.services import researchers
from univasso.models import Candidacy, OutputState, Researcher, ResearchUnit
from univasso.policy import VISIBLE

WORD = "Zyxwabracadabrant"


@pytest.fixture
def lea(context):
    return make.user(name="Léa Fictive", email="lea@exemple.test")


@pytest.fixture
def profile(lea):
    return make.researcher(lea, "Léa", "Fictive")


def path(row, part: str = "") -> str:
    return f"/annuaire/chercheurs/{row.id}{part}"


def send(read, row, part: str, as_, status: int = 303, **values):
    """The form at an address as a browser would send it back, with some values changed."""
    page = read(path(row, part), as_=as_)
    return read.send(path(row, part), form={**page.form(), **values}, status=status)


def fresh(row) -> Researcher:
    db.session.rollback()
    return db.session.get(Researcher, row.id)


def test_a_profile_is_made_in_two_minutes_and_shows_name_place_and_themes_only(read, lea):
    unit = db.session.query(ResearchUnit).filter_by(short_name="CLERSE").first()
    unit = unit or db.session.query(ResearchUnit).first()
    page = read("/chercheurs/mon-profil", as_=lea)
    form = {**page.form(), "place": unit.label, "needs": [str(make.need(3).id)]}
    assert form["given"] == ["Léa"]
    space = read.send("/chercheurs/mon-profil", form=form).response.location
    assert read.send("/chercheurs/mon-profil", form=form).response.location == space
    db.session.rollback()
    row = db.session.query(Researcher).one()
    assert row.affiliations[0].unit_id == unit.id
    send(read, row, "/modifier", lea, methods=["interviews"], expertise_fr=WORD)
    stranger = type(read)(read.app)
    words = stranger(path(row)).words
    assert "Léa Fictive" in words
    assert unit.name[:20] in words
    assert WORD not in words
    assert "Entretiens" not in words
    assert "Statut" not in words
    assert WORD in stranger(path(row), as_=make.coordinator()).words
    assert "Léa Fictive" in stranger(f"/annuaire/laboratoires/{unit.id}").words


def test_each_field_is_read_at_its_level_and_can_be_looked_at_as_a_visitor(read, lea, profile):
    send(read, profile, "/modifier", lea, expertise_fr=WORD)
    send(read, profile, "/visibilite", lea, is_listed="y", expertise="members")
    assert WORD not in read(path(profile, "?comme=public"), as_=lea).words
    assert WORD in read(path(profile, "?comme=members"), as_=lea).words
    stranger = type(read)(read.app)
    assert WORD not in stranger(path(profile)).words
    assert WORD in stranger(path(profile), as_=make.user(make.Role.MEMBER)).words
    send(read, profile, "/visibilite", lea, is_listed=[])
    stranger(path(profile), status=404)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("family", "", "Donnez un nom."),
        ("orcid_typed", "0000-0002-1825-0098", "dernier caractère"),
        ("website", "javascript:alert(1)", "https://"),
        ("idhal", "Lea Fictive", "minuscules"),
        ("territories", "Atlantide", "Atlantide"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_lost(read, lea, profile, field, typed, said):
    page = send(read, profile, "/modifier", lea, 422, expertise_fr="À garder.", **{field: typed})
    assert said in page.words
    assert "À garder." in page.html


def test_an_orcid_that_was_typed_is_text_and_that_of_another_account_is_not_taken(
    read, lea, profile
):
    with transaction():
        other = make.user(name="Autre Fictive")
        other.orcid = "0000-0001-5109-3700"
    page = send(read, profile, "/modifier", lea, 422, orcid_typed="0000-0001-5109-3700")
    assert "lié à un autre compte" in page.words
    send(read, profile, "/modifier", lea, orcid_typed="https://orcid.org/0000-0002-1825-0097")
    page = read(path(profile), as_=lea)
    assert "0000-0002-1825-0097 (non vérifié)" in page.words
    assert "https://orcid.org" not in page.html
    with transaction():
        db.session.get(make.User, lea.id).orcid = "0000-0002-1825-0097"
    assert "https://orcid.org/0000-0002-1825-0097" in read(path(profile)).html


def test_two_people_who_edit_meet_each_other_s_words(read, lea, profile):
    first = {**read(path(profile, "/modifier"), as_=lea).form(), "expertise_fr": "La première."}
    second = {**first, "once": "another", "expertise_fr": "La seconde."}
    read.send(path(profile, "/modifier"), form=first)
    page = read.send(path(profile, "/modifier"), form=second, status=409)
    assert "La première." in page.html
    assert "La seconde." in page.html


def test_a_name_finds_its_person_whatever_its_accents_until_it_is_hidden(read, lea, profile):
    send(read, profile, "/noms", lea, name="Léa Née-Fictive", kind="birth")
    assert "Léa Née-Fictive" in fresh(profile).search_names()
    assert "L. Fictive" in fresh(profile).search_names()
    assert "déjà là" in send(read, profile, "/noms", lea, 422, name="LEA NEE FICTIVE").words
    number = fresh(profile).variants[0].id
    read.send(path(profile, f"/noms/{number}/cacher"))
    assert "Léa Née-Fictive" not in fresh(profile).search_names()
    assert "Caché partout" in read(path(profile, "/noms")).words
    read.send(path(profile, f"/noms/{number}/montrer"))
    read.send(path(profile, f"/noms/{number}/retirer"))
    assert fresh(profile).variants == []


def test_a_hidden_name_hides_the_longer_names_that_hold_it(read, lea, profile):
    send(read, profile, "/noms", lea, name=f"L. {WORD}", kind="initials")
    send(read, profile, "/noms", lea, name=WORD, kind="birth", is_hidden="y")
    assert WORD not in " ".join(fresh(profile).search_names() + fresh(profile).other_names())


def test_the_present_name_is_changed_before_it_is_hidden_and_not_taken_again(read, lea, profile):
    page = send(read, profile, "/noms", lea, 422, name="Fictive", is_hidden="y")
    assert "changez d’abord" in page.words
    send(read, profile, "/noms", lea, name=WORD, is_hidden="y")
    page = send(read, profile, "/modifier", lea, 422, family=WORD)
    assert "caché partout" in page.words
    send(read, profile, "/modifier", lea, website=f"https://exemple.test/{WORD}")
    number = fresh(profile).variants[0].id
    page = read.send(path(profile, f"/noms/{number}/cacher"))
    assert "l’adresse de votre page" in read(path(profile, "/noms")).words


def test_the_coordination_never_reads_a_hidden_name(read, lea, profile):
    send(read, profile, "/noms", lea, name=WORD, is_hidden="y")
    team = make.coordinator()
    for part in ("", "?comme=coordinators", "/espace"):
        assert WORD.lower() not in read(path(profile, part), as_=team).html.lower()
    read(path(profile, "/noms"), as_=team, status=403)
    read.send(path(profile, f"/noms/{fresh(profile).variants[0].id}/montrer"), status=403)


def test_affiliations_may_overlap_but_never_end_before_they_start(read, lea, profile):
    send(read, profile, "/affiliations", lea, place="Un institut inventé", starts_on="2019-09-01")
    send(read, profile, "/affiliations", lea, place="Un autre", starts_on="01/01/2020",
         ends_on="2021-01-01")  # fmt: skip
    page = send(read, profile, "/affiliations", lea, 422, place="Ailleurs",
                starts_on="2020-01-02", ends_on="2020-01-01")  # fmt: skip
    assert "La fin vient avant le début." in page.words
    page = send(read, profile, "/affiliations", lea, 422, place="Ailleurs", starts_on="2020-02-30")
    assert "Donnez un jour" in page.words
    rows = fresh(profile).affiliations
    assert [row.is_present for row in rows] == [True, False]
    read.send(path(profile, f"/affiliations/{rows[1].id}/retirer"))
    assert len(fresh(profile).affiliations) == 1


def test_a_unit_is_found_by_its_ror_and_by_its_only_names(context):
    unit = db.session.query(ResearchUnit).filter(ResearchUnit.short_name != "").first()
    assert people.unit_called(f"https://ror.org/{unit.ror}").id == unit.id
    assert people.unit_called(unit.label.upper()).id == unit.id
    assert people.unit_called("Un institut inventé") is None


def test_units_of_both_schemas_are_loaded_once(context):
    rows = db.session.query(ResearchUnit).all()
    assert len(rows) > 100
    assert {"Lille", "Amiens"} <= {row.city for row in rows}
    with transaction():
        make.load_vocabularies()
    assert db.session.query(ResearchUnit).count() == len(rows)


def test_key_works_are_five_in_order_and_a_withdrawn_one_drops_out(read, lea, profile):
    output = make.output(title_fr="Une note choisie", authors=(WORD,))
    send(read, profile, "/travaux", lea, output=f"/productions/{output.id}")
    for number in range(2, 6):
        send(read, profile, "/travaux", lea, title=f"Livre fictif {number}", year="2020")
    form = {"title": "Un de trop", "output": "", "url": "", "year": ""}
    page = read.send(path(profile, "/travaux"), form=form, status=422)
    works = fresh(profile).works
    read.send(path(profile, f"/travaux/{works[1].id}/monter"))
    assert [w.id for w in fresh(profile).works][:2] == [works[1].id, works[0].id]
    page = read(path(profile))
    assert "Une note choisie" in page.words
    assert WORD not in page.html  # credits keep the printed name, on the publication alone
    with transaction():
        found = db.session.get(type(output), output.id)
        found.state, found.withdrawn_at = OutputState.WITHDRAWN, clock.now()
        found.withdrawal_reason = "Une raison."
    assert "Une note choisie" not in read(path(profile)).words
    send(read, profile, "/travaux", lea, title="Livre fictif 6")
    read.send(path(profile, "/travaux"), form={**form, "title": "", "output": "999999"}, status=422)


def test_availability_refuses_an_end_before_its_start_and_an_overlap(read, lea, profile):
    part = "/disponibilite/periodes"
    assert [m.free_days for m in calendar.strip_of(profile)[:1]] != [0]  # at any time, until said
    send(read, profile, part, lea, starts_on="2027-03-01", ends_on="2027-03-31")
    page = send(read, profile, part, lea, 422, starts_on="2027-03-31", ends_on="2027-04-02")
    assert "chevauchent" in page.words
    page = send(read, profile, part, lea, 422, starts_on="2027-05-02", ends_on="2027-05-01")
    assert "La fin vient avant le début." in page.words
    send(read, profile, part, lea, starts_on="2027-04-01", ends_on="2027-04-02")
    assert calendar.strip_of(fresh(profile))[0].free_days == 0
    page = read(path(profile, "/disponibilite"))
    assert "Lundi de Pâques" in page.words
    read.send(path(profile, f"{part}/{fresh(profile).periods[0].id}/retirer"))
    assert len(fresh(profile).periods) == 1


def test_a_pause_is_said_until_its_last_day_included(read, lea, profile, later):
    until = clock.today() + timedelta(days=3)
    send(read, profile, "/disponibilite", lea, capacity="2", paused_until=until.isoformat())
    assert "En pause" in read(path(profile)).words
    page = send(read, profile, "/disponibilite", lea, 422, paused_until="2020-01-01")
    assert "Ce jour est passé" in page.words
    later(days=3)
    assert fresh(profile).is_paused
    later(days=4)
    assert not fresh(profile).is_paused
    assert fresh(profile).capacity == 2
    again = type(read)(read.app)  # the former session is over; a pause that is over stays written
    send(again, profile, "/disponibilite", lea, capacity="3")


def test_interests_are_read_by_their_owner_and_the_coordination_and_confirmed_each_year(
    read, lea, profile, later, work
):
    send(read, profile, "/interets", lea, kind="board", words=WORD)
    assert WORD in read(path(profile, "/interets"), as_=make.coordinator()).words
    read(path(profile, "/interets"), as_=make.user(), status=403)
    assert WORD not in read(path(profile), as_=make.coordinator()).html
    work()
    assert [m for m in make.mails() if m.to_email == "lea@exemple.test"] == []
    later(days=366)
    work()
    db.session.rollback()
    assert make.mails()[-1].to_email == "lea@exemple.test"
    read.send(path(profile, "/interets/confirmer"), as_=lea)
    assert fresh(profile).interests_confirmed_at > clock.now() - timedelta(days=1)


def test_the_meter_says_what_each_missing_part_costs(read, lea, profile):
    words = read(path(profile, "/espace"), as_=lea).words
    assert "Sans méthode, vous n’êtes pas proposé·e pour du terrain." in words
    send(read, profile, "/modifier", lea, methods=["law"])
    assert "Sans méthode" not in read(path(profile, "/espace")).words


def test_whoever_rests_leaves_the_directory_and_comes_back_as_they_were(read, lea, profile):
    stranger = type(read)(read.app)
    stranger(path(profile))
    read.send(path(profile, "/desactiver"), as_=lea)
    stranger(path(profile), status=404)
    read.send(path(profile, "/reactiver"))
    stranger(path(profile))


def test_why_says_asked_or_not_with_the_fact_and_hides_a_private_need(read, lea, profile):
    assert "On n’a pas encore pensé à vous" in read(path(profile, "/pourquoi"), as_=lea).words
    with transaction():
        db.session.add_all([
            Candidacy(researcher_id=profile.id, subject="Le vélo", is_subject_public=True,
                      was_asked=True, fact="2 méthodes en commun"),
            Candidacy(researcher_id=profile.id, subject=WORD, fact="capacité 1 atteinte"),
        ])  # fmt: skip
    page = read(path(profile, "/pourquoi"))
    assert "Le vélo" in page.words
    assert "capacité 1 atteinte" in page.words
    assert "besoin non public" in page.words
    assert WORD not in page.html
    read(path(profile, "/pourquoi"), as_=make.coordinator(), status=403)


def test_the_list_and_the_page_agree_for_every_state_and_every_reader(context, lea, profile):
    stranger, team = make.user(), make.coordinator()
    unclaimed = make.researcher(None, "Anne", "Fictive", is_listed=True)
    hidden = make.researcher(make.user(), "Bea", "Fictive", is_listed=False)
    away = make.researcher(make.user(), "Cleo", "Fictive")
    with transaction():
        researchers.deactivate(db.session.get(Researcher, away.id), team)
    for user in (None, lea, stranger, team):
        listed = set(db.session.scalars(db.select(Researcher.id).where(VISIBLE[Researcher](user))))
        for row in (profile, unclaimed, hidden, away):
            row = db.session.get(Researcher, row.id)
            assert (row.id in listed) == make.allows("researcher.read", user, row)


def test_a_shared_period_needs_a_source_and_its_days_in_order(read, context):
    team = make.coordinator()
    page = read("/annuaire/calendrier", as_=team)
    form = {**page.form("/annuaire/calendrier"), "kind": "assemblies", "title": "Assemblées",
            "starts_on": "2027-06-02", "ends_on": "2027-06-01", "source": ""}  # fmt: skip
    page = read.send("/annuaire/calendrier", form=form, status=422)
    assert "Nommez la source" in page.words
    form |= {"ends_on": "2027-06-30", "source": "Une source fictive"}
    read.send("/annuaire/calendrier", form=form)
    assert "Une source fictive" in type(read)(read.app)("/annuaire/calendrier").words
    read.send("/annuaire/calendrier", as_=make.user(), form=form, status=403)
