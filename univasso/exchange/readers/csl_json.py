"""CSL-JSON (1.0.2), and the answers of Crossref and DataCite, which are near it."""

import json
from typing import Any

from univasso.core.partial_dates import partial_date, read_date
from univasso.exchange.cleaning import clean, language
from univasso.exchange.readers.fields import identifiers, keywords, unique, web_address
from univasso.exchange.records import BROKEN_JSON, NO_TITLE, NOT_PARSED, Name, Record, Unreadable

KINDS = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article",
    "article": "article", "review": "article", "review-book": "article", "journal-article": "article",
    "book": "book", "monograph": "book", "edited-book": "book", "reference-book": "book",
    "chapter": "chapter", "book-chapter": "chapter", "book-section": "chapter",
    "entry-encyclopedia": "chapter", "entry-dictionary": "chapter", "entry": "chapter",
    "paper-conference": "communication", "proceedings-article": "communication",
    "speech": "communication", "thesis": "thesis", "dissertation": "thesis", "report": "report",
    "report-component": "report", "dataset": "dataset", "motion_picture": "film",
    "broadcast": "podcast", "song": "podcast",
}  # fmt: skip
DATES = ("issued", "published", "published-print", "published-online", "created")
# What only a list of journals, members or the like holds: no work.
NOT_WORKS = {"journal", "journal-issue", "book-series", "component"}


def read(text: str) -> list[Record | Unreadable]:
    try:
        items = items_of(json.loads(text))
    except (ValueError, RecursionError):
        return [Unreadable(BROKEN_JSON)]
    return [_record(item) for item in items if not _is_aside(item)]


def items_of(found: Any) -> list:
    """The items of a list, of one item alone, or of an answer of Crossref."""
    if isinstance(found, dict) and isinstance(found.get("message"), dict):
        found = found["message"]
    if isinstance(found, dict):
        inner = next(
            (found[k] for k in ("items", "references") if isinstance(found.get(k), list)), None
        )
        found = inner if inner is not None else [found]
    return found if isinstance(found, list) else []


def _is_aside(item: Any) -> bool:
    return isinstance(item, dict) and item.get("type") in NOT_WORKS


def _record(item: Any) -> Record | Unreadable:
    if not isinstance(item, dict):
        return Unreadable(NOT_PARSED, str(item)[:120])
    kind = KINDS.get(str(item.get("type", "")), "other")
    title = ": ".join(t for t in (_one(item, "title"), _one(item, "subtitle")) if t)
    if not title:
        return Unreadable(NO_TITLE, str(item.get("id") or item.get("DOI") or "")[:120])
    known = identifiers(
        _one(item, "URL"), doi=_one(item, "DOI"), isbn=_many(item, "ISBN"), issn=_many(item, "ISSN")
    )
    return Record(
        kind=kind,
        title=title,
        language=language(item.get("language")),
        issued=next((d for d in (_date(item.get(name)) for name in DATES) if d), ""),
        authors=_names(item.get("author")),
        editors=_names(item.get("editor")),
        translators=_names(item.get("translator")),
        container=_one(item, "container-title"),
        volume=_one(item, "volume"),
        issue=_one(item, "issue"),
        pages=_one(item, "page").replace("\u2013", "-"),
        publisher=_one(item, "publisher"),
        place=_one(item, "publisher-place") or _one(item, "publisher-location"),
        url=web_address(item.get("URL")),
        abstract=_one(item, "abstract"),
        keywords=keywords(item.get("keyword") or item.get("subject")),
        key=str(item.get("id") or "")[:120],
        **known,
    )


def _one(item: dict, name: str) -> str:
    """A value, or the first of several (Crossref gives lists)."""
    value = item.get(name)
    if isinstance(value, list):
        value = value[0] if value else ""
    return clean(value) if isinstance(value, str | int | float) else ""


def _many(item: dict, name: str) -> str:
    value = item.get(name)
    return " ".join(str(v) for v in value) if isinstance(value, list) else str(value or "")


def _date(value: Any) -> str:
    if not isinstance(value, dict):
        return read_date(value) if isinstance(value, str) else ""
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        return partial_date(*parts[0][:3])
    return read_date(str(value.get("raw") or value.get("literal") or ""))


def _names(value: Any) -> list[Name]:
    people = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    return unique(_name(one) for one in people)


def _name(one: dict) -> Name | None:
    family = " ".join(
        clean(one.get(part))
        for part in ("dropping-particle", "non-dropping-particle", "family", "suffix")
        if one.get(part)
    )
    if family:
        known = identifiers_of_person(one.get("ORCID"))
        return Name(family, clean(one.get("given")), orcid=known)
    body = clean(one.get("literal") or one.get("name") or one.get("given"))
    return Name(body, is_body=not one.get("given")) if body else None


def identifiers_of_person(value: Any) -> str:
    return identifiers(orcid=value).get("orcid", "") if value else ""
