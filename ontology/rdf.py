"""Models to N-Triples: one compiled writer for each model class.

The text is written directly, for it costs almost nothing beside the bulk load
that reads it. `ontology.rdf_reader` is the way back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from pydantic import BaseModel

from ontology.dates import Reading, parse_bounds
from ontology.entities import Entity
from ontology.facts import Fact
from ontology.iris import concept_iri, expand
from ontology.names import LABELS
from ontology.provenance import Source
from ontology.statements import Statement
from ontology.terms import TARGETS, FieldSpec, fields_of, rdf_class

Writer = Callable[[Any, str, list[str]], None]
"""Appends the triples of a model, whose node is the given IRI, to the lines."""
FieldWriter = Callable[[tuple[Any, ...], Any, str, list[str]], None]
"""Appends the triples of one field's values; gets the model and its node's IRI too."""

RDF_TYPE = f"<{expand('rdf:type')}>"
_XSD_DATE = f"^^<{expand('xsd:date')}>"
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_WIDE = re.compile(r"[^\x00-\x7f]")
BOUNDS = ("startEarliest", "startLatest", "endEarliest", "endLatest")
_BOUND_TERMS = [f"<{expand('sca:' + name)}>" for name in BOUNDS]


def quote(text: str, lang: str | None = None) -> str:
    """Return a literal in N-Triples, in ASCII: one wide character would widen the whole text in memory."""
    if not text.isprintable() or '"' in text or "\\" in text:
        text = text.translate(_ESCAPES)
    if not text.isascii():
        text = _WIDE.sub(_escape, text)
    return f'"{text}"@{lang}' if lang else f'"{text}"'


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def mint_of(spec: FieldSpec) -> Callable[[Any, str], str]:
    """Return the function from a nested model and its owner's IRI to the IRI of its node."""
    if hasattr(spec.model, "node_iri"):
        return lambda child, owner: str(child.node_iri(owner))
    segment = spec.term.property.partition(":")[2]
    return lambda child, owner: f"{owner}/{segment}/{child.local_id()}"


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


def _iri_writer(spec: FieldSpec, prefix: str) -> FieldWriter:
    head = f"> <{spec.iri}> <{prefix}"

    def write(values: tuple[Any, ...], model: Any, iri: str, out: list[str]) -> None:
        out.extend([f"<{iri}{head}{slug}> .\n" for slug in values])

    return write


def _literal_writer(spec: FieldSpec) -> FieldWriter:
    literal, head = _literal(spec), f"> <{spec.iri}> "

    def write(values: tuple[Any, ...], model: Any, iri: str, out: list[str]) -> None:
        out.extend([f"<{iri}{head}{literal(value, model)} .\n" for value in values])

    return write


def _nested_writer(spec: FieldSpec) -> FieldWriter:
    predicate, mint = f"> <{spec.iri}> <", mint_of(spec)

    def write(values: tuple[Any, ...], model: Any, iri: str, out: list[str]) -> None:
        for child in values:
            child_iri = mint(child, iri)
            out.append(f"<{iri}{predicate}{child_iri}> .\n")
            kind: type[BaseModel] = type(child)
            writer_of(kind)(child, child_iri, out)

    return write


def _inline_writer(inner: Writer) -> FieldWriter:
    def write(values: tuple[Any, ...], model: Any, iri: str, out: list[str]) -> None:
        for child in values:
            inner(child, iri, out)

    return write


def _choose_writer(spec: FieldSpec) -> FieldWriter:
    if spec.model is not None:
        return _inline_writer(_model_writer(spec.model, "")) if spec.inline else _nested_writer(spec)
    prefix = _iri_prefix(spec)
    return _literal_writer(spec) if prefix is None else _iri_writer(spec, prefix)


def _is_fixed(model: type[BaseModel], spec: FieldSpec) -> bool:
    """Tell whether a field always has exactly one value, and that an IRI."""
    return not spec.many and _iri_prefix(spec) is not None and model.model_fields[spec.name].default is not None


def _model_writer(model: type[BaseModel], head: str) -> Writer:
    """Write a constant head and the fields that always have one IRI by a template, then the others."""
    fixed = [spec for spec in fields_of(model) if _is_fixed(model, spec)]
    lines = (f"<{{0}}> <{spec.iri}> <{_iri_prefix(spec)}{{{i}}}> .\n" for i, spec in enumerate(fixed, 1))
    template, names = head + "".join(lines), [spec.name for spec in fixed]
    others = [(spec.name, spec.many, _choose_writer(spec)) for spec in fields_of(model) if spec not in fixed]

    def write(fact: Any, iri: str, out: list[str]) -> None:
        values = fact.__dict__
        out.append(template.format(iri, *[values[name] for name in names]))
        for name, many, field in others:
            value = values[name]
            if value is not None and value != ():
                field(value if many else (value,), fact, iri, out)

    return write


def marker(model: type[BaseModel]) -> str | None:
    """Return the general class that a node is typed with beside its own."""
    return next((f"sca:{base.__name__}" for base in (Entity, Source, Statement) if issubclass(model, base)), None)


@cache
def writer_of(model: type[BaseModel]) -> Writer:
    """Return the writer of a model class: its types and single IRIs, then its other fields."""
    classes = dict.fromkeys(c for c in (rdf_class(model), marker(model)) if c)
    head = "".join(f"<{{0}}> {RDF_TYPE} <{expand(c)}> .\n" for c in classes)
    if "kind" in model.model_fields and marker(model):
        head += f"<{{0}}> <{expand('sca:kind')}> {quote(model.model_fields['kind'].default)} .\n"
    return _model_writer(model, head)


@lru_cache(maxsize=65536)
def _bounds_template(edtf: str, reading: Reading) -> str:
    bounds = parse_bounds(edtf, reading)
    days = (bounds.start_earliest, bounds.start_latest, bounds.end_earliest, bounds.end_latest)
    lines = (f'<{{0}}> {term} "{day}"{_XSD_DATE} .\n' for term, day in zip(_BOUND_TERMS, days, strict=True))
    return "".join(lines)


_mint_name = mint_of(next(spec for spec in fields_of(Entity) if spec.name == "names"))
_SKOSXL = {use: f"> <{expand('skosxl:' + name)}> <" for use, name in LABELS.items()}
_SKOS = {use: f"> <{expand('skos:' + name)}> " for use, name in LABELS.items()}
_RDFS_LABEL = f"> <{expand('rdfs:label')}> "
_BACKGROUND = f"> <{expand('sca:status')}> <{concept_iri('status', 'background')}> .\n"


def _labels(entity: Entity, owner: str, out: list[str]) -> None:
    """Repeat names as plain SKOS labels and one label, and mark those that no source uses."""
    out.append(f"<{owner}{_RDFS_LABEL}{quote(entity.label())} .\n")
    for name in entity.names:
        iri = _mint_name(name, owner)
        out.append(f"<{owner}{_SKOSXL[name.label]}{iri}> .\n")
        out.append(f"<{owner}{_SKOS[name.label]}{quote(name.text, name.lang)} .\n")
        if name.is_background:
            out.append(f"<{iri}{_BACKGROUND}")


def append_ntriples(fact: Fact, out: list[str]) -> None:
    """Append the fact's N-Triples lines, with those that are derived from its fields."""
    iri = fact.iri
    writer_of(type(fact))(fact, iri, out)
    if isinstance(fact, Statement):
        out.append(_bounds_template(fact.time.edtf, fact.reading).format(iri))
    elif isinstance(fact, Entity):
        _labels(fact, iri, out)


def to_ntriples(fact: Fact) -> str:
    """Return the fact's triples as N-Triples text."""
    out: list[str] = []
    append_ntriples(fact, out)
    return "".join(out)
