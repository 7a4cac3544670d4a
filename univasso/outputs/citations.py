"""Citing an output: a reference in the usual styles, and exports for other programs.

Nothing here names the address of a file, except ``scholar_tags`` when everybody may open it.
"""

import json
import re
import threading
from functools import cache, lru_cache
from pathlib import Path

import nh3
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.formatter import html
from citeproc.source.json import CiteProcJSON
from markupsafe import Markup

from univasso.models.outputs import Output
from univasso.outputs.citation import bibtex as _bibtex
from univasso.outputs.citation import csl
from univasso.outputs.citation import ris as _ris
from univasso.outputs.citation.metadata import dublin_core, json_ld, scholar_tags

__all__ = ["STYLES", "bibtex", "csl_json", "dublin_core", "json_ld", "reference", "references", "ris",
           "scholar_tags"]  # fmt: skip

STYLES = {"apa": "APA", "iso690": "ISO 690", "chicago": "Chicago", "mla": "MLA",
          "harvard": "Harvard"}  # fmt: skip
FILES = Path(__file__).parent / "citation" / "styles"
OF_LANGUAGE = {
    ("apa", "fr"): "apa", ("apa", "en"): "apa",
    ("iso690", "fr"): "iso690-author-date-fr-no-abstract", ("iso690", "en"): "iso690-author-date-en",
    ("chicago", "fr"): "chicago-author-date-fr", ("chicago", "en"): "chicago-author-date-17th-edition",
    ("mla", "fr"): "modern-language-association", ("mla", "en"): "modern-language-association",
    ("harvard", "fr"): "harvard-cite-them-right", ("harvard", "en"): "harvard-cite-them-right",
}  # fmt: skip
TAGS = {"i", "b", "sup", "sub", "span"}
# citeproc-py does not escape what it is given (its issues 27 and 97) and changes capitals: the three
# characters of HTML travel as private ones, which nothing alters, and come back as entities. The
# colon does too: French typography is only for the words of the style.
DISGUISED = str.maketrans("&<>:", "\ue0f1\ue0f2\ue0f3\ue0f4")
ENTITIES = {"\ue0f1": "&amp;", "\ue0f2": "&lt;", "\ue0f3": "&gt;", "\ue0f4": ":"}
_one_at_a_time = threading.Lock()  # a style keeps its place while it renders


def reference(output: Output, style: str, language: str, page_url: str = "") -> Markup:
    """A reference in one of ``STYLES``, in the words of ``language`` (fr, en).

    ``page_url`` is given when no other address is known. Raises ``KeyError`` for an unknown style.
    """
    return _rendered(_described(output, language, page_url), style, language)


def references(output: Output, language: str, page_url: str = "") -> dict[str, Markup]:
    """The reference in each of ``STYLES``."""
    described = _described(output, language, page_url)
    return {style: _rendered(described, style, language) for style in STYLES}


def _described(output: Output, language: str, page_url: str) -> str:
    item = csl.item(output, page_url, language)
    return json.dumps({n: value for n, value in item.items() if n not in ("abstract", "keyword")})


@lru_cache(maxsize=4096)
def _rendered(described: str, style: str, language: str) -> Markup:
    """A reference costs a few milliseconds; what it is made of seldom changes."""
    item = {name: _disguised(value) for name, value in json.loads(described).items()}
    source = CiteProcJSON([item])
    with _one_at_a_time:
        shelf = CitationStylesBibliography(_style(style, language), source, html)
        shelf.register(Citation([CitationItem(item["id"])]))
        text = str(shelf.bibliography()[0])
    text = _without_gaps(nh3.clean(text, tags=TAGS, attributes={}).replace("&nbsp;", "\u00a0"))
    if "title" in item and "author" not in item and "editor" not in item:
        text = _title_once(text, re.escape(nh3.clean(item["title"], tags=set())))
    text = _in_french(text) if language == "fr" else text
    for private, entity in ENTITIES.items():
        text = text.replace(private, entity)
    return Markup(text)  # noqa: S704 — nh3 has just cleaned it


@cache
def _style(style: str, language: str) -> CitationStylesStyle:
    path = FILES / f"{OF_LANGUAGE[style, language]}.csl"
    return CitationStylesStyle(str(path), locale=csl.LANGUAGES[language], validate=False)


def _disguised(value: object) -> object:
    if isinstance(value, str):
        return value.translate(DISGUISED)
    if isinstance(value, list):
        return [_disguised(one) for one in value]
    if isinstance(value, dict):
        return {name: _disguised(one) for name, one in value.items()}
    return value


def _without_gaps(text: str) -> str:
    """Without the points and commas that citeproc-py leaves where a part is missing."""
    text = re.sub(r"([.,;:])(?:\s*[.,])+(?=\s|$)", r"\1", text)
    text = re.sub(r"\.(</i>|”)\.", r".\1", text)
    return re.sub(r"[ \n\t]+", " ", text).strip(" ,")


def _title_once(text: str, title: str) -> str:
    """Without author the title takes its place; citeproc-py then says it twice."""
    shown = rf"(?:<i>|“|«\s)?{title}(?:</i>|”|\s»)?"
    return re.sub(rf"^({shown}.*?)[.,]?\s{shown}", r"\1", text)


def _in_french(text: str) -> str:
    """What the styles leave in English: the ampersand and dates of APA, colons, apostrophes."""
    text = text.replace(", &amp; ", " et ")
    text = re.sub(r"\((\d{4}), ([^\W\d]+) (\d{1,2})\)", r"(\1, \3 \2)", text)
    return re.sub(r"(?<=[^\s:]):(?= )", "\u00a0:", text).replace("'", "’")


def bibtex(outputs: list[Output], page_urls: dict[int, str] | None = None) -> str:
    """BibTeX, in UTF-8; ``page_urls`` gives the page of each output by its id."""
    return _bibtex.entries(outputs, page_urls)


def ris(outputs: list[Output], page_urls: dict[int, str] | None = None) -> str:
    """RIS, in UTF-8."""
    return _ris.records(outputs, page_urls)


def csl_json(outputs: list[Output], page_urls: dict[int, str] | None = None) -> list[dict]:
    """CSL-JSON, as plain values."""
    return [csl.item(output, (page_urls or {}).get(output.id, "")) for output in outputs]
