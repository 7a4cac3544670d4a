"""One search as its address says it: words, tab, filters, sort, page."""

from dataclasses import dataclass, field
from functools import cached_property

from werkzeug.datastructures import MultiDict

from univasso.core.identifiers import recognise
from univasso.core.search import Found, Query, parse
from univasso.finder import bridges, following
from univasso.finder.facets import FACETS, INDEXED
from univasso.web.lists import here

TABS = {"productions": "output", "questions": "question", "besoins": "need"}
PROFILES = ("association", "researcher", "unit", "group")  # the kinds that the directory lists
SORTS = {"pertinence": "relevance", "recentes": "newest", "anciennes": "oldest"}
LONGEST = 5000  # characters of a query
LONGEST_VALUE = 80
FIRST_YEAR, LAST_YEAR = 1500, 2100
MOST_EXPORTED = 5000


@dataclass
class Asked:
    """What somebody looks for."""

    typed: str = ""
    language: str = "fr"
    tab: str = "productions"
    sort: str = "pertinence"
    is_strict: bool = False
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    from_year: int | None = None
    to_year: int | None = None

    @classmethod
    def of(cls, args: MultiDict, language: str) -> "Asked":
        """Read an address; whatever is not understood is left out."""
        chosen = {
            facet.name: tuple(dict.fromkeys(filter(_is_value, args.getlist(facet.argument)[:50])))
            for facet in FACETS
        }
        years = [_year(args.get("de", "")), _year(args.get("a", ""))]
        if all(years) and years[0] > years[1]:
            years.reverse()
        tab, sort = args.get("onglet", ""), args.get("tri", "")
        return cls(
            typed=args.get("q", "")[:LONGEST].strip(),
            language=language,
            tab=tab if tab in TABS else "productions",
            sort=sort if sort in SORTS else "pertinence",
            is_strict=args.get("strict") == "1",
            chosen={name: values for name, values in chosen.items() if values},
            from_year=years[0],
            to_year=years[1],
        )

    @cached_property
    def query(self) -> Query:
        """The words as understood; an identifier stands for itself, without quotes."""
        known = recognise(self.typed)
        named = [f"{known.scheme}:{known.value}"] if known else []
        spread = {} if self.is_strict else bridges.mapping()
        return parse(self.typed, self.language, spread, identifiers=named)

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        years = {}
        if self.from_year or self.to_year:
            first, last = self.from_year or FIRST_YEAR, self.to_year or LAST_YEAR
            years = {"year": tuple(str(year) for year in range(first, last + 1))}
        return {**self.chosen, **years}

    def find(self, offset: int = 0, limit: int = 10) -> Found:
        """One page of answers, with every count. Raises ``IndexUnusable``."""
        return following.index().find(
            self.query,
            kinds=(TABS[self.tab],),
            filters={} if self.tab == "besoins" else self.filters,
            sort=SORTS[self.sort],
            offset=offset,
            limit=limit,
            facets=INDEXED,
        )

    def total_without(self, name: str) -> int:
        """How many would be found if one filter were dropped."""
        rest = {facet: values for facet, values in self.filters.items() if facet != name}
        found = following.index().find(self.query, kinds=(TABS[self.tab],), filters=rest, limit=0)
        return found.total

    @property
    def is_open(self) -> bool:
        """Whether nothing at all was asked: the newest are shown."""
        return not self.typed and not self.filters


def _is_value(typed: str) -> bool:
    """Whether it can be a value of a facet; PostgreSQL, for one, refuses to hear of NUL."""
    return 0 < len(typed) <= LONGEST_VALUE and typed.isprintable()


def _year(typed: str) -> int | None:
    if not typed.strip().isdecimal() or len(typed.strip()) != 4:
        return None
    year = int(typed)
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def elsewhere(**changes: object) -> str:
    """This search changed; whatever else changes, one begins again at its first page."""
    return here(page=None, **changes)
