"""Everything one segment holds, before it is written: words with their postings, and documents."""

import json
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from univasso.core.search.documents import Document
from univasso.core.search.postings import Postings, tables

# Columns that every document has, beside its facets.
KIND, ACCESS = "@kind", "@access"
IDENTIFIER = "#"  # first letter of an identifier's key in the vocabulary


class Notice(NamedTuple):
    """What is kept of a document apart from its words. ``values`` follow the columns' order."""

    key: str
    order: int
    length: int
    identifiers: list[str]
    values: list[list[str]]

    @classmethod
    def of(cls, document: Document, facets: tuple[str, ...], length: int) -> "Notice":
        values = [list(document.facets.get(name, ())) for name in facets]
        return cls(
            document.key,
            document.order,
            length,
            list(document.identifiers),
            [[document.kind], [document.access], *values],
        )


@dataclass
class Content:
    """Sorted keys of forms, their postings, columns and the documents' notices.

    ``shown`` gives the spelling met in the texts for keys of forms that have accents there.
    """

    keys: list[str]
    postings: Postings
    columns: list[str]
    notices: list[Notice]
    shown: dict[str, str]

    def arrays(self) -> tuple[dict[str, np.ndarray], dict]:
        """What is written beside the index for evaluation, and the notes of its header."""
        named: dict[str, list[int]] = {}
        for number, notice in enumerate(self.notices):
            for identifier in dict.fromkeys(notice.identifiers):
                named.setdefault(IDENTIFIER + identifier, []).append(number)
        made = tables(self.keys, self.postings, named)
        names = [notice.key.encode() for notice in self.notices]
        made |= {
            "keys": np.frombuffer(b"".join(names), dtype=np.uint8),
            "keys_at": np.concatenate(([0], np.cumsum([len(n) for n in names]))).astype(np.uint32),
            "by_key": np.array(sorted(range(len(names)), key=names.__getitem__), dtype=np.int32),
            "order": np.array([notice.order for notice in self.notices], dtype=np.int32),
            "lengths": np.array([notice.length for notice in self.notices], dtype=np.int32),
        }
        shown = [self.shown.get(key, "").encode() for key in self.keys]
        made |= {
            "shown": np.frombuffer(b"".join(shown), dtype=np.uint8),
            "shown_at": np.concatenate(([0], np.cumsum([len(n) for n in shown]))).astype(np.uint32),
        }
        for number, name in enumerate(self.columns):
            made |= _column(name, [notice.values[number] for notice in self.notices])
        return made, {"columns": self.columns}


def _column(name: str, values: list[list[str]]) -> dict[str, np.ndarray]:
    """One code per document; a code stands for a combination of values, such as needs 3 and 5."""
    combinations: dict[tuple[str, ...], int] = {}
    codes = [combinations.setdefault(tuple(v), len(combinations)) for v in values]
    kind = np.uint16 if len(combinations) < 1 << 16 else np.uint32
    listed = json.dumps([list(c) for c in combinations], ensure_ascii=False).encode()
    return {
        f"codes {name}": np.array(codes, dtype=kind),
        f"values {name}": np.frombuffer(listed, dtype=np.uint8),
    }
