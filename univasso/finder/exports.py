"""Exactly what a search shows, for spreadsheets, reference managers and feed readers (V11)."""

import re
from datetime import UTC, datetime
from json import dumps

from flask import request
from flask_babel import gettext as _
from lxml import etree
from lxml.builder import ElementMaker

from univasso.core import clock, spreadsheets
from univasso.finder.asking import MOST_EXPORTED as MOST
from univasso.finder.asking import Asked
from univasso.models.outputs import Output
from univasso.outputs import citations
from univasso.web.mailing import address

__all__ = ["MOST", "NAMES", "write"]

NAMES = {"csv": "CSV", "ris": "RIS", "bib": "BibTeX", "json": "CSL-JSON", "atom": "Atom"}
ATOM = "http://www.w3.org/2005/Atom"
MOST_ENTRIES = 100  # of a feed, which readers ask again and again
COLUMNS = (
    "number",
    "kind",
    "title",
    "authors",
    "date",
    "language",
    "needs",
    "licence",
    "doi",
    "address",
)


def write(form: str, outputs: list[Output], asked: Asked) -> tuple[str, str]:
    """The text of an export and its media type."""
    pages = {output.id: address("outputs.page", id=output.id) for output in outputs}
    if form == "csv":
        return spreadsheet(outputs, pages), "text/csv"
    if form == "ris":
        return citations.ris(outputs, pages), "application/x-research-info-systems"
    if form == "bib":
        return citations.bibtex(outputs, pages), "application/x-bibtex"
    if form == "json":
        items = citations.csl_json(outputs, pages)
        return dumps(items, ensure_ascii=False, indent=1), "application/vnd.citationstyles.csl+json"
    return feed(outputs[:MOST_ENTRIES], pages, asked), "application/atom+xml"


def spreadsheet(outputs: list[Output], pages: dict[int, str]) -> str:
    rows = (
        (
            output.id, output.kind_code, output.title, "; ".join(a.name for a in output.authors),
            output.issued, output.language, "; ".join(str(n.number) for n in output.needs),
            output.licence, output.doi, pages[output.id],
        )
        for output in outputs
    )  # fmt: skip
    return spreadsheets.written(COLUMNS, rows)


def feed(outputs: list[Output], pages: dict[int, str], asked: Asked) -> str:
    """An Atom feed (RFC 4287) of the search."""
    make = ElementMaker(namespace=ATOM, nsmap={None: ATOM})
    here = address("finder.export", form="atom")
    query = request.query_string.decode("ascii", "replace")
    here = f"{here}?{query}" if query else here
    last = max((o.updated_at for o in outputs), default=datetime(2000, 1, 1, tzinfo=UTC))
    title = (
        _("Univ’Asso: “%(words)s”", words=asked.typed)
        if asked.typed
        else _("Univ’Asso: publications")
    )
    root = make.feed(
        make.title(readable(title)),
        make.id(here),
        make.link(href=here, rel="self"),
        make.updated(last.isoformat()),
        *(entry(make, output, pages[output.id]) for output in outputs),
    )
    return etree.tostring(root, encoding="unicode", pretty_print=True)


def entry(make: ElementMaker, output: Output, page: str) -> etree._Element:
    return make.entry(
        make.title(readable(output.title)),
        make.id(page),
        make.link(href=page),
        make.updated(output.updated_at.isoformat()),
        make.published((output.published_at or clock.now()).isoformat()),
        *(make.author(make.name(readable(author.name))) for author in output.authors),
        make.summary(readable(output.abstract_fr or output.abstract_en)),
    )


# What XML 1.0 cannot hold (its section 2.2).
UNREADABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def readable(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return UNREADABLE.sub("", text)
