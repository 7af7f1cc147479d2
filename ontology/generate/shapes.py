"""The SHACL shapes: what a valid fact looks like in RDF, as far as SHACL Core can say.

Every shape has an IRI, for example `shape:ChannelRole` and `shape:ChannelRole-holder`.
The shapes of classes carry our labels and definitions of reused classes too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import BaseModel

from ontology.concepts import schemes
from ontology.entities import ENTITY_KINDS, Entity
from ontology.generate.facets import Facets, count, facets_of
from ontology.generate.nodes import (
    ENTITIES,
    STATEMENTS,
    Models,
    base_of,
    described,
    kind_of,
    local_name,
    node_models,
    own_fields,
    words,
)
from ontology.generate.property_blocks import range_of
from ontology.generate.shape_rules import extra_properties, rule_sections
from ontology.generate.turtle_text import Block, Section, iri, items, text, write_turtle
from ontology.generate.vocabulary import label
from ontology.iris import BASE, ENTITY, SOURCE, STATEMENT
from ontology.provenance import Source
from ontology.rdf import marker
from ontology.statements import Statement
from ontology.terms import FieldSpec, rdf_class
from ontology.values import AGENTS, SLUG_PATTERN, Evidence

SHAPE = BASE + "shape/"


def _fact_pattern(namespace: str, local: str) -> str:
    return "^" + namespace.replace(".", r"\.") + local.removeprefix("^")


_NODES: dict[type[BaseModel], str] = {
    Entity: _fact_pattern(ENTITY, SLUG_PATTERN),
    Source: _fact_pattern(SOURCE, SLUG_PATTERN),
    Statement: _fact_pattern(STATEMENT, "^[0-9a-f]{20}$"),
}
"""Patterns of the IRIs of facts."""


def an(noun: str) -> str:
    """Return a noun with its indefinite article."""
    return f"an {noun}" if noun[0] in "aeio" else f"a {noun}"


def _in_kinds(kinds: Sequence[str]) -> str:
    """Return the shape that asks for an entity of one of several kinds."""
    return "shape:an-agent" if kinds == AGENTS else "shape:of-kind-" + "-or-".join(sorted(kinds))


def _value(spec: FieldSpec) -> list[tuple[str, list[str]]]:
    """Return what each value of a field must be."""
    if spec.scheme is not None:
        return [("sh:nodeKind", ["sh:IRI"]), ("sh:node", [f"shape:in-{spec.scheme}"])]
    if spec.ref is not None and len(spec.ref.kinds) > 1:
        return [("sh:nodeKind", ["sh:IRI"]), ("sh:node", [_in_kinds(spec.ref.kinds)])]
    if spec.ref is not None or spec.model is not None:
        return [("sh:nodeKind", ["sh:IRI"]), ("sh:class", [range_of(spec)])]
    lang = spec.term.lang
    fixed = [("sh:languageIn", [items([text(lang)])])] if lang and not lang.startswith("@") else []
    return [("sh:datatype", [range_of(spec)]), *fixed]


def _limits(facets: Facets) -> list[tuple[str, list[str]]]:
    """Choices are a pattern: rdflib takes a plain text and the same one typed by a store for different values."""
    pattern = f"^({'|'.join(facets.choices)})$" if facets.choices else facets.pattern
    limits = {
        "sh:pattern": text(pattern) if pattern else None,
        "sh:minLength": facets.min_length,
        "sh:maxLength": facets.max_length,
        "sh:minInclusive": facets.ge,
        "sh:minExclusive": facets.gt,
    }
    return [(name, [str(value)]) for name, value in limits.items() if value is not None]


def _expected(spec: FieldSpec, least: int, most: int | None) -> str:
    number = {(0, 1): "at most one value", (1, 1): "exactly one value", (0, None): "any number of values"}
    values = number.get((least, most), f"at least {least} value{'s' if least > 1 else ''}")
    if spec.scheme is not None:
        what = f"from the scheme {spec.scheme}"
    elif spec.ref is not None:
        what = f"denoting {an(spec.ref.target)}{' of kind ' if spec.ref.kinds else ''}{' or '.join(spec.ref.kinds)}"
    else:
        what = f"of {range_of(spec)}"
    return f"{local_name(spec.term.property)}: expected {values} {what}. {spec.term.comment}"


def _property_shape(owner: type[BaseModel], holder: type[BaseModel], spec: FieldSpec) -> Block:
    facets = facets_of(holder, spec.name)
    least, most = count(spec, facets)
    return Block(
        property_shape_name(owner, spec),
        [
            ("a", ["sh:PropertyShape"]),
            ("sh:path", [spec.term.property]),
            ("sh:name", [text(words(local_name(spec.term.property)), "en")]),
            ("sh:description", [text(spec.term.comment, "en")]),
            ("sh:minCount", [str(least)] if least else []),
            ("sh:maxCount", [str(most)] if most else []),
            *_value(spec),
            *(_limits(facets) if spec.datatype else []),
            ("sh:message", [text(_expected(spec, least, most), "en")]),
        ],
    )


def property_shape_name(owner: type[BaseModel], spec: FieldSpec) -> str:
    """Return the compact name of the shape of a field."""
    return f"shape:{owner.__name__}-{local_name(spec.term.property)}"


def _target(model: type[BaseModel]) -> tuple[str, list[str]]:
    if model is Evidence:
        return "sh:targetObjectsOf", ["sca:evidence"]
    return "sh:targetClass", [rdf_class(model)]


def _node_shape(model: type[BaseModel]) -> Block:
    general = marker(model)
    own = rdf_class(model) != general
    kind = kind_of(model)
    fields = [property_shape_name(model, spec) for _, spec in own_fields(model)]
    return Block(
        f"shape:{model.__name__}",
        [
            ("a", ["sh:NodeShape"]),
            _target(model),
            ("rdfs:label", label(model)),
            ("sh:description", [text(described(model), "en")]),
            ("sh:nodeKind", ["sh:IRI"]),
            ("sh:class", [general] if general and own else []),
            ("sh:pattern", [text(_NODES[model])] if model in _NODES else []),
            ("sh:property", [*fields, *extra_properties(model), *([f"shape:{model.__name__}-kind"] if kind else [])]),
        ],
    )


def _kind_shape(model: type[BaseModel], kind: str) -> Block:
    """The kind must be that of the class."""
    return Block(
        f"shape:{model.__name__}-kind",
        [
            ("a", ["sh:PropertyShape"]),
            ("sh:path", ["sca:kind"]),
            ("sh:minCount", ["1"]),
            ("sh:maxCount", ["1"]),
            ("sh:datatype", ["xsd:string"]),
            ("sh:pattern", [text(f"^{kind}$")]),
            ("sh:message", [text(f"kind: expected {kind} and nothing else.", "en")]),
        ],
    )


def _model_sections() -> Iterator[Section]:
    for model in node_models():
        base = base_of(model)
        heading = model.__name__ + (f", beside what {base.__name__} asks for" if base else "")
        fields = [_property_shape(model, holder, spec) for holder, spec in own_fields(model)]
        kind = kind_of(model)
        yield Section(heading, [_node_shape(model), *fields, *([_kind_shape(model, kind)] if kind else [])])


def _choice(name: str, message: str, way: str, members: str, target: str | None = None) -> Block:
    aim = ("sh:targetClass", [target] if target else [])
    return Block(name, [("a", ["sh:NodeShape"]), aim, (way, [members]), ("sh:message", [text(message, "en")])])


def _kind_shapes() -> Iterator[Block]:
    """Yield a shape for every class and for every choice of classes that fields make."""
    for model in (*ENTITIES, *STATEMENTS):
        yield _choice(
            f"shape:is-{kind_of(model)}", f"expected {an(words(model.__name__))}", "sh:class", rdf_class(model)
        )
    unions: dict[type[BaseModel], Models] = {Entity: ENTITIES, Statement: STATEMENTS}
    for general, models in unions.items():
        each = items(f"shape:is-{kind_of(model)}" for model in models)
        name = f"shape:{general.__name__}-class"
        message = f"expected the class of exactly one kind of {words(general.__name__)}"
        yield _choice(name, message, "sh:xone", each, rdf_class(general))
    refs = [spec.ref for model in node_models() for _, spec in own_fields(model) if spec.ref is not None]
    for kinds in sorted({ref.kinds for ref in refs if len(ref.kinds) > 1}):
        ordered = sorted(kinds, key=list(ENTITY_KINDS).index)
        yield _choice(
            _in_kinds(kinds),
            f"expected an entity of kind {' or '.join(kinds)}",
            "sh:or",
            items(f"shape:is-{kind}" for kind in ordered),
        )


def _concept_shapes() -> Iterator[Block]:
    for slug, scheme in schemes().items():
        members = items(iri(concept.iri) for concept in scheme.concepts.values())
        yield _choice(f"shape:in-{slug}", f"expected a concept of the scheme {slug}", "sh:in", members)


def make_shapes() -> str:
    """Return the shapes as Turtle."""
    sections = [
        *_model_sections(),
        *rule_sections(),
        Section("Kinds", _kind_shapes()),
        Section("Concept schemes", _concept_shapes()),
    ]
    return write_turtle("Generated by `python -m ontology.generate`; do not edit.", sections, {"shape": SHAPE})
