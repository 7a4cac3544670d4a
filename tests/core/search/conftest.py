"""A small real index, and one line to ask it."""

import pytest

from univasso.core.search import Document, Index, Text, parse

FACETS = ("need", "year", "language")


def document(key, title="", body="", *, kind="output", keywords="", author="", english="", **more):
    """A document with the usual weights; facets are given as lists."""
    texts = [
        Text(title, weight=3, field="title"),
        Text(keywords, weight=2, field="keyword"),
        Text(author, weight=2, field="author"),
        Text(body),
        Text(english, language="en"),
    ]
    own = {name: more.pop(name) for name in ("identifiers", "order", "access") if name in more}
    facets = {name: tuple(values) for name, values in more.items()}
    return Document(key, kind, tuple(t for t in texts if t.words), facets, **own)


@pytest.fixture
def index(tmp_path):
    """An empty index."""
    made = Index(tmp_path / "search", FACETS)
    made.rebuild([])
    return made


@pytest.fixture
def ask(index):
    """``ask("mot")``: the keys found, in order."""

    def find(typed, language="fr", **asked):
        return index.find(parse(typed, language), **asked).keys

    return find
