"""Words of the index for people: how one goes on, and what a misspelt one was meant to be.

Both work on forms, folded and unstemmed; what is shown is the spelling met in the texts.
"""

import re
from collections import Counter

import numpy as np

from univasso.core.french import TOKEN, folded, forms, stem
from univasso.core.search.query import Query
from univasso.core.search.segment import Segment
from univasso.core.search.tree import Word
from univasso.core.search.view import View
from univasso.core.search.words import FORM

SHORTEST = 2  # letters typed before anything is suggested
_WIDE = 64  # forms looked at per language and segment
_CANDIDATES = 400  # forms compared letter by letter
_LAST_WORD = re.compile(r"[^\s\"«»“”()]+$")


def suggest(view: View, typed: str, limit: int) -> list[str]:
    """What was typed with its last word completed, the most frequent word first."""
    typed = typed[-200:]
    last = _LAST_WORD.search(typed)
    tokens = TOKEN.findall(last[0]) if last else []
    begun = forms(tokens[-1])[-1][0] if tokens else ""
    if len(begun) < SHORTEST or not last[0].endswith(tokens[-1][-1:]):
        return []
    counts, shown = Counter(), {}
    for segment in view.segments:
        for letter in FORM.values():
            for number, count in _beginning(segment, letter + begun):
                form = segment.term(number)[1:]
                counts[form] += count
                shown.setdefault(form, segment.shown(number))
    kept: dict[str, str] = {}
    for form, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        kept.setdefault(stem(form), form)
    start = typed[: len(typed) - len(_typed_end(tokens[-1], begun))]
    return [start + (shown[form] or form) for form in list(kept.values())[:limit]]


def _typed_end(token: str, begun: str) -> str:
    """The end of a token that the last form was read from: ``l’asso`` gives ``asso``."""
    for at in range(len(token)):
        if folded(token[at:]) == begun:
            return token[at:]
    return token


def _beginning(segment: Segment, key: str) -> list[tuple[int, int]]:
    first, last = segment.place(key.encode()), segment.place(key.encode() + b"\xff")
    counts = segment.to[first:last].astype(np.int64) - segment.start[first:last]
    best = np.arange(len(counts))
    if len(counts) > _WIDE:
        best = np.argpartition(-counts, _WIDE)[:_WIDE]
    return [(first + n, int(counts[n])) for n in best.tolist()]


def correct(view: View, query: Query) -> str | None:
    """The query with each word that nothing has replaced by the nearest one, or ``None``."""
    corrected = query.typed
    for part in query.parts:
        if part.kind not in ("word", "field") or not isinstance(part.node, Word):
            continue
        if part.node.is_weak:  # grammar, which no document has to have, is not misspelt
            continue
        if any(segment.find(key) for segment in view.segments for key in part.node.stems):
            continue
        nearest = _nearest(view, part.node.exact[0][1:] if part.node.exact else "")
        if not nearest:
            return None
        corrected = corrected.replace(part.text, nearest, 1)
    return corrected if corrected != query.typed else None


def _nearest(view: View, form: str) -> str:
    if len(form) < 3 or not form.isalpha():
        return ""
    most = 1 if len(form) < 5 else 2
    best: tuple[int, int, str] | None = None
    for segment in view.segments:
        for number, count in _similar(segment, form, most):
            other = segment.term(number)[1:]
            apart = distance(form, other, most)
            # The first letter is seldom mistaken.
            rank = (2 * apart + (other[0] != form[0]), -count)
            if apart <= most and (best is None or rank < best[:2]):
                best = (*rank, segment.shown(number) or other)
    return best[2] if best else ""


def _similar(segment: Segment, form: str, most: int) -> list[tuple[int, int]]:
    """Forms of about the same length with about the same letters, and their frequency."""
    letters, lengths = segment.letters()
    wanted = np.uint32(0)
    for letter in form.encode():
        wanted |= np.uint32(1) << np.uint32(letter & 31)
    near = np.bitwise_count(letters ^ wanted) <= 2 * most
    near &= np.abs(lengths - len(form)) <= most
    found = np.flatnonzero(near) + segment.form_range[0]
    counts = segment.to[found].astype(np.int64) - segment.start[found]
    if len(found) > _CANDIDATES:
        best = np.argpartition(-counts, _CANDIDATES)[:_CANDIDATES]
        found, counts = found[best], counts[best]
    return list(zip(found.tolist(), counts.tolist(), strict=True))


def distance(one: str, other: str, most: int) -> int:
    """Letters added, left out, replaced or swapped (optimal string alignment), up to ``most``."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, target in enumerate(other, 1):
            cost = min(row[-1] + 1, last[j] + 1, last[j - 1] + (letter != target))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == target:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]
