"""Looking an association up by its number or its name (A1.1, A1.2)."""

import pytest

from tests.directory.conftest import REAL
from univasso.commands import register
from univasso.directory.register.numbers import SENTENCES, Said, find_in_register

ROWS = (
    {"id": "W595000001", "titre": "MAISON DES JEUNES ET DE LA CULTURE", "titre_court": "M.J.C.",
     "adrs_libcommune": "Lille", "adrs_codeinsee": "59350", "siret": "30002576400014"},
    {"id": "W595000002", "titre": "MAISON DES JEUNES ET DE LA CULTURE", "position": "D",
     "adrs_libcommune": "Douai", "adrs_codeinsee": "59178", "date_disso": "2015-03-02"},
    {"id": "W802000003", "titre": "ASSOCIATION DES ÉTUDIANTES ET ÉTUDIANTS EN SOCIOLOGIE",
     "adrs_libcommune": "Amiens", "adrs_codeinsee": "80021"},
    {"id": "W622000004", "titre": "L'AMICALE LAÏQUE DE SAINT-OMER", "adrs_libcommune": "Saint-Omer",
     "adrs_codeinsee": "62765", "id_ex": "0622001234"},
    {"id": "W622000005", "titre": "COMITÉ DES FÊTES", "adrs_libcommune": "Béthune",
     "adrs_codeinsee": "62119", "position": "S"},
    {"id": "W602000006", "titre": "FÉDÉRATION DÉPARTEMENTALE DES FOYERS RURAUX",
     "adrs_libcommune": "Beauvais", "adrs_codeinsee": "60057"},
)  # fmt: skip


@pytest.fixture
def known(context, written):
    register.load(written(*ROWS))
    return context


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("maison des jeunes et de la culture", "W595000001"),
        ("MJC", "W595000001"),
        ("m.j.c lille", "W595000001"),
        ("maison jeunes culture DOUAI", "W595000002"),
        ("étudiant·es en sociologie", "W802000003"),
        ("asso etudiants sociologie", "W802000003"),
        ("amicale laique st omer", "W622000004"),
        ("Amicalle laïque de Saint Omer", "W622000004"),
        ("amicale liaque saint-omer", "W622000004"),
        ("comite des fete", "W622000005"),
        ("fede dep foyers ruraux", "W602000006"),
        ("federation foyer rurau", "W602000006"),
        ("foyers ruraux de la lune bleue beauvais fédération", "W602000006"),
    ],
)
def test_a_name_is_found_however_it_is_typed(known, typed, number):
    answer = find_in_register(typed)
    assert answer.said == Said.NAMES
    assert answer.entries[0].number == number


def test_an_active_association_comes_before_a_dissolved_one_of_the_same_name(known):
    found = find_in_register("Maison des Jeunes et de la Culture").entries
    assert [e.number for e in found[:2]] == ["W595000001", "W595000002"]


def test_a_place_narrows_the_names(known):
    for narrowed in ({"department": "59"}, {"commune_code": "59178"}):
        found = find_in_register("maison des jeunes", **narrowed).entries
        assert "W595000002" in [e.number for e in found]
    assert [e.number for e in find_in_register("maison", commune_code="59178").entries] == [
        "W595000002"
    ]
    assert find_in_register("maison des jeunes", department="80").said == Said.NOTHING


@pytest.mark.parametrize("typed", ["zorglub intergalactique", "?", "!!!", "«»", "ab"])
def test_a_name_that_nothing_resembles_says_so(known, typed):
    assert find_in_register(typed).said == Said.NOTHING


@pytest.mark.parametrize(
    "typed",
    ["W595000001", "w595000001", " w 595 000 001 ", "RNA : W595-000-001", "n° RNA w595000001",
     "WS95000001".replace("S", "5"), "W59500000I", "W5950OOO01", "W595\u00a0000\u202f001\u200b"],
)  # fmt: skip
def test_a_number_of_the_register_is_read_as_people_type_it(known, typed):
    answer = find_in_register(typed)
    assert (answer.said, answer.number) == (Said.FOUND, "W595000001")
    assert answer.is_sure


def test_a_siren_and_its_sirets_lead_to_the_association(known):
    for typed in (
        "300025764",
        "300 025 764",
        "SIREN 300025764",
        "300 025 764 00014",
        "SIRET: 30002576400014",
    ):
        answer = find_in_register(typed)
        assert (answer.said, answer.entries[0].number) == (Said.FOUND, "W595000001"), typed


@pytest.mark.parametrize(
    ("typed", "said", "words"),
    [
        ("300025765", Said.CHECK, "SIREN"),
        ("30002576400013", Said.CHECK, "SIRET"),
        ("732829320", Said.BODY, "732829320"),  # the number of a company
        ("W595999999", Said.UNKNOWN, "W595999999"),
        ("W59500001", Said.SHAPE, "9"),
        ("W59500000001", Said.SHAPE, "12"),
        ("30002576", Said.SHAPE, "8"),
        ("W595000002", Said.DISSOLVED, "2015"),
        ("W622000005", Said.DELETED, "COMITÉ DES FÊTES"),
        ("volume 12, folio 345, tribunal de Saverne", Said.LOCAL, ""),
        ("Vol. XII fol. 7", Said.LOCAL, ""),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_number_is_said_precisely(known, typed, said, words):
    answer = find_in_register(typed)
    assert answer.said == said
    assert words in answer.sentence % answer.values
    assert not answer.is_sure


def test_an_old_number_leads_to_the_newer_one(context, written):
    register.load(written({"id": "W022002271", "titre": "L'Arsenal club"}))
    register.load(REAL / "rna_import_extrait.csv")
    for typed in ("0022008700", "022P0022008700"):
        answer = find_in_register(typed)
        assert (answer.said, answer.number) == (Said.RENUMBERED, "W022002271")
    assert find_in_register("arsenal club").entries[0].number == "W022002271"
    # Its newer number is not in our files: it is told all the same.
    assert find_in_register("0595039223").number == "W595039559"


def test_a_former_number_of_a_living_association_is_enough(known):
    assert find_in_register("0622001234").entries[0].number == "W622000004"


def test_without_the_register_people_go_on_by_hand(context):
    assert find_in_register("maison des jeunes").said == Said.UNAVAILABLE
    assert find_in_register("Volume 1 folio 2").said == Said.LOCAL


def test_every_answer_has_a_sentence():
    assert set(SENTENCES) == set(Said)


def test_hostile_text_harms_nothing(known):
    for typed in ("", " ", "%", "_", "'; drop table register_entry; --", "a" * 5000, "\0", "\u202eesrever",
                  "ﬁ" * 200, "1" * 400, "é" * 300, "W" * 10, "🎉"):  # fmt: skip
        find_in_register(typed)
