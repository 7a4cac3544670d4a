"""What goes into the index and what comes out of it."""

from dataclasses import dataclass, field


class IndexUnusable(Exception):  # noqa: N818 — it says what is so, not that somebody erred
    """The index is missing, cut short, or of another version: build it again.

    The database holds everything; ``Index.rebuild`` is the only cure and loses nothing.
    """


@dataclass(frozen=True)
class Text:
    """Words of a document in one language. Title 3, keywords and authors 2, the rest 1.

    ``field`` is ``title``, ``author`` or ``keyword``: what ``titre:…`` may name. Others are plain.
    """

    words: str
    language: str = "fr"
    weight: int = 1
    field: str = ""


@dataclass(frozen=True)
class Document:
    """One findable thing. ``key`` is like ``output:12``; ``kind`` is the tab it is shown under.

    ``identifiers`` are normal forms such as ``doi:10.1000/182``; ``order`` sorts the newest first
    (yyyymmdd); ``access`` is a visibility code, masked before anything is ranked or counted.
    """

    key: str
    kind: str
    texts: tuple[Text, ...]
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    identifiers: tuple[str, ...] = ()
    order: int = 0
    access: str = "public"


@dataclass
class Found:
    """One page of answers: ``total`` and the counts are those of the whole set.

    ``kinds`` counts what each tab would show; each facet is counted over the set that all *other*
    facets leave, so the number shown is the number obtained by choosing it. ``identified`` are the
    keys that an identifier named; they come first. ``is_widened`` says that too few documents had
    every word, and that those with some of them are shown too.
    """

    keys: list[str] = field(default_factory=list)
    total: int = 0
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    identified: list[str] = field(default_factory=list)
    is_widened: bool = False
