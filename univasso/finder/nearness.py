"""Publications that have some words of a text: where questions look for what is near to them."""

from univasso.core.search import IndexUnusable, parse
from univasso.finder import following
from univasso.questions.services import near


def outputs_about(words: list[str], language: str) -> list[int] | None:
    """Numbers of publications with one of the words at least; None when the index is not ready."""
    query = parse(" OR ".join(words), language)
    try:
        found = following.index().find(query, kinds=("output",), limit=near.MOST_CANDIDATES)
    except IndexUnusable:
        return None
    return [int(key.partition(":")[2]) for key in found.keys]


def offer() -> None:
    """Have questions look here."""
    near.searched_by(outputs_about)
