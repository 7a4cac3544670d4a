"""Completing and correcting what is typed."""

import pytest

from tests.core.search.conftest import document
from univasso.core.search import parse


@pytest.fixture
def full(index):
    index.index(
        [
            document("1", body="L’économie sociale des associations, une évaluation"),
            document("2", body="économie, économiste, association associative"),
            document("3", body="associations et bénévoles"),
        ]
    )
    return index


@pytest.mark.parametrize("typed", ["eco", "Éco", "ÉCO", "la vie eco", "l'éco"])
def test_words_are_completed_as_the_texts_write_them(full, typed):
    first = full.suggest(typed)[0]
    assert first.endswith("économie")
    assert first.startswith(typed[: len(typed) - 3])


def test_inflections_of_one_word_are_suggested_once(full):
    assert [s for s in full.suggest("assoc") if "association" in s] == ["associations"]


@pytest.mark.parametrize("typed", ["", "a", "zzzz", "(", '"', "le "])
def test_nothing_is_suggested_without_a_beginning(full, typed):
    assert full.suggest(typed) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("evaluaton", "évaluation"),
        ("asociations bénévoles", "associations bénévoles"),
        ("economei sociale", "économie sociale"),
        ("bénevolle", "bénévoles"),
    ],
)
def test_a_misspelt_word_is_corrected_within_its_query(full, typed, meant):
    assert full.correct(parse(typed, "fr")) == meant


@pytest.mark.parametrize("typed", ["économie", "xqzwv", "", "-zzz", "123456"])
def test_what_is_known_or_like_nothing_is_left_alone(full, typed):
    assert full.correct(parse(typed, "fr")) is None


def test_grammar_is_never_corrected(index):
    index.index([document("1", body="quelque chose lié au bénévole, un pot")])
    query = parse("quelle chose pour les bénévolles", "en")
    assert index.correct(query) == "quelle chose pour les bénévole"
