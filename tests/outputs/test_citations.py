"""References and exports, each read back by a parser that is not ours."""

import json
from datetime import timedelta

import bibtexparser
import pytest
import rispy
from bibtexparser import middlewares
from lxml import etree
from sqlalchemy import select

from tests import make
from univasso.core import clock
from univasso.core.db import db, transaction
from univasso.models import Author, Output, OutputState
from univasso.models.output_files import OutputFile
from univasso.models.vocabularies import OutputKind
from univasso.outputs import citations

PAGE = "https://univasso.example/productions/1"
BODY = {
    "kind": "organisation",
    "family": "Réseau fictif, culture & sports",
    "identifier": "rna:W802001234",
}
PERSON = {
    "family": "Dupont-Fictif",
    "given": "Dominique",
    "identifier": "orcid:0000-0002-1825-0097",
}


@pytest.fixture
def article(context):
    """An article whose title holds what each format finds hard."""
    return made(
        kind_code="article", title_fr="L’engagement <b>à 100 %</b> & {la} mesure_1 : une enquête",
        title_en="Commitment", issued="2019-03-14", issued_key=20190314, container="Revue fictive",
        volume="98", issue="354", pages="133–147", publisher="Presses fictives", place="Lille",
        doi="10.5555/fictif.354.0133", issn="0028-0836", keywords=["bénévolat", "santé & social"],
        licence="cc-by-4.0",
    )  # fmt: skip


def made(authors=(BODY, PERSON), **about) -> Output:
    with transaction():
        output = make.output(authors=(), **about)
        output.authors = [Author(position=i, **a) for i, a in enumerate(authors, 1)]
    return output


def test_an_association_stands_whole_in_each_style(article):
    apa = citations.reference(article, "apa", "fr")
    assert apa.startswith("Réseau fictif, culture &amp; sports et Dupont-Fictif, D. (2019). L’eng")
    assert "<i>Revue fictive</i>, <i>98</i>(354), 133‑147. https://doi.org/10.5555/fictif" in apa
    assert citations.reference(article, "chicago", "fr").startswith(
        "Réseau fictif, culture &amp; sports, et Dominique Dupont-Fictif. 2019. «\xa0L’engagement"
    )
    assert "14 mars 2019. Vol.\xa098, n°\xa0354" in citations.reference(article, "iso690", "fr")
    assert "vol. 98, no. 354, Mar. 2019" in citations.reference(article, "mla", "en")


def test_a_title_is_text_and_never_markup(article):
    for style in citations.STYLES:
        text = citations.reference(article, style, "en")
        assert "&lt;b&gt;à 100 %&lt;/b&gt; &amp; {la} mesure_1" in text
        assert "<b>" not in text


def test_every_kind_can_be_cited_in_every_style(context):
    for kind in db.session.scalars(select(OutputKind)).all():
        output = made(kind_code=kind.code, title_fr="Un titre fictif", container="Un tout fictif")
        for style in citations.STYLES:
            for language in ("fr", "en"):
                text = citations.reference(output, style, language, PAGE)
                assert "Un titre fictif" in text, (kind.code, style)
                assert ". ." not in text
                assert "  " not in text


def test_what_has_no_author_is_cited_by_its_title_once(context):
    output = made(authors=(), title_fr="Un titre fictif", kind_code="report")
    for style in citations.STYLES:
        assert citations.reference(output, style, "fr").count("Un titre fictif") == 1
    assert citations.reference(Output(title_fr="", title_en=""), "apa", "fr") == "(s.\xa0d.)."


def test_who_declined_a_part_is_not_cited(article):
    with transaction():
        article.authors[1].declined_at = clock.now()
    everything = (
        citations.reference(article, "apa", "fr") + citations.bibtex([article])
        + citations.ris([article]) + citations.dublin_core(article)
        + json.dumps([citations.json_ld(article, PAGE), citations.csl_json([article])])
    )  # fmt: skip
    assert "Dupont" not in everything


def test_bibtex_is_read_back_as_it_was(article):
    text = citations.bibtex([article, article])
    library = bibtexparser.parse_string(
        text, append_middleware=[middlewares.LatexDecodingMiddleware()]
    )
    assert library.failed_blocks == []
    assert len({entry.key for entry in library.entries}) == 2
    entry = library.entries[0]
    assert entry.entry_type == "article"
    assert entry["title"] == article.title
    assert entry["doi"] == "10.5555/fictif.354.0133"
    assert entry["keywords"] == "bénévolat, santé & social"


def test_the_name_of_an_association_stays_between_its_braces(article):
    library = bibtexparser.parse_string(
        citations.bibtex([article]), append_middleware=[middlewares.SeparateCoAuthors()]
    )
    assert library.entries[0]["author"] == [
        "{Réseau fictif, culture \\& sports}", "Dupont-Fictif, Dominique"]  # fmt: skip


def test_ris_is_read_back_as_it_was(article):
    (entry,) = rispy.loads(citations.ris([article], {article.id: PAGE}))
    assert entry["type_of_reference"] == "JOUR"
    assert entry["title"] == article.title
    assert entry["authors"] == ["Réseau fictif, culture & sports", "Dupont-Fictif, Dominique"]
    assert (entry["start_page"], entry["end_page"]) == ("133", "147")
    assert (entry["year"], entry["date"]) == ("2019", "2019/03/14/")
    assert entry["keywords"] == ["bénévolat", "santé & social"]
    assert entry["urls"] == [PAGE]


# The part of the CSL-JSON schema (1.0.2) that our items use.
CSL_TYPES = {"article-journal", "report", "thesis", "book", "chapter", "paper-conference",
             "broadcast", "motion_picture", "dataset", "document"}  # fmt: skip
CSL_NAMES = {"author", "editor", "translator"}
CSL_TEXTS = {"id", "type", "title", "container-title", "volume", "issue", "page", "publisher",
             "publisher-place", "genre", "DOI", "ISBN", "ISSN", "URL", "language", "abstract",
             "keyword"}  # fmt: skip


def require_csl(item: dict) -> None:
    assert item["type"] in CSL_TYPES
    for name, value in item.items():
        if name in CSL_NAMES:
            assert all(set(n) in ({"literal"}, {"family", "given"}) for n in value)
        elif name == "issued":
            assert all(isinstance(part, int) for part in value["date-parts"][0])
        else:
            assert name in CSL_TEXTS
            assert isinstance(value, str)
            assert value


def test_csl_json_keeps_to_its_schema(article):
    for kind in db.session.scalars(select(OutputKind.code)).all():
        (item,) = json.loads(json.dumps(citations.csl_json([made(kind_code=kind)])))
        require_csl(item)
    (item,) = citations.csl_json([article])
    assert item["author"][0] == {"literal": "Réseau fictif, culture & sports"}
    assert item["issued"] == {"date-parts": [[2019, 3, 14]]}


def test_dublin_core_is_xml_with_the_names_of_oai(article):
    with transaction():
        article.abstract_fr = "Un caractère interdit\x08 en XML"
    root = etree.fromstring(citations.dublin_core(article, PAGE))
    dc = "{http://purl.org/dc/elements/1.1/}"
    assert root.tag == "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"
    assert [e.text for e in root.findall(f"{dc}creator")] == [
        "Réseau fictif, culture & sports", "Dupont-Fictif, Dominique"]  # fmt: skip
    assert {e.text for e in root.findall(f"{dc}identifier")} == {
        PAGE, "https://doi.org/10.5555/fictif.354.0133"}  # fmt: skip
    assert root.find(f"{dc}title").get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    assert "http://purl.org/coar/resource_type/c_6501" in [
        e.text for e in root.findall(f"{dc}type")
    ]


def test_json_ld_calls_an_association_an_organization(article):
    found = json.loads(json.dumps(citations.json_ld(article, PAGE)))
    assert found["@type"] == "ScholarlyArticle"
    body, person = found["author"]
    assert (body["@type"], body["identifier"]) == ("Organization", "W802001234")
    assert (person["@type"], person["sameAs"]) == (
        "Person",
        "https://orcid.org/0000-0002-1825-0097",
    )
    assert found["isPartOf"]["isPartOf"]["isPartOf"] == {
        "@type": "Periodical", "name": "Revue fictive", "issn": "0028-0836"}  # fmt: skip
    assert found["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert citations.json_ld(made(kind_code="podcast"), PAGE)["@type"] == "PodcastEpisode"


def test_scholar_finds_a_title_an_author_a_date_and_no_empty_tag(article):
    tags = citations.scholar_tags(article, PAGE, f"{PAGE}/etude.pdf")
    assert all(content for _, content in tags)
    assert [c for n, c in tags if n == "citation_author"] == [
        "Réseau fictif, culture & sports", "Dupont-Fictif, Dominique"]  # fmt: skip
    named = dict(tags)
    assert named["citation_publication_date"] == "2019/03/14"
    assert (named["citation_firstpage"], named["citation_lastpage"]) == ("133", "147")
    assert named["citation_pdf_url"] == f"{PAGE}/etude.pdf"
    assert (
        dict(citations.scholar_tags(made(issued="2019-03"), PAGE))["citation_publication_date"]
        == "2019"
    )


@pytest.mark.parametrize(
    "about",
    [
        {"embargo_until": clock.now() + timedelta(days=5)},
        {"hidden_until": clock.now() + timedelta(hours=40)},
        {"state": OutputState.WITHDRAWN},
    ],
)
def test_a_file_that_is_closed_is_named_nowhere(context, about):
    output = made(**about)
    with transaction():
        output.files = [
            OutputFile(name="secret.pdf", sha256="0" * 64, size=1, media_type="application/pdf")
        ]
    tags = citations.scholar_tags(output, PAGE, f"{PAGE}/secret.pdf")
    everything = (
        json.dumps([tags, citations.json_ld(output, PAGE), citations.csl_json([output])])
        + citations.bibtex([output])
        + citations.ris([output])
        + citations.dublin_core(output, PAGE)
    )
    assert "secret" not in everything
    assert "isAccessibleForFree" not in everything


def test_a_file_on_another_host_is_not_for_scholar(article):
    assert "citation_pdf_url" not in dict(
        citations.scholar_tags(article, PAGE, "https://ailleurs.example/etude.pdf")
    )
