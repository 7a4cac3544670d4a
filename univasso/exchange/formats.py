"""What a file of references is, told from its content; then its reader."""

import json
import re
from dataclasses import dataclass

from univasso.exchange import cleaning
from univasso.exchange.readers import bibtex, csl_json, hal, ris
from univasso.exchange.records import (
    BROKEN_JSON,
    NO_ENTRY,
    OTHER_XML,
    UNKNOWN_FORMAT,
    ZOTERO_ITEMS,
    Record,
    Unreadable,
)

READERS = {"BibTeX": bibtex.read, "RIS": ris.read, "CSL-JSON": csl_json.read, "HAL": hal.read,
           "Crossref": csl_json.read}  # fmt: skip


@dataclass
class Reading:
    """A format (empty when none was recognised), its records, and what could not be one."""

    format: str
    records: list[Record]
    unreadable: list[Unreadable]


def read(data: bytes) -> Reading:
    """Read a file of any content; it ends in records or in a reason, never in an exception."""
    text = cleaning.decoded(data).replace("\0", "")
    name, reason = _recognised(text)
    if not name:
        return Reading("", [], [Unreadable(reason)])
    found = READERS[name](text)
    records = [one for one in found if isinstance(one, Record)]
    unreadable = [one for one in found if isinstance(one, Unreadable)]
    return Reading(name, records, unreadable or ([] if records else [Unreadable(NO_ENTRY)]))


def _recognised(text: str) -> tuple[str, str]:
    """The name of a format, or nothing and why."""
    start = text.lstrip("\ufeff \t\r\n")
    if not start:
        return "", NO_ENTRY
    if start[0] in "{[" and not start.startswith("{\\"):
        return _of_json(start)
    if re.search(r"(?m)^\ufeff?\s{0,3}(TY|JF|T1|TI)\s{1,2}- ", text) and "ER" in text:
        return "RIS", ""
    if start.startswith("<"):
        return "", OTHER_XML
    if re.search(r"(?m)^\s*@\s*\w+\s*[{(]", text):
        return "BibTeX", ""
    if re.search(r"(?m)^\s{0,3}TY\s{1,2}- ", text):
        return "RIS", ""
    return "", UNKNOWN_FORMAT


def _of_json(text: str) -> tuple[str, str]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return "", BROKEN_JSON
    if isinstance(found, dict):
        if isinstance(found.get("response"), dict) and "docs" in found["response"]:
            return "HAL", ""
        if isinstance(found.get("message"), dict):
            items = csl_json.items_of(found)
            return (
                ("Crossref", "") if any(_is_work(item) for item in items) else ("", UNKNOWN_FORMAT)
            )
    items = csl_json.items_of(found)
    if any(isinstance(item, dict) and "itemType" in item for item in items):
        return "", ZOTERO_ITEMS
    return ("CSL-JSON", "") if any(_is_work(item) for item in items) else ("", UNKNOWN_FORMAT)


def _is_work(item: object) -> bool:
    """Not what OpenAlex calls a work: its titles and types look alike, its authors do not."""
    return (
        isinstance(item, dict)
        and "title" in item
        and "authorships" not in item
        and ("type" in item or "DOI" in item)
    )
