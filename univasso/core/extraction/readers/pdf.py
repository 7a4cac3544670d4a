"""PDF, page by page, by pdfium."""

import math
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw

from .texts import Encrypted, day, line, tidy

MOST_CHARACTERS = 200_000  # of one page
FIRST_PAGES = 3
LOOKED_AT = 1500  # characters of a first page: its title stands among them


def read(path: Path) -> tuple[dict, Iterator[str]]:
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as fault:
        if getattr(fault, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise Encrypted from fault
        raise
    known = document.get_metadata_dict()
    about = {
        "page_count": len(document),
        "is_tagged": bool(raw.FPDFCatalog_IsTagged(document)),
        "title": line(known.get("Title")),
        "author": line(known.get("Author")),
        "created": day(known.get("CreationDate")),
        **_headline(document),
    }
    return about, _pages(document)


def _pages(document: pdfium.PdfDocument) -> Iterator[str]:
    """One text a page; a page that pdfium cannot load is empty, and the next one is read."""
    for number in range(len(document)):
        try:
            page = document[number]
        except pdfium.PdfiumError:
            yield ""
            continue
        words = page.get_textpage()
        yield tidy(words.get_text_range(0, min(words.count_chars(), MOST_CHARACTERS)))
        words.close()
        page.close()


def _headline(document: pdfium.PdfDocument) -> dict:
    """The largest words of the first page that has some, and the number of that page."""
    for number in range(min(FIRST_PAGES, len(document))):
        try:
            page = document[number]
        except pdfium.PdfiumError:
            continue
        lines = _sized_lines(page.get_textpage())
        if sum(len(re.findall(r"\w", text)) for _, text in lines) >= 40:
            return {"headline": line(_largest(lines)), "headline_page": number + 1}
    return {}


def _sized_lines(words: pdfium.PdfTextPage) -> list[tuple[float, str]]:
    """The lines at the top of a page, each with the size in points of most of its letters."""
    lines, sizes, text = [], [], ""
    matrix = raw.FS_MATRIX()
    for place in range(min(words.count_chars(), LOOKED_AT)):
        character = chr(raw.FPDFText_GetUnicode(words, place))
        if character in "\r\n":
            if text.strip():
                lines.append((max(set(sizes), key=sizes.count), text))
            sizes, text = [], ""
            continue
        raw.FPDFText_GetMatrix(words, place, matrix)
        size = raw.FPDFText_GetFontSize(words, place) * math.hypot(matrix.c, matrix.d)
        sizes.append(round(size, 1) if math.isfinite(size) else 0.0)
        text += character
    return [*lines, (max(set(sizes), key=sizes.count), text)] if text.strip() else lines


def _largest(lines: list[tuple[float, str]]) -> str:
    """Lines that follow each other in the largest size that writes a dozen letters."""
    usual = sorted(size for size, text in lines for _ in text)[sum(len(t) for _, t in lines) // 2]
    for size in sorted({size for size, _ in lines if size > usual * 1.1}, reverse=True):
        first = next(i for i, (s, _) in enumerate(lines) if s == size)
        chosen = []
        for other, text in lines[first:]:
            if other != size:
                break
            chosen.append(text)
        if len(re.findall(r"\w", " ".join(chosen))) >= 12:
            return tidy("\n".join(chosen))
    return ""
