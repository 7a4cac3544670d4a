"""What is near in two texts: the sentence of each, with the words that they share (C1★3).

Words are compared by their stems, those that few texts have counting most. A resemblance is always
shown as the two sentences, never as a figure; an empty text is near to nothing.
"""

import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from univasso.core.french import TOKEN
from univasso.core.search.words import known, places, stem_key

MOST = 3  # shown at once
LEAST = 0.3  # of the resemblance, from 0 to 1, under which nothing is shown
APART = 0.7  # times the resemblance when no two shared words follow each other in both
NOWHERE = 1.3  # the weight of a word that no other text has: what the question is about, often
LEAST_SHARED = 1.05  # of the weights of the shared words: two that are rather rare
FEWEST_TEXTS = 40  # rarity among fewer texts than that would say little
LONGEST_SENTENCE = 400  # characters shown of a sentence; a longer one is compared in pieces
_PIECE = re.compile(rf".{{1,{LONGEST_SENTENCE}}}(?=\s|$)|\S{{{LONGEST_SENTENCE}}}", re.S)
_ENDS = re.compile(r"(?<=[.!?…;])\s+|\n+")

# What every other question of the programme says: shared, it tells hardly anything.
EVERYWHERE = """
    association associations associatif associative vie projet projets structure structures action
    actions acteur acteurs étude enquête recherche chercheurs travail question besoin besoins
    connaissance connaissances fait faire fait-on comment nouveau nouvelles mettre place cas exemple
    exemples rapport note guide retour expérience activité activités grand bien an ans année mieux
    permettre savoir connaître comprendre aider pouvoir différent spécifique région hauts france nord
    prendre temps gens personne quelqu arriver tenir trouver passer rester venir aller donner dire
    parler partir servir fois jour vrai seul premier rôle manière façon moyen effet type partie
    association’s organisation work study research how does make need people"""
WEIGHT_EVERYWHERE = 0.2

Pieces = list[tuple[str, bool]]  # words, and whether they are to be marked


@dataclass(frozen=True)
class Sentence:
    """A sentence, its stems, and where each of its words stands."""

    text: str
    words: tuple[tuple[int, int, frozenset[str]], ...]

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset().union(*(stems for _start, _end, stems in self.words))

    @cached_property
    def neighbours(self) -> frozenset[tuple[str, str]]:
        """Stems that follow each other, grammar left out: ``politique`` and ``ville``."""
        pairs = pairwise(stems for _start, _end, stems in self.words)
        return frozenset((one, two) for before, after in pairs for one in before for two in after)


@dataclass(frozen=True)
class Text:
    """Something that may be near: ``key`` is whatever the caller knows it by."""

    key: Hashable
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Near:
    """Two sentences that look alike, their common words marked."""

    key: Hashable
    own: Pieces
    theirs: Pieces
    closeness: float  # to sort by; never shown


def read(key: Hashable, parts: Iterable[str | None], language: str) -> Text:
    """A text made of parts, such as a title and an abstract, cut in sentences."""
    long = (sentence for part in parts for sentence in _ENDS.split(part or ""))
    cut = (piece.strip() for sentence in long for piece in _PIECE.findall(sentence))
    return Text(key, tuple(_sentence(piece, known(language)) for piece in cut if piece))


def _sentence(text: str, language: str) -> Sentence:
    found = []
    for token in TOKEN.finditer(text):
        # One form a place: the others are its feminine, or the compound written in one word.
        stems = frozenset(
            stem_key(place[0], language) for place in places(token[0], language) if place
        )
        if stems:
            found.append((token.start(), token.end(), stems))
    return Sentence(text, tuple(found))


def _everywhere() -> frozenset[str]:
    return frozenset(_sentence(EVERYWHERE, "fr").stems | _sentence(EVERYWHERE, "en").stems)


_EVERYWHERE = _everywhere()


def weights(texts: Sequence[Text]) -> dict[str, float]:
    """The rarity of each stem among the texts, from 0 to 1."""
    having = Counter(
        stem for text in texts for stem in frozenset().union(*(s.stems for s in text.sentences))
    )
    count = max(len(texts), FEWEST_TEXTS)
    most = math.log(1 + count)
    return {
        stem: math.log(1 + count / n) / most * (WEIGHT_EVERYWHERE if stem in _EVERYWHERE else 1)
        for stem, n in having.items()
    }


def nearest(
    own: Text,
    others: Sequence[Text],
    most: int = MOST,
    rarity: dict[str, float] | None = None,
    least: float = LEAST,
) -> list[Near]:
    """Those that look like ``own``, the nearest first; none when nothing does."""
    rarity = weights(others) if rarity is None else rarity
    found = (_compared(own, other, rarity, least) for other in others)
    return sorted((n for n in found if n), key=lambda n: -n.closeness)[:most]


def _compared(own: Text, other: Text, rarity: dict[str, float], least: float) -> Near | None:
    """The two sentences that are nearest, if they are near enough."""
    best: tuple[float, Sentence, Sentence] | None = None
    for mine in own.sentences:
        for theirs in other.sentences:
            closeness = _closeness(mine, theirs, rarity)
            if closeness >= least and (best is None or closeness > best[0]):
                best = closeness, mine, theirs
    if best is None:
        return None
    closeness, mine, theirs = best
    shared = {
        stem for stem in mine.stems & theirs.stems if _weight(stem, rarity) > WEIGHT_EVERYWHERE
    }
    return Near(other.key, _marked(mine, shared), _marked(theirs, shared), closeness)


def _weight(stem: str, rarity: dict[str, float]) -> float:
    return rarity.get(stem, WEIGHT_EVERYWHERE if stem in _EVERYWHERE else NOWHERE)


def _closeness(mine: Sentence, theirs: Sentence, rarity: dict[str, float]) -> float:
    """The cosine of two sentences by the weights of their words, less when these stand apart."""
    shared = mine.stems & theirs.stems
    if len(shared) < 2 or sum(_weight(s, rarity) for s in shared) < LEAST_SHARED:
        return 0.0
    both, one, two = (
        sum(_weight(s, rarity) ** 2 for s in stems) for stems in (shared, mine.stems, theirs.stems)
    )
    together = mine.neighbours & theirs.neighbours
    return both / math.sqrt(one * two) * (1 if together else APART)


def _marked(sentence: Sentence, shared: set[str]) -> Pieces:
    made, at = [], 0
    for start, end, stems in sentence.words:
        if stems & shared:
            made += [(sentence.text[at:start], False), (sentence.text[start:end], True)]
            at = end
    return [piece for piece in (*made, (sentence.text[at:], False)) if piece[0]]
