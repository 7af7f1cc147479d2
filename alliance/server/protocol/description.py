"""The task of workers that describes the service and its data, as SPARQL 1.1 Service Description and VoID."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from alliance.server.protocol.evaluation import write_triples
from alliance.server.protocol.media import FORMATS
from alliance.server.work.holding import Holding
from alliance.server.work.jobs import Outcome
from ontology.iris import BASE, DIRECT, ENTITY, PREFIXES, compact

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMAT = "http://www.w3.org/ns/formats/"
_PREFIXES = {**PREFIXES, "sd": SD, "format": FORMAT}
_ROW_FORMATS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPH_FORMATS = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML")
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_LARGEST = 1 << 30
TITLES = {"en": "Knowledge graph of the smart-car alliances", "zh-Hans": "智能汽车联盟知识图谱"}
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a store: how many triples each graph has, has of each property, and has instances of each class."""

    stated: int
    direct: int
    properties: Mapping[str, int]
    classes: Mapping[str, int]
    examples: tuple[str, ...]


_COUNTED: WeakKeyDictionary[Holding, Contents] = WeakKeyDictionary()


def describe_service(holding: Holding, arguments: Mapping[str, Any]) -> Outcome:
    """Return the description; what is in the store is counted once.

    Arguments: `endpoint` the address of the endpoint; `graph` the name of the format.
    """
    if holding not in _COUNTED:
        _COUNTED[holding] = count(holding.engine)
    found = set(_describe(arguments["endpoint"], _COUNTED[holding]))
    return write_triples(found, FORMATS[arguments["graph"]], _LARGEST, _PREFIXES)


def count(engine: ox.Store) -> Contents:
    """Return what is in a store, by reading each of its graphs once."""
    stated = _counts(engine, "SELECT ?x (COUNT(*) AS ?n) WHERE { ?s ?x ?o } GROUP BY ?x")
    direct = _counts(engine, f"SELECT ?x (COUNT(*) AS ?n) WHERE {{ GRAPH <{DIRECT}> {{ ?s ?x ?o }} }} GROUP BY ?x")
    classes = _counts(engine, f"SELECT ?x (COUNT(*) AS ?n) WHERE {{ ?s <{_TYPE.value}> ?x }} GROUP BY ?x")
    both = {name: stated.get(name, 0) + direct.get(name, 0) for name in sorted({*stated, *direct})}
    return Contents(sum(stated.values()), sum(direct.values()), both, classes, tuple(_examples(engine, classes)))


def _counts(engine: ox.Store, sparql: str) -> dict[str, int]:
    rows = engine.query(sparql)
    if not isinstance(rows, ox.QuerySolutions):
        raise TypeError(type(rows).__name__)
    found = ((row["x"], row["n"]) for row in rows)
    counts = {x.value: int(n.value) for x, n in found if isinstance(x, ox.NamedNode) and isinstance(n, ox.Literal)}
    return dict(sorted(counts.items()))


def _examples(engine: ox.Store, classes: Mapping[str, int]) -> list[str]:
    """Return entities, one of each of the first classes that have any."""
    found = set()
    for name in sorted(classes):
        quads = engine.quads_for_pattern(None, _TYPE, ox.NamedNode(name), ox.DefaultGraph())
        first = next((quad.subject for quad in quads), None)
        if isinstance(first, ox.NamedNode) and first.value.startswith(ENTITY):
            found.add(first.value)
    return sorted(found)[:EXAMPLES]


def _describe(endpoint: str, contents: Contents) -> Iterator[ox.Triple]:
    service, dataset = f"{endpoint}#service", f"{endpoint}#dataset"
    yield from _service(endpoint, service, dataset)
    yield from _graphs(endpoint, dataset, contents)
    yield from _void(endpoint, dataset, contents)


def _service(endpoint: str, service: str, dataset: str) -> Iterator[ox.Triple]:
    yield _link(service, "rdf:type", SD + "Service")
    yield _link(service, "sd:endpoint", endpoint)
    yield _link(service, "sd:supportedLanguage", SD + "SPARQL11Query")
    for name in (*_ROW_FORMATS, *_GRAPH_FORMATS):
        yield _link(service, "sd:resultFormat", FORMAT + name)
    yield _link(service, "sd:defaultEntailmentRegime", "http://www.w3.org/ns/entailment/Simple")
    yield _link(service, "sd:defaultDataset", dataset)
    for tag, text in TITLES.items():
        yield _tell(service, "dcterms:title", ox.Literal(text, language=tag))
    yield _tell(service, "rdfs:comment", ox.Literal(_COMMENT, language="en"))


_COMMENT = (
    "The parameters as-of and known-by answer about the day they name: what held on it, or what was known by it. "
    "Queries may use the prefixes of the graph without declaring them."
)


def _graphs(endpoint: str, dataset: str, contents: Contents) -> Iterator[ox.Triple]:
    """Yield the graphs of the dataset: the default one holds what the named one does, and all else."""
    for kind in (SD + "Dataset", PREFIXES["void"] + "Dataset"):
        yield _link(dataset, "rdf:type", kind)
    default, direct, named = f"{endpoint}#default-graph", f"{endpoint}#direct-graph", f"{endpoint}#direct"
    yield _link(dataset, "sd:defaultGraph", default)
    yield _link(dataset, "sd:namedGraph", named)
    yield _link(named, "rdf:type", SD + "NamedGraph")
    yield _link(named, "sd:name", DIRECT)
    yield _link(named, "sd:graph", direct)
    for graph, triples in ((default, contents.stated + contents.direct), (direct, contents.direct)):
        yield _link(graph, "rdf:type", SD + "Graph")
        yield _number(graph, "void:triples", triples)


def _void(endpoint: str, dataset: str, contents: Contents) -> Iterator[ox.Triple]:
    yield _link(dataset, "void:sparqlEndpoint", endpoint)
    yield _tell(dataset, "void:uriSpace", ox.Literal(BASE))
    for tag, text in TITLES.items():
        yield _tell(dataset, "dcterms:title", ox.Literal(text, language=tag))
    yield _number(dataset, "void:triples", contents.stated + contents.direct)
    yield _number(dataset, "void:properties", len(contents.properties))
    yield _number(dataset, "void:classes", len(contents.classes))
    for name in _GRAPH_FORMATS:
        yield _link(dataset, "void:feature", FORMAT + name)
    for namespace in _vocabularies((*contents.properties, *contents.classes)):
        yield _link(dataset, "void:vocabulary", namespace)
    for example in contents.examples:
        yield _link(dataset, "void:exampleResource", example)
    for name, triples in contents.properties.items():
        yield from _partition(endpoint, dataset, ("property", name), ("triples", triples))
    for name, entities in contents.classes.items():
        yield from _partition(endpoint, dataset, ("class", name), ("entities", entities))


def _partition(endpoint: str, dataset: str, part: tuple[str, str], size: tuple[str, int]) -> Iterator[ox.Triple]:
    (kind, name), (unit, number) = part, size
    node = f"{endpoint}#{kind}={quote(compact(name), safe=':')}"
    yield _link(dataset, f"void:{kind}Partition", node)
    yield _link(node, f"void:{kind}", name)
    yield _number(node, f"void:{unit}", number)


def _vocabularies(terms: tuple[str, ...]) -> list[str]:
    """Return the namespaces of the prefixes that some term of the data is in."""
    prefixes = {compact(term).partition(":")[0] for term in terms}
    return sorted(namespace for prefix, namespace in PREFIXES.items() if prefix in prefixes)


def _named(name: str) -> ox.NamedNode:
    prefix, _, local = name.partition(":")
    return ox.NamedNode(_PREFIXES[prefix] + local)


def _link(subject: str, name: str, value: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), _named(name), ox.NamedNode(value))


def _tell(subject: str, name: str, value: ox.Literal) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), _named(name), value)


def _number(subject: str, name: str, value: int) -> ox.Triple:
    return _tell(subject, name, ox.Literal(value))
