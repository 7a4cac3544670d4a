"""The home page, the page of style, and what the law asks to say."""

import pytest

from tests import make
from univasso.models import OutputState
from univasso.programme import queries

PAGES = ["/", "/style", "/mentions-legales", "/accessibilite", "/donnees-personnelles"]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_each_page_opens_in_both_languages(read, path, language):
    read(path, language=language)


def test_home_shows_what_was_published_last_and_nothing_else(read, context):
    for number in range(6):
        make.output(title_fr=f"Étude du printemps {number}")
    make.output(OutputState.SUBMITTED, title_fr="Zygomorphe en attente")
    page = read("/", as_=make.coordinator())
    assert "Étude du printemps 5" in page.words
    assert "Étude du printemps 0" not in page.words
    assert "Zygomorphe" not in page.html
    assert len(queries.latest_outputs()) == 5


def test_home_is_honest_when_nothing_is_published(read):
    page = read("/")
    assert "Rien n’est encore publié" in page.words
    assert "Les projets ne sont pas encore gardés ici" in page.words


def test_home_searches_by_a_plain_form(read):
    page = read("/")
    form = next(a for a in page.parsed.all("form") if a.get("role") == "search")
    assert (form["action"], form["method"]) == ("/recherche", "get")


def test_the_legal_notice_says_what_is_not_filled_in(read, app):
    assert "pas encore renseigné" in read("/mentions-legales").words
    app.config.update(
        PUBLISHER_ADDRESS="1, rue Fictive, Lille",
        PUBLISHER_PHONE="00",
        HOSTING="Hôte fictif",
        PUBLICATION_DIRECTOR="Dominique Fictif",
        TEAM_MAIL="equipe@exemple.test",
    )
    page = read("/mentions-legales")
    assert "pas encore renseigné" not in page.words
    assert "mailto:equipe@exemple.test" in page.links()


def test_the_demonstration_says_that_it_is_one(read, app):
    assert "Ceci est une démonstration" not in read("/").words
    app.config["DEMONSTRATION"] = True
    assert "Ceci est une démonstration" in read("/").words
