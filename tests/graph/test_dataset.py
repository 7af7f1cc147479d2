"""The rdflib view over the same quads."""

from __future__ import annotations

import pytest
import rdflib
from rdflib.query import ResultRow

from alliance import Alliance, Rows
from ontology.iris import ENTITY, expand

pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated")

BRANDS = "SELECT ?label WHERE { ?b a schema:Brand ; rdfs:label ?label } ORDER BY ?label"


def test_rdflib_gives_the_same_rows_as_the_store(bundled: Alliance) -> None:
    answer = bundled.query(BRANDS)
    assert isinstance(answer, Rows)
    ours = [row["label"] for row in answer]
    theirs = [str(row[0]) for row in bundled.to_rdflib().query(BRANDS) if isinstance(row, ResultRow)]
    assert ours == theirs == ["AITO", "Luxeed", "Maextro", "Shangjie", "Stelato"]


def test_rdflib_walks_the_same_triples(bundled: Alliance) -> None:
    dataset = bundled.to_rdflib()
    luxeed, member_of = rdflib.URIRef(ENTITY + "luxeed"), rdflib.URIRef(expand("org:memberOf"))
    members = {str(o).removeprefix(ENTITY) for o in dataset.objects(luxeed, member_of)}
    assert members == {"hima", "hima-brands", "three-realms"}
    assert len(dataset) == bundled.store.dump().count("\n")
