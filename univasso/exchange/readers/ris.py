"""RIS, with the liberties that programs take: one space, no end, text before and between records."""

import re
from collections.abc import Iterator

from univasso.core.partial_dates import read_date
from univasso.exchange.cleaning import clean, language
from univasso.exchange.readers.fields import (
    identifiers,
    inverted_name,
    keywords,
    unique,
    web_address,
)
from univasso.exchange.records import NO_TITLE, Record, Unreadable

TAG = re.compile(r"^\ufeff?\s{0,3}([A-Z][A-Z0-9])\s{1,2}-(?:\s(.*)|)$")
KINDS = {
    "JOUR": "article", "JFULL": "article", "EJOUR": "article", "MGZN": "article", "NEWS": "article",
    "ABST": "article", "INPR": "article", "BOOK": "book", "EBOOK": "book", "EDBOOK": "book",
    "CHAP": "chapter", "ECHAP": "chapter", "CONF": "communication", "CPAPER": "communication",
    "THES": "thesis", "RPRT": "report", "GOVDOC": "report", "DATA": "dataset", "AGGR": "dataset",
    "VIDEO": "film", "MPCT": "film", "ADVS": "film", "SOUND": "podcast",
}  # fmt: skip


def read(text: str) -> list[Record | Unreadable]:
    return [_record(tags, number) for number, tags in enumerate(_entries(text), 1)]


def _entries(text: str) -> Iterator[dict[str, list[str]]]:
    """The tags of each record with their values; a line without tag goes on with the value above."""
    tags: dict[str, list[str]] = {}
    last: list[str] | None = None
    for line in text.splitlines():
        found = TAG.match(line)
        if found is None:
            if last and line.strip():
                last[-1] += "\n" + line.strip()
            continue
        tag, value = found[1], (found[2] or "").strip()
        if tag == "TY" and "TY" in tags:  # the end of the record before was forgotten
            yield tags
            tags = {}
        if tag == "ER":
            if tags:
                yield tags
            tags, last = {}, None
            continue
        last = tags.setdefault(tag, [])
        last.append(value)
    if "TY" in tags:
        yield tags


def _record(tags: dict[str, list[str]], number: int) -> Record | Unreadable:
    def first(*names: str) -> str:
        return next((text for n in names for v in tags.get(n, []) if (text := clean(v))), "")

    def names(*tag_names: str) -> list:
        return unique(inverted_name(v) for n in tag_names for v in tags.get(n, []))

    kind = KINDS.get(first("TY"), "other")
    is_part = kind in ("article", "chapter", "communication")
    title = first("TI", "T1", "CT") or ("" if is_part else first("BT", "T2"))
    if not title:
        return Unreadable(NO_TITLE, first("ID", "UR", "AU") or str(number))
    known = identifiers(
        *tags.get("UR", []), *tags.get("M3", []), *tags.get("L3", []), *tags.get("N1", []),
        doi=first("DO", "DI"), isbn=first("SN"), issn=first("SN"),
    )  # fmt: skip
    pages = [first("SP").strip(" -"), first("EP").strip(" -")]
    return Record(
        kind=kind,
        title=title,
        other_title=first("TT"),
        language=language(first("LA")),
        issued=max(read_date(first("DA")), read_date(first("PY", "Y1")), key=len),
        authors=names("AU", "A1"),
        editors=names("ED") or (names("A2") if kind != "article" else []),
        translators=names("A4"),
        container=first("JF", "JO", "T2", "BT", "J2", "JA", "T3") if is_part else "",
        volume=first("VL"),
        issue=first("IS"),
        pages="-".join(p for p in dict.fromkeys(pages) if p),
        publisher=first("PB"),
        place=first("CY", "PP"),
        url=web_address(*tags.get("UR", []), *tags.get("L2", [])),
        abstract=first("AB", "N2"),
        keywords=keywords([w for line in tags.get("KW", []) for w in re.split(r"[;\n]", line)]),
        key=first("ID"),
        **known,
    )
