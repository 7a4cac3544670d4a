"""Extracts: the best passage of a text with the words of the query marked as they were written.

Texts are scanned as bytes, one per character, so that a long text costs little; only where the
beginning of a word is met is the word read and stemmed.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from univasso.core.french import TOKEN, folded
from univasso.core.search.query import Query
from univasso.core.search.words import known, places, stem_key, unlike

LENGTH = 240  # characters of an extract
BEFORE = 50  # of which shown before the first marked word
_MOST_HITS = 40  # of one word in one text
_TURNED = ("f", "l", "c", "i", "u", "y", "ux")  # ends of stems that stand for other letters
_LONGEST_TOKEN = 80  # characters; a longer run of signs is no word
_SHORT = 3000  # characters of a text that may be read word by word
_SHORTEST_SCANNED = 2
_SENTENCE_END = re.compile(r"[.!?…](?:[»”\")]|\s[»])?\s|\n\s*\n")
_LONGEST_SENTENCE = 600
_WORD = re.compile(r"[^\W_]+")
_HYPHENATED = re.compile(r"(?<![^\W_])[^\W\d_]+-[^\W\d_]+")
_UNUSUAL = re.compile(r"[^\W\x00-\xffœŒ]")  # letters beyond Latin-1: ligatures, other scripts
_UNEVEN = re.compile(r"[ \t\r\n\f\v]{2,}|[\t\r\n\f\v]")  # not the spaces of typography

Pieces = list[tuple[str, bool]]

# Each character of Latin-1 as its folded letter; offsets stay those of the text.
_PLAIN = bytes(ord(f) if len(f := folded(chr(c))) == 1 and ord(f) < 256 else c for c in range(256))
_IN_WORD = frozenset(c for c in range(256) if chr(c).isalnum())


class Hit(NamedTuple):
    """A word of the query in a text, from ``start`` to ``end``."""

    start: int
    end: int
    mark: str


class Passage(NamedTuple):
    """A verbatim sentence that answers, on a page (from 1)."""

    page: int
    pieces: Pieces
    score: float


def snippet(
    texts: str | Sequence[str], query: Query, language: str = "fr", length: int = LENGTH
) -> Pieces:
    """The passage that has most of the query's words, in pieces: text, and whether it is marked.

    ``texts`` are tried in order, the earlier one winning when two are as good. Without any word of
    the query, the beginning of the first text.
    """
    given = [texts] if isinstance(texts, str) else list(texts)
    best: tuple[int, str, list[Hit], int] | None = None
    for text in map(_composed, given):
        found = hits(text, query, language)
        worth, first = _densest(found, length - BEFORE)
        if found and (best is None or worth > best[0]):
            best = (worth, text, found, first)
    if best is None:
        text = next((_composed(t) for t in given if t.strip()), "")
        return _pieces(text, [], *_bounds(text, 0, length))
    _, text, found, first = best
    return _pieces(text, found, *_bounds(text, found[first].start - BEFORE, length))


def best_page(page_texts: Sequence[str], query: Query, language: str = "fr") -> list[int]:
    """Numbers (from 1) of the pages that have words of the query, the best first."""
    ranked = []
    for number, text in enumerate(page_texts, 1):
        found = hits(_composed(text), query, language)
        if found:
            ranked.append((-_densest(found, LENGTH)[0], -len(found), number))
    return [number for *_, number in sorted(ranked)]


def passages(
    page_texts: Sequence[str], query: Query, language: str = "fr", limit: int = 5
) -> list[Passage]:
    """Verbatim sentences with most of the query's words, the best first; may be none.

    A sentence needs at least two different words of the query, and half of them.
    """
    wanted = len({_root(mark) for mark in query.marks}) or 1
    needed = max(2, -(-len(query.words) // 2)) if len(query.words) > 1 else 1
    found: list[Passage] = []
    for page, text in enumerate(map(_composed, page_texts), 1):
        for start, end, inside in _sentences(text, hits(text, query, language)):
            different = len({_root(hit.mark) for hit in inside})
            if different >= needed:
                score = different / wanted + min(len(inside), 9) / 100 - (end - start) / 1e5
                found.append(Passage(page, _pieces(text, inside, start, end, ""), score))
    return sorted(found, key=lambda passage: (-passage.score, passage.page))[:limit]


def _root(mark: str) -> str:
    return mark[1:].rstrip("*")


def hits(text: str, query: Query, language: str) -> list[Hit]:
    """Where the words of a query stand in a text, in order."""
    marks, language = query.marks, known(language)
    if not marks:
        return []
    low = text.encode("latin-1", "replace").translate(_PLAIN)
    found: dict[int, Hit] = {}
    for begun in _beginnings(marks):
        at, count = low.find(begun), 0
        while at >= 0 and count < _MOST_HITS:
            if (at == 0 or low[at - 1] not in _IN_WORD) and at not in found:
                hit = _read(text, at, marks, language)
                if hit:
                    found[at] = hit
                    count += 1
            at = low.find(begun, at + len(begun))
    if not found and len(text) <= _SHORT:
        # Written so that its beginning differs: co-construction for coconstruction, ﬁnance.
        odd = TOKEN if _UNUSUAL.search(text) else _HYPHENATED
        read = (_read(text, token.start(), marks, language) for token in odd.finditer(text))
        return [hit for hit in read if hit]
    return [found[at] for at in sorted(found)]


@lru_cache(maxsize=1000)
def _beginnings(marks: frozenset[str]) -> tuple[bytes, ...]:
    """What any written form of the marked words begins with."""
    begun = set()
    for mark in marks:
        root = _root(mark)
        kept = root if mark.endswith("*") else _kept(root)
        words = [kept, *unlike(root)]
        begun.update(words)
        # œ and æ are not in Latin-1, where they are read as a question mark.
        begun |= {word.replace("oe", "?") for word in words}
        begun |= {word.replace("ae", "?") for word in words}
    begun = {b for b in begun if len(b) >= _SHORTEST_SCANNED or b.isdigit()}
    shortest = {b for b in begun if not any(b != o and b.startswith(o) for o in begun)}
    return tuple(sorted(b.encode("latin-1", "replace") for b in shortest))


def _kept(root: str) -> str:
    """What the forms of a stem all begin with: stems may end otherwise than their words."""
    changed = 2 if root.endswith(("eu", "qu", "ent")) else 1 if root.endswith(_TURNED) else 0
    return root[: max(3, len(root) - changed)]


def _read(text: str, at: int, marks: frozenset[str], language: str) -> Hit | None:
    token = TOKEN.match(text, at, at + _LONGEST_TOKEN)
    if token is None:
        return None
    mark = _mark(token[0], marks, language)
    if not mark:
        return None
    found = places(token[0], language)
    is_joined = len(found) == 2 and mark in (stem_key(f, language) for f in found[0][1:])
    if len(found) > 1 and not is_joined:
        # A compound: only its first word begins here.
        return Hit(at, _WORD.match(text, at).end(), mark)
    return Hit(at, token.end(), mark)


@lru_cache(maxsize=10_000)
def _mark(token: str, marks: frozenset[str], language: str) -> str:
    found = places(token, language)
    for form in found[0] if found else ():
        key = stem_key(form, language)
        if key in marks:
            return key
        for mark in marks:
            if mark[-1] == "*" and form.startswith(mark[1:-1]):
                return mark
    return ""


def _composed(text: str) -> str:
    text = text.replace("\u00ad", "")
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _densest(found: list[Hit], width: int) -> tuple[int, int]:
    """What the best window is worth, and the hit that it begins with."""
    best, first = 0, 0
    for i, hit in enumerate(found):
        inside = []
        for other in found[i:]:
            if other.end - hit.start > width:
                break
            inside.append(other.mark)
        worth = 100 * len(set(inside)) + len(inside)
        if worth > best:
            best, first = worth, i
    return best, first


def _bounds(text: str, start: int, length: int) -> tuple[int, int]:
    """From one word boundary to another, beginning at a sentence when one is near."""
    start = max(0, start)
    if start:
        near = [m.end() for m in _SENTENCE_END.finditer(text, max(0, start - 40), start + 45)]
        space = text.find(" ", start, start + 30)
        start = near[-1] if near else space + 1 if space >= 0 else start
    end = min(len(text), start + length)
    if end < len(text):
        space = text.rfind(" ", start + length // 2, end)
        end = space if space > 0 else end
    return start, end


def _pieces(text: str, found: list[Hit], start: int, end: int, cut: str = "…") -> Pieces:
    made: Pieces = []
    at = start
    if cut and start > 0:
        made.append((cut + " ", False))
    for hit in found:
        if hit.start < at or hit.end > end:
            continue
        made += [(text[at : hit.start], False), (text[hit.start : hit.end], True)]
        at = hit.end
    made.append((text[at:end].rstrip(), False))
    if cut and end < len(text):
        made.append((" " + cut, False))
    if _UNEVEN.search(text, start, end):
        made = [(_UNEVEN.sub(" ", piece), marked) for piece, marked in made]
    return [piece for piece in made if piece[0]]


def _sentences(text: str, found: list[Hit]) -> Iterator[tuple[int, int, list[Hit]]]:
    """Sentences that have a hit: start, end and hits."""
    at = 0
    while at < len(found):
        hit = found[at]
        low = max(0, hit.start - _LONGEST_SENTENCE)
        start = max((m.end() for m in _SENTENCE_END.finditer(text, low, hit.start)), default=low)
        stop = _SENTENCE_END.search(text, hit.end, hit.end + _LONGEST_SENTENCE)
        end = stop.end() if stop else min(len(text), hit.end + _LONGEST_SENTENCE)
        inside = [h for h in found if start <= h.start and h.end <= end]
        yield start, end, inside
        at = next((n for n in range(at, len(found)) if found[n].start >= end), len(found))
