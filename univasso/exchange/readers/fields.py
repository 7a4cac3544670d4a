"""What every reader does with identifiers and names."""

import re
from collections.abc import Iterable

from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

from univasso.core.identifiers import find_all, recognise
from univasso.exchange.cleaning import clean
from univasso.exchange.records import Name


def identifiers(*texts: object, **given: object) -> dict[str, str]:
    """The first DOI, HAL, ISBN and ISSN: those given under their name, else those that texts hold."""
    found: dict[str, str] = {}
    for scheme, value in given.items():
        parts = [clean(value)] if scheme == "doi" else re.split(r"[;,\s]+", clean(value))
        for part in parts:
            known = recognise(part)
            if known is not None and known.scheme == scheme:
                found.setdefault(scheme, known.value)
    for text in texts:
        for known in find_all(clean(text)):
            if known.scheme in ("doi", "hal"):
                found.setdefault(known.scheme, known.value)
    return found


def web_address(*texts: object) -> str:
    """The first complete address."""
    for text in texts:
        found = re.search(r"https?://[^\s<>\"{}|\\^`]+\.[^\s<>\"{}|\\^`]+", clean(text))
        if found:
            return found[0].rstrip(".,;)")
    return ""


def inverted_name(text: str) -> Name | None:
    """``Dupont, Claire`` or the name of a body; nobody for an empty one."""
    family, comma, given = clean(text).partition(",")
    family, given = family.strip(" ,;."), given.strip(" ,;")
    if not (family or given):
        return None
    return Name(family or given, given if family else "", is_body=not comma and " " in family)


def spoken_name(text: str) -> Name | None:
    """``Jean de la Fontaine``, ``de la Fontaine, Jean``, with the rules of BibTeX for particles."""
    try:
        parts = parse_single_name_into_parts(text, strict=False)
    except InvalidNameError:
        return Name(clean(text, is_latex=True), is_body=True)
    family = clean(" ".join([*parts.von, *parts.last, *parts.jr]), is_latex=True)
    given = clean(" ".join(parts.first), is_latex=True)
    return Name(family, given) if family else (Name(given) if given else None)


def unique(names: Iterable[Name | None]) -> list[Name]:
    """Each name once, in order."""
    return list(dict.fromkeys(name for name in names if name is not None and name.family))


def keywords(text: object) -> list[str]:
    """Expressions between commas, semicolons or lines."""
    parts = text if isinstance(text, list) else re.split(r"[;,\n]", str(text or ""))
    return list(dict.fromkeys(word[:100] for part in parts if (word := clean(part))))[:30]
