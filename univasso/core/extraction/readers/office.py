"""Word (ECMA-376) and OpenDocument (ISO/IEC 26300) texts: a zip of XML, read as a stream.

Nothing is unpacked on disk; each part is read up to a limit whatever its directory claims; document
types and entities are not accepted at all.
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.handler import ContentHandler, feature_namespaces

import defusedxml.sax

from .texts import Encrypted, day, line, sections

MOST_BYTES = 64 * 1024 * 1024  # of one part, unpacked

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
META = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"

PARAGRAPHS = {(W, "p"), (TEXT, "p"), (TEXT, "h")}
BREAKS = {(W, "tab"): "\t", (W, "br"): "\n", (W, "cr"): "\n", (W, "noBreakHyphen"): "-",
          (TEXT, "s"): " ", (TEXT, "tab"): "\t", (TEXT, "line-break"): "\n"}  # fmt: skip
# What nobody reads on the page: the second copy of a drawing, what was deleted, what was remarked.
UNSEEN = {(MC, "Fallback"), (W, "instrText"), (W, "delText"), (TEXT, "tracked-changes"),
          (OFFICE, "annotation"), (TEXT, "note-citation")}  # fmt: skip
SAID = {(DC, "title"): "title", (DC, "creator"): "author", (META, "initial-creator"): "author",
        (DCTERMS, "created"): "created", (META, "creation-date"): "created"}  # fmt: skip


def read(path: Path) -> tuple[dict, Iterator[str]]:
    package = zipfile.ZipFile(path)
    names = set(package.namelist())
    if b"encryption-data" in _part(package, "META-INF/manifest.xml", names):
        raise Encrypted
    is_word = "word/document.xml" in names
    about = _about(_part(package, "docProps/core.xml" if is_word else "meta.xml", names))
    parts = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"]
    return about, sections(_paragraphs(package, parts if is_word else ["content.xml"], names))


def _part(package: zipfile.ZipFile, name: str, names: set[str]) -> bytes:
    if name not in names:
        return b""
    with package.open(name) as part:
        data = part.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValueError(f"{name} is too large once unpacked")
    return data


def _about(data: bytes) -> dict:
    said = _Said()
    if data:
        _parse(data, said)
    values = said.values
    return {
        "page_count": 0,
        "title": line(values.get("title")),
        "author": line(values.get("author")),
        "created": day(values.get("created")),
    }


def _paragraphs(package: zipfile.ZipFile, parts: list[str], names: set[str]) -> Iterator[str]:
    if parts[0] not in names:
        raise ValueError("not a text")
    for part in parts:
        data = _part(package, part, names)
        if data:
            reader = _Paragraphs()
            _parse(data, reader)
            yield from reader.done


def _parse(data: bytes, reader: ContentHandler) -> None:
    parser = defusedxml.sax.make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(reader)
    parser.parse(io.BytesIO(data))


class _Paragraphs(ContentHandler):
    """Gathers paragraphs; one inside another (a text box, a note) stands before the one around."""

    def __init__(self):
        super().__init__()
        self.done: list[str] = []
        self.open: list[list[str]] = []
        self.unseen = 0
        self.in_run = 0  # Word keeps words in w:t alone; OpenDocument anywhere in a paragraph

    def startElementNS(self, name, qname, attributes):  # noqa: N802 — the name SAX knows
        if name in UNSEEN:
            self.unseen += 1
        elif name in PARAGRAPHS:
            self.open.append([])
            self.in_run += name[0] == TEXT
        elif name == (W, "t"):
            self.in_run += 1
        elif name in BREAKS and self.open and not self.unseen:
            self.open[-1].append(BREAKS[name])

    def endElementNS(self, name, qname):  # noqa: N802 — the name SAX knows
        if name in UNSEEN:
            self.unseen -= 1
        elif name in PARAGRAPHS:
            self.in_run -= name[0] == TEXT
            self.done.append("".join(self.open.pop()))
        elif name == (W, "t"):
            self.in_run -= 1

    def characters(self, content):
        if self.open and self.in_run and not self.unseen:
            self.open[-1].append(content)


class _Said(ContentHandler):
    """The few lines that a document says of itself; the first of each counts."""

    def __init__(self):
        super().__init__()
        self.values: dict[str, str] = {}
        self.now: tuple | None = None

    def startElementNS(self, name, qname, attributes):  # noqa: N802 — the name SAX knows
        self.now = name

    def endElementNS(self, name, qname):  # noqa: N802 — the name SAX knows
        self.now = None

    def characters(self, content):
        if self.now in SAID:
            key = SAID[self.now]
            self.values[key] = self.values.get(key, "") + content
