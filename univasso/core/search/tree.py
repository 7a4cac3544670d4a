"""A query as the evaluation sees it: already cut, folded and stemmed, in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """Documents with any of these stems; those with one of the exact forms stand higher.

    ``field`` is a number in ``words.FIELDS`` (0: anywhere). A weak word is grammar in one of the
    languages: it counts, but no document has to have it.
    """

    stems: tuple[str, ...]
    exact: tuple[str, ...]
    field: int = 0
    is_weak: bool = False
    place: int = 0


@dataclass(frozen=True)
class Phrase:
    """Words at given distances from the first: ``(distance, stems)``."""

    places: tuple[tuple[int, tuple[str, ...]], ...]
    field: int = 0


@dataclass(frozen=True)
class Prefix:
    """Every form that begins so, in any language: keys without their end."""

    keys: tuple[str, ...]
    field: int = 0


@dataclass(frozen=True)
class All:
    """Documents that have every part."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Either:
    """Documents that have some part; the weights say how much each one counts."""

    parts: tuple["Node", ...]
    weights: tuple[float, ...]


@dataclass(frozen=True)
class Among:
    """Documents that have a value of a facet, one of ``values`` or from ``low`` to ``high``."""

    facet: str
    values: tuple[str, ...] = ()
    low: str = ""
    high: str = ""


Node = Word | Phrase | Prefix | All | Either | Among


@dataclass(frozen=True)
class Tree:
    """Parts that a document should have, must not have, and identifiers that name it."""

    wanted: tuple[Node, ...] = ()
    excluded: tuple[Node, ...] = ()
    among: tuple[Among, ...] = ()
    identifiers: tuple[str, ...] = ()
