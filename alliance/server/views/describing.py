"""What the store says of one IRI, as the triples of one document.

A document holds the triples of its thing and of the nodes below it, those that lead
to it where they matter, and the names of what is next to it. Light: the engine is
read, no fact is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from ontology.errors import Refused
from ontology.iris import BASE, DIRECT, EVIDENCE, expand

ONTOLOGY = BASE + "ontology"
MOST_QUADS = 1_000_000
"""No document holds more triples than this."""

_LABEL, _TYPE = ox.NamedNode(expand("rdfs:label")), ox.NamedNode(expand("rdf:type"))
_DIRECT = ox.NamedNode(DIRECT)
_GRAPHS = (ox.DefaultGraph(), _DIRECT)
_LEADING = {
    "source": ("prov:hadPrimarySource", "oa:hasSource"),
    "statement": ("prov:wasDerivedFrom",),
    "evidence": ("sca:evidence", "sca:mention"),
    "concept": ("skos:inScheme", "skos:broader"),
}
"""The properties whose subjects belong to the document of their object."""
_TOPIC, _DOCUMENT = ox.NamedNode(expand("foaf:primaryTopic")), ox.NamedNode(expand("foaf:isPrimaryTopicOf"))


def is_known(engine: ox.Store, iri: str) -> bool:
    """Tell whether the store has the IRI, as a subject or an object."""
    node = _node(iri)
    if node is None:
        return False
    patterns = [(graph, side) for graph in _GRAPHS for side in ((node, None), (None, node))]
    return any(
        next(engine.quads_for_pattern(subject, None, object_, graph), None) is not None
        for graph, (subject, object_) in patterns
    )


def _node(iri: str) -> ox.NamedNode | None:
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return None


def describe(engine: ox.Store, kind: str, iri: str, document: str) -> list[ox.Triple]:
    """Return the triples of the document of an IRI, sorted; `kind` is the first segment of its path."""
    found = set(_ontology(engine) if kind == "ontology" else _thing(engine, kind, iri))
    found.add(ox.Triple(ox.NamedNode(document), _TOPIC, ox.NamedNode(iri)))
    found.add(ox.Triple(ox.NamedNode(iri), _DOCUMENT, ox.NamedNode(document)))
    return sorted(found, key=str)


def _thing(engine: ox.Store, kind: str, iri: str) -> Iterator[ox.Triple]:
    node = ox.NamedNode(iri)
    own = list(_below(engine, iri))
    leading = list(_leading(engine, kind, node)) or ([] if own else list(_triples(engine, None, None, node)))
    near = {term for triple in (*own, *leading) for term in (triple.subject, triple.object)} - {node}
    yield from own
    yield from leading
    for other in near:
        if isinstance(other, ox.NamedNode) and other.value.startswith(BASE):
            yield from _triples(engine, other, _LABEL, None)


def _below(engine: ox.Store, iri: str) -> Iterator[ox.Triple]:
    """Yield the triples of an IRI, of the nodes whose IRIs are below it, and of its evidence."""
    seen, pending = {iri}, [iri]
    while pending:
        for triple in _triples(engine, ox.NamedNode(pending.pop()), None, None):
            yield triple
            value = triple.object.value if isinstance(triple.object, ox.NamedNode) else ""
            if value not in seen and (value.startswith((f"{iri}/", EVIDENCE))):
                seen.add(value)
                pending.append(value)


def _leading(engine: ox.Store, kind: str, node: ox.NamedNode) -> Iterator[ox.Triple]:
    if kind == "entity":
        yield from (quad.triple for quad in engine.quads_for_pattern(None, None, node, _DIRECT))
    for name in _LEADING.get(kind, ()):
        for triple in _triples(engine, None, ox.NamedNode(expand(name)), node):
            yield triple
            if isinstance(triple.subject, ox.NamedNode):
                yield from _triples(engine, triple.subject, _LABEL, None)
                yield from _triples(engine, triple.subject, ox.NamedNode(expand("dcterms:description")), None)


def _triples(
    engine: ox.Store, subject: ox.NamedNode | None, predicate: ox.NamedNode | None, object_: ox.NamedNode | None
) -> Iterator[ox.Triple]:
    for graph in _GRAPHS:
        for quad in engine.quads_for_pattern(subject, predicate, object_, graph):
            yield quad.triple


def _ontology(engine: ox.Store) -> Iterator[ox.Triple]:
    """Yield the header, all terms that it defines, and what it says of the direct properties of others."""
    yield from _below(engine, ONTOLOGY)
    defined = engine.quads_for_pattern(None, ox.NamedNode(expand("rdfs:isDefinedBy")), ox.NamedNode(ONTOLOGY), None)
    direct = engine.quads_for_pattern(None, _TYPE, ox.NamedNode(expand("sca:DirectProperty")), None)
    for term in {quad.subject for quad in (*defined, *direct)}:
        if isinstance(term, ox.NamedNode):
            yield from _triples(engine, term, None, None)


def layer(engine: ox.Store, name: str) -> list[ox.Triple]:
    """Return a layer of the store, sorted: `direct`, `statements` or `vocabulary`.

    Raises Refused, status 400, when it has more triples than a document may.
    """
    if name == "direct":
        return _bounded(quad.triple for quad in engine.quads_for_pattern(None, None, None, _DIRECT))
    terms = set(_ontology(engine))
    for kind in ("skos:Concept", "skos:ConceptScheme", "sh:SPARQLExecutable"):
        for quad in engine.quads_for_pattern(None, _TYPE, ox.NamedNode(expand(kind)), ox.DefaultGraph()):
            if isinstance(quad.subject, ox.NamedNode) and _is_vocabulary(quad.subject.value):
                terms |= set(_below(engine, quad.subject.value))
    if name == "vocabulary":
        return _bounded(terms)
    told = (quad.triple for quad in engine.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    return _bounded(triple for triple in told if triple not in terms)


def _is_vocabulary(iri: str) -> bool:
    return iri.startswith((BASE + "concept/", BASE + "query/"))


def _bounded(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    found = []
    for triple in triples:
        found.append(triple)
        if len(found) > MOST_QUADS:
            raise Refused(400, f"the graph has more than {MOST_QUADS} triples; ask /sparql for a part of it")
    return sorted(found, key=str)
