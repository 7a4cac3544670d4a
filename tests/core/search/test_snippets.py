"""Extracts: the reader's own text, marked where the query's words stand."""

from pathlib import Path

from univasso.core.search import Document, Text, best_page, parse, passages, snippet

SENTENCES = Path(__file__).parents[3] / "bench" / "corpus" / "sentences.txt"


def marked(text, typed, language="fr"):
    pieces = snippet(text, parse(typed, language), language)
    return [piece for piece, is_marked in pieces if is_marked]


def test_marks_stand_on_the_words_as_written():
    text = "L’économie sociale, d'après les chercheur·euse·s ; des acteur(rice)s du cœur."
    assert marked(text, "economies") == ["économie"]
    assert marked(text, "chercheuse") == ["chercheur·euse·s"]
    assert marked(text, "actrices coeur") == ["acteur(rice)s", "cœur"]


def test_the_pieces_are_the_text_itself():
    text = "Une étude <b>sur</b> les associations & leurs bénévoles."
    pieces = snippet(text, parse("association bénévole", "fr"))
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, is_marked in pieces if is_marked] == ["associations", "bénévoles"]


def test_the_passage_with_most_words_is_chosen():
    filler = "Rien de tout cela ne compte vraiment. " * 40
    text = f"Des bénévoles. {filler} Les bénévoles des associations sportives. {filler}"
    pieces = snippet(text, parse("bénévoles associations sportives", "fr"))
    assert sum(is_marked for _, is_marked in pieces) >= 3
    assert pieces[0] == ("… ", False)
    assert sum(len(piece) for piece, _ in pieces) < 300


def test_without_any_word_the_beginning_is_shown():
    assert snippet(["", "Un début. Une suite."], parse("zzz", "fr")) == [
        ("Un début. Une suite.", False)
    ]


def test_other_words_that_begin_alike_are_not_marked():
    assert marked("associativité, assoiffé, asse", "association") == []


def test_english_is_marked_as_english():
    assert marked("Volunteering and volunteers", "volunteer", "en") == [
        "Volunteering",
        "volunteers",
    ]


def test_a_prefix_marks_every_word_that_begins_so():
    assert marked("subvention, subventionné, sub", "subven*") == ["subvention", "subventionné"]


def test_the_best_page_comes_first():
    pages = ["rien", "un bénévole", "les bénévoles des associations", ""]
    assert best_page(pages, parse("bénévoles associations", "fr")) == [3, 2]


def test_a_passage_is_a_whole_sentence_with_its_page():
    pages = ["Rien ici.", "Voici un mot. Les bénévoles financent les associations ! Une autre fin."]
    found = passages(pages, parse("qui finance les associations de bénévoles ?", "fr"))
    assert [(p.page, "".join(piece for piece, _ in p.pieces)) for p in found] == [
        (2, "Les bénévoles financent les associations !")
    ]
    assert passages(["Rien."], parse("qui finance les associations ?", "fr")) == []


def test_another_language_is_read_like_french(index):
    index.index([Document("1", "output", (Text("Die Bürgerinnen und Bürger", "de"),))])
    query = parse("bürger", "de")
    assert index.find(query).keys == ["1"]
    pieces = snippet("Die Bürgerinnen und Bürger", query, "de")
    assert [piece for piece, is_marked in pieces if is_marked] == ["Bürger"]


def test_every_word_of_real_texts_is_marked_by_its_own_query():
    sentences = SENTENCES.read_text("utf-8").splitlines()[::5]
    unmarked = []
    for word in sorted(
        {word for text in sentences for word in text.split() if len(word) > 1 and word.isalpha()}
    ):
        query = parse(word, "fr")
        if not query.is_empty and not any(is_marked for _, is_marked in snippet(word, query)):
            unmarked.append(word)
    assert unmarked == []
