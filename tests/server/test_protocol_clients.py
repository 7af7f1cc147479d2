"""The clients that analysts have get whole answers from a server that listens."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import rdflib
import SPARQLWrapper
import uvicorn
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from starlette.applications import Starlette

import alliance
from ontology.iris import ENTITY
from tests.server.inprocess import app_over

BRANDS = "SELECT ?brand { ?brand org:memberOf ent:hima ; a schema:Brand } ORDER BY ?brand"
MADE = "CONSTRUCT { ?brand rdf:type schema:Brand } WHERE { ?brand org:memberOf ent:hima ; a schema:Brand }"
TRUTH = "ASK { ent:luxeed org:memberOf ent:hima }"
LABEL = "SELECT ?name { ent:luxeed skos:prefLabel ?name } ORDER BY ?name"


@contextmanager
def listening(app: Starlette) -> Iterator[str]:
    """Yield the address of a server that answers with the application, in a thread."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def endpoint(store_folder: Path) -> Iterator[str]:
    with listening(app_over(store_folder)) as address:
        yield f"{address}/sparql"


@pytest.fixture(scope="module")
def brands(bundled: alliance.Alliance) -> list[str]:
    rows = bundled.ask("members", alliance="HIMA")
    found = {str(row["brand"]) for row in rows}
    assert found == {"AITO", "Luxeed", "Maextro", "Shangjie", "Stelato"}
    return [f"{ENTITY}{name.lower()}" for name in sorted(found)]


def test_rdflib_reads_rows_truths_and_triples(endpoint: str, brands: list[str]) -> None:
    for method in ("GET", "POST", "POST_FORM"):
        graph = rdflib.Graph(SPARQLStore(endpoint, method=method))
        rows: list[Any] = list(graph.query(BRANDS))
        assert [str(row.brand) for row in rows] == brands
        assert graph.query(TRUTH).askAnswer is True
        made = graph.query(MADE).graph
        assert made is not None
        assert sorted(made) == [(rdflib.URIRef(b), rdflib.RDF.type, rdflib.SDO.Brand) for b in brands]


def test_rdflib_reads_single_triples_of_a_graph_that_is_there(endpoint: str) -> None:
    graph = rdflib.Graph(SPARQLStore(endpoint))
    luxeed = rdflib.URIRef(f"{ENTITY}luxeed")
    assert (luxeed, rdflib.RDF.type, rdflib.SDO.Brand) in graph
    assert (luxeed, rdflib.RDF.type, rdflib.SDO.Person) not in graph


def _told(client: SPARQLWrapper.SPARQLWrapper) -> Any:
    return client.queryAndConvert()


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("direct", [False, True])
def test_sparqlwrapper_reads_every_format(endpoint: str, brands: list[str], method: str, direct: bool) -> None:
    client = SPARQLWrapper.SPARQLWrapper(endpoint)
    client.setMethod(method)
    client.setRequestMethod("postdirectly" if direct else "urlencoded")
    client.setQuery(f"PREFIX schema: <https://schema.org/>\n{BRANDS}")
    client.setReturnFormat(SPARQLWrapper.JSON)
    told = _told(client)
    assert isinstance(told, dict)
    assert [row["brand"] for row in told["results"]["bindings"]] == [{"type": "uri", "value": b} for b in brands]
    client.setReturnFormat(SPARQLWrapper.XML)
    found = _told(client).getElementsByTagName("uri")
    assert [element.firstChild.data for element in found] == brands
    client.setReturnFormat(SPARQLWrapper.CSV)
    assert _told(client).decode().split() == ["brand", *brands]
    client.setReturnFormat(SPARQLWrapper.TSV)
    assert _told(client).decode().split() == ["?brand", *(f"<{brand}>" for brand in brands)]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize(
    "format_", [SPARQLWrapper.TURTLE, SPARQLWrapper.N3, SPARQLWrapper.RDFXML, SPARQLWrapper.JSONLD, SPARQLWrapper.XML]
)
def test_sparqlwrapper_reads_graphs(endpoint: str, brands: list[str], format_: str) -> None:
    client = SPARQLWrapper.SPARQLWrapper(endpoint, returnFormat=format_)
    client.setQuery(MADE)
    told = _told(client)
    graph = rdflib.Graph().parse(data=told, format="turtle") if isinstance(told, bytes) else told
    assert isinstance(graph, rdflib.Graph)
    assert sorted(map(str, graph.subjects(rdflib.RDF.type, rdflib.SDO.Brand))) == brands


def test_sparqlwrapper_tells_a_wrong_query(endpoint: str) -> None:
    client = SPARQLWrapper.SPARQLWrapper(endpoint)
    client.setQuery("SELECT * {")
    with pytest.raises(SPARQLWrapper.SPARQLExceptions.QueryBadFormed, match="the query does not parse: error at 1:11"):
        client.query()


def _curl(*arguments: str) -> tuple[str, str, bytes]:
    """Return status, media type and body; no proxy and no file of settings is used."""
    told = '{"status":"%{http_code}","type":"%{content_type}"}'
    command = ["curl", "-q", "-sS", "--noproxy", "*", "-w", f"%{{stderr}}{told}", *arguments]
    done = subprocess.run(command, capture_output=True, timeout=20, check=True, env={"PATH": os.environ["PATH"]})
    head = json.loads(done.stderr)
    return head["status"], head["type"], done.stdout


def test_curl_gets_and_posts(endpoint: str, brands: list[str]) -> None:
    expected = "200", "text/csv; charset=utf-8", "\r\n".join(["brand", *brands, ""]).encode()
    ways: list[list[str]] = [
        ["-G", "--data-urlencode", f"query={BRANDS}"],
        ["--data-urlencode", f"query={BRANDS}"],
        ["-H", "Content-Type: application/sparql-query", "--data-binary", BRANDS],
        ["--compressed", f"{endpoint}?{urlencode({'query': BRANDS})}"],
    ]
    for way in ways:
        address = [] if way[0] == "--compressed" else [endpoint]
        assert _curl("-H", "Accept: text/csv", *way, *address) == expected


def test_curl_reads_chinese_names_without_being_told_how(endpoint: str, bundled: alliance.Alliance) -> None:
    status, media_type, body = _curl("-G", endpoint, "--data-urlencode", f"query={LABEL}", "-d", "format=csv")
    names = [row["name"] for row in csv.DictReader(body.decode().splitlines())]
    entity = bundled.facts.entity["luxeed"]
    assert (status, media_type) == ("200", "text/csv; charset=utf-8")
    assert names == [entity.label("en"), entity.label("zh-Hans")] == ["Luxeed", "智界"]


def test_curl_sends_a_body_in_pieces_and_sees_the_limit(endpoint: str, tmp_path: Path) -> None:
    long = tmp_path / "long.rq"
    long.write_bytes(b"ASK {} #".ljust((1 << 20) + 1, b"#"))
    head = ["-H", "Content-Type: application/sparql-query", "-H", "Transfer-Encoding: chunked", "-H", "Expect:"]
    told = _curl(*head, "--data-binary", f"@{long}", endpoint)
    assert told == ("413", "text/plain; charset=utf-8", b"the request has more than 1048576 bytes\n")
    assert _curl("-I", f"{endpoint}?{urlencode({'query': TRUTH})}")[0] == "200"
