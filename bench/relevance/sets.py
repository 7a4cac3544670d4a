"""Sets of texts with queries whose answer is known: the heading of a section, the name of an association.

*Sections*: the numbered sections of the documents of the demonstration (their licences are in
``univasso/demonstration/data/SOURCES.md``); a query is a heading, its answer the text below it, from
which the heading is taken away. *Associations*: names and declared purposes of the Répertoire national
des associations (ministère de l’Intérieur, Licence Ouverte 2.0); a query is a name.

Half of the queries, chosen by a hash of their words, are kept for the last check: weights are never
chosen on them.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pypdfium2

HERE = Path(__file__).parent
DOCUMENTS = HERE.parents[1] / "univasso/demonstration/data/documents"
_HEADING = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+([^\W\d_][^\n]{5,90})$", re.M)
_OF_CONTENTS = re.compile(r"(?:\. ?){3}|\s\d{1,3}$")
SHORTEST = 200  # characters of a section


@dataclass(frozen=True)
class Text:
    """A text to find, and a title that counts more."""

    key: str
    title: str
    words: str


@dataclass(frozen=True)
class Query:
    """What is typed, and the key of its answer."""

    typed: str
    answer: str

    @property
    def is_last(self) -> bool:
        """Whether it is kept for the last check."""
        return sha256(self.typed.encode()).digest()[0] % 2 == 1


@dataclass(frozen=True)
class Collection:
    """Texts and queries under a name."""

    name: str
    texts: list[Text]
    queries: list[Query]


def _read(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document).replace("\r", "")


def sections() -> Collection:
    """Each section of each document; its title is that of its chapter, so that titles count too."""
    texts, queries = [], []
    for path in sorted(DOCUMENTS.glob("*.pdf")):
        whole = _read(path)
        found = [m for m in _HEADING.finditer(whole) if not _OF_CONTENTS.search(m[2])]
        ends = [m.start() for m in found[1:]] + [len(whole)] * bool(found)
        for number, (heading, end) in enumerate(zip(found, ends, strict=True)):
            words = " ".join(whole[heading.end() : end].split())
            if len(words) < SHORTEST:
                continue
            key = f"{path.stem}:{number}"
            texts.append(Text(key, path.stem.replace("-", " "), words))
            queries.append(Query(heading[2].strip(), key))
    return Collection("sections", texts, queries)


def associations() -> Collection:
    """The purpose of each association, found by its name."""
    rows = (HERE / "associations.tsv").read_text("utf-8").splitlines()
    pairs = [row.split("\t") for row in rows]
    return Collection(
        "associations",
        [Text(str(n), "", purpose) for n, (_name, purpose) in enumerate(pairs)],
        [Query(name, str(n)) for n, (name, _purpose) in enumerate(pairs)],
    )


def titled_associations() -> Collection:
    """The same with the names in the titles, asked for by the first words of their purposes."""
    rows = (HERE / "associations.tsv").read_text("utf-8").splitlines()
    pairs = [row.split("\t") for row in rows]
    cut = [(name, purpose.split()) for name, purpose in pairs]
    return Collection(
        "purposes",
        [Text(str(n), name, " ".join(words[9:])) for n, (name, words) in enumerate(cut)],
        [Query(" ".join(words[:9]), str(n)) for n, (_name, words) in enumerate(cut)],
    )


def all_of_them() -> list[Collection]:
    return [sections(), associations(), titled_associations()]
