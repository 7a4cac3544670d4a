"""How a query is understood."""

import pytest

from univasso.core.search import parse


def parts(typed, **more):
    return [(part.kind, part.text) for part in parse(typed, "fr", **more).understood()]


@pytest.mark.parametrize(
    "typed", ["", "  ", "?!", "le la les", "l’", '""', "((", "\0", "- -", "OR"]
)
def test_grammar_and_signs_alone_are_an_empty_query(typed):
    assert parse(typed, "fr").is_empty


def test_parts_are_named_as_they_were_typed():
    assert parts('bénévoles "vie associative" -sport titre:santé prév*') == [
        ("word", "bénévoles"),
        ("phrase", "vie associative"),
        ("excluded", "sport"),
        ("field", "santé"),
        ("prefix", "prev*"),
    ]


def test_a_range_of_years_and_alternatives():
    query = parse("année:2019..2021 sport OU santé OU culture", "fr")
    assert [p.kind for p in query.understood()] == ["range", "alternatives"]
    assert [p.text for p in query.understood()[1].parts] == ["sport", "santé", "culture"]


def test_an_unknown_field_is_words():
    assert parts("machin:truc") == [("word", "machin"), ("word", "truc")]


@pytest.mark.parametrize("typed", ['"vie associative', "vie associative”", "(vie) associative)"])
def test_unbalanced_signs_are_put_aside(typed):
    assert parts(typed) == [("word", "vie"), ("word", "associative")]


def test_a_bridge_adds_what_can_be_taken_away():
    bridges = {"bénévolat": ("engagement volontaire",), "quartier prioritaire": ("QPV",)}
    typed = "bénévolat quartiers prioritaires"
    query = parse(typed, "fr", bridges)
    added = [part for part in query.understood() if part.kind == "added"]
    assert [(part.text, part.name) for part in added] == [
        ("engagement volontaire", "bénévolat"),
        ("QPV", "quartiers prioritaires"),
    ]
    assert [p.text for p in query.without(added[1]).understood() if p.kind == "added"] == [
        "engagement volontaire"
    ]
    assert not [part for part in parse(typed, "fr").understood() if part.kind == "added"]


def test_a_part_can_be_left_out():
    query = parse("sport -santé culture", "fr")
    assert query.without(query.understood()[1]).typed == "sport culture"
    assert query.without(query.understood()[0]).words == ("culture",)
