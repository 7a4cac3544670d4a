"""The needs and the axes are written by coordinators, and every wording is kept (D1.10)."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests import make
from univasso.core import clock
from univasso.core.db import StaleVersion, db, transaction
from univasso.models import HistoryEntry, KnowledgeNeed, ResearchAxis, Role, RoleGrant, TermVersion
from univasso.needs import history, queries
from univasso.needs.services import wording


def write(number: int, by, seen: int | None = None, note: str = "Mieux dit", **values) -> bool:
    with transaction():
        return wording.save(make.need(number), values, by, seen, note)


def form_of(number: int, **changes) -> dict:
    """What the form of a need sends when only some answers change."""
    need = queries.find_need(number)
    written = [name for name in wording.NEED if name not in ("is_confirmed", "sub_questions")]
    sent = {name: getattr(need, name) for name in (*written, "version", "questions_text")}
    if need.is_confirmed:
        sent["is_confirmed"] = "y"
    return {**sent, "note": "Une raison fictive", **changes}


@pytest.fixture
def coordinator(context):
    return make.coordinator()


def test_the_words_that_were_loaded_are_the_first_version(context):
    kept = db.session.scalars(select(TermVersion)).all()
    assert len([v for v in kept if v.need_id]) == 12
    assert len([v for v in kept if v.axis_id]) == 4
    with transaction():
        make.load_vocabularies()
    assert len(db.session.scalars(select(TermVersion)).all()) == 16


def test_a_change_keeps_who_when_what_and_why(app, coordinator):
    write(3, coordinator, title_fr="L’engagement dans les associations")
    with app.test_request_context():
        new, first = history.history_of(make.need(3))
    assert (new.who, new.version.note, new.version.number) == ("Coralie Fictive", "Mieux dit", 2)
    assert [c.label for c in new.changes] == ["Title in French"]
    assert ("new", "dans les associations") in new.changes[0].pieces
    assert first.version.content["title_fr"] == "L’engagement associatif"
    line = db.session.scalars(select(HistoryEntry).order_by(HistoryEntry.id.desc())).first()
    assert (line.subject_kind, line.verb, line.note) == ("knowledge_need", "edit", "Mieux dit")


def test_a_save_that_changes_nothing_keeps_no_version(coordinator):
    assert write(3, coordinator, title_fr="L’engagement associatif") is False
    assert len(history.versions_of(make.need(3))) == 1


def test_the_page_says_since_when_its_title_holds(read, coordinator, later):
    first = clock.now()
    later(days=40)
    write(3, coordinator, summary_fr="Un résumé fictif.")
    assert history.holds_since(history.versions_of(make.need(3))) < first  # its title is the same
    later(days=80)
    write(3, coordinator, title_en="Commitment")
    assert history.holds_since(history.versions_of(make.need(3))) > first
    assert "Formulé ainsi depuis le" in read("/besoins/3-engagement-associatif").words


def test_two_people_see_both_texts(read, coordinator):
    path = "/besoins/3/modifier"
    sent = form_of(3, title_fr="Mon intitulé fictif")
    write(3, make.coordinator(), title_fr="L’autre intitulé fictif")
    page = read.send(path, as_=coordinator, status=409, form=sent)
    assert "Mon intitulé fictif" in page.words
    assert "L’autre intitulé fictif" in page.words
    with pytest.raises(StaleVersion):
        write(3, coordinator, seen=1, title_fr="Encore")


def test_sub_questions_written_at_once_are_compared_too(read, coordinator):
    sent = form_of(3, questions_text="Ma question fictive ?")
    write(3, make.coordinator(), sub_questions=["Leur question fictive ?"])
    page = read.send("/besoins/3/modifier", as_=coordinator, status=409, form=sent)
    assert "Leur question fictive" in page.words


def test_no_title_is_confirmed_without_a_source(read, coordinator):
    sent = form_of(6, source_url="", is_confirmed="y")
    page = read.send("/besoins/6/modifier", as_=coordinator, status=422, form=sent)
    assert "laissez-le provisoire" in page.words
    with pytest.raises(wording.Unsourced):
        write(6, coordinator, source_url="", is_confirmed=True)
    with pytest.raises(IntegrityError), transaction():
        make.need(6).is_confirmed, make.need(6).source_url = True, ""


def test_a_confirmed_title_is_no_longer_called_provisional(read, coordinator):
    sent = form_of(6, title_fr="Un intitulé fictif", source_url="https://exemple.test/liste",
                   is_confirmed="y", evidence="Lu page 5.")  # fmt: skip
    read.send("/besoins/6/modifier", as_=coordinator, form=sent)
    page = read("/besoins/6-cooperation")
    assert "Intitulé provisoire" not in page.words
    assert "Lu page 5." in page.words


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("title_fr", "", "Donnez un titre"),
        ("short_fr", "x" * 81, "1 caractère de trop"),
        ("source_url", "javascript:alert(1)", "https://"),
        ("note", "", "Dites pourquoi"),
        ("summary_fr", "a\x00b", "caractère"),
    ],
)
def test_what_cannot_be_kept_is_said_and_given_back(read, coordinator, name, typed, said):
    sent = form_of(3, title_en="Ce qui fut tapé", **{name: typed})
    page = read.send("/besoins/3/modifier", as_=coordinator, status=422, form=sent)
    assert said in page.words, page.words
    assert "Ce qui fut tapé" in page.html


def test_markup_in_a_title_is_inert(read, coordinator):
    write(3, coordinator, title_fr="<script>alert(1)</script> œuvre 👩‍🔬 =1+1")
    for path in ("/besoins", "/besoins/3-engagement-associatif", "/besoins/3/versions"):
        assert "<script>alert" not in read(path).html


def test_everybody_reads_the_versions_and_the_team_who_wrote_them(read, coordinator):
    write(3, coordinator, title_fr="Un autre intitulé fictif")
    page = read("/besoins/3/versions")
    assert "Mieux dit" in page.words
    assert "Coralie Fictive" not in page.words
    assert "Coralie Fictive" in read("/besoins/3/versions", as_=coordinator).words
    english = make.coordinator(language="en")
    read("/besoins/3/versions", as_=english, language="en")


def test_an_axis_is_written_the_same_way(read, coordinator):
    sent = {"version": 1, "title_fr": "Un axe fictif", "title_en": "", "questions_text": "Un ?\nDeux ?",
            "source_url": "", "note": "Un essai"}  # fmt: skip
    read.send("/axes/2/modifier", as_=coordinator, form=sent)
    db.session.rollback()
    axis = db.session.scalars(select(ResearchAxis).filter_by(number=2)).one()
    assert (axis.title_fr, axis.questions, axis.version) == ("Un axe fictif", ["Un ?", "Deux ?"], 2)
    assert "Un essai" in read("/axes/2/versions").words
    read.send("/axes/2/modifier", status=409, form={**sent, "title_fr": "Encore un axe"})
    read("/axes/9/versions", status=404)


def test_a_new_need_takes_the_number_that_follows(read, coordinator):
    sent = {"title_fr": "Un besoin fictif", "short_fr": "Élan & œuvre", "note": "Un essai"}
    page = read.send("/besoins/nouveau", as_=coordinator, form=sent)
    assert page.response.headers["Location"].endswith("/besoins/13")
    db.session.rollback()
    need = make.need(13)
    assert (need.slug, need.is_confirmed) == ("elan-oeuvre", False)
    assert "Intitulé provisoire" in read("/besoins/13-elan-oeuvre").words
    assert len(history.versions_of(need)) == 1
    with transaction():
        twin = wording.add({"title_fr": "x", "short_fr": "Élan & œuvre"}, coordinator, "x")
        odd = wording.add({"title_fr": "x", "short_fr": "👩"}, coordinator, "x")
        assert (twin.slug, odd.slug) == ("elan-oeuvre-14", "besoin")


def test_what_coordinators_wrote_is_never_loaded_over(coordinator):
    write(3, coordinator, title_fr="Écrit à la main")
    with transaction():
        make.load_vocabularies()
    assert make.need(3).title_fr == "Écrit à la main"
    assert db.session.scalar(select(KnowledgeNeed).filter_by(number=13)) is None


def test_only_the_coordination_writes(read, context):
    for path in ("/besoins/gerer", "/besoins/nouveau", "/besoins/3/modifier", "/axes/1/modifier"):
        read(path, as_=make.user(), status=403)
    axis = make.user()
    with transaction():
        axis.grants.append(RoleGrant(role=Role.COORDINATOR, scope="axis:3"))
    read("/besoins/gerer", as_=axis, status=403)
    for language in ("fr", "en"):
        who = make.coordinator(language=language)
        for path in (
            "/besoins/gerer",
            "/besoins/nouveau",
            "/besoins/3/modifier",
            "/axes/1/modifier",
        ):
            read(path, as_=who, language=language)
