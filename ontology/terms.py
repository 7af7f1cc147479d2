"""How the models say which RDF term a field is, and what a class looks like in RDF.

A field is annotated with a `Term`; its Python type tells the rest. `fields_of`
turns a model class into a list of `FieldSpec`, from which the codec, the
vocabulary, the shapes and the JSON-LD context are made.
"""

from __future__ import annotations

import datetime
import types
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from ontology.concepts import schemes
from ontology.iris import ENTITY, SOURCE, STATEMENT, expand

Target = Literal["entity", "source", "statement"]
TARGETS: dict[Target, str] = {"entity": ENTITY, "source": SOURCE, "statement": STATEMENT}


@dataclass(frozen=True, slots=True)
class Term:
    """The RDF property of a field, with a definition of it for the vocabulary."""

    property: str
    comment: str = ""
    lang: str | None = None
    """Language of the text, or `@field` when another field of the model tells it."""
    claim: bool = True
    """Whether the field is part of what is said, and so of the statement's id."""


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a slug that denotes an entity (of some kinds), a source or a statement."""

    target: Target
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConceptOf:
    """Marks a slug that denotes a concept of one scheme."""

    scheme: str

    def __get_pydantic_core_schema__(self, source: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.literal_schema(list(schemes()[self.scheme].concepts))


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a model as RDF sees it.

    Exactly one of `ref`, `scheme`, `model` and `datatype` says what its values
    are. An `inline` model has no node: its fields belong to its owner's.
    """

    name: str
    term: Term
    many: bool
    required: bool
    ref: Ref | None = None
    scheme: str | None = None
    model: type[BaseModel] | None = None
    datatype: str | None = None
    inline: bool = False

    @property
    def iri(self) -> str:
        """The IRI of the property."""
        return expand(self.term.property)


DATATYPES: dict[type, str] = {
    str: "xsd:string",
    bool: "xsd:boolean",
    int: "xsd:integer",
    Decimal: "xsd:decimal",
    datetime.date: "xsd:date",
}


def _flatten(annotation: Any) -> Iterator[Any]:
    """Yield a type and the metadata around it, through Annotated, Optional and tuple."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = get_args(annotation)
        yield from metadata
        yield from _flatten(inner)
    elif origin in (Union, types.UnionType):
        for part in get_args(annotation):
            if part is not type(None):
                yield from _flatten(part)
    elif origin is Literal:
        yield type(get_args(annotation)[0])
    elif origin is tuple:
        yield tuple
        yield from _flatten(get_args(annotation)[0])
    else:
        yield annotation


def _describe(parts: list[Any]) -> dict[str, Any]:
    for part in parts:
        if isinstance(part, Ref):
            return {"ref": part}
        if isinstance(part, ConceptOf):
            return {"scheme": part.scheme}
        if isinstance(part, type) and issubclass(part, BaseModel):
            return {"model": part, "inline": bool(getattr(part, "inline", False))}
    base = next(part for part in parts if part in DATATYPES)
    return {"datatype": DATATYPES[base]}


@cache
def fields_of(model: type[BaseModel]) -> tuple[FieldSpec, ...]:
    """Return the fields of a model that have an RDF term, in their order."""
    specs = []
    for name, info in model.model_fields.items():
        term = next((m for m in info.metadata if isinstance(m, Term)), None)
        if term is not None:
            parts = [*info.metadata, *_flatten(info.annotation)]
            many = tuple in parts
            required = info.is_required()
            specs.append(FieldSpec(name, term, many, required, **_describe(parts)))
    return tuple(specs)


def rdf_class(model: type[BaseModel]) -> str:
    """Return the compact name of the class that a model's nodes are of."""
    return next(str(vars(base)["rdf_class"]) for base in model.__mro__ if "rdf_class" in vars(base))
