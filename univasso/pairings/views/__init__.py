"""Pages of pairings, a module for each subject."""

from univasso.pairings.views import (
    answering,
    asking,
    balance,
    batches,
    ending,
    people,
    places,
    sheet,
    talking,
    workbench,
)
from univasso.pairings.views.door import bp

__all__ = [
    "answering", "asking", "balance", "batches", "bp", "ending", "people", "places", "sheet", "talking",
    "workbench",
]  # fmt: skip
