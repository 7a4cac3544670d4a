"""Identifiers as people paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from univasso.core.identifiers import Identifier, find_all, recognise


@pytest.mark.parametrize(
    "pasted",
    [
        "10.3917/recma.354.0133",
        "doi:10.3917/RECMA.354.0133",
        "DOI : 10.3917/recma.354.0133.",
        "(10.3917/recma.354.0133)",
        "<https://dx.doi.org/10.3917/recma.354.0133>",
        "https://doi.org/10.3917/recma.354.0133?utm_source=lettre",
        "https://doi.org/10.3917%2Frecma.354.0133",
        "10.3917/recma.\u200b354.0133",
    ],
)
def test_a_doi_is_one_however_it_is_written(pasted):
    assert recognise(pasted) == Identifier("doi", "10.3917/recma.354.0133")


def test_a_doi_keeps_the_brackets_that_are_its_own():
    assert recognise("(10.1016/S0140-6736(05)67178-2)").value == "10.1016/s0140-6736(05)67178-2"
    sici = recognise("10.1002/(SICI)1097-4571(1999)50:1<3::AID-ASI2>3.0.CO;2-1")
    assert sici.url.endswith("50:1%3C3::aid-asi2%3E3.0.co;2-1")


@pytest.mark.parametrize(
    ("pasted", "scheme", "value"),
    [
        ("hal-01234567v2", "hal", "hal-01234567"),
        ("https://hal.science/hal-01234567v1/document", "hal", "hal-01234567"),
        ("https://shs.hal.science/halshs-00123456", "hal", "halshs-00123456"),
        ("https://hal.archives-ouvertes.fr/hal-00939473", "hal", "hal-00939473"),
        ("ISBN 2-07-036822-X", "isbn", "9782070368228"),
        ("978–2–07–036822–8", "isbn", "9782070368228"),
        ("ISSN : 0028-0836", "issn", "0028-0836"),
        ("00280836", "issn", "0028-0836"),
        ("https://orcid.org/0000-0002-1825-0097", "orcid", "0000-0002-1825-0097"),
        ("0000000218250097", "orcid", "0000-0002-1825-0097"),
        ("w802001234", "rna", "W802001234"),
        ("RNA : W2A1000275", "rna", "W2A1000275"),
        ("732 829 320", "siren", "732829320"),
        ("732 829 320 00074", "siret", "73282932000074"),
        ("https://ror.org/02feahw73", "ror", "02feahw73"),
        ("arXiv:1112.6130v2", "arxiv", "1112.6130"),
        ("https://arxiv.org/abs/hep-th/9901001", "arxiv", "hep-th/9901001"),
    ],
)
def test_each_scheme_has_one_normal_form(pasted, scheme, value):
    assert recognise(pasted) == Identifier(scheme, value)


@pytest.mark.parametrize(
    "wrong",
    ["0000-0002-1825-0098", "978-2-07-036822-9", "0028-0837", "732829321", "02feahw74",
     "2019", "14/03/2019", "03 22 97 00 00", "https://example.org/", "bonjour", "", "10", "9" * 5000],
)  # fmt: skip
def test_what_its_check_digits_deny_is_nothing(wrong):
    assert recognise(wrong) is None


def test_a_text_gives_each_identifier_once_in_reading_order():
    text = (
        "Voir https://doi.org/10.4000/abc.123, (doi: 10.4000/ABC.123), hal-01234567v1 ; ISBN "
        "978-2-07-036822-8, ISSN 0028-0836. Association W802001234, SIRET : 732 829 320 00074. "
        "Téléphone 03 22 97 00 00, de 2019-2020 à 1234-5678."
    )
    assert [f"{i.scheme}:{i.value}" for i in find_all(text)] == [
        "doi:10.4000/abc.123", "hal:hal-01234567", "isbn:9782070368228", "issn:0028-0836",
        "rna:W802001234", "siret:73282932000074",
    ]  # fmt: skip


@given(st.text() | st.from_regex(r"(10\.|hal-|W|978|ISBN |0000-)[\w./()<>%-]{0,40}"))
def test_nothing_that_is_typed_raises(text):
    found = recognise(text)
    assert found is None or (found.value and recognise(found.value) is not None)
    list(find_all(text))
