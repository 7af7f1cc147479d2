"""One full valid example of every kind, each field filled, and everything that they refer to."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel

from ontology.concepts import schemes
from ontology.entities import ENTITY_KINDS
from ontology.facts import FACT_KINDS, STATEMENT_KINDS, Fact, fact_adapter
from ontology.generate.facets import facets_of
from ontology.names import Name
from ontology.statements import Statement
from ontology.structure import Party
from ontology.terms import FieldSpec, fields_of

SHA = "ab" * 32
TEXTS = {
    "dcterms:identifier": "a-handle",
    "dcterms:language": "en",
    "sca:edtf": "2024-02/2025-07~",
    "sca:comparedWith": "2025-06",
    "sca:extent": "membership.member where organization=the-alliance",
    "sca:rule": "a-rule",
    "sca:sha256": SHA,
    "schema:url": "https://example.org/article?id=1",
}
NUMBERS = {"oa:start": 3, "oa:end": 7, "schema:value": "1.5", "schema:maxValue": "2.5"}
DATES = {"dcterms:issued": "2025-07-09", "dcterms:modified": "2025-07-10", "sca:knownSince": "2025-07-09"}
CONCEPTS = {"sca:status": "reported", "sca:operator": "between", "sca:sourceKind": "article"}
NAMES = (
    {"text": "Luxeed", "lang": "en", "mentions": ["the-source#char=0,6", "the-source#char=8,14"]},
    {"text": "智界", "lang": "zh-Hans", "kind": "official"},
    {"text": "Zhijie", "lang": "zh-Latn-pinyin", "label": "alt", "kind": "transliteration"},
    {"text": "Smart World", "lang": "en-t-zh-t0-und", "label": "hidden", "kind": "machine-translation"},
)


def _many(model: type[BaseModel], spec: FieldSpec) -> list[Any]:
    if spec.model is Name:
        return list(NAMES)
    if spec.model is Party:
        return ["the-brand:brand", {"agent": "the-organization", "role": "automaker", "elided": True}]
    if spec.scheme is not None:
        return list(schemes()[spec.scheme].concepts)[:2]
    if spec.model is not None:
        return [_data(spec.model)]
    return (
        [f"{word}-{_kind(spec)}" for word in ("the", "other")]
        if spec.ref and spec.ref.target == "entity"
        else [PREMISE]
    )


def _kind(spec: FieldSpec) -> str:
    return (spec.ref.kinds or ("brand",))[0] if spec.ref is not None else ""


def _one(model: type[BaseModel], spec: FieldSpec) -> Any:
    if spec.ref is not None:
        word = "other" if spec.name == "counterparty" else "the"
        return "the-source" if spec.ref.target == "source" else f"{word}-{_kind(spec)}"
    if spec.scheme is not None:
        return CONCEPTS.get(spec.term.property, next(iter(schemes()[spec.scheme].concepts)))
    if spec.model is not None:
        return _data(spec.model)
    known = {**TEXTS, **NUMBERS, **DATES}.get(spec.term.property)
    if known is not None:
        return known
    if facets := facets_of(model, spec.name).choices:
        return facets[0]
    return {"xsd:string": f"Words for {spec.name}", "xsd:boolean": True, "xsd:integer": 5}[str(spec.datatype)]


def _data(model: type[BaseModel]) -> dict[str, Any]:
    return {spec.name: (_many if spec.many else _one)(model, spec) for spec in fields_of(model)}


PREMISE_DATA = {
    "kind": "membership",
    "member": "the-brand",
    "organization": "the-alliance",
    "status": "background",
    "source": "the-source",
    "summary": "A premise of other statements.",
}
PREMISE = fact_adapter().validate_python(PREMISE_DATA).iri.rpartition("/")[2]


def example_data(kind: str, name: str = "the") -> dict[str, Any]:
    """Return the data of a full fact of a kind."""
    own = {"id": f"{name}-{kind}"} if kind not in STATEMENT_KINDS else {}
    return {"kind": kind, **own, **_data(FACT_KINDS[kind])}


@cache
def example(kind: str, name: str = "the") -> Fact:
    """Return a full fact of a kind."""
    return fact_adapter().validate_python(example_data(kind, name))


@cache
def example_facts() -> tuple[Fact, ...]:
    """Return a full fact of every kind, closed under reference."""
    others = [example(kind, "other") for kind in ENTITY_KINDS]
    return (*map(example, FACT_KINDS), *others, fact_adapter().validate_python(PREMISE_DATA))


ROLE: dict[str, Any] = {
    "kind": "channel-role",
    "holder": "chery",
    "stage": "sales",
    "involvement": "leads",
    "scope": "luxeed",
    "status": "insider",
    "phase": "in-progress",
    "source": "three-realms-20250709",
    "speaker": "insiders-three-realms",
    "via": ["sina-finance"],
    "time": {"edtf": "2025-07~/", "basis": "tense"},
    "summary": "Leadership of sales is passing to Chery.",
    "evidence": f"three-realms-20250709#char=10,25;sha256={SHA}",
}


def statement(data: dict[str, Any], **changes: Any) -> Statement:
    """Return the statement of data in which some fields are changed, or left out when None."""
    changed = {name: value for name, value in {**data, **changes}.items() if value is not None}
    found = fact_adapter().validate_python(changed)
    assert isinstance(found, Statement)
    return found
