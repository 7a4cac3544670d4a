"""What is known of each need, and what is not (V★4)."""

import re

import pytest
from sqlalchemy import select

from tests import make
from univasso.core import clock
from univasso.core.db import db, transaction
from univasso.models import Answer, Author, KnowledgeNeed, OutputState, Question
from univasso.needs import queries
from univasso.questions.services import triage


def need(number: int) -> KnowledgeNeed:
    return db.session.scalar(select(KnowledgeNeed).where(KnowledgeNeed.number == number))


@pytest.fixture
def filled(context):
    """Four outputs on need 1, one of them on need 2 as well, and one that nobody may read."""
    with transaction():
        first, second = need(1), need(2)
        for place, (kind, year) in enumerate((("note", 2019), ("note", 2021), ("report", 2020))):
            make.output(kind_code=kind, title_fr=f"Étude {place}", issued=str(year),
                        issued_key=year * 10000, needs=[first])  # fmt: skip
        make.output(title_fr="Étude partagée", needs=[first, second], issued_key=20180000)
        make.output(OutputState.SUBMITTED, title_fr="Zygomorphe en attente", needs=[first, need(6)])
    return context


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_need_has_its_page(read, language):
    page = read("/besoins", language=language)
    addresses = {link for link in page.links() if re.match(r"/besoins/\d", link)}
    assert len(addresses) == 12
    for address in addresses:
        read(address, language=language)


def test_the_table_says_what_the_rosace_draws(read, filled):
    page = read("/besoins")
    assert "Questions\u00a0: 0, projets\u00a0: 0, productions\u00a0: 4" in page.html
    rows = {row.need.number: row for row in queries.coverage()}
    assert (rows[1].outputs, rows[1].first_year, rows[1].last_year) == (4, 2018, 2021)
    assert (rows[2].outputs, rows[6].outputs) == (1, 0)
    assert queries.count_published() == 4


def test_what_is_known_is_newest_first_by_kind_and_hides_what_is_hidden(read, filled):
    page = read("/besoins/1-modeles-socio-economiques", as_=make.coordinator())
    assert page.words.index("Étude 1") < page.words.index("Étude 0")
    assert "Zygomorphe" not in page.html
    assert "/recherche?besoin=1" in page.links()


def test_an_empty_need_says_so_and_what_to_do(read, filled):
    page = read("/besoins/6-cooperation")
    assert "Aucune étude\u00a0: posez une question" in page.words
    assert "/productions/deposer" in page.links()
    assert "No study yet: ask a question" in read("/besoins/6-cooperation", language="en").words


def test_a_title_that_no_source_confirms_says_so(read, context):
    for number in range(1, 13):
        found = need(number)
        page = read(f"/besoins/{number}-{found.slug}")
        assert ("Intitulé provisoire" in page.words) is not found.is_confirmed


def test_links_between_axes_and_needs_are_marked_as_proposed(read):
    for path in ("/besoins", "/besoins/1-modeles-socio-economiques"):
        assert "Rapprochement proposé, non officiel" in read(path).words
    assert 'id="axes"' in read("/besoins").html


def test_a_number_alone_leads_to_the_whole_address(read, context):
    page = read("/besoins/1", status=301)
    assert page.response.headers["Location"].endswith("/besoins/1-modeles-socio-economiques")
    assert read("/besoins/1-ancien-nom", status=301)
    for nothing in ("/besoins/0", "/besoins/99", "/besoins/abc", "/besoins/1/"):
        read(nothing, status=404)


def test_who_wrote_most_is_named_unless_they_say_they_did_not(filled):
    with transaction():
        output = make.output(authors=("Durand-Fictif",), needs=[need(1)])
        declined = db.session.scalar(select(Author).where(Author.output_id == output.id))
        declined.declined_at = clock.now()
    names = dict(queries.who_wrote(need(1)))
    assert names == {"Dominique Dupont-Fictif": 4}


def test_years_without_any_publication_are_counted_as_none(filled):
    assert queries.years_of(need(1)) == [(2018, 1), (2019, 1), (2020, 1), (2021, 1)]
    with transaction():
        make.output(needs=[need(1)], issued_key=20230000)
    assert queries.years_of(need(1))[-2:] == [(2022, 0), (2023, 1)]
    assert queries.years_of(need(6)) == []


def test_how_far_its_questions_are_answered_is_said_by_who_asked(context, read):
    """Answered, in part, not yet: the best word of whoever asked, of what everybody may read."""
    team, output = make.coordinator(), make.output()
    for about, verdict in (({"outcome": "answered"}, ""), ({"outcome": "answered"}, "no"), ({}, "partly"),
                           ({}, "yes"), ({}, ""), ({"visibility": "programme"}, "yes")):  # fmt: skip
        question = make.question("settled", **about)
        with transaction():
            row = db.session.get(Question, question.id)
            triage.map_to(row, [make.need(3)], "", team)
            if verdict:
                row.answers.append(
                    Answer(output_id=output.id, verdict=verdict, asked_at=clock.now())
                )
    words = read("/besoins/3-engagement-associatif").words
    assert "2 ont leur réponse" in words
    assert "1 en partie" in words
    assert "2 pas encore" in words
