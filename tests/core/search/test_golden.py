"""Pairs of what is typed and of a text that it must find, one a line, parted by a tab."""

from pathlib import Path

from tests.core.search.conftest import document
from univasso.core.search import parse, snippet

PAIRS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent.parent / "golden_queries.tsv")
    .read_text("utf-8")
    .splitlines()
]


def test_each_query_finds_its_text_and_marks_it(index):
    texts = list(dict.fromkeys(text for _, text in PAIRS))
    numbers = {text: str(number) for number, text in enumerate(texts)}
    index.index(document(number, body=text) for text, number in numbers.items())
    lost, unmarked = [], []
    for typed, text in PAIRS:
        query = parse(typed, "fr")
        found = index.find(query, limit=len(texts))
        if numbers[text] not in found.keys or found.total == len(texts):
            lost.append((typed, text))
        elif not any(is_marked for _, is_marked in snippet(text, query)):
            unmarked.append((typed, text))
    assert len(PAIRS) > 300
    assert lost == [], lost
    assert unmarked == [], unmarked
