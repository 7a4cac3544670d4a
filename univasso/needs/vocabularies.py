"""Loading the lists that everything is filed under; doing it again changes only what is new.

What coordinators edited in the application is never overwritten: rows that exist are left alone.
"""

import csv
import json
import re
from pathlib import Path

from sqlalchemy import insert, select

from univasso.core.db import db
from univasso.core.french import place_key, sort_key
from univasso.models.vocabularies import (
    KnowledgeNeed,
    OutputKind,
    ResearchAxis,
    Territory,
    TerritoryName,
)
from univasso.needs import places_of_research
from univasso.needs.services import wording

DATA = Path(__file__).parent / "data"
# What stands before the names of communes and of EPCI, and people leave out.
_BEFORE = re.compile(r"(?:C[ACU]|Métropole) (?:d[eu]s? (?:la |l')?|d')?|L[ea]s? |L'", re.I)


def load() -> None:
    """Add the needs, axes, kinds of output, places and research units that are missing."""
    needs = _load_needs()
    _load_axes(needs)
    _load_kinds()
    _load_territories()
    _load_names()
    places_of_research.load()
    _keep_first_words()


def _keep_first_words() -> None:
    """The words with which needs and axes were loaded are their first version."""
    db.session.flush()
    for model in (KnowledgeNeed, ResearchAxis):
        for term in db.session.scalars(select(model)).all():
            wording.keep_first(term)


def _read(name: str) -> list[dict]:
    return json.loads((DATA / name).read_text("utf-8"))


def _load_needs() -> dict[str, KnowledgeNeed]:
    known = {need.slug: need for need in db.session.scalars(select(KnowledgeNeed))}
    for row in _read("needs.json"):
        if row["slug"] not in known:
            known[row["slug"]] = KnowledgeNeed(**row)
            db.session.add(known[row["slug"]])
    return known


def _load_axes(needs: dict[str, KnowledgeNeed]) -> None:
    known = set(db.session.scalars(select(ResearchAxis.slug)))
    for row in _read("axes.json"):
        if row["slug"] not in known:
            related = [needs[slug] for slug in row.pop("needs")]
            db.session.add(ResearchAxis(**row, needs=related))


def _load_kinds() -> None:
    known = set(db.session.scalars(select(OutputKind.code)))
    for position, row in enumerate(_read("output_kinds.json")):
        if row["code"] not in known:
            db.session.add(OutputKind(position=position, **row))


def _load_territories() -> None:
    known = dict(db.session.execute(select(Territory.code, Territory.id)).all())
    with (DATA / "territories.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["code"] not in known]
    # Parents come first in the file; each level is written before the next one asks for it.
    for kind in ("region", "department", "epci", "commune"):
        level = [_place(row, known) for row in rows if row["kind"] == kind]
        if level:
            written = db.session.execute(
                insert(Territory).returning(Territory.code, Territory.id), level
            )
            known.update(written.all())


def _place(row: dict, known: dict[str, int]) -> dict:
    return {
        "code": row["code"],
        "kind": row["kind"],
        "name": row["name"],
        "sort_key": sort_key(row["name"]),
        "parent_id": known.get(row["parent"]),
        "population": int(row["population"]) if row["population"] else None,
    }


def _load_names() -> None:
    """What places are called: in full, by their code, by postcode, by the communes they took in."""
    places = dict(db.session.execute(select(Territory.code, Territory.id)).all())
    known = set(db.session.execute(select(TerritoryName.key, TerritoryName.territory_id)).all())
    rows = []
    for code, kind, name in _every_name():
        pair = (place_key(name), places.get(code))
        if pair[1] is not None and pair not in known:
            known.add(pair)
            rows.append({"key": pair[0], "territory_id": pair[1], "kind": kind, "name": name})
    if rows:
        db.session.execute(insert(TerritoryName), rows)


def _every_name() -> list[tuple[str, str, str]]:
    """(code of the place, kind of name, name); a shortened name only where it is no other's."""
    with (DATA / "territories.csv").open(encoding="utf-8", newline="") as file:
        own = [(row["code"], "name", row["name"]) for row in csv.DictReader(file)]
    with (DATA / "territory_names.csv").open(encoding="utf-8", newline="") as file:
        other = [(row["code"], row["kind"], row["name"]) for row in csv.DictReader(file)]
    codes = [(code, "code", code.partition(":")[2]) for code, _, _ in own if "region" not in code]
    taken = {place_key(name) for _, _, name in (*own, *other)}
    short = [
        (code, "name", rest)
        for code, _, name in own
        if (rest := _shortened(name)) != name and place_key(rest) not in taken
    ]
    return [*own, *other, *codes, *short]


def _shortened(name: str) -> str:
    found = _BEFORE.match(name)
    return name[found.end() :] if found else name
