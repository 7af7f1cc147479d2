"""What a field of a model expects, in words for people."""

from __future__ import annotations

from pydantic import BaseModel

from loaders.nearest import either
from loaders.records import Steps
from ontology.concepts import schemes
from ontology.names import Name
from ontology.statements import Relay
from ontology.structure import Party
from ontology.terms import FieldSpec, Ref, fields_of
from ontology.values import Evidence, Locator, StatedTime

SLUG = "small letters, digits and single hyphens, such as lei-jun"
_MODELS: dict[type[BaseModel], str] = {
    Name: "a name such as AITO@en, or a mapping with text and lang",
    Party: "a party such as luxeed:brand, or a mapping with agent and role",
    Relay: "the id of an entity",
    Evidence: "source#char=start,end;sha256=…",
    Locator: "source#char=start,end",
    StatedTime: "a date in EDTF such as 2025-07, or a mapping with edtf",
}
_DATATYPES = {
    "xsd:string": "text",
    "xsd:boolean": "true or false",
    "xsd:integer": "a whole number",
    "xsd:decimal": "a number",
    "xsd:date": "a date such as 2025-07-09",
}
_NAMED = {
    "id": f"a slug of {SLUG}",
    "lang": "a language tag such as en or zh-Hans",
    "language": "a language tag such as en or zh-Hans",
    "sha256": "64 hexadecimal digits in small letters",
    "url": "one that begins with http:// or https://",
}
"""Of fields whose type does not tell what they look like."""
_FEW = 8


def with_article(noun: str) -> str:
    """Put the indefinite article before a word.

    >>> with_article("organization"), with_article("unit"), with_article("brand")
    ('an organization', 'a unit', 'a brand')
    """
    return f"an {noun}" if noun[0] in "aeio" else f"a {noun}"


def expected_kinds(kinds: tuple[str, ...]) -> str:
    """Say which kinds of entity may stand there, such as `a person, post or unit`."""
    return with_article(either(kinds)) if kinds else "an entity"


def expected_target(ref: Ref) -> str:
    """Say what an id must denote."""
    if ref.target == "statement":
        return "the handle or id of a statement"
    return f"the id of {expected_kinds(ref.kinds) if ref.target == 'entity' else 'a source'}"


def expected_concepts(scheme: str) -> str:
    """Name the concepts of a scheme, or the first three of many."""
    slugs = list(schemes()[scheme].concepts)
    return f"one of {either(slugs)}" if len(slugs) <= _FEW else f"a {scheme} such as {either(slugs[:3])}"


def expected_value(model: type[BaseModel], name: str, of_item: bool = False) -> str:
    """Say what a field of a model expects, or an item of it."""
    spec = spec_of(model, name)
    one = _NAMED.get(name) or (_expected_one(spec) if spec is not None else "a value")
    return f"a list, each {one}" if spec is not None and spec.many and not of_item else one


def _expected_one(spec: FieldSpec) -> str:
    if spec.ref is not None:
        return expected_target(spec.ref)
    if spec.scheme is not None:
        return expected_concepts(spec.scheme)
    if spec.model is not None:
        return _MODELS.get(spec.model, "a mapping")
    return _DATATYPES[spec.datatype or "xsd:string"]


def spec_of(model: type[BaseModel], name: str) -> FieldSpec | None:
    """Return what RDF knows of a field; None for ids and for what is no field."""
    return next((spec for spec in fields_of(model) if spec.name == name), None)


def owner_of(model: type[BaseModel], steps: Steps) -> tuple[type[BaseModel], str]:
    """Return the model that the last named step is a field of, and that field."""
    names = [step for step in steps if isinstance(step, str)]
    for name in names[:-1]:
        spec = spec_of(model, name)
        if spec is not None and spec.model is not None:
            model = spec.model
    return model, names[-1] if names else ""
