"""A place and those around it."""

from collections.abc import Iterator

from univasso.models.vocabularies import Territory


def above(place: Territory) -> Iterator[str]:
    """A place and those it lies in: who filters on the Somme finds what was done in Amiens."""
    while place is not None:
        yield place.code
        place = place.parent
