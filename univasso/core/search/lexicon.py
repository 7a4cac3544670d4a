"""The pieces of a typed query, and the words of a piece in both languages."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from univasso.core.french import INVISIBLE, TOKEN, folded, forms
from univasso.core.search.tree import Among, Either, Node, Phrase, Prefix, Word
from univasso.core.search.words import FORM, LANGUAGES, form_key, places, stem_key

LONGEST = 5000  # characters read of a query
MOST_PIECES = 64  # what follows is left out: nobody types so many words to find something
SHORTEST_PREFIX = 2
OPERATORS = {"OR", "OU"}

FIELDS = {
    "titre": 1, "title": 1,
    "auteur": 2, "autrice": 2, "auteurs": 2, "author": 2, "authors": 2,
    "mot-cle": 3, "mots-cles": 3, "motcle": 3, "keyword": 3, "keywords": 3,
}  # fmt: skip
FACETS = {"annee": "year", "annees": "year", "year": "year"}

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_PIECE = re.compile(r'(-?)(?:([^\W\d_][\w-]*)\s?:\s?)?"([^"]*)"|([^\s"]+)')
_NAMED = re.compile(r"([^\W\d_][\w-]*):(.+)")
_RANGE = re.compile(r"(\d{1,8})?(?:\.\.|…|-)(\d{1,8})?")


class Piece(NamedTuple):
    """A run of signs between spaces, or what stands between quotes."""

    text: str
    source: str
    name: str = ""
    is_phrase: bool = False
    is_excluded: bool = False
    is_or: bool = False


def pieces(typed: str) -> list[Piece]:
    """Cut a query into at most ``MOST_PIECES`` pieces."""
    text = typed[:LONGEST].translate(INVISIBLE)
    text = "".join(c if c.isprintable() else " " for c in text).translate(_QUOTES)
    if text.count('"') % 2:
        head, _, tail = text.rpartition('"')
        text = f"{head} {tail}"
    found = []
    for match in _PIECE.finditer(text):
        minus, name, phrase, run = match.groups()
        if run is None:
            piece = Piece(phrase.strip(), match[0], folded(name or ""), True, bool(minus))
        else:
            piece = _run(run)
        if piece.text and (piece.is_or or TOKEN.search(piece.text)):
            found.append(piece)
        if len(found) == MOST_PIECES:
            break
    return found


def _run(run: str) -> Piece:
    if run in OPERATORS:
        return Piece(run, run, is_or=True)
    text = run.lstrip("([{<~+^&|!?,;:.*/")
    is_excluded = text[:1] in "-−" and text[1:2].isalnum()
    text = text.lstrip("-−")
    named = _NAMED.match(text)
    if named:
        return Piece(named[2], run, folded(named[1]), is_excluded=is_excluded)
    return Piece(text, run, is_excluded=is_excluded)


def among(facet: str, text: str) -> Among | None:
    """A value or a range of values: ``2019``, ``2019..2021``, ``..2021``, ``2019..``."""
    text = text.strip(" .,;)") if ".." not in text else text.strip(" ,;)")
    span = _RANGE.fullmatch(text)
    if span and (span[1] or span[2]):
        return Among(facet, low=span[1] or "", high=span[2] or "")
    return Among(facet, (text,)) if text else None


def words(text: str, number: int, place: int) -> tuple[list[tuple[str, str, Node]], int]:
    """Kind, text and node of each word of a piece, and the place of the next one."""
    stripped = text.rstrip(")]}>,;.!?")
    if stripped.endswith("*"):
        begun = folded(stripped.rstrip("*"))
        if begun.isalnum() and len(begun) >= SHORTEST_PREFIX:
            node = Prefix(tuple(form_key(begun, language) for language in LANGUAGES), number)
            return [("prefix", begun + "*", node)], place + 1
    made: list[tuple[str, str, Node]] = []
    for token in TOKEN.findall(text):
        node = _node(token, number, place)
        place += len(forms(token))
        if node is not None:
            made.append(("word", token, node))
    return made, place


def phrase(text: str, number: int, place: int) -> tuple[list[Node], int]:
    """The words of a phrase at their distances; one word alone is that word."""
    groups = [group for token in TOKEN.findall(text) for group in _places(token)]
    node = _chain(groups, number, place)
    return [node] if node else [], place + len(groups)


def _chain(groups: Sequence["_Place"], number: int, place: int) -> Node | None:
    """One word, or several at their distances; grammar keeps its place and is not asked for."""
    found = [(at, group) for at, group in enumerate(groups) if group.stems]
    found = [(at, group) for at, group in found if not group.is_weak] or found
    if not found:
        return None
    first, group = found[0]
    if len(found) == 1:
        return Word(group.stems, group.exact, number, group.is_weak, place + first)
    return Phrase(tuple((at - first, group.stems) for at, group in found), number)


def stems_of(text: str) -> tuple[str, ...]:
    """The French stems of an expression, to compare it with another."""
    found = [
        stem_key(place[0], "fr")
        for token in TOKEN.findall(text)
        for place in places(token, "fr")
        if place
    ]
    return tuple(found) or ("",)


class _Place(NamedTuple):
    stems: tuple[str, ...]
    exact: tuple[str, ...]
    is_weak: bool


def _places(token: str) -> tuple[_Place, ...]:
    both = [places(token, language) for language in LANGUAGES]
    # An accent tells the language: “thé” is not “the”, and “après” is grammar.
    is_told = len(both[0]) == 1 and not token.isascii()
    if is_told and not any(both[0]):
        return (_Place((), (), False),)
    found = []
    for by_language in zip(*both, strict=True):
        kept = [
            (form, language)
            for language, group in zip(LANGUAGES, by_language, strict=True)
            for form in group
        ]
        found.append(
            _Place(
                tuple(dict.fromkeys(stem_key(form, language) for form, language in kept)),
                tuple(dict.fromkeys(form_key(form, language) for form, language in kept)),
                not is_told and any(not group for group in by_language),
            )
        )
    return tuple(found)


def _node(token: str, number: int, place: int) -> Node | None:
    whole = forms(token)
    chain = _chain(_places(token), number, place)
    joined = _joined(whole)
    if joined and chain:
        # A compound is also met in one word: co-construction, coconstruction.
        one = _word(joined, number, place)
        apart, _ = phrase(whole[0][0] + " " + whole[1][0], number, place)
        return Either((one, *apart), (1.0,) * (1 + len(apart)))
    return chain


def _joined(whole: tuple[tuple[str, ...], ...]) -> str:
    if len(whole) == 2 and len(whole[0]) == 2 and whole[0][1] == whole[0][0] + whole[1][0]:
        return whole[0][1]
    return ""


def _word(form: str, number: int, place: int) -> Word:
    return Word(
        tuple(stem_key(form, language) for language in LANGUAGES),
        tuple(form_key(form, language) for language in FORM),
        number,
        place=place,
    )
