"""HTML pages: their words, without what runs or draws."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from .texts import day, decoded, line, sections

UNSEEN = {"script", "style", "template", "noscript", "svg", "math", "iframe", "object", "select"}
BLOCKS = {"p", "div", "section", "article", "header", "footer", "main", "nav", "aside", "li", "ul",
          "ol", "dl", "dt", "dd", "table", "tr", "blockquote", "pre", "figure", "figcaption",
          "h1", "h2", "h3", "h4", "h5", "h6", "hr", "title", "body", "form", "details"}  # fmt: skip
AUTHORS = {"author", "dc.creator", "citation_author"}
DAYS = {"dc.date", "dcterms.created", "citation_publication_date", "article:published_time", "date"}
DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)


def read(path: Path) -> tuple[dict, Iterator[str]]:
    page = _Page()
    page.feed(_text(path.read_bytes()))
    page.close()
    page.end_paragraph()
    about = {
        "page_count": 0,
        "title": line(page.title),
        "author": line("; ".join(page.authors)),
        "created": day(page.created.replace("/", "-")),
    }
    return about, sections(page.paragraphs)


def _text(data: bytes) -> str:
    declared = DECLARED.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(data)


class _Page(HTMLParser):
    """Gathers paragraphs, the title and what the page says of its authors."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = []
        self.words: list[str] = []
        self.unseen: list[str] = []
        self.title, self.created, self.authors = "", "", []
        self.in_title = False

    def end_paragraph(self) -> None:
        text = " ".join("".join(self.words).split())
        if text:
            self.paragraphs.append(text)
        self.words = []

    def handle_starttag(self, tag, attributes):
        if tag in UNSEEN:
            self.unseen.append(tag)
        elif tag == "meta":
            self._meta({name: value or "" for name, value in attributes})
        elif tag == "br":
            self.words.append(" ")
        elif tag in ("td", "th"):
            self.words.append(" \u00b7 " if "".join(self.words).strip() else "")
        elif tag in BLOCKS:
            self.end_paragraph()
        self.in_title = tag == "title"

    def handle_endtag(self, tag):
        if self.unseen and tag == self.unseen[-1]:
            self.unseen.pop()
        elif tag in BLOCKS:
            self.end_paragraph()
        self.in_title = False

    def handle_data(self, data):
        if self.in_title and not self.unseen:
            self.title += data
        elif not self.unseen:
            self.words.append(data)

    def _meta(self, given: dict) -> None:
        name = (given.get("name") or given.get("property") or "").lower()
        content = given.get("content", "")
        if name in AUTHORS and content and content not in self.authors:
            self.authors.append(content)
        elif name in DAYS and not self.created:
            self.created = content
