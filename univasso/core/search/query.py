"""What somebody typed, understood without ever complaining.

Words, ``"a phrase"`` or « a phrase », ``-word``, ``OR`` / ``OU`` between two parts, ``titre:word``,
``année:2019..2021`` and ``prefix*``. Whatever does not fit is taken as words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from univasso.core.search import lexicon
from univasso.core.search.tree import All, Among, Either, Node, Phrase, Prefix, Tree, Word
from univasso.core.search.words import STEM

ADDED_WEIGHT = 0.5  # what a bridged expression counts beside the one that was typed


@dataclass(frozen=True)
class Part:
    """One part as understood.

    ``kind`` is ``word``, ``phrase``, ``prefix``, ``field``, ``range``, ``alternatives``,
    ``excluded``, ``identifier`` or ``added``; ``text`` is what to show; ``name`` the field, the
    facet, or the expression that a bridge started from; ``parts`` the alternatives.
    """

    kind: str
    text: str
    name: str = ""
    parts: tuple["Part", ...] = ()
    node: Node | None = field(default=None, compare=False, repr=False)
    source: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True)
class Query:
    """A typed query and the parts it was understood as."""

    typed: str = ""
    language: str = "fr"
    parts: tuple[Part, ...] = ()

    def understood(self) -> list[Part]:
        """The parts in order, those added by bridges after the ones they come from."""
        return list(self.parts)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for: no words, no values, only grammar or signs."""
        return not self.parts

    @property
    def words(self) -> tuple[str, ...]:
        """The words to mark in an extract, as typed, additions included."""
        return tuple(_texts(self.parts))

    @cached_property
    def marks(self) -> frozenset[str]:
        """Stems and prefixes (ending with ``*``) to mark in an extract."""
        return frozenset(
            _marks(p.node for p in self.parts if p.kind not in ("excluded", "identifier"))
        )

    def without(self, part: Part) -> "Query":
        """The same query less one part, and less what was added because of it."""
        kept = tuple(
            p for p in self.parts if p != part and not (p.kind == "added" and p.name == part.text)
        )
        return replace(self, typed=" ".join(p.source for p in kept if p.source), parts=kept)

    @cached_property
    def tree(self) -> Tree:
        """What the evaluation reads."""
        nodes = [part for part in self.parts if part.node is not None]
        wanted = [p for p in nodes if p.kind not in ("excluded", "range", "added")]
        return Tree(
            tuple(_with_additions(wanted, [p for p in nodes if p.kind == "added"])),
            tuple(p.node for p in nodes if p.kind == "excluded"),
            tuple(p.node for p in nodes if p.kind == "range"),
            tuple(p.name for p in self.parts if p.kind == "identifier"),
        )


def parse(
    typed: str,
    language: str,
    bridges: Mapping[str, Sequence[str]] | None = None,
    *,
    facets: Mapping[str, str] = lexicon.FACETS,
    identifiers: Sequence[str] = (),
) -> Query:
    """Understand a query. Never raises, whatever the text.

    ``bridges`` gives for an expression the others that are looked for too. ``facets`` gives for
    each name that may stand before a colon the facet it means. ``identifiers`` are the normal forms
    of the identifiers recognised in the text.
    """
    if identifiers:
        return Query(typed, language, tuple(_identified(name, typed) for name in identifiers))
    parts = _joined(lexicon.pieces(typed), facets, language)
    return Query(typed, language, tuple(_bridged(parts, bridges or {})))


def _identified(name: str, typed: str) -> Part:
    """An identifier: the document that it names, and those that write it somewhere."""
    value = name.split(":", 1)[-1]
    nodes, _ = lexicon.phrase(value, 0, 0)
    return Part("identifier", value, name, node=nodes[0] if nodes else None, source=typed)


def _joined(pieces: list[lexicon.Piece], facets: Mapping[str, str], language: str) -> list[Part]:
    """Parts, those on both sides of an OR gathered in one."""
    parts: list[Part] = []
    place, is_joining = 0, False
    for piece in pieces:
        if piece.is_or:
            is_joining = bool(parts)
            continue
        made, place = _parts(piece, facets, place)
        if is_joining and made and _may_join(parts[-1]) and _may_join(made[0]):
            parts[-1:] = [_either(parts[-1], made[0])]
            made = made[1:]
        parts += made
        is_joining = False
    parts = [p for p in parts if not _is_grammar(p, language)]
    return parts if not all(map(_is_weak, parts)) else [_strengthened(p) for p in parts]


def _may_join(part: Part) -> bool:
    return part.kind not in ("excluded", "range") and part.node is not None


def _either(one: Part, other: Part) -> Part:
    sides = one.parts if one.kind == "alternatives" else (one,)
    sides = (*sides, other)
    node = Either(tuple(p.node for p in sides), (1.0,) * len(sides))
    return Part(
        "alternatives",
        " / ".join(p.text for p in sides),
        parts=sides,
        node=node,
        source=f"{one.source} OR {other.source}",
    )


def _is_weak(part: Part) -> bool:
    return isinstance(part.node, Word) and part.node.is_weak


def _is_grammar(part: Part, language: str) -> bool:
    """Whether the word is nothing but grammar in the reader's language."""
    letter = STEM.get(language, STEM["fr"])
    return _is_weak(part) and not any(key[0] == letter for key in part.node.stems)


def _strengthened(part: Part) -> Part:
    return replace(part, node=replace(part.node, is_weak=False)) if _is_weak(part) else part


def _parts(piece: lexicon.Piece, facets: Mapping[str, str], place: int) -> tuple[list[Part], int]:
    """The parts of one piece, and the place of the next word."""
    facet = facets.get(piece.name)
    if facet and not piece.is_phrase and (among := lexicon.among(facet, piece.text)):
        return [Part("range", piece.text, facet, node=among, source=piece.source)], place
    number = lexicon.FIELDS.get(piece.name, 0)
    text = piece.text if number or not piece.name else f"{piece.name}:{piece.text}"
    if piece.is_phrase:
        made, place = lexicon.phrase(text, number, place)
        made = [("phrase", text, node) for node in made]
    else:
        made, place = lexicon.words(text, number, place)
    parts = []
    for kind, shown, node in made:
        kind = "field" if number else kind
        name = piece.name if number else ""
        if piece.is_excluded:
            kind, shown = "excluded", f"{name}:{shown}" if name else shown
        source = piece.source if len(made) == 1 else shown
        parts.append(Part(kind, shown, name, node=node, source=source))
    return parts, place


def _bridged(parts: list[Part], bridges: Mapping[str, Sequence[str]]) -> list[Part]:
    """The parts, each expression that has a bridge followed by what it adds."""
    if not bridges:
        return parts
    known = {lexicon.stems_of(e): (e, others) for e, others in list(bridges.items())}
    longest = max(map(len, known))
    stems = [_stem(part) for part in parts]
    out, at = [], 0
    while at < len(parts):
        length = next((n for n in range(longest, 0, -1) if tuple(stems[at : at + n]) in known), 0)
        out += parts[at : at + max(length, 1)]
        if length:
            matched = " ".join(p.text for p in parts[at : at + length])
            out += _added(matched, known[tuple(stems[at : at + length])][1], length)
        at += max(length, 1)
    return out


def _stem(part: Part) -> str:
    if part.kind == "word" and isinstance(part.node, Word):
        return next((s for s in part.node.stems if s[0] == "f"), part.node.stems[0])
    return lexicon.stems_of(part.text)[0] if part.kind == "word" else ""


def _added(expression: str, others: Sequence[str], length: int) -> list[Part]:
    made = []
    for other in dict.fromkeys(others):
        nodes, _ = lexicon.phrase(other[: lexicon.LONGEST], 0, 0)
        if nodes:
            node = nodes[0]
            made.append(Part("added", other, expression, (Part("word", str(length)),), node))
    return made


def _with_additions(wanted: list[Part], added: list[Part]) -> list[Node]:
    """Each typed expression or, for less, what was added to it."""
    nodes: list[Node] = []
    groups: dict[str, list[Part]] = {}
    for part in added:
        groups.setdefault(part.name, []).append(part)
    at = 0
    while at < len(wanted):
        matched = _group_at(wanted, at, groups)
        if not matched:
            nodes.append(wanted[at].node)
            at += 1
            continue
        extra = groups.pop(matched)
        length = int(extra[0].parts[0].text)
        typed = tuple(p.node for p in wanted[at : at + length])
        first = typed[0] if length == 1 else All(typed)
        others = tuple(p.node for p in extra)
        nodes.append(Either((first, *others), (1.0, *(ADDED_WEIGHT for _ in others))))
        at += length
    return nodes


def _group_at(wanted: list[Part], at: int, groups: dict[str, list[Part]]) -> str:
    for name, extra in groups.items():
        length = int(extra[0].parts[0].text)
        if " ".join(p.text for p in wanted[at : at + length]) == name:
            return name
    return ""


def _texts(parts: Sequence[Part]):
    for part in parts:
        if part.kind in ("word", "phrase", "prefix", "field", "added"):
            yield part.text
        yield from _texts(part.parts) if part.kind == "alternatives" else ()


def _marks(nodes):
    for node in nodes:
        if isinstance(node, Word):
            yield from node.stems
        elif isinstance(node, Phrase):
            for _, stems in node.places:
                yield from stems
        elif isinstance(node, Prefix):
            yield from (f"{key}*" for key in node.keys)
        elif isinstance(node, All | Either):
            yield from _marks(node.parts)


__all__ = ["Among", "Part", "Query", "parse"]
