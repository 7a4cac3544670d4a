"""The engine of the product, behind the face that all engines of the bench have."""

from pathlib import Path

from bench.search.corpus import FACETS, Asked, Notice
from univasso.core.search import Document, Index, Text, parse, snippet


class Product:
    """Univ'Asso's own: Whoosh keeps the index, numpy evaluates."""

    name = "Univ’Asso"

    def __init__(self, folder: Path):
        self.folder = folder
        self.texts: dict[str, str] = {}
        self.index = Index(folder, FACETS)

    def build(self, notices: list[Notice]) -> None:
        self.index.rebuild(map(_document, notices))

    def open(self, notices: list[Notice]) -> None:
        """The texts are the database's; a dictionary stands for it."""
        self.texts = {notice.key: notice.abstract for notice in notices}

    def page(self, asked: Asked, *, facets: bool = True, snippets: bool = True):
        query = parse(asked.typed, "fr")
        found = self.index.find(
            query,
            filters={name: (value,) for name, value in asked.filters.items()},
            facets=FACETS if facets else (),
        )
        shown = [snippet(self.texts[key], query) for key in found.keys] if snippets else []
        return found.keys, found.total, found.facets, shown

    def edit(self, notice: Notice) -> None:
        self.index.index([_document(notice)])

    def close(self) -> None:
        pass


def _document(notice: Notice) -> Document:
    return Document(
        notice.key,
        "output",
        (
            Text(notice.title, "fr", 3, "title"),
            Text(notice.authors, "fr", 2, "author"),
            Text(notice.keywords, "fr", 2, "keyword"),
            Text(notice.abstract, "fr"),
        ),
        {name: (value,) for name, value in notice.facets.items()},
    )
