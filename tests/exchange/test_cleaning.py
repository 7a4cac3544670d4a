"""Text as people meant it, whatever program wrote it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from univasso.exchange.cleaning import clean, decoded, language, latex


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"L'{\'e}t{\'{e}} \`a No\"el, gar\c{c}on na\"{\i}f", "L'été à Noël, garçon naïf"),
        (r"{\OE}uvre d'{\aa} {\ss} \L{}\'od\'z, Fran{\c c}ois", "Œuvre d'å ß Łódź, François"),
        (r"Co\^ut\,: 100\,\% de {b\'en\'evoles} \& {\em amis}", "Coût : 100 % de bénévoles & amis"),
        (r"``Guillemets'' -- et --- tirets~!", "“Guillemets” – et — tirets !"),
        (
            r"$\alpha$-diversit\'e, \textbackslash{} et \{accolades\}",
            "α-diversité, \\ et {accolades}",
        ),
        (r"D\textquotesingle aspremont", "D'aspremont"),
    ],
)
def test_latex_reads_as_it_prints(written, meant):
    assert latex(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Culture &amp; sports", "Culture & sports"),
        ("Culture &amp;amp; sports", "Culture & sports"),
        ("B&eacute;n&#233;voles", "Bénévoles"),
        (
            "<jats:p>Un <jats:italic>r\u00e9sum\u00e9</jats:italic></jats:p><p>H<sub>2</sub>O</p>",
            "Un résumé H2O",
        ),
        ("L\u00c3\u00a9gende d\u00e2\u20ac\u2122\u00c3\u00a9t\u00c3\u00a9", "Légende d’été"),
        ("\u00c3\u0192\u00c2\u00a9t\u00c3\u0192\u00c2\u00a9", "été"),
        ("\u00c3\u2030tude", "Étude"),
        ("Âge et âme : 5 < 6 > 4", "Âge et âme : 5 < 6 > 4"),
        ("a\x00b\n c\u00ad", "a b c"),
        (None, ""),
    ],
)
def test_marks_and_bad_encodings_are_cleaned(written, meant):
    assert clean(written) == meant


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-16-le", "cp1252"]
)
def test_bytes_are_read_in_the_encoding_they_have(encoding):
    text = "@book{a, title = {Une enquête sur l’été}}"
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("written", "code"),
    [("FR", "fr"), ("français", "fr"), ("en-US", "en"), ("eng", "en"), ("german", ""), ("", "")],
)
def test_only_our_two_languages_are_kept(written, code):
    assert language(written) == code


@given(st.text())
def test_nothing_makes_the_cleaning_fail(text):
    clean(text, is_latex=True)
