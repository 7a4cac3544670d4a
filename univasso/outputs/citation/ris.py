"""RIS records, as reference managers read them (specification of 2011, tags in common use)."""

import re
from collections.abc import Iterator

from univasso.models.outputs import Output
from univasso.outputs.citation.people import authors, inverted, of_role

TYPES = {"article-journal": "JOUR", "report": "RPRT", "thesis": "THES", "book": "BOOK",
         "chapter": "CHAP", "paper-conference": "CPAPER", "broadcast": "SOUND",
         "motion_picture": "VIDEO", "dataset": "DATA"}  # fmt: skip


def records(outputs: list[Output], page_urls: dict[int, str] | None = None) -> str:
    """One record for each output, lines ended as the specification asks."""
    lines = []
    for output in outputs:
        rows = _rows(output, (page_urls or {}).get(output.id, ""))
        lines += [f"{tag}  - {' '.join(str(value).split())}" for tag, value in rows if value]
        lines += ["ER  - ", ""]
    return "\r\n".join(lines)


def _rows(output: Output, page_url: str) -> Iterator[tuple[str, str]]:
    kind = TYPES.get(output.kind.csl_type if output.kind else "", "GEN")
    yield "TY", kind
    yield from (("AU", inverted(author)) for author in authors(output))
    yield from (("ED", inverted(author)) for author in of_role(output, "editor"))
    yield "TI", output.title
    yield "JO" if kind == "JOUR" else "T2", output.container
    yield "VL", output.volume
    yield "IS", output.issue
    first, _, last = re.sub(r"\s*[-\u2010-\u2015]+\s*", "-", output.pages or "").partition("-")
    yield "SP", first
    yield "EP", last
    yield "PB", output.publisher
    yield "CY", output.place
    yield "PY", (output.issued or "")[:4]
    # A date has always four parts: year/month/day/other.
    yield "DA", _date(output.issued or "")
    yield "DO", output.doi
    yield "SN", output.isbn or output.issn
    yield "UR", output.url or page_url
    yield "LA", output.language
    yield from (("KW", word) for word in output.keywords or [])
    yield "AB", output.abstract_en if output.language == "en" else output.abstract_fr


def _date(issued: str) -> str:
    year, month, day = (*issued.split("-"), "", "", "")[:3]
    return f"{year}/{month}/{day}/" if year else ""
