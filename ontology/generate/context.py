"""The JSON-LD context: short keys for every field, so that our RDF reads like plain JSON.

References and concepts shorten to `ent:huawei`, `stmt:…`, `src:…` and
`concept-stage:sales`; the prefix `stage` of queries would clash with the key.
"""

from __future__ import annotations

import json
from typing import Any

from ontology.concepts import schemes
from ontology.generate.nodes import local_name, node_models, own_fields
from ontology.generate.property_blocks import BOUNDS
from ontology.iris import CONCEPT, EVIDENCE, PREFIXES, concept_iri
from ontology.names import LABELS
from ontology.provenance import Source
from ontology.terms import FieldSpec, rdf_class


def _definition(spec: FieldSpec) -> dict[str, Any]:
    found: dict[str, Any] = {"@id": spec.term.property}
    if spec.datatype is None:
        found["@type"] = "@id"
    elif spec.term.lang is None and spec.datatype != "xsd:string":
        found["@type"] = spec.datatype
    elif spec.term.lang is not None and not spec.term.lang.startswith("@"):
        found["@language"] = spec.term.lang
    return {**found, "@container": "@set"} if spec.many else found


def _keys() -> dict[str, Any]:
    """Return the key of every field: the local name of its property."""
    keys: dict[str, Any] = {}
    for model in node_models():
        for _, spec in own_fields(model):
            definition, key = _definition(spec), local_name(spec.term.property)
            if keys.setdefault(key, definition) != definition:
                raise ValueError(f"{key} would stand for {keys[key]} and {definition}")
    for curie in BOUNDS:
        keys[local_name(curie)] = {"@id": curie, "@type": "xsd:date"}
    keys |= {"kind": {"@id": "sca:kind"}, "label": {"@id": "rdfs:label"}}
    for use in LABELS.values():
        keys[use] = {"@id": f"skos:{use}", "@container": "@language"}
        keys[f"{use}Node"] = {"@id": f"skosxl:{use}", "@type": "@id", "@container": "@set"}
    return keys


def _classes() -> dict[str, str]:
    names: dict[str, str] = {"sca:Source": "Source"}
    for model in node_models():
        names.setdefault(rdf_class(model), "Article" if model is Source else model.__name__)
    return {name: curie for curie, name in names.items()}


def _prefixes() -> dict[str, str]:
    plain = {name: space for name, space in PREFIXES.items() if not space.startswith(CONCEPT)}
    return {**plain, "evid": EVIDENCE, **{f"concept-{slug}": concept_iri(slug, "") for slug in schemes()}}


def make_context() -> str:
    """Return the context as JSON."""
    parts = [dict(sorted(part.items())) for part in (_prefixes(), _classes(), _keys())]
    context = {"@version": 1.1, "id": "@id", "type": "@type", **parts[0], **parts[1], **parts[2]}
    return json.dumps({"@context": context}, ensure_ascii=False, indent=2) + "\n"
