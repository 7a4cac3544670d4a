"""What is found, in which order, and how it is counted."""

import random

import pytest

from tests.core.search.conftest import FACETS, document
from univasso.core.search import Index, IndexUnusable, parse


def test_every_spelling_of_a_word_finds_the_same_documents(index, ask):
    index.index(
        [
            document("1", body="Les chercheur·euse·s et l’économie du cœur"),
            document("2", body="Une chercheuse étudie l'ÉCONOMIE, le coeur"),
            document("3", body="Des chercheurs et des acteur(rice)s"),
        ]
    )
    for typed in ("chercheuse", "chercheurs", "chercheur·e", "CHERCHEUSES", "chercheur.euse.s"):
        assert set(ask(typed)) == {"1", "2", "3"}, typed
    for typed in ("economie", "l’économie", "L'ECONOMIE", "économies", "cœur", "coeurs"):
        assert set(ask(typed)) == {"1", "2"}, typed
    assert ask("actrice") == ["3"]


def test_english_texts_are_stemmed_as_english(index, ask):
    index.index([document("1", english="Volunteering in local associations of the city")])
    assert ask("volunteers", "en") == ask("volunteer") == ask("the volunteers") == ["1"]


def test_the_title_counts_more_than_the_text(index, ask):
    index.index(
        [
            document("text", title="Autre chose", body="gouvernance et quelques mots ici"),
            document("title", title="Gouvernance", body="quelques mots et autre chose ici"),
        ]
    )
    assert ask("gouvernance") == ["title", "text"]


def test_the_exact_form_stands_before_its_inflections(index, ask):
    index.index([document("1", body="les subventions"), document("2", body="la subvention")])
    assert ask("subvention") == ["2", "1"]
    assert ask("subventions") == ["1", "2"]


def test_words_together_stand_before_words_apart(index, ask):
    index.index(
        [
            document("apart", body="emploi public, associatif, salarié, autre"),
            document("together", body="public, salarié, autre, emploi associatif"),
        ]
    )
    assert ask("emploi associatif") == ["together", "apart"]


def test_a_phrase_wants_its_words_in_their_order_and_in_one_text(index, ask):
    index.index(
        [
            document("1", body="la mise en relation des acteurs"),
            document("2", body="la relation mise en avant"),
            document("3", title="La mise en", body="relation"),
        ]
    )
    assert ask('"mise en relation"') == ["1"]
    assert ask("« mise en relation »") == ["1"]
    assert set(ask("mise en relation")) == {"1", "2", "3"}


def test_operators_do_what_they_say(index, ask):
    index.index(
        [
            document("1", title="Sport et santé", body="bénévoles", author="Ada Fictive"),
            document("2", title="Culture", body="sport, bénévole", year=["2020"]),
            document("3", title="Santé", body="culture", year=["2021"]),
        ]
    )
    assert ask("sport -santé") == ["2"]
    assert set(ask("sport OU culture")) == {"1", "2", "3"}
    assert ask("titre:sport") == ["1"]
    assert ask('auteur:"ada fictive"') == ["1"]
    assert set(ask("culture année:2020..2021")) == {"2", "3"}
    assert ask("culture year:2021") == ["3"]
    assert ask("béné* culture")[0] == "2"
    assert set(ask("-culture")) == {"1"}


def test_a_compound_is_found_in_one_word_or_two(index, ask):
    index.index([document("1", body="la co-construction"), document("2", body="la coconstruction")])
    assert set(ask("coconstruction")) == set(ask("co-construction")) == {"1", "2"}


def test_an_identifier_finds_its_document_first(index):
    index.index(
        [
            document("1", body="on cite 10.1000/182 ici"),
            document("2", title="Autre", identifiers=("doi:10.1000/182",)),
        ]
    )
    found = index.find(parse("doi:10.1000/182", "fr", identifiers=("doi:10.1000/182",)))
    assert found.identified == ["2"]
    assert found.keys == ["2", "1"]


def test_few_documents_with_every_word_let_others_in_and_say_so(index):
    index.index([document("1", body="sport santé"), document("2", body="sport culture")])
    found = index.find(parse("sport santé", "fr"))
    assert (found.keys, found.is_widened) == (["1", "2"], True)
    assert not index.find(parse("sport", "fr")).is_widened


def test_without_words_the_newest_come_first(index, ask):
    index.index([document("1", "un", order=20200101), document("2", "deux", order=20230101)])
    assert ask("") == ["2", "1"]
    assert ask("", sort="oldest") == ["1", "2"]


def test_what_a_reader_may_not_see_is_neither_found_nor_counted(index):
    index.index(
        [
            document("1", "abracadabra", access="public", need=["1"]),
            document("2", "abracadabra", access="members", need=["2"]),
        ]
    )
    found = index.find(parse("abracadabra", "fr"), facets=("need",))
    assert (found.keys, found.total, found.facets) == (["1"], 1, {"need": {"1": 1}})
    assert index.find(parse("abracadabra", "fr"), access=("public", "members")).total == 2


def test_the_number_shown_is_the_number_obtained_by_choosing_it(index):
    chance = random.Random(5)
    index.index(
        document(
            str(n),
            chance.choice(["sport", "culture"]),
            kind=chance.choice(["output", "need"]),
            need=chance.sample("123456", chance.randint(0, 3)),
            year=[chance.choice(["2019", "2020", "2021"])],
            language=[chance.choice(["fr", "en"])],
        )
        for n in range(300)
    )
    query = parse("sport", "fr")
    chosen = {"need": ("1", "2"), "year": ("2020",)}
    found = index.find(query, filters=chosen, facets=FACETS, kinds=("output",))
    assert found.facets["need"]
    for facet, counts in found.facets.items():
        for value, number in counts.items():
            filters = {**chosen, facet: (value,)}
            assert index.find(query, filters=filters, kinds=("output",)).total == number
    for kind, number in found.kinds.items():
        assert index.find(query, filters=chosen, kinds=(kind,)).total == number


def test_pages_follow_each_other_without_gap_or_repetition(index):
    index.index(document(str(n), "sport", order=20200101 + n % 3) for n in range(95))
    index.index(document(str(n), "sport", order=20200101 + n % 3) for n in range(95, 103))
    query = parse("sport", "fr")
    pages = [index.find(query, offset=at, limit=10).keys for at in range(0, 110, 10)]
    assert sorted(key for page in pages for key in page) == sorted(map(str, range(103)))


def test_a_replaced_or_removed_document_is_never_found_again(index, ask):
    index.index([document("1", "ancien"), document("2", "ancien")])
    index.index([document("1", "neuf")])
    assert ask("ancien") == ["2"]
    index.remove(["2", "unknown"])
    assert ask("ancien") == []
    assert index.keys() == {"1"}


def test_many_small_edits_are_merged_and_lose_nothing(index, ask):
    for n in range(60):
        index.index([document(str(n), "sport", f"le numéro{n} des études", need=[str(n % 3)])])
    for n in range(0, 60, 7):
        index.remove([str(n)])
    kept = {str(n) for n in range(60) if n % 7}
    assert index.keys() == set(ask("sport", limit=99)) == kept
    assert ask("numero11") == ["11"]
    assert ask('"numéro11 des études"') == ["11"]
    found = index.find(parse("étude", "fr"), facets=("need",))
    assert sum(found.facets["need"].values()) == found.total == len(kept)
    assert len(list(index.folder.glob("home-*/*.arrays"))) < 15


def test_the_mark_is_written_with_the_commit(index):
    index.index([document("1", "un")], mark="2026-01-02T03:04:05")
    assert index.mark == "2026-01-02T03:04:05"
    index.mark = "2026-01-03"
    assert Index(index.folder, FACETS).mark == "2026-01-03"


def test_a_missing_index_says_so_and_is_not_made_by_accident(tmp_path):
    index = Index(tmp_path / "nothing", FACETS)
    assert index.status() == "missing"
    for attempt in (
        lambda: index.find(parse("mot", "fr")),
        lambda: index.index([document("1", "un")]),
        lambda: index.suggest("mo"),
        index.keys,
    ):
        with pytest.raises(IndexUnusable):
            attempt()


def test_a_filter_never_widens_a_search_that_had_enough(index):
    """The number shown beside a value is the number obtained by choosing it, widening included."""
    both = [
        document(f"b{n}", body="science ouverte", need=["1" if n < 9 else "2"]) for n in range(12)
    ]
    one = [document(f"o{n}", body="science", need=["1"]) for n in range(16)]
    index.index([*both, *one])
    query = parse("science ouverte", "fr")
    found = index.find(query, facets=("need",))
    assert (found.total, found.is_widened, found.facets["need"]["1"]) == (12, False, 9)
    chosen = index.find(query, filters={"need": ("1",)})
    assert (chosen.total, chosen.is_widened) == (9, False)
