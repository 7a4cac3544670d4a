"""Notices, long documents and queries, drawn from real sentences with a fixed seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "corpus"
FACETS = ("kind", "need", "axis", "year", "territory")
QUERIES_PER_KIND = 40
# Grammar of five letters and more: nobody looks for it. Words of the product are not imported here,
# so that what the engine costs to start can be measured.
_GRAMMAR = frozenset(
    ("cette", "elles", "avoir", "entre", "comme", "leurs", "autre", "autres", "toute", "toutes",
     "votre", "notre", "après", "avant", "aussi", "ainsi", "quand", "depuis", "chaque", "plusieurs",
     "lorsque", "celle", "celui", "celles", "lequel", "laquelle", "selon", "pendant", "pourquoi")
)  # fmt: skip
_KINDS = ("article", "rapport", "guide", "note", "thèse", "synthèse", "film", "données")


@dataclass
class Notice:
    """About 1.2 kB of words, and one value for each facet."""

    key: str
    title: str
    authors: str
    keywords: str
    abstract: str
    facets: dict[str, str]

    @property
    def size(self) -> int:
        parts = (self.title, self.authors, self.keywords, self.abstract)
        return sum(len(part.encode()) for part in parts)


@dataclass
class Asked:
    """A query: its kind, its words, and what else it asks."""

    kind: str
    words: list[str]
    filters: dict[str, str] = field(default_factory=dict)

    @property
    def typed(self) -> str:
        text = " ".join(self.words)
        return {"phrase": f'"{text}"', "prefix": f"{text}*"}.get(self.kind, text)


def _lines(name: str) -> list[str]:
    return (FOLDER / name).read_text("utf-8").splitlines()


def notices(count: int, words: int = 170, seed: int = 1) -> Iterator[Notice]:
    """``count`` notices of about ``words`` words."""
    sentences, places = _lines("sentences.txt"), _lines("places.txt")
    chance = random.Random(seed)
    for number in range(count):
        yield _notice(number, chance, sentences, places, words)


def _notice(number: int, chance: random.Random, sentences: list, places: list, words: int):
    body: list[str] = []
    while len(body) < words:
        sentence = chance.choice(sentences).split()
        # Half of the sentences are cut, so that notices do not share them whole.
        if chance.random() < 0.5 and len(sentence) > 12:
            start = chance.randrange(len(sentence) - 10)
            sentence = sentence[start : start + chance.randint(10, 30)]
        body += sentence
        if chance.random() < 0.3:
            body += ["à", chance.choice(places)]
    title = chance.choice(sentences).split()
    start = chance.randrange(max(1, len(title) - 9))
    return Notice(
        f"n:{number}",
        " ".join(title[start : start + 9]),
        ", ".join(f"{chance.choice(places)} {chance.choice('ABCDEFGH')}." for _ in range(2)),
        ", ".join(chance.choice(body) for _ in range(4)),
        " ".join(body[:words]),
        {
            "kind": chance.choice(_KINDS),
            "need": str(min(12, 1 + int(chance.expovariate(0.3)))),
            "axis": str(chance.randint(1, 4)),
            "year": str(2026 - min(30, int(chance.expovariate(0.15)))),
            "territory": f"T{min(299, int(chance.expovariate(0.02)))}",
        },
    )


def queries(seed: int = 2) -> list[Asked]:
    """Queries of every kind, whose words come from the sentences themselves."""
    sentences, places = _lines("sentences.txt"), _lines("places.txt")
    chance = random.Random(seed)
    found: list[Asked] = []
    for _ in range(QUERIES_PER_KIND):
        some = _meaning(chance, sentences, 8)
        found += [
            Asked("one word", some[:1]),
            Asked("two words", some[1:3]),
            Asked("three words", some[3:6]),
            Asked("question", some),
            Asked("rare word", [_rare(chance, places)]),
            Asked("phrase", _run(chance, sentences)),
            Asked("prefix", [some[0][:5]]),
            Asked("filtered", some[2:3], {"need": str(chance.randint(1, 5)), "axis": "2"}),
        ]
    return found


def _meaning(chance: random.Random, sentences: list[str], count: int) -> list[str]:
    while True:
        words = [w for w in chance.choice(sentences).split() if _is_word(w)]
        if len(words) >= count:
            start = chance.randrange(len(words) - count + 1)
            return words[start : start + count]


def _rare(chance: random.Random, places: list[str]) -> str:
    """A place whose name is one word."""
    return chance.choice([place for place in places if place.isalpha()])


def _run(chance: random.Random, sentences: list[str]) -> list[str]:
    """Three words in a row that begin and end with a meaningful one."""
    while True:
        words = chance.choice(sentences).split()
        start = chance.randrange(max(1, len(words) - 3))
        run = words[start : start + 3]
        if len(run) == 3 and _is_word(run[0]) and _is_word(run[2]) and run[1].isalpha():
            return run


def _is_word(word: str) -> bool:
    return word.isalpha() and len(word) > 4 and word.lower() not in _GRAMMAR
