"""Loading research units from ROR, and the public holidays that all associations share.

ROR published its records in two schemas; the file holds both, as they came.
"""

import json
import re
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from univasso.core.db import db
from univasso.core.french import sort_key
from univasso.core.identifiers import recognise
from univasso.models.research_units import ResearchUnit, SharedPeriod

DATA = Path(__file__).parent / "data"
SOURCE = "ROR (ror.org), CC0"
HOLIDAYS = "https://github.com/etalab/jours-feries-france-data"
REGION = {"HDF", "FR.32"}
# Of these kinds alone, a body is no place where a researcher of ours is employed to study.
OTHER_KINDS = {"company", "healthcare"}


def load() -> None:
    """Add the units and holidays that are missing; those that exist are left as they are."""
    _load_units()
    _load_holidays()


def _load_units() -> None:
    known = set(db.session.scalars(select(ResearchUnit.ror)))
    for record in json.loads((DATA / "research_units.json").read_text("utf-8")):
        unit = unit_of(record)
        if unit is not None and unit.ror not in known:
            db.session.add(unit)


def unit_of(record: dict) -> ResearchUnit | None:
    """A unit from a record of either schema; None when it is closed, elsewhere, or no place of research."""
    found = recognise(record["id"])
    kinds = {kind.lower() for kind in record["types"]}
    if found is None or record["status"] != "active" or kinds <= OTHER_KINDS:
        return None
    about = _of_schema_two(record) if "names" in record else _of_schema_one(record)
    if about is None:
        return None
    parents = [r["label"] for r in record["relationships"] if r["type"].lower() == "parent"]
    every = [about["name"], about["short_name"], *about["other_names"]]
    return ResearchUnit(
        ror=found.value, sort_key=sort_key(about["name"])[:250], parents=parents, source=SOURCE,
        lookup_key=("|" + "|".join(dict.fromkeys(map(sort_key, filter(None, every)))) + "|")[:1500],
        **about,
    )  # fmt: skip


def _of_schema_one(record: dict) -> dict | None:
    city = next((a["city"] for a in record["addresses"]
                 if a["geonames_city"]["geonames_admin1"]["code"] in REGION), None)  # fmt: skip
    if city is None:
        return None
    french = [label["label"] for label in record["labels"] if label.get("iso639") == "fr"]
    return {
        "name": (french or [record["name"]])[0],
        "short_name": next(iter(record["acronyms"]), ""),
        "other_names": [record["name"], *record["aliases"]] if french else record["aliases"],
        "city": city,
        "website": next(iter(record["links"]), "") or "",
    }


def _of_schema_two(record: dict) -> dict | None:
    places = [place["geonames_details"] for place in record["locations"]]
    city = next((p["name"] for p in places if p["country_subdivision_code"] in REGION), None)
    if city is None:
        return None
    names = record["names"]
    own = [n["value"] for n in names if "label" in n["types"] and n["lang"] == "fr"]
    own += [n["value"] for n in names if "ror_display" in n["types"]]
    short = [n["value"] for n in names if "acronym" in n["types"]]
    return {
        "name": own[0],
        "short_name": short[0] if short else "",
        "other_names": [n["value"] for n in names if n["value"] not in (own[0], *short[:1])],
        "city": city,
        "website": next((x["value"] for x in record["links"] if x["type"] == "website"), ""),
    }


def _load_holidays() -> None:
    """Public holidays, one a day, from the calendar that the state publishes."""
    known = set(
        db.session.scalars(select(SharedPeriod.starts_on).where(SharedPeriod.kind == "holiday"))
    )
    text = (DATA / "public_holidays.ics").read_text("utf-8")
    for day, title in re.findall(r"DTSTART;VALUE=DATE:(\d{8})\b.*?SUMMARY:([^\r\n]+)", text, re.S):
        on = datetime.strptime(day, "%Y%m%d").date()
        if on not in known:
            known.add(on)
            db.session.add(SharedPeriod(
                kind="holiday", title=title.strip(), starts_on=on, ends_on=on, source=HOLIDAYS,
            ))  # fmt: skip
