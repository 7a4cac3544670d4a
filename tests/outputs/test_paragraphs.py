"""The words of a page read as paragraphs, not as the lines of a column."""

from univasso.outputs.paragraphs import paragraphs

COLUMN = """Introduction
Les associations de quartier combinent des financements de nature
différente. Nous voulons comprendre ce que cette combinaison fait
à leur projet.
Deux terrains ont été choisis :
— un centre social d’une ville moyenne, dont les bénévoles ont été
interrogés pendant un an ;
— une association de parents.
1.2 Méthode
Trente entretiens."""


def test_lines_of_a_column_are_one_paragraph():
    assert paragraphs(COLUMN) == [
        "Introduction",
        "Les associations de quartier combinent des financements de nature différente. "
        "Nous voulons comprendre ce que cette combinaison fait à leur projet.",
        "Deux terrains ont été choisis :",
        "— un centre social d’une ville moyenne, dont les bénévoles ont été "
        "interrogés pendant un an ;",
        "— une association de parents.",
        "1.2 Méthode",
        "Trente entretiens.",
    ]


def test_no_word_of_a_page_is_lost_or_moved():
    assert " ".join(paragraphs(COLUMN)).split() == COLUMN.split()


def test_verse_and_short_lines_stay_as_they_were_written():
    assert paragraphs("Un vers\nun autre\n\nla fin") == ["Un vers", "un autre", "la fin"]


def test_an_empty_page_has_no_paragraph():
    assert paragraphs(" \n\n ") == []
