"""Whatever is typed, an answer comes, and soon. One query a line, in JSON."""

import json
import time
from pathlib import Path

import pytest

from tests.core.search.conftest import FACETS, document
from univasso.core.search import Index, best_page, parse, passages, snippet

QUERIES = Path(__file__).parent.parent / "hostile_queries.txt"
PATIENCE = 2.0  # seconds of work for one query, twice; most take a thousandth
BRIDGES = {"bénévole": ("engagement volontaire", '"(', ""), "vie associative": ("ESS",), "": ("x",)}
TEXT = "La vie associative : l’économie sociale, chercheur·euse·s, bénévoles et œuvres. " * 20


def queries():
    for line in QUERIES.read_text("ascii").splitlines():
        read = json.loads(line)
        yield read if isinstance(read, str) else read["repeat"] * read["times"]


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    index = Index(tmp_path_factory.mktemp("hostile"), FACETS)
    index.rebuild(
        document(str(n), "sport santé", TEXT, year=[str(2000 + n % 25)], need=[str(n % 9)])
        for n in range(400)
    )
    return index


def test_there_are_many_and_they_differ():
    assert len(set(queries())) >= 500


def work_of(index, typed):
    """Seconds of work to do everything that a query asks for, twice."""
    started = time.thread_time()
    for language in ("fr", "en"):
        query = parse(typed, language, BRIDGES)
        assert isinstance(query.is_empty, bool)
        assert all(part.kind for part in query.understood())
        found = index.find(query, facets=FACETS, limit=10)
        assert len(found.keys) == min(found.total, 10)
        for part in query.understood()[:3]:
            parse(query.without(part).typed, language)
    index.suggest(typed)
    index.correct(query)
    snippet([TEXT, typed], query, "fr")
    best_page([TEXT, typed], query)
    passages([TEXT, typed], query)
    return time.thread_time() - started


def test_none_raises_and_each_is_quick(full):
    # What is slow by itself is slow each time; a collection of garbage or a busy machine is not.
    slow = [typed for typed in queries() if work_of(full, typed) > PATIENCE]
    assert [typed[:60] for typed in slow if work_of(full, typed) > PATIENCE] == []


def test_what_is_understood_is_understood_again_in_the_same_way():
    for typed in queries():
        query = parse(typed, "fr")
        assert parse(query.typed, "fr").parts == query.parts
