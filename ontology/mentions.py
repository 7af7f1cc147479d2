"""What a statement speaks of: the fields that only its kind has, and the entities in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from pydantic import BaseModel

from ontology.statements import Statement, as_tuple
from ontology.terms import FieldSpec, fields_of


@cache
def own_fields(kind: type[Statement]) -> tuple[FieldSpec, ...]:
    """Return the fields that only this kind of statement has: what it claims."""
    common = {spec.name for spec in fields_of(Statement)}
    return tuple(spec for spec in fields_of(kind) if spec.name not in common)


def entities_of(statement: Statement) -> tuple[str, ...]:
    """Return the ids of the entities that a statement speaks of, sorted; who says it is not among them."""
    return tuple(sorted(set(_iter_entities(statement, own_fields(type(statement))))))


def _iter_entities(model: BaseModel, specs: Sequence[FieldSpec]) -> Iterator[str]:
    for spec in specs:
        for value in as_tuple(getattr(model, spec.name)):
            if spec.ref and spec.ref.target == "entity":
                yield value
            elif spec.model:
                yield from _iter_entities(value, fields_of(spec.model))
