"""The endpoint describes itself and its data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.server.inprocess import Client, app_over
from tests.server.observing import read_answer
from tests.server.protocol_cases import (
    DOCUMENT,
    NTRIPLES,
    TURTLE,
    asking,
    store_of_documents,
)

SD, VOID = "http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#"


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_of_documents(tmp_path_factory.mktemp("documents"))


@pytest.fixture(scope="module")
def small(documents: Path) -> Iterator[Client]:
    with Client(app_over(documents), "http://data.example:8080") as client:
        yield client


def _description(client: Client, accept: str) -> set[str]:
    answer = client.get("/sparql", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, accept)
    told = read_answer(accept, answer.content)
    assert isinstance(told, tuple)
    return set(told)


def test_the_description_is_the_same_in_every_format(small: Client) -> None:
    told = [_description(small, accept) for accept in (TURTLE, NTRIPLES, "application/ld+json", "application/rdf+xml")]
    assert told[1:] == told[:1] * 3
    assert len(told[0]) > 40


def test_the_description_tells_what_the_store_holds(small: Client) -> None:
    dataset = ox.Store()
    dataset.load(small.get("/sparql", headers={"Accept": NTRIPLES}).content, format=ox.RdfFormat.N_TRIPLES)
    rows = dataset.query(
        f"""PREFIX sd: <{SD}> PREFIX void: <{VOID}>
        SELECT ?endpoint ?triples ?direct ?class ?instances ?count WHERE {{
          ?service a sd:Service ; sd:endpoint ?endpoint ; sd:defaultDataset ?dataset .
          ?dataset sd:defaultGraph/void:triples ?triples ; sd:namedGraph/sd:graph/void:triples ?direct .
          ?dataset void:classPartition [ void:class ?class ; void:entities ?instances ] .
          ?dataset void:propertyPartition [ void:property rdf:type ; void:triples ?count ] .
        }}""",
        prefixes={"rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
    )
    assert isinstance(rows, ox.QuerySolutions)
    assert [[getattr(term, "value", None) for term in row] for row in rows] == [
        ["http://data.example:8080/sparql", "2", "1", DOCUMENT, "1", "2"]
    ]


def test_the_description_counts_what_queries_count(client: Client) -> None:
    told = ox.Store()
    told.load(client.get("/sparql", headers={"Accept": NTRIPLES}).content, format=ox.RdfFormat.N_TRIPLES)
    parts = told.query(f"SELECT ?p ?n {{ ?x <{VOID}property> ?p ; <{VOID}triples> ?n }}")
    assert isinstance(parts, ox.QuerySolutions)
    described = {(row["p"].value, row["n"].value) for row in parts}
    counted = client.get(f"/sparql{asking('SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p')}").json()
    assert described == {(row["p"]["value"], row["n"]["value"]) for row in counted["results"]["bindings"]}
    assert len(described) > 100


def test_who_looks_with_a_browser_is_sent_to_the_workbench(small: Client) -> None:
    page = small.get("/sparql", headers={"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"})
    assert (page.status_code, page.headers["location"]) == (303, "/")
    void = small.get("/.well-known/void")
    assert (void.status_code, void.headers["location"]) == (303, "/sparql")
    assert small.get("/sparql", headers={"Accept": "image/png"}).status_code == 406


def test_a_host_that_is_none_is_refused(small: Client) -> None:
    told = small.get("/sparql", headers={"Host": "a b<>"})
    assert (told.status_code, told.text) == (400, "the header Host is wrong: 'a b<>'\n")
