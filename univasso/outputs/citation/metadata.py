"""What harvesters and search engines read: Dublin Core, schema.org, Google Scholar's tags."""

import re
from urllib.parse import urlsplit

from lxml import etree

from univasso.core.identifiers import recognise
from univasso.models.output_words import LICENCES
from univasso.models.outputs import Author, Output
from univasso.outputs.citation.people import authors, inverted, is_body, of_role
from univasso.policy import readable_by_all

OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What no XML may hold (XML 1.0, section 2.2).
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
CONTAINERS = {
    "ScholarlyArticle": "Periodical",
    "Chapter": "Book",
    "PodcastEpisode": "PodcastSeries",
}


def dublin_core(output: Output, page_url: str = "") -> str:
    """One ``oai_dc`` record (OAI-PMH 2.0, section 7.3 of its guidelines)."""
    root = etree.Element(f"{{{OAI_DC}}}dc", nsmap={"oai_dc": OAI_DC, "dc": DC, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", f"{OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd")
    for name, value, language in _dublin_core(output, page_url):
        if value:
            element = etree.SubElement(root, f"{{{DC}}}{name}")
            element.text = NOT_XML.sub(" ", value)
            if language:
                element.set(LANG, language)
    return etree.tostring(root, encoding="unicode")


def _dublin_core(output: Output, page_url: str):
    yield from (("title", getattr(output, f"title_{x}"), x) for x in ("fr", "en"))
    yield from (("creator", inverted(a), "") for a in authors(output))
    others = ("editor", "translator", "field", "co_wording", "return")
    yield from (("contributor", inverted(a), "") for a in of_role(output, *others))
    yield from (("subject", need.title_fr, "fr") for need in output.needs)
    yield from (("subject", word, output.language) for word in output.keywords or [])
    yield from (("description", getattr(output, f"abstract_{x}"), x) for x in ("fr", "en"))
    yield "publisher", output.publisher, ""
    yield "date", output.issued, ""
    if output.kind:
        yield "type", output.kind.label_en, "en"
        yield "type", output.kind.coar_uri, ""
    yield from (("identifier", url, "") for url in dict.fromkeys(_addresses(output, page_url)))
    yield "identifier", f"ISBN:{output.isbn}" if output.isbn else "", ""
    yield "source", _source(output), ""
    yield "language", output.language, ""
    yield from (("coverage", place.name, "fr") for place in output.territories)
    yield "rights", LICENCES.get(output.licence or "", ("", ""))[1], ""


def _addresses(output: Output, page_url: str) -> list[str]:
    found = [
        page_url,
        f"https://doi.org/{output.doi}" if output.doi else "",
        f"https://hal.science/{output.hal}" if output.hal else "",
        output.url or "",
    ]
    return [url for url in found if url]


def _source(output: Output) -> str:
    parts = [output.container, output.volume, output.issue, output.pages]
    return ", ".join(part for part in parts if part) if output.container else ""


def json_ld(output: Output, url: str) -> dict:
    """The output as schema.org describes it; a body is an Organization, never a Person."""
    kind = output.kind.schema_type if output.kind else ""
    values = {
        "@context": "https://schema.org",
        "@type": kind or "CreativeWork",
        "@id": url,
        "url": url,
        "name": output.title,
        "headline": output.title[:110] if kind in ("ScholarlyArticle", "Report") else "",
        "alternateName": _other_title(output),
        "inLanguage": output.language,
        "author": [_maker(a) for a in authors(output)],
        "editor": [_maker(a) for a in of_role(output, "editor")],
        "contributor": [_maker(a) for a in of_role(output, "field", "co_wording", "return")],
        "datePublished": output.issued,
        "publisher": _body(output.publisher) if output.publisher else None,
        "isPartOf": _container(output, kind),
        "pagination": output.pages,
        "description": output.abstract_fr or output.abstract_en,
        "keywords": list(output.keywords or []),
        "about": [need.title_fr for need in output.needs],
        "spatialCoverage": [{"@type": "Place", "name": t.name} for t in output.territories],
        "license": LICENCES.get(output.licence or "", ("", ""))[1],
        "identifier": _identifiers(output),
        "isbn": output.isbn,
        "sameAs": _addresses(output, ""),
        "isAccessibleForFree": True if output.files and readable_by_all(None, output) else None,
    }
    return {name: value for name, value in values.items() if value}


def _other_title(output: Output) -> str:
    other = output.title_fr if output.language == "en" else output.title_en
    return other if other and other != output.title else ""


def _body(name: str) -> dict:
    return {"@type": "Organization", "name": name}


def _maker(author: Author) -> dict:
    known = recognise((author.identifier or "").partition(":")[2] or author.identifier or "")
    links = {"sameAs": known.url, "identifier": known.value} if known and known.url else {}
    if is_body(author):
        return {**_body(author.family), **links}
    names = {"givenName": author.given} if author.given else {}
    return {"@type": "Person", "name": author.name, "familyName": author.family, **names, **links}


def _container(output: Output, kind: str) -> dict | None:
    if not output.container:
        return None
    issn = {"issn": output.issn} if output.issn else {}
    whole = {"@type": CONTAINERS.get(kind, "CreativeWork"), "name": output.container, **issn}
    if output.volume:
        whole = {"@type": "PublicationVolume", "volumeNumber": output.volume, "isPartOf": whole}
    if output.issue:
        whole = {"@type": "PublicationIssue", "issueNumber": output.issue, "isPartOf": whole}
    return whole


def _identifiers(output: Output) -> list[dict]:
    return [
        {"@type": "PropertyValue", "propertyID": name, "value": value}
        for name, value in (("DOI", output.doi), ("HAL", output.hal))
        if value
    ]


def scholar_tags(output: Output, page_url: str, pdf_url: str = "") -> list[tuple[str, str]]:
    """Names and contents of the ``citation_…`` tags that Google Scholar and Zotero read.

    No tag is empty; a date is YYYY/MM/DD or YYYY; a PDF is named only when everybody may open it
    and it lies on the host of the page (https://scholar.google.com/intl/en/scholar/inclusion.html).
    """
    kind = output.kind.csl_type if output.kind else ""
    first, _, last = re.sub(r"\s*[-\u2010-\u2015]+\s*", "-", output.pages or "").partition("-")
    container = {"article-journal": "journal_title", "chapter": "inbook_title",
                 "paper-conference": "conference_title"}.get(kind, "series_title")  # fmt: skip
    issuer = {"report": "technical_report_institution",
              "thesis": "dissertation_institution"}.get(kind, "publisher")  # fmt: skip
    rows = [
        ("title", output.title),
        *(("author", inverted(a)) for a in authors(output)),
        ("publication_date", _scholar_date(output.issued or "")),
        (container, output.container),
        ("volume", output.volume),
        ("issue", output.issue),
        ("firstpage", first),
        ("lastpage", last),
        (issuer, output.publisher),
        ("doi", output.doi),
        ("issn", output.issn),
        ("isbn", output.isbn),
        ("language", output.language),
        *(("keywords", word) for word in output.keywords or []),
        ("abstract_html_url", page_url),
        ("pdf_url", _open_pdf(output, page_url, pdf_url)),
    ]
    return [(f"citation_{name}", value.strip()) for name, value in rows if (value or "").strip()]


def _scholar_date(issued: str) -> str:
    return issued.replace("-", "/") if len(issued) == len("2019-03-14") else issued[:4]


def _open_pdf(output: Output, page_url: str, pdf_url: str) -> str:
    same_host = urlsplit(page_url).netloc == urlsplit(pdf_url).netloc
    return pdf_url if pdf_url and same_host and readable_by_all(None, output) else ""
