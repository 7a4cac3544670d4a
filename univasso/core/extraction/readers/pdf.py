"""PDF, page by page, by pdfium."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw

from .texts import Encrypted, day, line, tidy

MOST_CHARACTERS = 200_000  # of one page


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
