"""The two vocabularies for machines: SKOS in JSON-LD.

A need is a ``skos:Concept`` (SKOS Reference, W3C Recommendation, 18 August 2009), written as JSON-LD 1.1
(W3C Recommendation, 16 July 2020). A retired one stays, is ``owl:deprecated`` and says by
``dct:isReplacedBy`` (DCMI Metadata Terms) what took its place. An axis that we bring near it is a
``skos:relatedMatch``: the two belong to different schemes, and the link is not official.
"""

from collections.abc import Iterable
from datetime import datetime

from univasso.models.vocabularies import KnowledgeNeed, ResearchAxis
from univasso.web.mailing import address

MEDIA_TYPE = "application/ld+json"
CONTEXT = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "inScheme": {"@id": "skos:inScheme", "@type": "@id"},
    "notation": "skos:notation",
    "prefLabel": {"@id": "skos:prefLabel", "@container": "@language"},
    "altLabel": {"@id": "skos:altLabel", "@container": "@language"},
    "definition": {"@id": "skos:definition", "@container": "@language"},
    "scopeNote": {"@id": "skos:scopeNote", "@container": "@language"},
    "editorialNote": {"@id": "skos:editorialNote", "@container": "@language"},
    "changeNote": {"@id": "skos:changeNote", "@container": "@language"},
    "relatedMatch": {"@id": "skos:relatedMatch", "@type": "@id"},
    "title": {"@id": "dct:title", "@container": "@language"},
    "source": {"@id": "dct:source", "@type": "@id"},
    "modified": {"@id": "dct:modified", "@type": "xsd:dateTime"},
    "isReplacedBy": {"@id": "dct:isReplacedBy", "@type": "@id"},
    "replaces": {"@id": "dct:replaces", "@type": "@id"},
    "deprecated": {"@id": "owl:deprecated", "@type": "xsd:boolean"},
}
PROVISIONAL = {"fr": "Intitulé provisoire\u00a0: aucune source publique ne le confirme.",
               "en": "Provisional title: no public source confirms it."}  # fmt: skip


def graph(
    needs: list[KnowledgeNeed], axes: list[ResearchAxis], last: dict[tuple[str, int], datetime]
) -> dict:
    """Both vocabularies whole, retired needs included; ``last``: when each term last changed."""
    return {
        "@context": CONTEXT,
        "@graph": [
            _scheme("besoins", "Besoins de connaissance", "Knowledge needs"),
            _scheme("axes", "Axes régionaux", "Regional axes"),
            *(_need(need, needs, last.get(("need", need.id))) for need in needs),
            *(_axis(axis, needs, last.get(("axis", axis.id))) for axis in axes),
        ],
    }


def _scheme(name: str, french: str, english: str) -> dict:
    title = {"fr": french, "en": english}
    return {"@id": _scheme_id(name), "@type": "skos:ConceptScheme", "title": title}


def _scheme_id(name: str) -> str:
    return f"{address('needs.index')}#{name}"


def need_id(need: KnowledgeNeed) -> str:
    """What names a need for ever: its number, which never changes."""
    return address("needs.show", number=need.number)


def _axis_id(axis: ResearchAxis) -> str:
    return _scheme_id(f"axe-{axis.number}")


def _need(need: KnowledgeNeed, needs: Iterable[KnowledgeNeed], changed: datetime | None) -> dict:
    return _written({
        "@id": need_id(need),
        "@type": "skos:Concept",
        "inScheme": _scheme_id("besoins"),
        "notation": str(need.number),
        "prefLabel": _both(need, "title"),
        "altLabel": _both(need, "short"),
        "definition": _both(need, "summary"),
        "scopeNote": {"fr": list(need.sub_questions)} if need.sub_questions else None,
        "editorialNote": None if need.is_confirmed else PROVISIONAL,
        "source": need.source_url,
        "relatedMatch": [_axis_id(axis) for axis in need.axes],
        "modified": changed.isoformat() if changed else None,
        "deprecated": True if need.retired_on else None,
        "changeNote": {"fr": need.retired_reason} if need.retired_on else None,
        "isReplacedBy": need_id(need.successor) if need.successor else None,
        "replaces": [need_id(former) for former in needs if former.successor_id == need.id],
    })  # fmt: skip


def _axis(axis: ResearchAxis, needs: Iterable[KnowledgeNeed], changed: datetime | None) -> dict:
    return _written({
        "@id": _axis_id(axis),
        "@type": "skos:Concept",
        "inScheme": _scheme_id("axes"),
        "notation": str(axis.number),
        "prefLabel": _both(axis, "title"),
        "scopeNote": {"fr": list(axis.questions)} if axis.questions else None,
        "source": axis.source_url,
        "relatedMatch": [need_id(need) for need in needs if axis in need.axes],
        "modified": changed.isoformat() if changed else None,
    })  # fmt: skip


def _both(row: object, name: str) -> dict[str, str]:
    """A text in the languages in which it is written."""
    return _written({"fr": getattr(row, f"{name}_fr"), "en": getattr(row, f"{name}_en")})


def _written(values: dict) -> dict:
    return {name: value for name, value in values.items() if value}
