"""Inclusive writing: the two full words that one written form stands for.

``chercheur·euse·s`` is ``chercheurs`` and ``chercheuses``. The joint may be a middle dot, a full
stop, a hyphen, a slash or brackets; the last ones also join ordinary words, so there an ending has
to look like the feminine of the word before it.
"""

import re

# A feminine ending, and what the masculine must end with for the ending to be one.
_ENDINGS = {
    "e": "", "ne": "n", "le": "l", "te": "t|u", "se": "r|x|s", "fe": "f",
    "ve": "f", "ive": "if", "euse": "eur|eux", "rice": "eur", "trice": "eur", "ice": "eur",
    "ere": "er", "iere": "ier", "enne": "en", "ienne": "ien", "onne": "on", "elle": "el|eau",
    "esse": "", "eresse": "eur", "eure": "eur", "ale": "al", "que": "c", "che": "c", "ette": "et",
}  # fmt: skip
_SHARED = 3  # letters that two whole words around a dot have in common: lecteurs·lectrices


def written_out(word: str) -> tuple[str, ...]:
    """Both full forms of a folded word written inclusively, or nothing.

    >>> written_out("chercheur·euse·s")
    ('chercheurs', 'chercheuses')
    """
    is_dotted = "·" in word
    pieces = [piece for piece in re.split(r"[·.\-/()]", word) if piece]
    if len(pieces) < 2 or not all(piece.isalpha() for piece in pieces):
        return ()
    root, *ends = pieces
    is_plural = ends[-1] in ("s", "x")
    ends = ends[:-1] if is_plural else ends
    if len(root) < 2 or len(ends) > 1:
        return ()
    if not ends:
        return (root, root + "s") if is_dotted or "(" in word else ()
    return _pair(root, ends[0], is_plural, is_dotted)


def _pair(root: str, end: str, is_plural: bool, is_dotted: bool) -> tuple[str, ...]:
    if end.endswith("s") and end not in _ENDINGS:
        end, is_plural = end[:-1], True
    single = root[:-1] if is_plural and root.endswith("s") else root
    if end in _ENDINGS:
        wanted = _ENDINGS[end]
        if not wanted or single.endswith(tuple(wanted.split("|"))):
            both = (single, _feminine(single, end))
            return tuple(_plural(word) for word in both) if is_plural else both
    if is_dotted:
        return _two_words(root, end + "s" if is_plural else end)
    return ()


def _feminine(root: str, end: str) -> str:
    if end in ("rice", "trice", "ice"):
        return (root[:-4] if root.endswith("teur") else root[:-3]) + "trice"
    if end in ("se", "euse"):
        return root[:-1] + "se" if root.endswith(("eur", "eux")) else root + end
    if end in ("ve", "ive", "fe"):
        return root[:-1] + "ve"
    if end == "elle" and root.endswith("eau"):
        return root[:-3] + end
    if end in ("eresse", "eure", "ere", "iere", "enne", "ienne", "onne", "elle", "ale", "ette"):
        return root[: root.rindex(end[0])] + end if end[0] in root[-4:] else root + end
    if end == "que":
        return root[:-1] + "que"
    if end in ("che", "esse") and root.endswith(end[0]):
        return root + end[1:]
    return root + end


def _plural(word: str) -> str:
    return word if word.endswith(("s", "x", "z")) else word + "s"


def _two_words(root: str, end: str) -> tuple[str, ...]:
    if root[:_SHARED] == end[:_SHARED] or len(root) <= _SHARED:
        return (root, end)
    return ()
