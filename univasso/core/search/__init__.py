"""Full-text search: Whoosh keeps the index, numpy evaluates it. Knows nothing of the programme.

    index = Index(folder, facets=("need", "year"))
    index.rebuild([Document("output:1", "output", (Text("Les bénévoles", weight=3),))])
    found = index.find(parse("bénévole", "fr"), facets=("year",))

Nothing outside this package knows what it is made of.
"""

from univasso.core.search.documents import Document, Found, IndexUnusable, Text
from univasso.core.search.index import Index
from univasso.core.search.query import Part, Query, parse
from univasso.core.search.snippets import Passage, best_page, passages, snippet

__all__ = [
    "Document",
    "Found",
    "Index",
    "IndexUnusable",
    "Part",
    "Passage",
    "Query",
    "Text",
    "best_page",
    "parse",
    "passages",
    "snippet",
]
