"""The reference: BM25 as a good textbook has it, with Snowball's French stemmer.

Words are folded, grammar is left out, then stemmed; k1 1.2, b 0.75, titles counted three times
(Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009).
"""

import math
import re
import unicodedata
from collections import Counter
from functools import cache

import snowballstemmer

from bench.relevance.sets import Text

K1, B, TITLE = 1.2, 0.75, 3
# The stop words of Snowball's own French list that are met in queries.
_GRAMMAR = """
    au aux avec ce ces dans de des du elle en et eux il je la le les leur lui ma mais me meme mes moi mon
    ne nos notre nous on ou par pas pour qu que qui sa se ses son sur ta te tes toi ton tu un une vos
    votre vous c d j l a m n s t y est sont etre avoir ont plus"""
STOP = frozenset(_GRAMMAR.split())
_stemmer = snowballstemmer.stemmer("french")


@cache
def _stem(word: str) -> str:
    return _stemmer.stemWord(word)


def words(text: str) -> list[str]:
    """Folded, stopped, stemmed."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return [_stem(word) for word in re.findall(r"[^\W_]+", plain) if word not in STOP]


class Reference:
    """An index in memory."""

    def __init__(self, texts: list[Text]):
        self.keys = [text.key for text in texts]
        self.counts = [Counter(words(t.title) * TITLE + words(t.words)) for t in texts]
        self.lengths = [sum(counts.values()) for counts in self.counts]
        self.average = sum(self.lengths) / len(texts)
        self.having = Counter(word for counts in self.counts for word in counts)

    def find(self, typed: str) -> list[str]:
        """The ten best keys."""
        scores = Counter()
        for word in dict.fromkeys(words(typed)):
            having = self.having[word]
            rarity = math.log(1 + (len(self.keys) - having + 0.5) / (having + 0.5))
            for n, counts in enumerate(self.counts):
                if tf := counts[word]:
                    norm = K1 * (1 - B + B * self.lengths[n] / self.average)
                    scores[n] += rarity * tf * (K1 + 1) / (tf + norm)
        return [
            self.keys[n] for n, _score in sorted(scores.items(), key=lambda p: (-p[1], p[0]))[:10]
        ]
