"""BibTeX and BibLaTeX: parsed by bibtexparser, with cross-references and the many ways of names."""

import logging
import re
from collections.abc import Iterator

import bibtexparser
from bibtexparser.library import Library
from bibtexparser.middlewares.names import split_multiple_persons_names
from bibtexparser.model import DuplicateBlockKeyBlock, Entry

from univasso.core.partial_dates import month, partial_date, read_date
from univasso.exchange.cleaning import clean, language
from univasso.exchange.readers.fields import (
    identifiers,
    keywords,
    spoken_name,
    unique,
    web_address,
)
from univasso.exchange.records import NO_TITLE, NOT_PARSED, Name, Record, Unreadable

# What it cannot parse is told to whoever imports, entry by entry; its own remarks add nothing.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

KINDS = {
    "article": "article", "periodical": "article", "review": "article",
    "book": "book", "mvbook": "book", "collection": "book", "mvcollection": "book", "manual": "book",
    "proceedings": "book", "mvproceedings": "book", "reference": "book", "booklet": "book",
    "inbook": "chapter", "incollection": "chapter", "inreference": "chapter", "bookinbook": "chapter",
    "inproceedings": "communication", "conference": "communication",
    "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis",
    "techreport": "report", "report": "report", "dataset": "dataset",
    "audio": "podcast", "video": "film", "movie": "film",
}  # fmt: skip
NOT_WORKS = {"xdata", "set", "comment"}
# The fields that a part takes from its whole, under another name (BibLaTeX manual, appendix B).
INHERITED = {"title": "booktitle", "subtitle": "booksubtitle"}
NEVER_INHERITED = {"crossref", "xref", "key", "ids", "doi", "url", "abstract", "keywords", "title",
                   "subtitle", "pages", "options", "related", "label", "shorttitle"}  # fmt: skip


def read(text: str) -> list[Record | Unreadable]:
    library = bibtexparser.parse_string(_plain_keys(text), parse_stack=[])
    _resolve(library)
    entries = {entry.key: entry for entry in library.entries}
    found: list[Record | Unreadable] = [
        _record(entry, entries) for entry in library.entries if not _is_aside(entry)
    ]
    return [*found, *_failed(library, entries)]


def _resolve(library: Library) -> None:
    """Put in place of ``"Dec. " # year # {!}`` what it stands for, in every field."""
    strings: dict[str, str] = {}
    for string in library.strings:
        strings[string.key.lower()] = resolved(str(string.value), strings)
    again = (getattr(block, "ignore_error_block", None) for block in library.failed_blocks)
    for entry in [*library.entries, *(block for block in again if isinstance(block, Entry))]:
        for field in entry.fields:
            field.value = resolved(str(field.value), strings)


def resolved(raw: str, strings: dict[str, str]) -> str:
    """A value without what encloses it; its parts joined; abbreviations in full."""
    parts, start, depth, is_quoted = [], 0, 0, False
    for place, character in enumerate(raw):
        if character in "{}" and not raw[:place].endswith("\\"):
            depth += 1 if character == "{" else -1
        elif character == '"' and depth == 0:
            is_quoted = not is_quoted
        elif character == "#" and depth == 0 and not is_quoted:
            parts.append(raw[start:place])
            start = place + 1
    texts = [part.strip() for part in [*parts, raw[start:]]]
    return "".join(
        text[1:-1]
        if len(text) > 1 and text[0] + text[-1] in ("{}", '""')
        else strings.get(text.lower(), text)
        for text in texts
    )


def _plain_keys(text: str) -> str:
    """Spaces around the at sign and the type are allowed by BibTeX."""
    return re.sub(r"(?m)^[ \t]*@\s*(\w+)\s*([{(])", r"@\1\2", text)


def _is_aside(entry: Entry) -> bool:
    return entry.entry_type.lower() in NOT_WORKS


def _failed(library: Library, entries: dict[str, Entry]) -> Iterator[Record | Unreadable]:
    for block in library.failed_blocks:
        again = getattr(block, "ignore_error_block", None)
        if isinstance(again, Entry) and isinstance(block, DuplicateBlockKeyBlock):
            yield _record(again, entries)  # two works under one key are two works
        elif isinstance(again, Entry):
            yield _record(again, entries)
        else:
            first = clean((block.raw or "").strip().splitlines()[0] if block.raw else "")
            yield Unreadable(NOT_PARSED, first[:120])


def _record(entry: Entry, entries: dict[str, Entry]) -> Record | Unreadable:
    raw = _fields(entry, entries)
    text = {name: clean(value, is_latex=True) for name, value in raw.items()}
    kind = KINDS.get(entry.entry_type.lower(), "other")
    title = _joined(text, "title", "subtitle") or text.get("maintitle", "")
    if not title and (raw.get("crossref") or kind == "book"):
        title = text.get("booktitle", "")
    if not title:
        return Unreadable(NO_TITLE, entry.key)
    known = identifiers(
        raw.get("url"), raw.get("note"), raw.get("eprint"), raw.get("ee"),
        doi=raw.get("doi"), isbn=raw.get("isbn"), issn=raw.get("issn"),
        hal=raw.get("hal_id") or raw.get("eprint"),
    )  # fmt: skip
    return Record(
        kind=kind,
        title=title,
        language=language(text.get("langid") or text.get("language") or text.get("hyphenation")),
        issued=_date(text),
        authors=_names(raw.get("author")) or _bodies(raw, kind),
        editors=_names(raw.get("editor")),
        translators=_names(raw.get("translator")),
        container=_container(text, kind),
        volume=text.get("volume", ""),
        issue=text.get("number") or text.get("issue", ""),
        pages=re.sub(r"\s*[-\u2010-\u2015]+\s*", "-", text.get("pages", "")),
        publisher=_first(
            text, "publisher", "institution", "school", "organization", "howpublished"
        ),
        place=_first(text, "location", "address"),
        url=web_address(_unescaped(raw.get("url")), _unescaped(raw.get("howpublished"))),
        abstract=text.get("abstract", ""),
        keywords=keywords([*re.split(r"[;,]", text.get("keywords") or text.get("keyword", ""))]),
        key=entry.key,
        **known,
    )


def _fields(entry: Entry, entries: dict[str, Entry], depth: int = 0) -> dict[str, str]:
    """The fields of an entry by lower-case name, with those of its whole and of its shared data."""
    own = {field.key.lower(): str(field.value) for field in entry.fields}
    if depth > 4:
        return own
    for key in re.split(r"\s*,\s*", own.get("xdata", "")):
        if key in entries and key != entry.key:
            own = {**_fields(entries[key], entries, depth + 1), **own}
    whole = entries.get(own.get("crossref", "").strip())
    if whole is not None and whole.key != entry.key:
        theirs = _fields(whole, entries, depth + 1)
        for name, other in INHERITED.items():
            if name in theirs:
                own.setdefault(other, theirs[name])
        if entry.entry_type.lower() in ("book", "inbook"):
            theirs.pop("author", None)
        own = {**{k: v for k, v in theirs.items() if k not in NEVER_INHERITED}, **own}
    return own


def _first(text: dict[str, str], *names: str) -> str:
    return next((text[name] for name in names if text.get(name)), "")


def _joined(text: dict[str, str], first: str, second: str) -> str:
    parts = [text.get(first, "").rstrip(" :"), text.get(second, "")]
    return " : ".join(part for part in parts if part)


def _container(text: dict[str, str], kind: str) -> str:
    if kind == "article":
        return _joined(text, "journaltitle", "journalsubtitle") or _first(
            text, "journal", "booktitle"
        )
    if kind in ("chapter", "communication"):
        return _joined(text, "booktitle", "booksubtitle") or _first(
            text, "maintitle", "eventtitle", "series"
        )
    return _first(text, "journal", "journaltitle") if kind == "other" else ""


def _date(text: dict[str, str]) -> str:
    if issued := read_date(text.get("date", "")):
        return issued
    year = re.search(r"(?<!\d)\d{4}(?!\d)", text.get("year", ""))
    if not year:
        return ""
    days = re.search(r"(?<!\d)\d{1,2}(?!\d)", text.get("day", "") or text.get("month", ""))
    number = month(text.get("month", ""))
    day = days[0] if days and (text.get("day") or not text["month"].strip().isdigit()) else None
    return partial_date(year[0], number, day)


def _unescaped(address: str | None) -> str:
    return re.sub(r"\\([&%_#~])", r"\1", (address or "").replace("{\\_}", "_").replace("\\url", ""))


def _names(value: str | None) -> list[Name]:
    value = " ".join((value or "").split())
    if re.fullmatch(r"\{[^{}]*\}", value) and " and " in value:
        value = value[1:-1]  # braces around the whole list, as some programs export
    return unique(_name(one) for one in split_multiple_persons_names(value))


def _bodies(raw: dict[str, str], kind: str) -> list[Name]:
    """A report or a manual without author is of the body that issued it."""
    body = raw.get("institution") or raw.get("organization") if kind in ("report", "book") else ""
    return [Name(clean(body, is_latex=True)[:200], is_body=True)] if body else []


def _name(text: str) -> Name | None:
    text = text.strip()
    if text.lower() in ("others", "et al.", ""):
        return None
    if re.fullmatch(r"\{(?:[^{}]|\{[^{}]*\})*\}", text):
        return Name(clean(text, is_latex=True), is_body=True)
    if re.search(r"\bfamily\s*=", text):
        return _named_parts(text)
    return spoken_name(text)


def _named_parts(text: str) -> Name:
    """``given=Hans, prefix=von, family=Harman`` (BibLaTeX's extended name format)."""
    parts = dict(re.findall(r"([\w-]+)\s*=\s*(\{.*?\}|\"[^\"]*\"|[^,]*)", text))
    parts = {name: clean(value.strip(' "'), is_latex=True) for name, value in parts.items()}
    family = " ".join(parts[n] for n in ("prefix", "family", "suffix") if parts.get(n))
    return Name(family, parts.get("given", ""))
