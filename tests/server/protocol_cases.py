"""Requests of the SPARQL 1.1 Protocol and what they must be answered with; and the store that they are about.

The first part has the cases of the W3C's test suite for queries (manifest of
`sparql11/protocol`, the approved tests), said in our own data; the second what the
recommendation says besides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlencode

import pyoxigraph as ox

from ontology.iris import BASE, DIRECT

Answer: TypeAlias = bool | tuple[str, ...] | None
"""Yes or no; the sorted rows or triples, each as text; or nothing that is compared."""

DATA = "http://data.example/"
ONE, TWO, THREE = (f"{DATA}{name}.rdf" for name in ("one", "two", "three"))
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
DOCUMENT = "http://xmlns.com/foaf/0.1/Document"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
TURTLE, NTRIPLES, JSONLD, RDFXML = "text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"
PLAIN = "text/plain"
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"


@dataclass(frozen=True)
class Case:
    """A request and what comes of it; `url` is what stands after the path of the endpoint."""

    name: str
    status: int
    media_type: str
    answer: Answer = None
    method: str = "GET"
    url: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


def store_of_documents(folder: Path) -> Path:
    """Make a store as `graph.building` lays it out: a document in each of three graphs, others in the usual two."""
    store = ox.Store(str(folder / "v-documents"))
    for graph in (ONE, TWO, THREE):
        store.add(_document(graph, ox.NamedNode(graph)))
    store.add(_document(f"{DATA}stated", ox.DefaultGraph()))
    store.add(_document(f"{DATA}direct", ox.NamedNode(DIRECT)))
    store.flush()
    (folder / "CURRENT").write_text("v-documents\n", encoding="ascii")
    return folder


def _document(name: str, graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    return ox.Quad(ox.NamedNode(name), ox.NamedNode(TYPE), ox.NamedNode(DOCUMENT), graph)


def with_parameters(*pairs: tuple[str, str]) -> str:
    return "?" + urlencode(pairs)


def asking(query: str, *pairs: tuple[str, str]) -> str:
    return with_parameters(("query", query), *pairs)


def posted(name: str, query: str, answer: Answer, *pairs: tuple[str, str], media_type: str = JSON) -> Case:
    url = with_parameters(*pairs) if pairs else ""
    return Case(name, 200, media_type, answer, "POST", url, {"Content-Type": QUERY}, query.encode())


def default(*graphs: str) -> tuple[tuple[str, str], ...]:
    return tuple(("default-graph-uri", graph) for graph in graphs)


def named(*graphs: str) -> tuple[tuple[str, str], ...]:
    return tuple(("named-graph-uri", graph) for graph in graphs)


BOTH_TYPED = f"ASK {{ <{ONE}> a ?type . <{TWO}> a ?type . }}"
BOTH_NAMED = f"ASK {{ GRAPH ?g1 {{ <{ONE}> a ?type }} GRAPH ?g2 {{ <{TWO}> a ?type }} }}"
ALL_THREE = f"ASK {{ <{THREE}> a ?type GRAPH ?g1 {{ <{ONE}> a ?type }} GRAPH ?g2 {{ <{TWO}> a ?type }} }}"
SUBJECTS = "SELECT ?s { ?s a ?type }"
GRAPHS = "SELECT ?g { GRAPH ?g { ?s ?p ?o } }"

W3C = (
    Case("query_post_form", 200, JSON, True, "POST", with_parameters(*default(f"{DATA}none.rdf")),
         {"Content-Type": FORM}, b"query=ASK%20%7B%7D"),
    Case("query_dataset_default_graphs_get", 200, JSON, True, url=asking(BOTH_TYPED, *default(ONE, TWO))),
    posted("query_dataset_default_graphs_post", BOTH_TYPED, True, *default(ONE, TWO)),
    Case("query_dataset_named_graphs_get", 200, JSON, True, url=asking(BOTH_NAMED, *named(ONE, TWO))),
    posted("query_dataset_named_graphs_post", BOTH_NAMED, True, *named(ONE, TWO)),
    posted("query_dataset_full", ALL_THREE, True, *default(THREE), *named(ONE, TWO)),
    posted("query_multiple_dataset", BOTH_NAMED.replace("ASK", f"ASK FROM <{THREE}>"), True, *named(ONE, TWO)),
    Case("query_get", 200, JSON, True, url=asking("ASK {}", *default(f"{DATA}none.rdf"))),
    posted("query_post_direct", "ASK {}", True),
    posted("query_content_type_select", "SELECT (1 AS ?value) {}",
           ('?value="1"^^<http://www.w3.org/2001/XMLSchema#integer>',)),
    posted("query_content_type_ask", "ASK {}", True),
    posted("query_content_type_describe", "DESCRIBE <http://example.org/>", (), media_type=TURTLE),
    posted("query_content_type_construct", "CONSTRUCT { <s> <p> 1 } WHERE {}",
           (f'<{BASE}s> <{BASE}p> "1"^^<http://www.w3.org/2001/XMLSchema#integer>',), media_type=TURTLE),
    Case("bad_query_method", 405, PLAIN, method="PUT", url=asking("ASK {}"), headers={"Content-Type": FORM}),
    Case("bad_multiple_queries", 400, PLAIN, url=asking("ASK {}", ("query", "SELECT * {}"))),
    Case("bad_query_wrong_media_type", 415, PLAIN, None, "POST", "", {"Content-Type": PLAIN}, b"ASK {}"),
    Case("bad_query_missing_form_type", 415, PLAIN, None, "POST", "", {}, b"query=ASK%20%7B%7D"),
    Case("bad_query_missing_direct_type", 415, PLAIN, None, "POST", "", {}, b"ASK {}"),
    Case("bad_query_non_utf8", 415, PLAIN, None, "POST", "", {"Content-Type": f"{QUERY}; charset=UTF-16"},
         "ASK {}".encode("utf-16")),
    Case("bad_query_syntax", 400, PLAIN, url=asking("ASK {")),
    Case("bad_update_get", 400, PLAIN, url=with_parameters(("update", "CLEAR ALL"))),
)  # fmt: skip
"""The W3C's cases. In `query_multiple_dataset` the manifest escapes the sign between two parameters by mistake."""


def _rows(*subjects: str, name: str = "s") -> tuple[str, ...]:
    return tuple(sorted(f"?{name}=<{subject}>" for subject in subjects))


def _accepting(name: str, query: str, accept: str, media_type: str, answer: Answer) -> Case:
    return Case(name, 200, media_type, answer, url=asking(query, *default(ONE)), headers={"Accept": accept})


_MADE = "CONSTRUCT WHERE { ?s ?p ?o }"
_TRIPLE = (f"<{ONE}> <{TYPE}> <{DOCUMENT}>",)
_FORM_OF = {"Content-Type": FORM}

OWN = (
    Case("usual_default_graph", 200, JSON, _rows(f"{DATA}stated", f"{DATA}direct"), url=asking(SUBJECTS)),
    Case("usual_named_graphs", 200, JSON, _rows(DIRECT, name="g"), url=asking(GRAPHS)),
    Case("from_in_the_query", 200, JSON, _rows(TWO), url=asking(SUBJECTS.replace("{", f"FROM <{TWO}> {{", 1))),
    Case("from_only_in_a_string", 200, JSON, _rows(),
         url=asking(f'SELECT ?s {{ ?s a ?type FILTER(?s = "\\" from <{ONE}> \\"") }}')),
    Case("protocol_before_from", 200, JSON, _rows(ONE),
         url=asking(SUBJECTS.replace("{", f"FROM <{TWO}> {{", 1), *default(ONE))),
    Case("only_named_graphs", 200, JSON, _rows(), url=asking(SUBJECTS, *named(ONE))),
    Case("only_default_graphs", 200, JSON, _rows(), url=asking(GRAPHS, *default(ONE))),
    Case("named_graphs_by_name", 200, JSON, _rows(ONE, TWO, name="g"), url=asking(GRAPHS, *named(ONE, TWO))),
    Case("one_graph_named_twice", 200, JSON, _rows(ONE), url=asking(SUBJECTS, *default(ONE, ONE))),
    Case("unknown_graph", 200, JSON, _rows(), url=asking(SUBJECTS, *default(f"{DATA}none.rdf"))),
    Case("dataset_in_a_form", 200, JSON, _rows(ONE), "POST", "", _FORM_OF,
         urlencode([("query", SUBJECTS), *default(ONE)]).encode()),
    Case("form_and_url_together", 200, JSON, _rows(ONE), "POST", with_parameters(*default(ONE)), _FORM_OF,
         urlencode([("query", SUBJECTS)]).encode()),
    Case("charset_utf8", 200, JSON, True, "POST", "", {"Content-Type": f'{QUERY}; charset="UTF-8"'},
         "ASK { FILTER('赛' = '赛') }".encode()),
    Case("type_in_capitals", 200, JSON, True, "POST", "", {"Content-Type": "APPLICATION/Sparql-Query"}, b"ASK {}"),
    Case("plus_is_a_space", 200, JSON, True, url="?query=ASK+%7B+FILTER(%27a+b%27+%3D+%27a%20b%27)+%7D"),
    Case("decoded_once", 200, JSON, True, url="?query=ASK%20%7B%20FILTER(STRLEN(%27%2525%27)%20%3D%203)%20%7D"),
    Case("unknown_parameter", 200, JSON, True, url=asking("ASK {}", ("debug", "on"))),
    _accepting("rows_as_json", SUBJECTS, JSON, JSON, _rows(ONE)),
    _accepting("rows_as_xml", SUBJECTS, XML, XML, _rows(ONE)),
    _accepting("rows_as_csv", SUBJECTS, CSV, CSV, ("s", ONE)),
    _accepting("rows_as_tsv", SUBJECTS, TSV, TSV, _rows(ONE)),
    _accepting("rows_by_quality", SUBJECTS, f"{CSV};q=0.5, {XML};q=0.8, */*;q=0.1", XML, _rows(ONE)),
    _accepting("rows_by_wildcard", SUBJECTS, "text/*", CSV, ("s", ONE)),
    _accepting("rows_but_not_json", SUBJECTS, f"{JSON};q=0, {XML}", XML, _rows(ONE)),
    _accepting("rows_as_any_json", SUBJECTS, "application/json", JSON, _rows(ONE)),
    _accepting("rows_as_any_xml", SUBJECTS, "application/xml", XML, _rows(ONE)),
    _accepting("truth_as_xml", "ASK {}", XML, XML, True),
    _accepting("truth_as_csv", "ASK {}", CSV, CSV, ("true",)),
    _accepting("triples_as_turtle", _MADE, TURTLE, TURTLE, _TRIPLE),
    _accepting("triples_as_ntriples", _MADE, NTRIPLES, NTRIPLES, _TRIPLE),
    _accepting("triples_as_jsonld", _MADE, JSONLD, JSONLD, _TRIPLE),
    _accepting("triples_as_rdfxml", _MADE, RDFXML, RDFXML, _TRIPLE),
    _accepting("triples_by_quality", _MADE, f"{TURTLE};q=0.2, {RDFXML};q=0.9", RDFXML, _TRIPLE),
    Case("rows_as_turtle", 406, PLAIN, url=asking(SUBJECTS), headers={"Accept": TURTLE}),
    Case("triples_as_csv", 406, PLAIN, url=asking(_MADE), headers={"Accept": CSV}),
    Case("nothing_accepted", 406, PLAIN, url=asking("ASK {}"), headers={"Accept": "image/png"}),
    Case("known_prefix", 200, JSON, False, url=asking("ASK { ?s foaf:name ?o }")),
    Case("format_of_an_answer", 200, CSV, ("s", ONE), url=asking(SUBJECTS, *default(ONE), ("format", "csv"))),
    Case("head", 200, JSON, method="HEAD", url=asking("ASK {}")),
    Case("options", 204, "", method="OPTIONS"),
    Case("empty_form", 400, PLAIN, None, "POST", "", _FORM_OF, b""),
    Case("empty_query", 400, PLAIN, None, "POST", "", {"Content-Type": QUERY}, b""),
    Case("query_in_url_and_body", 400, PLAIN, None, "POST", asking("ASK {}"), _FORM_OF, b"query=ASK%7B%7D"),
    Case("update_form", 400, PLAIN, None, "POST", "", _FORM_OF, b"update=CLEAR+ALL"),
    Case("update_direct", 400, PLAIN, None, "POST", "", {"Content-Type": "application/sparql-update"}, b"CLEAR ALL"),
    Case("update_as_query", 400, PLAIN, url=asking("CLEAR ALL")),
    Case("using_graph", 400, PLAIN, url=asking("ASK {}", ("using-graph-uri", ONE))),
    Case("relative_graph", 400, PLAIN, url=asking("ASK {}", *default("one.rdf"))),
    Case("graph_with_a_space", 400, PLAIN, url=asking("ASK {}", *named("http://data.example/a b"))),
    Case("empty_graph_name", 400, PLAIN, url=asking("ASK {}", *default(""))),
    Case("broken_escape", 400, PLAIN, url="?query=ASK%20%7B%7D%20%23%2"),
    Case("escape_not_utf8", 400, PLAIN, url="?query=ASK%20%7B%7D%20%23%FF"),
    Case("body_not_utf8", 400, PLAIN, None, "POST", "", {"Content-Type": QUERY}, b"ASK {} #\xff"),
    Case("multipart", 415, PLAIN, None, "POST", "", {"Content-Type": "multipart/form-data; boundary=x"}, b"--x--"),
    Case("compressed_body", 415, PLAIN, None, "POST", "",
         {"Content-Type": QUERY, "Content-Encoding": "br"}, b"ASK {}"),
    Case("service", 400, PLAIN, url=asking("ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")),
    Case("nested_too_deep", 400, PLAIN, url=asking("ASK " + "{" * 201 + "}" * 201)),
    Case("twice_a_format", 200, CSV, ("true",), url=asking("ASK {}", ("format", "csv"), ("format", "json"))),
    Case("unknown_format", 400, PLAIN, url=asking("ASK {}", ("format", "pdf"))),
    Case("wrong_day", 400, PLAIN, url=asking("ASK {}", ("as-of", "soon"))),
    Case("misspelt_day", 400, PLAIN, url=asking("ASK {}", ("asOf", "2024"))),
    Case("day_and_graphs", 400, PLAIN, url=asking("ASK {}", ("as-of", "2024"), *default(ONE))),
    Case("wrong_timeout", 400, PLAIN, url=asking("ASK {}", ("timeout", "0"))),
)  # fmt: skip

CASES = (*W3C, *OWN)
