"""French typography for words that come from data: spaces that do not break, and real apostrophes.

Sentences of the catalogue carry their own spaces. Rules: “Lexique des règles typographiques en usage
à l’Imprimerie nationale”; a thin space stands before ``;!?``, a wide one before ``:`` and inside « ».
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from flask import Flask
from flask_babel import gettext
from markupsafe import Markup

from univasso.web.language import current

WIDE, THIN, JOINED = "\u00a0", "\u202f", "-\u2060"
MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=\w)'(?=\w)", "’"),
        (r"(?<=\w)-(?=ce\b)", JOINED),  # “Est-ce” stays on one line: no style can ask for it
        (r" ([;!?])(?=[\s»)\]…]|$)", THIN + r"\1"),
        (r" :(?=\s|$)", WIDE + ":"),
        (r"« ", "«" + WIDE),
        (r" »", WIDE + "»"),
        (r"(\d) (%|€|ko|Ko|Mo|Go|h\b|min\b)", r"\1" + WIDE + r"\2"),
        (r"\b(p\.|n°|art\.|vol\.) (?=\d)", r"\1" + WIDE),
        (r"(?<=\d) (?=\d{3}(?!\d))", THIN),
        (rf"\b(1er|\d{{1,2}}) (?={MONTHS})", r"\1" + WIDE),
    )
)


@lru_cache(maxsize=1024)
def french(text: str) -> str:
    """A piece of text with the spaces of French: only spaces already there are changed."""
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return text


def typo(text: object, language: str = "") -> str:
    """The filter: ``language`` is that of the text, by default that of the page."""
    if text is None or (language or current()) != "fr":
        return text if isinstance(text, Markup) else str(text or "")
    if not isinstance(text, Markup):
        return french(str(text))
    # In HTML, tags are left alone: an attribute is not a sentence.
    pieces = re.split(r"(<[^>]+>)", text)
    return Markup("".join(p if p.startswith("<") else french(p) for p in pieces))  # noqa: S704


def typo_pieces(pieces: Sequence[tuple[str, bool]], language: str = "") -> list[tuple[str, bool]]:
    """The filter for words some of which are marked: spaces are also right from one piece to the
    next. A space takes the place of another; a joiner may be added, and stays with its hyphen."""
    text = typo("".join(words for words, _mark in pieces), language)
    made, at = [], 0
    for words, mark in pieces:
        end, left = at, len(words)
        while end < len(text) and (left or text[end] == JOINED[1]):
            left -= text[end] != JOINED[1]
            end += 1
        made.append((text[at:end], mark))
        at = end
    return made


def translated(label: object) -> str:
    """The filter for labels of models (``N_``) and of forms: data goes through unharmed."""
    words = str(label or "")
    return gettext(words) if words else ""


def number(count: float) -> str:
    """A number as people read it: “82 000” and “4,6” in French, “82,000” and “4.6” in English."""
    written = f"{count:,}"
    return written if current() == "en" else written.replace(",", THIN).replace(".", ",")


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(
        typo=typo, typo_pieces=typo_pieces, translated=translated, number=number
    )
