"""The view of the ontology: its classes, properties and concept schemes, as the store has them."""

from __future__ import annotations

from collections import defaultdict
from typing import Literal, get_args

from pydantic import Field

from alliance.server.views.forms import FormAsked
from alliance.server.views.records import ConceptRef, Labels
from alliance.server.views.registry import Told, View
from alliance.workspace import Alliance
from graph.store import select
from ontology.concepts import Scheme, schemes
from ontology.iris import BASE

IRI = BASE + "ontology"
_TERMS = f"""
SELECT ?term ?about ?value (LANG(?value) AS ?lang) WHERE {{
  {{ BIND (<{IRI}> AS ?term) }} UNION {{ ?term rdfs:isDefinedBy <{IRI}> }}
  ?term ?about ?value
}} ORDER BY ?term ?about ?value
"""
TermKind = Literal["class", "property of text or number", "property between nodes", "direct property"]
_KINDS: dict[str, TermKind] = {
    "owl:Class": "class",
    "owl:DatatypeProperty": "property of text or number",
    "owl:ObjectProperty": "property between nodes",
    "sca:DirectProperty": "direct property",
}
_Told = dict[str, dict[str, list[str]]]


class TermTold(Told):
    """A class or a property."""

    name: str
    iri: str
    kind: TermKind
    label: Labels
    comment: str
    broader: list[str] = Field(description="Compact names of what it is a kind of.")
    domain: list[str]
    range: list[str]


class SchemeTold(Told):
    """A concept scheme and how many concepts it has."""

    scheme: ConceptRef
    concepts: int


class OntologyAsked(FormAsked):
    """The ontology."""


class OntologyTold(Told):
    """The classes, properties and concept schemes."""

    iri: str
    title: Labels
    description: Labels
    version: str
    terms: list[TermTold] = Field(description="By kind and name.")
    schemes: list[SchemeTold]


def read_ontology(graph: Alliance, asked: OntologyAsked) -> OntologyTold:
    """Return the ontology as the store has it."""
    del asked
    told: dict[str, _Told] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for row in select(graph.store, _TERMS):
        told[str(row["term"])][str(row["about"])][str(row["lang"] or "")].append(str(row["value"]))
    header = told.pop(IRI, {})
    terms = [_term(name, about) for name, about in told.items() if name.startswith("sca:")]
    order = get_args(TermKind)
    return OntologyTold(
        iri=IRI,
        title=_labels(header, "dcterms:title", "ontology"),
        description=_labels(header, "dcterms:description", ""),
        version=_all(header, "owl:versionInfo")[0] if _all(header, "owl:versionInfo") else "",
        terms=sorted(terms, key=lambda term: (order.index(term.kind), term.name)),
        schemes=[SchemeTold(scheme=scheme_ref(s), concepts=len(s.concepts)) for s in schemes().values()],
    )


def scheme_ref(scheme: Scheme) -> ConceptRef:
    """Return the reference to a scheme."""
    label = {"en": scheme.label["en"], "zh": scheme.label["zh-Hans"]}
    return ConceptRef(id=scheme.slug, label=label, path=f"/concept/{scheme.slug}")


def _term(name: str, about: _Told) -> TermTold:
    kinds = [_KINDS[each] for each in _all(about, "rdf:type") if each in _KINDS]
    order = get_args(TermKind)
    return TermTold(
        name=name,
        iri=IRI + "#" + name.removeprefix("sca:"),
        kind=max(kinds, key=order.index, default="class"),
        label=_labels(about, "rdfs:label", name),
        comment=" ".join(_all(about, "rdfs:comment")),
        broader=[*_all(about, "rdfs:subClassOf"), *_all(about, "rdfs:subPropertyOf")],
        domain=[*_all(about, "rdfs:domain"), *_all(about, "schema:domainIncludes")],
        range=_all(about, "rdfs:range"),
    )


def _all(about: _Told, name: str) -> list[str]:
    return [value for values in about.get(name, {}).values() for value in values]


def _labels(about: _Told, name: str, otherwise: str) -> Labels:
    found = {lang.lower(): values[0] for lang, values in about.get(name, {}).items()}
    english = found.get("en", otherwise)
    return {"en": english, "zh": found.get("zh-hans", english)}


ONTOLOGY = View("ontology", "The classes, properties and concept schemes.", OntologyAsked, OntologyTold, read_ontology)
