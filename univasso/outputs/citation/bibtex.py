"""BibTeX entries, in UTF-8: braces balanced, special characters escaped, bodies between braces."""

import re

from univasso.core.french import folded
from univasso.models.outputs import Author, Output
from univasso.outputs.citation.people import authors, inverted, is_body, of_role

TYPES = {"article-journal": "article", "report": "techreport", "thesis": "phdthesis", "book": "book",
         "chapter": "incollection", "paper-conference": "inproceedings"}  # fmt: skip
# Where each type says in what it appeared, and who issued it.
CONTAINERS = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle",
              "misc": "howpublished"}  # fmt: skip
ISSUERS = {"techreport": "institution", "phdthesis": "school"}
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
SPECIAL = {"\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
           "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "{": r"\{", "}": r"\}"}  # fmt: skip
VERBATIM = ("doi", "url", "issn", "isbn")


def entries(outputs: list[Output], page_urls: dict[int, str] | None = None) -> str:
    """One entry for each output, each with a key of its own."""
    used: set[str] = set()
    return "\n".join(
        _entry(output, _key(output, used), (page_urls or {}).get(output.id, ""))
        for output in outputs
    )


def _entry(output: Output, key: str, page_url: str) -> str:
    kind = TYPES.get(output.kind.csl_type if output.kind else "", "misc")
    lines = [f"  {name} = {value}," for name, value in _fields(output, kind, page_url) if value]
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def _fields(output: Output, kind: str, page_url: str):
    """Names and values, the latter with what delimits them."""
    year, month, _ = (*(output.issued or "").split("-"), "", "", "")[:3]
    texts = {
        "author": " and ".join(_name(a) for a in authors(output)),
        "editor": " and ".join(_name(a) for a in of_role(output, "editor")),
        "title": f"{{{escaped(output.title)}}}",  # inner braces keep its capitals
        CONTAINERS.get(kind, "series"): escaped(output.container),
        "volume": escaped(output.volume),
        "number": escaped(output.issue),
        "pages": re.sub(r"\s*[-\u2010-\u2015]+\s*", "--", escaped(output.pages)),
        ISSUERS.get(kind, "publisher"): escaped(output.publisher),
        "address": escaped(output.place),
        "year": year,
    }
    yield from ((name, f"{{{value}}}" if value else "") for name, value in texts.items())
    yield "month", MONTHS[int(month) - 1] if month else ""
    others = {
        "type": output.kind.label_fr if output.kind and kind == "techreport" else "",
        "doi": output.doi,
        "isbn": output.isbn,
        "issn": output.issn,
        "url": output.url or page_url,
        "langid": {"fr": "french", "en": "english"}.get(output.language, ""),
        "keywords": ", ".join(output.keywords or []),
        "abstract": output.abstract_en if output.language == "en" else output.abstract_fr,
    }
    for name, value in others.items():
        text = _verbatim(value or "") if name in VERBATIM else escaped(value or "")
        yield name, f"{{{text}}}" if text else ""


def _name(author: Author) -> str:
    name = escaped(inverted(author))
    is_one_piece = is_body(author) or not author.given or " and " in name or name.count(",") > 1
    return f"{{{name}}}" if is_one_piece else name


def escaped(text: str | None) -> str:
    """Text as TeX prints it, on one line."""
    return "".join(SPECIAL.get(c, c) for c in " ".join((text or "").split()))


def _verbatim(text: str) -> str:
    """An address or a number: only what would unbalance the braces is encoded, as addresses do."""
    return "".join(text.split()).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _key(output: Output, used: set[str]) -> str:
    """``dupont2019enquete``; a letter more when two would be the same."""
    first = authors(output)[0].family if authors(output) else "anonyme"
    words = re.findall(r"[a-z0-9]{4,}", folded(output.title)) or ["production"]
    stem = re.sub(r"[^a-z0-9]", "", folded(first))[:30] or "anonyme"
    stem = f"{stem}{output.year or ''}{words[0]}"
    key, letter = stem, 0
    while key in used:
        letter += 1
        key = f"{stem}-{letter}"
    used.add(key)
    return key
