"""The two vocabularies for machines: what replaces what is said for ever (D1.10)."""

import json

from tests import make
from univasso.core.db import transaction
from univasso.needs.services import retiring


def test_machines_read_both_vocabularies(read, context):
    page = read("/besoins.json")
    assert page.response.mimetype == "application/ld+json"
    graph = json.loads(page.html)["@graph"]
    kinds = [one["@type"] for one in graph]
    assert (kinds.count("skos:ConceptScheme"), kinds.count("skos:Concept")) == (2, 16)
    concepts = {one["@id"]: one for one in graph}
    first = concepts["http://localhost/besoins/1"]
    assert first["prefLabel"]["fr"] == "Des modèles socio-économiques spécifiques"
    assert first["relatedMatch"] == ["http://localhost/besoins#axe-1"]
    assert "editorialNote" not in first
    assert "provisoire" in concepts["http://localhost/besoins/6"]["editorialNote"]["fr"]
    for one in graph:  # every link leads to something of the graph
        for name in ("inScheme", "relatedMatch", "isReplacedBy", "replaces"):
            linked = one.get(name, [])
            assert set([linked] if isinstance(linked, str) else linked) <= set(concepts)


def test_a_retired_need_says_by_what_it_is_replaced(read, context):
    with transaction():
        retiring.retire(
            make.administrator(), make.need(8).id, make.need(4).id, "Une raison fictive"
        )
    concepts = {one["@id"]: one for one in json.loads(read("/besoins.json").html)["@graph"]}
    eight = concepts["http://localhost/besoins/8"]
    assert (eight["deprecated"], eight["isReplacedBy"]) == (True, "http://localhost/besoins/4")
    assert eight["changeNote"] == {"fr": "Une raison fictive"}
    assert concepts["http://localhost/besoins/4"]["replaces"] == ["http://localhost/besoins/8"]
    assert "deprecated" not in concepts["http://localhost/besoins/4"]


def test_pages_name_it_as_another_form_of_themselves(read):
    for path in ("/besoins", "/besoins/1-modeles-socio-economiques"):
        links = read(path).parsed.all("link")
        assert any(link.get("href") == "/besoins.json" for link in links)
