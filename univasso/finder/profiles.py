"""The directory: who can be found, narrowed by words, place and need, in the order of the alphabet."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload
from werkzeug.datastructures import MultiDict

from univasso.core.db import db
from univasso.core.identifiers import recognise
from univasso.core.search import Found, parse
from univasso.finder import following
from univasso.finder.asking import PROFILES
from univasso.finder.facets import DELAYS
from univasso.models.accounts import User
from univasso.models.associations import Association
from univasso.models.groups import ResearchGroup
from univasso.models.profiles import Profile
from univasso.models.research_units import ResearchUnit
from univasso.models.researchers import Researcher
from univasso.models.vocabularies import Territory
from univasso.policy import VISIBLE

MODELS: dict[str, type] = {
    "association": Association,
    "researcher": Researcher,
    "unit": ResearchUnit,
    "group": ResearchGroup,
}
LONGEST = 300  # characters of what is looked for
MOST = 400  # profiles that one list leads to: nobody takes the whole directory away page by page
DEPARTMENTS = ("02", "59", "60", "62", "80")


@dataclass(frozen=True)
class Sought:
    """Who is looked for, as the address says it; what it does not understand is left out."""

    words: str = ""
    kind: str = ""
    department: str = ""
    need: str = ""
    delay: str = ""  # an association that answers in general within so many days

    @classmethod
    def of(cls, args: MultiDict) -> "Sought":
        kind, department = args.get("qui", ""), args.get("departement", "")
        need, delay = args.get("besoin", ""), args.get("delai", "")
        return cls(
            words=args.get("q", "").strip()[:LONGEST],
            kind=kind if kind in PROFILES else "",
            department=department if department in DEPARTMENTS else "",
            need=need if need.isdecimal() and len(need) < 4 else "",
            delay=delay if delay in DELAYS else "",
        )

    @property
    def is_open(self) -> bool:
        return not (self.words or self.kind or self.department or self.need or self.delay)

    def find(self, language: str) -> Found:
        """Their keys, with the count of each kind and each department. Raises ``IndexUnusable``."""
        filters = {
            "territory": (f"department:{self.department}",) if self.department else (),
            "need": (self.need,) if self.need else (),
            "delay": (self.delay,) if self.delay else (),
        }
        number = recognise(self.words)  # a number stands for itself, without quotes
        return following.index().find(
            parse(
                self.words,
                language,
                identifiers=[f"{number.scheme}:{number.value}"] if number else [],
            ),
            kinds=(self.kind,) if self.kind else PROFILES,
            filters={name: values for name, values in filters.items() if values},
            limit=MOST,
            facets=("territory",),
        )


def keys_of(found: Found, user: User | None, *, is_ranked: bool) -> list[str]:
    """The keys that the reader may know of, by relevance or by name: the last word."""
    names = {
        f"{kind}:{number}": name
        for kind, numbers in _by_kind(found.keys).items()
        for number, name in db.session.execute(
            select(MODELS[kind].id, MODELS[kind].sort_key).where(
                MODELS[kind].id.in_(numbers), VISIBLE[MODELS[kind]](user)
            )
        )
    }
    known = [key for key in found.keys if key in names]
    return known if is_ranked else sorted(known, key=lambda key: (names[key], key))


def rows_of(keys: list[str]) -> list[Profile]:
    """The profiles of these keys, in this order, with what a line of the list shows."""
    rows = {
        f"{kind}:{row.id}": row
        for kind, numbers in _by_kind(keys).items()
        for row in db.session.scalars(
            select(MODELS[kind])
            .where(MODELS[kind].id.in_(numbers))
            .options(
                *(
                    selectinload(getattr(MODELS[kind], name))
                    for name in ("needs", "territories", "affiliations")
                    if hasattr(MODELS[kind], name)
                )
            )
        )
    }
    return [rows[key] for key in keys if key in rows]


def _by_kind(keys: list[str]) -> dict[str, list[int]]:
    numbers: dict[str, list[int]] = {}
    for key in keys:
        kind, _, number = key.partition(":")
        numbers.setdefault(kind, []).append(int(number))
    return numbers


def departments() -> list[tuple[str, str]]:
    """The departments of the region, as (code, name)."""
    codes = [f"department:{code}" for code in DEPARTMENTS]
    found = db.session.execute(
        select(Territory.code, Territory.name).where(Territory.code.in_(codes))
    )
    return sorted(((code.partition(":")[2], name) for code, name in found), key=lambda d: d[1])
