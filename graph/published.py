"""The catalogue as RDF: every named query as an executable of SHACL, which runs as it stands with its example.

After SHACL, 5.2.1 (`sh:select`, `sh:prefixes`) and SHACL Advanced Features, 5
(SPARQL-based functions, for the parameters).
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.catalogue import catalogue
from graph.query_heads import NamedQuery, Parameter
from graph.templates import fill, to_term
from ontology.entities import ENTITY_KINDS
from ontology.iris import BASE, QUERY, expand
from ontology.query_terms import EXAMPLE, TAKES, TEMPLATE, TOPIC
from ontology.rdf import RDF_TYPE, quote
from ontology.terms import rdf_class

_DATATYPES = {"date": "xsd:date", "number": "xsd:integer", "text": "xsd:string", "choice": "xsd:string"}


def to_ntriples() -> str:
    """Return all queries as N-Triples text, sorted."""
    return "".join(sorted(line for query in catalogue().values() for line in _query(query)))


def _query(query: NamedQuery) -> Iterator[str]:
    iri = QUERY + query.name
    for name in ("sh:SPARQLExecutable", "sh:SPARQLSelectExecutable"):
        yield f"<{iri}> {RDF_TYPE} <{expand(name)}> .\n"
    for name, term in (
        ("rdfs:label", quote(query.title, "en")),
        ("dcterms:title", quote(query.title, "en")),
        ("dcterms:identifier", quote(query.name)),
        (TOPIC, quote(query.topic)),
        (TEMPLATE, quote(query.text)),
        ("sh:prefixes", f"<{BASE}ontology>"),
        ("sh:select", quote(fill(query, example_values(query)))),
    ):
        yield f"<{iri}> <{expand(name)}> {term} .\n"
    for lang, question in query.question.items():
        yield f"<{iri}> <{expand('dcterms:description')}> {quote(question, lang)} .\n"
    for order, parameter in enumerate(query.parameters.values()):
        yield f"<{iri}> <{expand('sh:parameter')}> <{iri}/parameter/{parameter.name}> .\n"
        yield from _parameter(query, parameter, order)


def example_values(query: NamedQuery) -> dict[str, str]:
    """Return the values of a query's example, which are ids and the like already, and the defaults of the others."""
    defaults = {p.name: p.default for p in query.parameters.values() if p.default is not None}
    return {**defaults, **query.example}


def _parameter(query: NamedQuery, parameter: Parameter, order: int) -> Iterator[str]:
    iri = f"{QUERY}{query.name}/parameter/{parameter.name}"
    yield f"<{iri}> {RDF_TYPE} <{expand('sh:Parameter')}> .\n"
    terms = [
        ("sh:path", f"<{QUERY}parameter/{parameter.name}>"),
        ("sh:name", quote(parameter.name)),
        ("sh:description", quote(parameter.help, "en")),
        ("sh:order", _typed(str(order), "xsd:integer")),
        ("sh:optional", _typed(str(not parameter.required).lower(), "xsd:boolean")),
        ("sh:maxCount", _typed("1", "xsd:integer")),
    ]
    if parameter.kind in _DATATYPES:
        terms.append(("sh:datatype", f"<{expand(_DATATYPES[parameter.kind])}>"))
    else:
        terms.append(("sh:nodeKind", f"<{expand('sh:IRI')}>"))
    if (general := _class(parameter)) is not None:
        terms.append(("sh:class", f"<{expand(general)}>"))
    terms += [(TAKES, quote(word)) for word in parameter.of]
    if parameter.default is not None:
        latest = parameter.default == "latest"
        terms.append(("sh:defaultValue", quote("latest") if latest else _literal(parameter, parameter.default)))
    if parameter.name in query.example:
        terms.append((EXAMPLE, _literal(parameter, query.example[parameter.name])))
    for name, term in terms:
        yield f"<{iri}> <{expand(name)}> {term} .\n"


def _class(parameter: Parameter) -> str | None:
    """Return the class of the nodes that a parameter takes; the general one when it takes several kinds."""
    if parameter.kind == "entity":
        return rdf_class(ENTITY_KINDS[parameter.of[0]]) if len(parameter.of) == 1 else "sca:Entity"
    return {"source": "sca:Source", "concept": "skos:Concept"}.get(parameter.kind)


def _literal(parameter: Parameter, value: str) -> str:
    return _typed(value, "xsd:integer") if parameter.kind == "number" else to_term(parameter, value)


def _typed(value: str, datatype: str) -> str:
    return f"{quote(value)}^^<{expand(datatype)}>"
