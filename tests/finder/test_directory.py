"""The directory: found by word, place and need; what is not published is nowhere in it."""

from datetime import timedelta

import pytest

from tests import make
from tests.reader import Reader
from univasso.core import clock
from univasso.core.db import db
from univasso.models import Association, PairingSide, Territory


def place(name: str) -> Territory:
    return db.session.query(Territory).filter_by(name=name).first()


@pytest.fixture
def listed(context, work):
    """Three associations, of which one is not published."""
    made = {
        "lille": make.association(
            name="Éclaireurs fictifs", is_listed=True, territories=[place("Lille")],
            needs=[make.need(3)], mission="Des veillées au bord de la Deûle.",
        ),
        "amiens": make.association(
            name="Zèbres fictifs", is_listed=True, territories=[place("Amiens")], needs=[make.need(8)],
        ),
        "hidden": make.association(name="Cachottiers fictifs", territories=[place("Lille")]),
    }  # fmt: skip
    work()
    return made


def test_everybody_listed_stands_in_the_order_of_the_alphabet(listed, read):
    words = read("/annuaire").words
    assert "2 profils" in words
    assert "Cachottiers" not in words
    assert words.index("Éclaireurs") < words.index("Zèbres")


@pytest.mark.parametrize(
    "query", ["q=eclaireurs", "q=veillees", "departement=59", "besoin=3", "q=deule&departement=59"]
)
def test_words_places_and_needs_narrow(listed, read, query):
    words = read(f"/annuaire?{query}").words
    assert "Éclaireurs" in words
    assert "Zèbres" not in words


def test_associations_are_found_by_how_fast_they_really_answer(listed, read, work):
    lille = db.session.get(Association, listed["lille"].id)
    sent = clock.now() - timedelta(days=10)
    for _ in range(5):
        pairing = make.pairing(None, association=lille, state="declined")
        with make.transaction():
            pairing.asked_at = sent
            pairing.sides.append(PairingSide(side="association"))
    work()
    assert "0 profil" in read("/annuaire?delai=15").words
    with make.transaction():
        for side in db.session.query(PairingSide):
            side.answered_at = sent + timedelta(days=8, hours=1)
    work()
    assert "Éclaireurs" in read("/annuaire?delai=15").words
    assert "0 profil" in read("/annuaire?delai=7").words


def test_the_map_counts_what_its_links_lead_to(listed, read):
    page = read("/annuaire")
    assert "Nord\u00a0: 1 profil" in page.words
    link = next(href for href in page.links() if href.endswith("departement=59"))
    assert "1 profil" in read(link).words


def test_whoever_leaves_the_directory_is_gone_at_once_and_from_the_index_too(listed, read, work):
    row = db.session.get(Association, listed["lille"].id)
    with make.transaction():
        db.session.get(Association, row.id).is_listed = False
    assert "Éclaireurs" not in read("/annuaire").words
    work()
    assert "1 profil" in read("/annuaire").words


@pytest.mark.parametrize(
    "query", ["qui=xyz", "departement=75", "besoin=abc", "delai=2", "page=99", "q=%00", "q=" + "("]
)
def test_what_is_not_understood_is_left_out(listed, read, query):
    read(f"/annuaire?{query}")


def test_nobody_matching_leads_somewhere(listed, read):
    assert "Retirez un filtre" in read("/annuaire?q=xylophone").words


def test_search_leads_to_the_directory_with_the_same_words(listed, read):
    page = read("/recherche?q=eclaireurs")
    assert "/annuaire?q=eclaireurs" in page.links()


def test_the_number_of_an_association_finds_it(context, read, work):
    make.association(name="Numérotés fictifs", is_listed=True, rna="W591000009")
    work()
    assert "Numérotés" in read("/annuaire?q=w591000009").words


def test_the_group_of_the_demonstration_says_that_it_is_invented(demonstration):
    page = Reader(demonstration)("/annuaire?qui=group")
    assert "(exemple fictif)" in page.words
    group = next(link for link in page.links() if link.startswith("/annuaire/groupes/"))
    words = Reader(demonstration)(group).words
    for said in ("Groupe inventé pour la démonstration", "Martin Fictive", "Leroy Fictif"):
        assert said in words
