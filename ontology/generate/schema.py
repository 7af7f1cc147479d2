"""The JSON Schema of a fact file, for validation anywhere and completion in an editor.

It allows what the models accept in its plain spelling, short forms included; rules between
fields, and references to what is not in the file, are left to the models and the loaders.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from ontology.concepts import schemes
from ontology.generate.facets import EDTF_PATTERN, Facets, facets_of
from ontology.generate.nodes import ENTITIES, STATEMENTS, Models, described, value_models, words
from ontology.iris import BASE
from ontology.names import Name
from ontology.provenance import Source
from ontology.statements import Relay, Statement
from ontology.structure import Party
from ontology.terms import FieldSpec, fields_of
from ontology.values import SLUG_PATTERN, Evidence, Locator, StatedTime

Schema = dict[str, Any]

_SLUG = SLUG_PATTERN.strip("^$")
_SPAN = r"[a-z0-9-]+#char=[0-9]{1,9},[0-9]{1,9}"
SHORT_FORMS: dict[type[BaseModel], tuple[str, str]] = {
    Name: (r"^.+@[A-Za-z][A-Za-z0-9-]*$", "a displayed name as Text@lang"),
    Locator: (f"^{_SPAN}$", "source#char=start,end"),
    Evidence: (f"^{_SPAN};sha256=[0-9a-f]{{64}}$", "source#char=start,end;sha256=…"),
    StatedTime: (
        EDTF_PATTERN,
        "EDTF of a date stated in full: 2025, 2025-07, 2025-07-09, 2025-Q2, 2025-07~, [..2025-07] or A/B",
    ),
    Relay: (f"^{_SLUG}$", "the id of the agent"),
    Party: (f"^{_SLUG}(:{_SLUG})?$", "agent, or agent:role"),
}
"""Texts that may stand for a model: a pattern, and what to tell the editor."""

_NUMBERS: dict[str, Schema] = {
    "xsd:boolean": {"anyOf": [{"type": "boolean"}, {"enum": ["true", "false"]}]},
    "xsd:integer": {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^[+-]?[0-9]+$"}]},
    "xsd:decimal": {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[+-]?[0-9]+(\.[0-9]+)?$"}]},
    "xsd:date": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _text(facets: Facets) -> Schema:
    limits = {"minLength": facets.min_length, "maxLength": facets.max_length, "pattern": facets.pattern}
    return {"type": "string", **{name: value for name, value in limits.items() if value is not None}}


def _one(spec: FieldSpec, facets: Facets) -> Schema:
    if spec.scheme is not None:
        return _ref(f"concept-{spec.scheme}")
    if spec.model is not None:
        return _ref(spec.model.__name__)
    if facets.choices:
        return {"enum": list(facets.choices)}
    number = _NUMBERS.get(spec.datatype or "")
    if number is None:
        return _text(facets)
    limits = {"minimum": facets.ge, "exclusiveMinimum": facets.gt}
    return {**number, **{name: value for name, value in limits.items() if value is not None}}


def _kinds(spec: FieldSpec) -> str:
    kinds = spec.ref.kinds if spec.ref is not None else ()
    target = f" Id of {'an entity' if spec.ref.target == 'entity' else f'a {spec.ref.target}'}" if spec.ref else ""
    return f"{target} ({', '.join(kinds)})." if kinds else f"{target}." if target else ""


def _field(model: type[BaseModel], spec: FieldSpec) -> Schema:
    facets = facets_of(model, spec.name)
    value = _one(spec, facets)
    if spec.many:
        listed: Schema = {"type": "array", "items": value}
        if facets.min_items:
            listed["minItems"] = facets.min_items
        value = {"anyOf": [listed, {"type": "string", "pattern": r"[^\s|]"}]} if facets.splits else listed
    note = {} if facets.default in (None, (), StatedTime()) else {"default": facets.default}
    return {"description": spec.term.comment + _kinds(spec), **value, **note}


def _bare(model: type[BaseModel], name: str) -> Schema:
    """Return the schema of a field that has no term: the kind, an id or a language."""
    if name == "kind":
        return {"const": model.model_fields[name].default}
    facets = facets_of(model, name)
    note = {} if facets.default is None else {"default": facets.default}
    return {**_text(facets), **note}


def _object(model: type[BaseModel], optional: frozenset[str] = frozenset()) -> Schema:
    specs = {spec.name: spec for spec in fields_of(model)}
    fields = model.model_fields
    required = {"kind"} if "kind" in fields and "kind" not in specs else set()
    required |= {name for name, info in fields.items() if info.is_required()}
    return {
        "type": "object",
        "properties": {name: _field(model, specs[name]) if name in specs else _bare(model, name) for name in fields},
        "required": [name for name in fields if name in required - optional],
        "additionalProperties": False,
    }


def _value_schema(model: type[BaseModel]) -> Schema:
    about = {"title": words(model.__name__), "description": described(model)}
    if model not in SHORT_FORMS:
        return {**about, **_object(model)}
    pattern, note = SHORT_FORMS[model]
    short = {"type": "string", "pattern": pattern, "description": note}
    return {**about, "anyOf": [short, _object(model)]}


def _fact_schema(model: type[BaseModel]) -> Schema:
    """A statement may leave its source to the file."""
    optional = frozenset({"source"} if issubclass(model, Statement) else ())
    if model is Source:
        optional = frozenset({"kind"})
    return {"title": words(model.__name__), "description": described(model), **_object(model, optional)}


def _any_of(models: tuple[type[BaseModel], ...]) -> Schema:
    """Choose by kind, so that an error is told of the kind that is meant."""
    kinds = {model.model_fields["kind"].default: model.__name__ for model in models}
    chosen = [{"if": {"properties": {"kind": {"const": k}}}, "then": _ref(name)} for k, name in kinds.items()]
    return {"type": "object", "properties": {"kind": {"enum": list(kinds)}}, "required": ["kind"], "allOf": chosen}


def _scheme_schemas() -> dict[str, Schema]:
    return {
        f"concept-{slug}": {
            "title": scheme.label["en"],
            "description": "\n".join(f"{c.slug}: {c.definition['en']}" for c in scheme.concepts.values()),
            "enum": list(scheme.concepts),
        }
        for slug, scheme in schemes().items()
    }


def make_schema() -> str:
    """Return the schema as JSON."""
    kinds: Models = (*ENTITIES, Source, *STATEMENTS)
    values: Models = (*value_models(), StatedTime)
    facts = {model.__name__: _fact_schema(model) for model in kinds}
    parts = {model.__name__: _value_schema(model) for model in values}
    listed = {"entities": "entity", "sources": "Source", "statements": "statement"}
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{BASE}facts.schema.json",
        "title": "A file of facts",
        "description": "Entities, sources and statements of the smart-car alliance knowledge graph.",
        "type": "object",
        "properties": {
            "source": {"description": "Id of the source of every statement that names none.", **_bare(Source, "id")},
            **{key: {"type": "array", "items": _ref(name)} for key, name in listed.items()},
        },
        "additionalProperties": False,
        "$defs": {
            "entity": _any_of(ENTITIES),
            "statement": _any_of(STATEMENTS),
            **facts,
            **parts,
            **_scheme_schemas(),
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
