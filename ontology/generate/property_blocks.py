"""The properties of our own namespace: those of fields, derived ones and direct ones."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from ontology.concepts import schemes
from ontology.entities import ENTITY_KINDS
from ontology.generate.concept_blocks import scheme_iri
from ontology.generate.nodes import STATEMENTS, described, local_name, node_models, own_fields, words
from ontology.generate.turtle_text import Block, iri, text
from ontology.iris import BASE
from ontology.provenance import Source
from ontology.query_terms import EXAMPLE, QUERY_TERMS
from ontology.roles import role_property
from ontology.statements import Statement
from ontology.terms import FieldSpec, rdf_class

ONTOLOGY = f"<{BASE}ontology>"
_DEFINED = ("rdfs:isDefinedBy", [ONTOLOGY])
_TARGETS = {"entity": "sca:Entity", "source": "sca:Source", "statement": "sca:Statement"}

BOUNDS = {
    "sca:startEarliest": "First day on which it may have begun; 0001-01-01 stands for no bound.",
    "sca:startLatest": "First day on which it must have begun; 0001-01-01 stands for no bound.",
    "sca:endEarliest": "First day on which it may have ended; 9999-12-31 stands for no bound.",
    "sca:endLatest": "First day on which it must have ended; 9999-12-31 stands for no bound.",
}
"""Derived from the EDTF text of a statement: possibly true from the first to the last of them,
certainly true from the second to the third."""

KIND = "The kind of the fact, as fact files and Python name it."
_ALSO_ON = {"sca:status": "skosxl:Label"}
_RANK = Block(
    "sca:rank",
    [
        ("a", ["owl:DatatypeProperty"]),
        ("rdfs:label", [text("rank", "en")]),
        ("rdfs:comment", [text("Order of the statuses; the higher, the surer.", "en")]),
        ("rdfs:domain", ["skos:Concept"]),
        ("rdfs:range", ["xsd:integer"]),
        _DEFINED,
    ],
)
_KIND = Block(
    "sca:kind",
    [
        ("a", ["owl:DatatypeProperty"]),
        ("rdfs:label", [text("kind", "en")]),
        ("rdfs:comment", [text(KIND, "en")]),
        ("schema:domainIncludes", sorted(_TARGETS.values())),
        ("rdfs:range", ["xsd:string"]),
        _DEFINED,
    ],
)


def range_of(spec: FieldSpec) -> str:
    """Return the class or datatype of a field's values."""
    if spec.ref is not None:
        kinds = spec.ref.kinds
        return rdf_class(ENTITY_KINDS[kinds[0]]) if len(kinds) == 1 else _TARGETS[spec.ref.target]
    if spec.scheme is not None:
        return "skos:Concept"
    if spec.model is not None:
        return rdf_class(spec.model)
    return "rdf:langString" if spec.term.lang else str(spec.datatype)


def _uses() -> dict[str, dict[str, FieldSpec]]:
    """Return, for every property of our own, the classes that have it and how."""
    found: dict[str, dict[str, FieldSpec]] = {}
    for model in node_models():
        owner = "sca:Source" if model is Source else rdf_class(model)
        for _, spec in own_fields(model):
            if spec.term.property.startswith("sca:"):
                found.setdefault(spec.term.property, {})[owner] = spec
    return found


def _field_block(curie: str, uses: dict[str, FieldSpec]) -> Block:
    specs = list(uses.values())
    ranges = {range_of(spec) for spec in specs}
    owners = sorted({*uses, *([_ALSO_ON[curie]] if curie in _ALSO_ON else [])})
    about_data = all(spec.datatype for spec in specs)
    return Block(
        curie,
        [
            ("a", ["owl:DatatypeProperty" if about_data else "owl:ObjectProperty"]),
            ("rdfs:label", [text(words(local_name(curie)), "en")]),
            ("rdfs:comment", [text(comment, "en") for comment in dict.fromkeys(s.term.comment for s in specs)]),
            ("rdfs:domain" if len(owners) == 1 else "schema:domainIncludes", owners),
            ("rdfs:range", [ranges.pop() if len(ranges) == 1 else "sca:Entity"]),
            ("rdfs:seeAlso", [iri(scheme_iri(slug)) for slug in sorted({s.scheme for s in specs if s.scheme})]),
            _DEFINED,
        ],
    )


def field_properties() -> Iterator[Block]:
    """Yield the properties of fields, sorted."""
    for curie, uses in sorted(_uses().items()):
        yield _field_block(curie, uses)


def derived_properties() -> Iterator[Block]:
    """Yield the properties whose values follow from fields or classes, and the rank of statuses."""
    for curie, comment in BOUNDS.items():
        yield Block(
            curie,
            [
                ("a", ["owl:DatatypeProperty"]),
                ("rdfs:label", [text(words(local_name(curie)), "en")]),
                ("rdfs:comment", [text(comment, "en")]),
                ("rdfs:domain", ["sca:Statement"]),
                ("rdfs:range", ["xsd:date"]),
                _DEFINED,
            ],
        )
    yield _KIND
    yield _RANK


def _direct_block(curie: str, model: type[Statement]) -> Block:
    own = curie.startswith("sca:")
    shown = [
        ("rdfs:label", [text(words(local_name(curie)), "en")]),
        ("rdfs:comment", [text(f"Direct form of a statement that says: {described(model)}", "en")]),
        ("rdfs:domain", ["sca:Entity"]),
        ("rdfs:range", ["sca:Entity"]),
    ]
    classes = ["owl:ObjectProperty", "sca:DirectProperty"] if own else ["sca:DirectProperty"]
    see = ("rdfs:seeAlso", [rdf_class(model)])
    return Block(curie, [("a", classes), *(shown if own else []), see, *([_DEFINED] if own else [])])


def direct_properties() -> Iterator[Block]:
    """Yield one property for every statement kind that has a direct form."""
    for model in STATEMENTS:
        if model.edge is not None and model.edge.property:
            yield _direct_block(model.edge.property, model)


def role_properties() -> Iterator[Block]:
    """Yield one property for every stage and involvement."""
    stages, involvements = schemes()["stage"].concepts, schemes()["involvement"].concepts
    for stage, involvement in product(stages.values(), involvements.values()):
        curie = role_property(stage.slug, involvement.slug)
        zh = f"{stage.label['zh-Hans']}{involvement.label['zh-Hans']}方"
        yield Block(
            curie,
            [
                ("a", ["owl:ObjectProperty", "sca:DirectProperty"]),
                ("rdfs:subPropertyOf", ["sca:roleHeldBy"]),
                ("rdfs:label", [text(words(local_name(curie)), "en"), text(zh, "zh-Hans")]),
                ("rdfs:seeAlso", [iri(stage.iri), iri(involvement.iri)]),
                _DEFINED,
            ],
        )


def query_properties() -> Iterator[Block]:
    """Yield the properties by which the queries of the catalogue are told."""
    for curie, (comment, domain) in QUERY_TERMS.items():
        yield Block(
            curie,
            [
                ("a", ["rdf:Property" if curie == EXAMPLE else "owl:DatatypeProperty"]),
                ("rdfs:label", [text(words(local_name(curie)), "en")]),
                ("rdfs:comment", [text(comment, "en")]),
                ("rdfs:domain", [domain]),
                ("rdfs:range", [] if curie == EXAMPLE else ["xsd:string"]),
                _DEFINED,
            ],
        )
