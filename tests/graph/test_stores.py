"""One contract for every store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from graph.answers import Rows, Triples, Truth
from graph.layers import Layers, to_nquads
from graph.remote import RemoteStore
from graph.remote_endpoint import Endpoint
from graph.store import Store, disk_store, memory_store
from ontology.errors import QueryError, StoreError, UsageError
from ontology.iris import GRAPH
from tests.graph.oxigraph_server import serving, store_of

A, B = "<https://w3id.org/smartcar-alliance/entity/a>", "<https://w3id.org/smartcar-alliance/entity/b>"
LABEL, MEMBER = "<http://www.w3.org/2000/01/rdf-schema#label>", "<http://www.w3.org/ns/org#memberOf>"
LAYERS = Layers(
    statements=f'{A} {LABEL} "A \\"1\\"" .\n',
    direct=f"{A} {MEMBER} {B} .\n",
    vocabulary=f'{MEMBER} {LABEL} "member of"@en .\n',
)


ONE_GRAPH = "".join(f"{line}\n" for text in LAYERS[:3] for line in text.splitlines())
"""All layers in the default graph."""
ELSEWHERE = {
    "a store of ours": to_nquads(LAYERS).replace(f" <{GRAPH}statements>", "").replace(f" <{GRAPH}vocabulary>", ""),
    "one graph": ONE_GRAPH,
    "a graph for each layer": to_nquads(LAYERS),
}
"""What a server elsewhere may hold, as N-Quads."""


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Store]]:
    with ExitStack() as servers:
        folder = tmp_path_factory.mktemp("elsewhere")
        yield {
            name: RemoteStore(Endpoint(servers.enter_context(serving(store_of(text, folder / name)))))
            for name, text in ELSEWHERE.items()
        }


def _made(name: str, folder: Path) -> Store:
    made: Store = memory_store() if name == "memory" else disk_store(folder / "store")
    made.load(LAYERS)
    return made


@pytest.fixture(params=["memory", "disk", *ELSEWHERE])
def store(request: pytest.FixtureRequest, elsewhere: Mapping[str, Store], tmp_path: Path) -> Store:
    return elsewhere.get(request.param) or _made(request.param, tmp_path)


@pytest.fixture(params=["memory", "disk"])
def own(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return _made(request.param, tmp_path)


def test_a_query_sees_all_layers_without_declaring_prefixes(store: Store) -> None:
    answer = store.query("SELECT ?x ?label { ent:a ?p ?x . ?p rdfs:label ?label }")
    assert isinstance(answer, Rows)
    assert list(answer) == [{"x": "ent:b", "label": "member of"}]


def test_a_literal_is_told_by_its_value_and_not_by_its_type(store: Store) -> None:
    answer = store.query('SELECT ?s { ?s rdfs:label "A \\"1\\"" }')
    assert isinstance(answer, Rows)
    assert list(answer) == [{"s": "ent:a"}]


def test_ask_and_construct_have_answers_of_their_own(store: Store) -> None:
    assert store.query("ASK { ent:a org:memberOf ent:b }") == Truth(True)
    answer = store.query("CONSTRUCT { ?o ?p ?s } WHERE { ?s ?p ?o . FILTER (?p = org:memberOf) }")
    assert isinstance(answer, Triples)
    assert [str(t) for t in answer.triples] == [
        "<https://w3id.org/smartcar-alliance/entity/b> <http://www.w3.org/ns/org#memberOf> <https://w3id.org/smartcar-alliance/entity/a>"
    ]


def test_answers_come_in_the_formats_of_the_standard(store: Store) -> None:
    query = "SELECT ?s ?o { ?s org:memberOf ?o }"
    a, b = "https://w3id.org/smartcar-alliance/entity/a", "https://w3id.org/smartcar-alliance/entity/b"
    assert store.query_bytes(query, "csv") == f"s,o\r\n{a},{b}\r\n".encode()
    assert store.query_bytes(query, "tsv") == f"?s\t?o\n<{a}>\t<{b}>\n".encode()
    assert store.query_bytes("ASK {}", "json") == b'{"head":{},"boolean":true}'
    turtle = store.query_bytes("CONSTRUCT WHERE { ?s org:memberOf ?o }", "turtle").decode()
    assert "ent:a org:memberOf ent:b" in turtle


def test_triples_cannot_be_csv(store: Store) -> None:
    with pytest.raises(UsageError, match=r"cannot be written as csv; choose turtle, json, xml$"):
        store.query_bytes("CONSTRUCT WHERE { ?s ?p ?o }", "csv")


def test_rows_cannot_be_turtle(store: Store) -> None:
    with pytest.raises(
        UsageError, match=r"^this query's answer cannot be written as turtle; choose csv, tsv, json, xml$"
    ):
        store.query_bytes("SELECT * {}", "turtle")


def test_an_update_is_seen_by_the_next_query(own: Store) -> None:
    own.update("INSERT DATA { ent:b org:memberOf ent:c }")
    assert own.query("ASK { ent:a org:memberOf+ ent:c }") == Truth(True)


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_store_elsewhere_is_not_changed(elsewhere: Mapping[str, Store], name: str) -> None:
    with pytest.raises(StoreError, match=r"/query is only read; change a store of your own, made with alliance build$"):
        elsewhere[name].update("INSERT DATA { ent:b org:memberOf ent:c }")
    with pytest.raises(StoreError, match=r"/query is only read; load the facts with its own tools"):
        elsewhere[name].load(LAYERS)


def test_a_query_may_choose_its_own_graphs(store: Store) -> None:
    assert store.query("ASK FROM <urn:none> { ?s ?p ?o }") == Truth(False)


def test_what_a_query_declares_itself_stands(store: Store) -> None:
    query = (
        "BASE <http://x/> PREFIX ent: <urn:> # prefix org: <urn:>\nSELECT ?x { BIND (ent:a AS ?x) ?s org:memberOf ?o }"
    )
    answer = store.query(query)
    assert isinstance(answer, Rows)
    assert list(answer) == [{"x": "urn:a"}]


def test_a_dump_is_sorted_and_whole(store: Store) -> None:
    assert store.dump() == "".join(sorted(LAYERS))


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("SELECT * { ?s orgg:memberOf ?o }", "the prefix orgg: is not declared; did you mean org:"),
        ("SELECT * {", "the query does not parse: error at 1:11"),
        ("SELECT ?add { ?add sca:create ?load", "the query does not parse: error at 1:"),
        ("PREFIX x: <http://x/> insert data { x:a x:b x:c }", "this is an update; only queries are answered here"),
        (
            'PREFIX x: <http://x/> SELECT * { ?s x:y "y:z" ; <http://q:1/> ?o . ?s zz:a ?o }',
            "the prefix zz: is not declared",
        ),
    ],
)
def test_a_wrong_query_is_one_line(store: Store, sparql: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        store.query(sparql)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)
