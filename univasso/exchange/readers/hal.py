"""Answers of the HAL search API (https://api.archives-ouvertes.fr/docs/search)."""

import json
from typing import Any

from univasso.core import languages
from univasso.core.partial_dates import partial_date, read_date
from univasso.exchange.cleaning import clean, language
from univasso.exchange.readers.fields import identifiers, keywords, spoken_name, unique, web_address
from univasso.exchange.records import BROKEN_JSON, NO_TITLE, NOT_PARSED, Name, Record, Unreadable

KINDS = {"ART": "article", "ISSUE": "article", "OUV": "book", "DOUV": "book", "PROCEEDINGS": "book",
         "COUV": "chapter", "COMM": "communication", "POSTER": "communication",
         "PRESCONF": "communication", "THESE": "thesis", "HDR": "thesis", "MEM": "thesis",
         "REPORT": "report", "VIDEO": "film", "SON": "podcast"}  # fmt: skip


def read(text: str) -> list[Record | Unreadable]:
    try:
        documents = json.loads(text)["response"]["docs"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return [Unreadable(BROKEN_JSON)]
    return [_record(doc) for doc in documents]


def _record(doc: Any) -> Record | Unreadable:
    if not isinstance(doc, dict):
        return Unreadable(NOT_PARSED, str(doc)[:120])
    titles = [title for title in map(clean, _list(doc.get("title_s"))) if title]
    if not titles:
        return Unreadable(NO_TITLE, str(doc.get("halId_s") or doc.get("uri_s") or "")[:120])
    spoken = language(_first(doc.get("language_s"))) or languages.guess(titles[0])
    known = identifiers(
        doc.get("uri_s"), doi=_first(doc.get("doiId_s")), hal=doc.get("halId_s"),
        isbn=_first(doc.get("isbn_s")), issn=_first(doc.get("journalIssn_s")),
    )  # fmt: skip
    return Record(
        kind=KINDS.get(str(doc.get("docType_s")), "other"),
        title=titles[0],
        other_title=_other(titles, spoken),
        language=spoken,
        issued=read_date(str(doc.get("producedDate_s") or "")) or partial_date(doc.get("producedDateY_i")),
        authors=unique(_authors(doc)),
        container=clean(_first(doc.get("journalTitle_s") or doc.get("bookTitle_s")
                               or doc.get("conferenceTitle_s"))),
        volume=clean(_first(doc.get("volume_s"))),
        issue=clean(_first(doc.get("issue_s"))),
        pages=clean(_first(doc.get("page_s"))),
        publisher=clean(_first(doc.get("publisher_s") or doc.get("journalPublisher_s"))),
        url=web_address(doc.get("uri_s")),
        abstract=clean(_first(doc.get("abstract_s"))),
        keywords=keywords([str(word) for word in _list(doc.get("keyword_s"))]),
        key=str(doc.get("halId_s") or doc.get("uri_s") or ""),
        **known,
    )  # fmt: skip


def _list(value: Any) -> list:
    return value if isinstance(value, list) else [value] if value else []


def _first(value: Any) -> Any:
    values = _list(value)
    return values[0] if values else ""


def _other(titles: list[str], spoken: str) -> str:
    """The title in the other of our languages, when HAL has it."""
    wanted = {"fr": "en", "en": "fr"}.get(spoken, "")
    return next((t for t in titles[1:] if wanted and languages.guess(t) == wanted), "")


def _authors(doc: dict):
    """Family and given names where HAL gives them apart, else ``Given Family`` as it is spoken."""
    families, givens = _list(doc.get("authLastName_s")), _list(doc.get("authFirstName_s"))
    if families and len(families) == len(givens):
        yield from (Name(clean(f), clean(g)) for f, g in zip(families, givens, strict=True))
        return
    yield from (spoken_name(full) for full in map(clean, _list(doc.get("authFullName_s"))) if full)
