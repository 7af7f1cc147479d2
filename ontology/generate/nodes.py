"""The model classes that are nodes in RDF, in reading order, and the fields that each adds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from ontology.entities import AnyEntity, Entity
from ontology.facts import FACT_KINDS, AnyStatement
from ontology.provenance import Source
from ontology.statements import Statement
from ontology.terms import FieldSpec, fields_of

Models = tuple[type[BaseModel], ...]
Field = tuple[type[BaseModel], FieldSpec]
"""A field with the model that holds it, which is another one for inline fields."""


def _members(union: Any) -> tuple[type[Any], ...]:
    return get_args(get_args(union)[0])


ENTITIES: tuple[type[Entity], ...] = _members(AnyEntity)
STATEMENTS: tuple[type[Statement], ...] = _members(AnyStatement)


def _nested(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for spec in fields_of(model):
        if spec.model is not None:
            if not spec.inline:
                yield spec.model
            yield from _nested(spec.model)


@cache
def value_models() -> Models:
    """Return the models that are nodes of their own below facts, a base class before its heirs."""
    facts: Models = (Entity, Statement, *STATEMENTS)
    found = dict.fromkeys(part for model in facts for part in _nested(model))
    return tuple(sorted(found, key=lambda model: len(model.__mro__)))


@cache
def node_models() -> Models:
    """Return every model that is a node: entities, source, statements, then their parts."""
    return (Entity, *ENTITIES, Source, Statement, *STATEMENTS, *value_models())


def base_of(model: type[BaseModel]) -> type[BaseModel] | None:
    """Return the nearest node model that a model extends."""
    return next((base for base in model.__mro__[1:] if base in node_models()), None)


def _spread(model: type[BaseModel]) -> Iterator[Field]:
    for spec in fields_of(model):
        if spec.inline and spec.model is not None:
            yield from _spread(spec.model)
        else:
            yield model, spec


@cache
def own_fields(model: type[BaseModel]) -> tuple[Field, ...]:
    """Return the fields that a model adds to its base, with inline models spread out."""
    base = base_of(model)
    known = {spec.iri for _, spec in _spread(base)} if base is not None else set()
    return tuple(field for field in _spread(model) if field[1].iri not in known)


def kind_of(model: type[BaseModel]) -> str | None:
    """Return the kind of the facts of a model, if it is that of one kind."""
    return next((kind for kind, known in FACT_KINDS.items() if known is model), None)


def words(name: str) -> str:
    """Return a name in PascalCase or camelCase as lower-case words.

    >>> words("ChannelRole"), words("viaAlliance"), words("sha256")
    ('channel role', 'via alliance', 'sha256')
    """
    return re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower()


def local_name(curie: str) -> str:
    """Return what follows the prefix of a compact name."""
    return curie.partition(":")[2]


def described(model: type[BaseModel]) -> str:
    """Return a model's docstring on one line, without mark-up of code."""
    return " ".join((model.__doc__ or "").replace("`", "").split())
