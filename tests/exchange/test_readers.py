"""Each format, with the liberties that real files take."""

import json
from pathlib import Path

import pytest

from univasso.exchange import formats
from univasso.exchange.records import (
    BROKEN_JSON,
    NO_ENTRY,
    NO_TITLE,
    NOT_PARSED,
    OTHER_XML,
    UNKNOWN_FORMAT,
    ZOTERO_ITEMS,
    Name,
)

FILES = Path(__file__).parents[1] / "data" / "publications"
REAL = sorted(p for p in FILES.iterdir() if p.suffix != ".md")


def read(text: str | bytes) -> formats.Reading:
    return formats.read(text.encode() if isinstance(text, str) else text)


def one(text: str | bytes):
    (record,) = read(text).records
    return record


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_every_real_file_ends_in_records_or_in_a_reason(path):
    reading = formats.read(path.read_bytes())
    assert reading.records or reading.unreadable
    for record in reading.records:
        texts = [record.title, record.container, *(n.family + n.given for n in record.authors)]
        assert record.title
        assert not any(mark in text for text in texts for mark in ("{", "&amp;", "\ufffd", r"\'"))


def test_each_kind_of_file_gives_what_it_holds():
    def counted(name: str) -> tuple[str, int]:
        reading = formats.read((FILES / name).read_bytes())
        return reading.format, len(reading.records)

    assert counted("bookrr_refs.bib") == ("BibTeX", 138)
    assert counted("jabref_testjabref.bib") == ("BibTeX", 156)
    assert counted("jabref_tiny-BE-noBOM.bib") == ("BibTeX", 1)
    assert counted("rispy_example_extraneous_data.ris") == ("RIS", 2)
    assert counted("jabref_RisImporterCorrupted.ris") == ("RIS", 1)
    assert counted("habanero_test_works_query.json") == ("Crossref", 2)
    assert counted("citeproc-no-author.json") == ("CSL-JSON", 1)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", NO_ENTRY), ("  \n", NO_ENTRY), ("[]", UNKNOWN_FORMAT), ("[{", BROKEN_JSON),
        ("[" * 100_000, BROKEN_JSON), ('{"a": 1}', UNKNOWN_FORMAT), ("a,b\n1,2", UNKNOWN_FORMAT),
        ("<mods/>", OTHER_XML), ('[{"itemType": "book", "title": "x"}]', ZOTERO_ITEMS),
        (b"\x89PNG\r\n\x1a\n\x00\x00", UNKNOWN_FORMAT), ("@comment{x}", NO_ENTRY),
        ("@book{a, title = {x", NOT_PARSED), ("@book{a, year = 2019}", NO_TITLE),
        ("TY  - JOUR\nAU  - X\nER  - ", NO_TITLE),
        ('[{"type": "book", "title": ""}]', NO_TITLE),
        ('{"response": {"docs": [{"docType_s": "ART"}]}}', NO_TITLE),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(data, reason):
    reading = read(data)
    assert reading.records == []
    assert [unreadable.reason for unreadable in reading.unreadable] == [reason]


BIB = r"""
@string{rf = "Revue fictive"}
@article{dupont2019, title = {{L'{\'e}t{\'e} des b\'en\'evoles}}, subtitle = {Une enqu\^ete},
  author = {Dupont, Claire and {Réseau fictif, culture \& sports} and Jean de la Fontaine and others},
  journal = rf # " (Lille)", year = 2019, month = "14~" # mar, pages = {133--147}, volume = 98,
  doi = {https://doi.org/10.5555/ABC.}, langid = {french}, keywords = {santé; social}}
@inproceedings{part, author = {family=Harman, given=Hans, prefix=von}, title = {Part}, crossref = {whole}}
@proceedings{whole, title = {Actes}, editor = {Durand, Anne}, year = 2018, publisher = {PUF}}
@book{dupont2019, title = {Another work under the same key}, isbn = {2-07-036822-X}}
"""


def test_bibtex_gives_names_parts_and_wholes():
    article, part, whole, again = read(BIB).records
    assert article.title == "L'été des bénévoles : Une enquête"
    assert article.authors == [
        Name("Dupont", "Claire"),
        Name("Réseau fictif, culture & sports", is_body=True),
        Name("de la Fontaine", "Jean"),
    ]
    assert (article.container, article.issued) == ("Revue fictive (Lille)", "2019-03-14")
    assert (article.pages, article.doi, article.language) == ("133-147", "10.5555/abc", "fr")
    assert (part.kind, part.container, part.issued) == ("communication", "Actes", "2018")
    assert part.authors == [Name("von Harman", "Hans")]
    assert part.editors == [Name("Durand", "Anne")]
    assert (whole.kind, again.isbn) == ("book", "9782070368228")


def test_ris_forgives_what_programs_forget():
    first, second = read(
        "Exported by a program\nTY - RPRT\nTI - Un rapport\nfictif\nAU - Dupont, Claire\n"
        "AU - Réseau fictif\nPY - 2019/03//\nSN - 978-2-07-036822-8\n"
        "TY  - CHAP\r\nT1  - Un chapitre\r\nT2  - Un livre\r\n"
        "A2  - Durand, Anne\r\nSP  - 12\r\nEP  - 24\r\nUR  - https://hal.science/hal-01234567v1\r\n"
    ).records
    assert (first.kind, first.title, first.issued) == ("report", "Un rapport fictif", "2019-03")
    assert first.authors == [Name("Dupont", "Claire"), Name("Réseau fictif", is_body=True)]
    assert first.isbn == "9782070368228"
    assert (second.container, second.pages, second.hal) == ("Un livre", "12-24", "hal-01234567")
    assert second.editors == [Name("Durand", "Anne")]


def test_csl_json_gives_bodies_particles_and_dates():
    record = one(json.dumps([{
        "type": "article-journal", "title": "Une <i>enqu\u00eate</i>", "id": "x",
        "author": [{"family": "Fontaine", "given": "Jean", "non-dropping-particle": "de la",
                    "ORCID": "https://orcid.org/0000-0002-1825-0097"}, {"literal": "Réseau fictif"}],
        "issued": {"date-parts": [["2019", 3]]}, "container-title": ["Revue fictive"], "DOI": "10.5555/X",
    }]))  # fmt: skip
    assert record.title == "Une enquête"
    assert record.authors == [
        Name("de la Fontaine", "Jean", orcid="0000-0002-1825-0097"),
        Name("Réseau fictif", is_body=True),
    ]
    assert (record.issued, record.container, record.doi) == (
        "2019-03",
        "Revue fictive",
        "10.5555/x",
    )


def test_hal_gives_both_titles_and_its_identifier():
    record = one(json.dumps({"response": {"numFound": 1, "docs": [{
        "title_s": ["Commitment of volunteers in the north", "L’engagement des bénévoles dans le nord"],
        "authFullName_s": ["Anne-Marie Dupont-Fictif", "Jean de la Fontaine"], "docType_s": "REPORT",
        "uri_s": "https://shs.hal.science/halshs-01234567v2", "producedDateY_i": 2021,
    }]}}))  # fmt: skip
    assert (record.kind, record.language, record.issued) == ("report", "en", "2021")
    assert record.other_title.startswith("L’engagement")
    assert record.authors == [Name("Dupont-Fictif", "Anne-Marie"), Name("de la Fontaine", "Jean")]
    assert record.hal == "halshs-01234567"
