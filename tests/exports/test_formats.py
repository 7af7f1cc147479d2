"""Every export is read back equal, by another reader where there is one."""

from __future__ import annotations

import io
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from alliance import Alliance
from exports.formats import FORMATS
from loaders import load, require


@pytest.fixture(scope="module")
def graph_of_the_store(bundled: Alliance) -> rdflib.Graph:
    return rdflib.Graph().parse(data=bundled.store.dump(), format="nt")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("name", ["turtle", "jsonld"])
def test_rdflib_reads_the_store_back(bundled: Alliance, graph_of_the_store: rdflib.Graph, name: str) -> None:
    data = FORMATS[name].render(bundled.facts)
    read = rdflib.Graph().parse(data=data, format={"turtle": "turtle", "jsonld": "json-ld"}[name])
    assert len(read) == len(graph_of_the_store)
    assert isomorphic(read, graph_of_the_store)


def test_nquads_keep_the_layers_apart(bundled: Alliance) -> None:
    data = FORMATS["nquads"].render(bundled.facts)
    quads = list(ox.parse(data, format=ox.RdfFormat.N_QUADS))
    assert {str(quad.graph_name).rpartition("/")[2].rstrip(">") for quad in quads} == {
        "statements",
        "direct",
        "vocabulary",
    }
    merged = "".join(sorted({f"{quad.triple} .\n" for quad in quads}))
    assert merged == bundled.store.dump()


@pytest.mark.parametrize("name", ["turtle", "nquads", "jsonld"])
def test_our_own_reader_has_the_same_facts_again(bundled: Alliance, tmp_path: Path, name: str) -> None:
    path = tmp_path / f"graph{FORMATS[name].suffix}"
    path.write_bytes(FORMATS[name].render(bundled.facts))
    assert require(load([path])) == bundled.facts


def test_networkx_reads_graphml_back(bundled: Alliance) -> None:
    data = FORMATS["graphml"].render(bundled.facts)
    read: nx.MultiDiGraph[str] = nx.MultiDiGraph(nx.read_graphml(io.BytesIO(data), force_multigraph=True))
    expected = bundled.to_networkx()
    assert list(read.nodes(data=True)) == list(expected.nodes(data=True))
    assert sorted(read.edges(keys=True, data=True)) == sorted(expected.edges(keys=True, data=True))


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_the_same_facts_give_the_same_bytes(bundled: Alliance, name: str) -> None:
    assert FORMATS[name].render(bundled.facts) == FORMATS[name].render(bundled.facts)


def test_a_locator_is_a_text_position_selector(bundled: Alliance) -> None:
    read = rdflib.Graph().parse(data=FORMATS["turtle"].render(bundled.facts), format="turtle")
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    statement = next(s for s in bundled.facts.statements if s.evidence)
    evidence = statement.evidence[0]
    node = rdflib.URIRef(evidence.node_iri(statement.iri))
    selector = read.value(node, oa.hasSelector)
    assert read.value(node, oa.hasSource) == rdflib.URIRef(
        f"https://w3id.org/smartcar-alliance/source/{evidence.source}"
    )
    assert (selector, rdflib.RDF.type, oa.TextPositionSelector) in read
    assert read.value(selector, oa.start) == rdflib.Literal(evidence.start)
    assert read.value(selector, oa.end) == rdflib.Literal(evidence.end)
