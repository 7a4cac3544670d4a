"""Places of Hauts-de-France by what people type: names in any spelling, postcodes, former communes."""

import re
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from univasso.core.db import db
from univasso.core.french import place_key
from univasso.core.search.vocabulary import distance
from univasso.models.vocabularies import Territory, TerritoryName

MOST = 8  # places proposed
SHORTEST = 2  # letters typed before anything is proposed
_HINTED = re.compile(r"(.+?)\s*\(([^()]+)\)\s*")
_KINDS = ("region", "department", "epci", "commune")
_LONG_NAMES = (
    ("communautedecommunes", "cc"), ("communautedagglomeration", "ca"), ("communauteurbaine", "cu"),
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A territory with what tells it from its namesakes; ``label``, typed, leads to it alone."""

    territory: Territory
    department: str
    name: str  # the one that was recognised: a former commune is not called as its territory is

    @property
    def label(self) -> str:
        about = f" ({self.department})" if self.department else ""
        return f"{self.territory.name}{about}"


def find_territory(text: str) -> list[Place]:
    """The places that are called just so; several when more than one is."""
    found = _called(text)
    hinted = _HINTED.fullmatch(text.strip()[:200])
    if found or not hinted:
        return found
    named, hint = hinted.groups()
    return [
        place
        for place in _namesakes(named)
        if _key(hint) in (_key(place.department), place.territory.code.partition(":")[2][:2])
    ]


def _called(text: str) -> list[Place]:
    """A region or a department before the communes of its name."""
    found = _namesakes(text)
    return [p for p in found if p.territory.kind in ("region", "department")] or found


def _namesakes(text: str) -> list[Place]:
    key = _key(text)
    found = _places(TerritoryName.key == key) if key else []
    if key.isdigit():  # a postcode and a code of INSEE are written alike
        return found
    return [p for p in found if p.name == p.territory.name] or found  # names of today first


def _key(text: str) -> str:
    key = place_key(text[:200])
    for long, short in _LONG_NAMES:
        key = key.replace(long, short) if key.startswith(long) else key
    return key


def propose(text: str, most: int = MOST) -> list[Place]:
    """The places whose name begins so, else those whose name is nearest, the largest first."""
    exact = find_territory(text)
    key = _key(text)
    if exact or len(key) < SHORTEST:
        begun = _places(TerritoryName.key.startswith(key, autoescape=True)) if exact else []
        return _each_once([*exact, *begun])[:most]
    begun = _places(TerritoryName.key.startswith(key, autoescape=True))
    return _each_once(begun)[:most] or _nearest(key, most)


def _nearest(key: str, most: int) -> list[Place]:
    if len(key) < 4 or key.isdigit():
        return []
    apart = 1 if len(key) < 7 else 2
    keys = set(db.session.scalars(select(TerritoryName.key).where(TerritoryName.kind != "code")))
    near = {k: distance(key, k, apart) for k in keys if abs(len(k) - len(key)) <= apart}
    best = sorted((k for k in near if near[k] <= apart), key=lambda k: (near[k], k))[:most]
    places = _places(TerritoryName.key.in_(best)) if best else []
    return _each_once(sorted(places, key=lambda place: near.get(_key(place.name), apart)))[:most]


def _each_once(places: list[Place]) -> list[Place]:
    kept: dict[int, Place] = {}
    for place in places:
        kept.setdefault(place.territory.id, place)
    return list(kept.values())


def _places(condition: ColumnElement[bool]) -> list[Place]:
    rows = db.session.execute(
        select(Territory, TerritoryName.name, TerritoryName.kind)
        .join(Territory, Territory.id == TerritoryName.territory_id)
        .where(condition)
    ).all()
    departments = dict(
        db.session.execute(
            select(Territory.code, Territory.name).where(Territory.kind == "department")
        ).all()
    )
    rows.sort(
        key=lambda row: (_KINDS.index(row[0].kind), -(row[0].population or 0), row[0].sort_key)
    )
    return [
        Place(place, _department(place, departments), name if kind == "former" else place.name)
        for place, name, kind in rows
    ]


def _department(place: Territory, departments: dict[str, str]) -> str:
    """Of a commune, by its code: some EPCI lie in two departments."""
    if place.kind != "commune":
        return ""
    return departments.get(f"department:{place.code.partition(':')[2][:2]}", "")
