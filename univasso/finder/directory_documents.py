"""What of people and bodies can be found: only what everybody may read of those who are listed."""

from sqlalchemy import select

from univasso.core.db import db
from univasso.core.search import Document, Text
from univasso.directory.queries import usual_delay
from univasso.finder.facets import DELAYS
from univasso.finder.places import above
from univasso.models.associations import Association
from univasso.models.groups import ResearchGroup
from univasso.models.profiles import Level, Profile
from univasso.models.research_units import ResearchUnit
from univasso.models.researchers import Affiliation, Researcher
from univasso.policy import is_named


def of_association(row: Association) -> Document | None:
    """A listed association, without the fields that it keeps for some."""
    if not is_named(row):
        return None
    said = [
        getattr(row, name) for name in ("mission", "publics", "field_offer") if _shows(row, name)
    ]
    numbers = ("rna", "siren", "siret") if _shows(row, "numbers") else ()
    return Document(
        key=f"association:{row.id}",
        kind="association",
        texts=_texts((row.name, row.short_name), said),
        facets={**_facets(row), "delay": _delays(row)},
        identifiers=tuple(
            f"{name}:{value}" for name in numbers if (value := getattr(row, name))
        ),
    )  # fmt: skip


def _delays(row: Association) -> tuple[str, ...]:
    """The times within which it answers in general, from real answers (R4.1)."""
    usual = usual_delay(row)
    return tuple(days for days in DELAYS if usual is not None and usual <= int(days))


def of_researcher(row: Researcher) -> Document | None:
    """A researcher who is shown, by every name but those hidden everywhere (R1.2)."""
    if not row.is_shown:
        return None
    names = row.search_names() if _shows(row, "other_names") else [row.name]
    said = [row.expertise_fr] if _shows(row, "expertise") else []
    if _shows(row, "affiliations"):
        said += [affiliation.place for affiliation in row.present_affiliations()]
    english = [row.expertise_en] if _shows(row, "expertise") else []
    orcid = row.verified_orcid if _shows(row, "identifiers") else None
    return Document(
        key=f"researcher:{row.id}",
        kind="researcher",
        texts=(*_texts(names, said), *(Text(words, "en") for words in english if words)),
        facets=_facets(row),
        identifiers=(f"orcid:{orcid}",) if orcid else (),
    )


def of_unit(row: ResearchUnit) -> Document | None:
    """A laboratory where somebody who is shown says that they work."""
    people = db.session.scalars(
        select(Researcher).join(Affiliation).where(Affiliation.unit_id == row.id)
    )
    if not any(who.is_shown and _shows(who, "affiliations") for who in people):
        return None
    return Document(
        key=f"unit:{row.id}",
        kind="unit",
        texts=_texts((row.name, row.short_name, *row.other_names), [*row.parents, row.city]),
        identifiers=(f"ror:{row.ror}",) if row.ror else (),
    )


def of_group(row: ResearchGroup) -> Document | None:
    if not row.is_shown:
        return None
    needs = tuple(str(need.number) for need in row.needs)
    return Document(
        key=f"group:{row.id}", kind="group", texts=_texts((row.name,), [row.purpose]),
        facets={"need": needs},
    )  # fmt: skip


def _shows(row: Profile, field: str) -> bool:
    return row.shows(field, Level.PUBLIC)


def _texts(names, said) -> tuple[Text, ...]:
    titles = [Text(name, "fr", 3, "title") for name in names if name]
    return (*titles, *(Text(words, "fr") for words in said if words))


def _facets(row: Profile) -> dict[str, tuple[str, ...]]:
    """Where a profile is, and the needs that concern it."""
    needs = row.needs if _shows(row, "needs") else []
    places = row.territories if _shows(row, "territories") else []
    return {
        "need": tuple(str(need.number) for need in needs),
        "territory": tuple(sorted({code for place in places for code in above(place)})),
    }
