"""French typography of data, dates in words, content in two languages."""

from datetime import UTC, date, datetime

import pytest
from markupsafe import Markup

from univasso.models.associations import ASSOCIATION, MEMBERSHIP, Association, Membership
from univasso.models.outputs import OUTPUT, Output
from univasso.models.vocabularies import KnowledgeNeed
from univasso.web import dates, typography, wording
from univasso.web.states import BADGES, badge


@pytest.fixture
def speaking(app):
    """``speaking("en")``: as in a page of that language."""
    opened = []

    def speak(language: str) -> None:
        opened.append(app.test_request_context(f"/?lang={language}"))
        opened[-1].push()

    yield speak
    for context in reversed(opened):
        context.pop()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Pourquoi ?", "Pourquoi\u202f?"),
        ("Est-ce juste", "Est-\u2060ce juste"),
        ("Enjeux : suite", "Enjeux\u00a0: suite"),
        ("« mot »", "«\u00a0mot\u00a0»"),
        ("L'association", "L’association"),
        ("82 000 associations", "82\u202f000 associations"),
        ("194 Ko, p. 12", "194\u00a0Ko, p.\u00a012"),
        ("le 3 décembre", "le 3\u00a0décembre"),
        ("https://exemple.test/a?b=c", "https://exemple.test/a?b=c"),
        ("", ""),
    ],
)
def test_french_spaces_do_not_break(speaking, typed, shown):
    speaking("fr")
    assert typography.typo(typed) == shown
    assert typography.typo(typography.typo(typed)) == shown


def test_english_words_are_left_alone(speaking):
    speaking("fr")
    assert typography.typo("Why : this ?", "en") == "Why : this ?"


def test_marks_of_a_passage_are_kept_and_their_attributes_untouched(speaking):
    speaking("fr")
    passage = Markup('<a title="a : b">les <mark>quartiers</mark> ?</a>')
    shown = typography.typo(passage)
    assert shown == Markup('<a title="a : b">les <mark>quartiers</mark>\u202f?</a>')
    assert isinstance(shown, Markup)


def test_what_people_typed_never_becomes_html(speaking):
    speaking("fr")
    assert not isinstance(typography.typo("<b>a</b> ?"), Markup)


def test_days_are_in_long_form(speaking):
    speaking("fr")
    assert dates.long_day(date(2019, 3, 1)) == "1<sup>er</sup>\u00a0mars 2019"
    assert dates.long_day(date(2026, 12, 3)) == "3\u00a0décembre 2026"
    assert dates.partial_day("2019-03") == "mars 2019"
    assert dates.partial_day("2019") == "2019"


def test_moments_are_those_of_paris_on_both_sides_of_summer_time(speaking):
    speaking("fr")
    assert dates.long_moment(datetime(2026, 7, 3, 22, 30, tzinfo=UTC)).endswith(
        "à\u00a00\u00a0h\u00a030"
    )
    assert dates.long_moment(datetime(2026, 7, 3, 22, 30, tzinfo=UTC)).startswith("4\u00a0juillet")
    assert dates.clock_time(datetime(2026, 12, 3, 15, 0, tzinfo=UTC)) == "16\u00a0h"


def test_english_dates_are_english(speaking):
    speaking("en")
    moment = datetime(2026, 12, 3, 15, 30, tzinfo=UTC)
    assert dates.long_moment(moment) == "3\u00a0December 2026, 4:30\u00a0pm"
    assert typography.number(82000) == "82,000"


def test_words_that_lack_one_language_are_given_in_the_other(speaking):
    need = KnowledgeNeed(title_fr="La gouvernance", title_en="")
    speaking("en")
    assert wording.in_language(need, "title") == ("La gouvernance", "fr")


def test_every_state_of_every_process_has_its_badge(app):
    """The page that says “this has moved on” shows it, whatever the row is."""
    for model, workflow in ((Output, OUTPUT), (Association, ASSOCIATION), (Membership, MEMBERSHIP)):
        for verb in workflow.verbs.values():
            for state in {*verb.sources, verb.target}:
                kind, label = badge(model(state=state))
                assert kind in {"new", "run", "ok", "warn", "late", "off"}
                assert label


def test_every_kind_of_row_that_a_workflow_moves_has_its_badge():
    """The page that says “this was done meanwhile” shows it."""
    for model, (labels, kinds) in BADGES.items():
        assert set(labels) == set(kinds), model.__name__
    assert {m.__name__ for m in BADGES} >= {"Researcher", "Delegation", "ProfileClaim",
                                            "ResearchGroup", "GroupMember"}  # fmt: skip


def test_marks_stay_on_their_words_when_a_joiner_is_added(app):
    with app.test_request_context():
        made = typography.typo_pieces(
            [("Est-ce que les ", False), ("bénévoles", True), (" restent ?", False)]
        )
    assert made == [
        ("Est-\u2060ce que les ", False), ("bénévoles", True), (" restent\u202f?", False),
    ]  # fmt: skip
