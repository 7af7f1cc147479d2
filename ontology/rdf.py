"""Models to N-Triples: one compiled writer for each model class.

The text is written directly, for it costs almost nothing beside the bulk load
that reads it. `ontology.rdf_reader` is the way back.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from pydantic import BaseModel

from ontology.entities import Entity
from ontology.facts import Fact
from ontology.iris import concept_iri, expand
from ontology.names import LABELS
from ontology.provenance import Source
from ontology.statements import Statement
from ontology.terms import TARGETS, FieldSpec, fields_of

Writer = Callable[[Any, str, list[str]], None]
"""Appends the triples of a model, whose node is the given IRI, to the lines."""

RDF_TYPE = f"<{expand('rdf:type')}>"
_XSD_DATE = f"^^<{expand('xsd:date')}>"
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
BOUNDS = ("startEarliest", "startLatest", "endEarliest", "endLatest")
_BOUND_TERMS = [f"<{expand('sca:' + name)}>" for name in BOUNDS]


def quote(text: str, lang: str | None = None) -> str:
    """Return a literal in N-Triples."""
    if not text.isprintable() or '"' in text or "\\" in text:
        text = text.translate(_ESCAPES)
    return f'"{text}"@{lang}' if lang else f'"{text}"'


def node_iri(child: Any, owner: str, spec: FieldSpec) -> str:
    """Mint the IRI of a nested model's node."""
    if hasattr(child, "node_iri"):
        return str(child.node_iri(owner))
    return f"{owner}/{spec.term.property.partition(':')[2]}/{child.local_id()}"


def _iri_prefix(spec: FieldSpec) -> str | None:
    """Return what stands before the slug when a field's values are IRIs."""
    if spec.ref is not None:
        return TARGETS[spec.ref.target]
    return concept_iri(spec.scheme, "") if spec.scheme is not None else None


def _literal(spec: FieldSpec) -> Callable[[Any, Any], str]:
    """Return the function from a value, and the model that has it, to a literal."""
    lang = spec.term.lang
    if lang is not None and lang.startswith("@"):
        return lambda value, model: quote(value, getattr(model, lang[1:]))
    if lang is not None or spec.datatype == "xsd:string":
        return lambda value, model: quote(value, lang)
    suffix = f"^^<{expand(spec.datatype or '')}>"
    if spec.datatype == "xsd:boolean":
        return lambda value, model: f'"{str(value).lower()}"{suffix}'
    return lambda value, model: f'"{value}"{suffix}'


def _iri_writer(spec: FieldSpec, prefix: str) -> Writer:
    name, head, many = spec.name, f"> <{spec.iri}> <{prefix}", spec.many

    def write(model: Any, iri: str, out: list[str]) -> None:
        found = getattr(model, name)
        if found is not None:
            out.extend([f"<{iri}{head}{slug}> .\n" for slug in (found if many else (found,))])

    return write


def _literal_writer(spec: FieldSpec) -> Writer:
    literal, name, head, many = _literal(spec), spec.name, f"> <{spec.iri}> ", spec.many

    def write(model: Any, iri: str, out: list[str]) -> None:
        found = getattr(model, name)
        if found is not None:
            out.extend([f"<{iri}{head}{literal(value, model)} .\n" for value in (found if many else (found,))])

    return write


def _nested_writer(spec: FieldSpec) -> Writer:
    name, predicate = spec.name, f"> <{spec.iri}> <"

    def write(model: Any, iri: str, out: list[str]) -> None:
        value = getattr(model, name)
        for child in value if spec.many else (value,):
            child_iri = node_iri(child, iri, spec)
            out.append(f"<{iri}{predicate}{child_iri}> .\n")
            kind: type[BaseModel] = type(child)
            writer_of(kind)(child, child_iri, out)

    return write


def _inline_writer(spec: FieldSpec) -> Writer:
    name, fields = spec.name, _field_writers(spec.model) if spec.model else []

    def write(model: Any, iri: str, out: list[str]) -> None:
        child = getattr(model, name)
        for field in fields:
            field(child, iri, out)

    return write


def _field_writers(model: type[BaseModel]) -> list[Writer]:
    def choose(spec: FieldSpec) -> Writer:
        if spec.model is not None:
            return _inline_writer(spec) if spec.inline else _nested_writer(spec)
        prefix = _iri_prefix(spec)
        return _literal_writer(spec) if prefix is None else _iri_writer(spec, prefix)

    return [choose(spec) for spec in fields_of(model)]


def rdf_class(model: type[BaseModel]) -> str:
    """Return the compact name of the class that a model's nodes are of."""
    return str(model.rdf_class)  # type: ignore[attr-defined]


def marker(model: type[BaseModel]) -> str | None:
    """Return the general class that a node is typed with beside its own."""
    return next((f"sca:{base.__name__}" for base in (Entity, Source, Statement) if issubclass(model, base)), None)


@cache
def writer_of(model: type[BaseModel]) -> Writer:
    """Return the writer of a model class: its types, then its fields in their order."""
    classes = dict.fromkeys(c for c in (rdf_class(model), marker(model)) if c)
    types = [f"> {RDF_TYPE} <{expand(c)}> .\n" for c in classes]
    if "kind" in model.model_fields and marker(model):
        types.append(f"> <{expand('sca:kind')}> {quote(model.model_fields['kind'].default)} .\n")
    fields = _field_writers(model)

    def write(fact: Any, iri: str, out: list[str]) -> None:
        out.extend([f"<{iri}{line}" for line in types])
        for field in fields:
            field(fact, iri, out)

    return write


def _bounds(statement: Statement, iri: str, out: list[str]) -> None:
    bounds = statement.bounds
    days = (bounds.start_earliest, bounds.start_latest, bounds.end_earliest, bounds.end_latest)
    for term, day in zip(_BOUND_TERMS, days, strict=True):
        out.append(f'<{iri}> {term} "{day}"{_XSD_DATE} .\n')


_NAME = next(spec for spec in fields_of(Entity) if spec.name == "names")
_SKOSXL = {use: f"> <{expand('skosxl:' + name)}> <" for use, name in LABELS.items()}
_SKOS = {use: f"> <{expand('skos:' + name)}> " for use, name in LABELS.items()}
_RDFS_LABEL = f"> <{expand('rdfs:label')}> "
_BACKGROUND = f"> <{expand('sca:status')}> <{concept_iri('status', 'background')}> .\n"


def _labels(entity: Entity, owner: str, out: list[str]) -> None:
    """Repeat names as plain SKOS labels and one label, and mark those that no source uses."""
    out.append(f"<{owner}{_RDFS_LABEL}{quote(entity.label())} .\n")
    for name in entity.names:
        iri = node_iri(name, owner, _NAME)
        out.append(f"<{owner}{_SKOSXL[name.label]}{iri}> .\n")
        out.append(f"<{owner}{_SKOS[name.label]}{quote(name.text, name.lang)} .\n")
        if name.is_background:
            out.append(f"<{iri}{_BACKGROUND}")


def append_ntriples(fact: Fact, out: list[str]) -> None:
    """Append the fact's N-Triples lines, with those that are derived from its fields."""
    iri = fact.iri
    writer_of(type(fact))(fact, iri, out)
    if isinstance(fact, Statement):
        _bounds(fact, iri, out)
    elif isinstance(fact, Entity):
        _labels(fact, iri, out)


def to_ntriples(fact: Fact) -> str:
    """Return the fact's triples as N-Triples text."""
    out: list[str] = []
    append_ntriples(fact, out)
    return "".join(out)
