"""The filters of search: what each is called in the address, and its values in words."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import Row, select

from univasso.core.db import db
from univasso.core.words import N_
from univasso.models.output_words import AUDIENCES, LICENCES
from univasso.models.vocabularies import OutputKind, Territory
from univasso.needs.queries import axes, every_need
from univasso.web.keeping import kept
from univasso.web.language import current


@dataclass(frozen=True)
class Facet:
    """One filter: its name in the index, in the address, and on the screen."""

    name: str
    argument: str
    label: str


FACETS = (
    Facet("kind", "type", N_("Kind of output")),
    Facet("need", "besoin", N_("Knowledge need")),
    Facet("axis", "axe", N_("Regional axis")),
    Facet("territory", "territoire", N_("Place")),
    Facet("audience", "public", N_("Written for")),
    Facet("language", "langue", N_("Language")),
    Facet("text", "texte", N_("Full text")),
    Facet("licence", "licence", N_("Licence")),
)
# How fast an association answers in general: a filter of the directory, by its days.
DELAYS = {"7": N_("Within a week"), "15": N_("Within two weeks"), "30": N_("Within a month")}
INDEXED = (*(facet.name for facet in FACETS), "year", "delay")


def labels(facet: str, values: list[str]) -> dict[str, str]:
    """The values of a facet in the reader's words; an unknown one stays as it is."""
    if not values:
        return {}
    known = _LABELS[facet](values)
    return {value: str(known.get(value, value)) for value in values}


def _side() -> str:
    return "en" if current() == "en" else "fr"


@kept
def _every_kind() -> list[Row]:
    return list(
        db.session.execute(select(OutputKind.code, OutputKind.label_fr, OutputKind.label_en))
    )


def _kinds(_values: list[str]) -> dict[str, str]:
    return {kind.code: getattr(kind, f"label_{_side()}") for kind in _every_kind()}


def _needs(_values: list[str]) -> dict[str, str]:
    return {
        str(n.number): f"{n.number}. {getattr(n, f'short_{_side()}') or n.short_fr}"
        + (f" {_('(retired)')}" if n.retired_on else "")
        for n in every_need()
    }


def _axes(_values: list[str]) -> dict[str, str]:
    return {str(a.number): getattr(a, f"title_{_side()}") or a.title_fr for a in axes()}


def _places(values: list[str]) -> dict[str, str]:
    found = db.session.execute(
        select(Territory.code, Territory.name).where(Territory.code.in_(values))
    )
    return {code: name for code, name in found}  # noqa: C416 — rows are not pairs


_LABELS = {
    "kind": _kinds,
    "need": _needs,
    "axis": _axes,
    "territory": _places,
    "audience": lambda _v: {code: _(label) for code, label in AUDIENCES.items()},
    "language": lambda _v: {"fr": _("French"), "en": _("English")},
    "text": lambda _v: {"yes": _("Files that can be searched"), "no": _("Notice only")},
    "licence": lambda _v: {code: _(row[0]) for code, row in LICENCES.items()},
}
