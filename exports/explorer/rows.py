"""Fields as rows that a card shows: a label and values.

A value is a record of one key, `entity`, `concept` (as `scheme/slug`) or `text`, with an
optional `note` on it. Which fields there are is told by the models.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from pydantic import BaseModel

from ontology.concepts import schemes
from ontology.entities import Entity
from ontology.measures import Figure, Goal
from ontology.mentions import own_fields
from ontology.statements import Statement, as_tuple
from ontology.terms import FieldSpec, fields_of

Record: TypeAlias = dict[str, Any]
Row: TypeAlias = list[Any]

_SHOWN_APART = ("names", "description")
_QUANTITY = ("operator", "value", "upper", "unit", "raw", "measure")


def compact(record: Record) -> Record:
    """Leave out what is empty: the page takes absence for the default."""
    return {key: value for key, value in record.items() if value not in (None, "", [], {})}


def concept_label(scheme: str, slug: str) -> str:
    """Return the English label of a concept, or its slug when there is none."""
    found = schemes()[scheme].concepts.get(slug)
    return found.label["en"] if found else slug


def _value(spec: FieldSpec, value: Any) -> Record:
    if spec.ref and spec.ref.target == "entity":
        return {"entity": value}
    if spec.scheme:
        return {"concept": f"{spec.scheme}/{value}"}
    if spec.model:
        return _nested(value)
    return {"text": ("yes" if value else "no") if isinstance(value, bool) else str(value)}


def _nested(model: BaseModel) -> Record:
    """Show a part such as a party by its reference, and the rest of it as a note."""
    record: Record = {}
    notes = []
    for spec in fields_of(type(model)):
        value = getattr(model, spec.name)
        if spec.ref:
            record["entity"] = value
        elif spec.scheme:
            notes.append(concept_label(spec.scheme, value))
        elif value is True:
            notes.append(spec.name.replace("_", " "))
    return compact({**record, "note": ", ".join(notes)})


def _number(statement: Figure | Goal) -> str:
    operators = schemes()["operator"].concepts
    operator = operators.get(statement.operator or "equal")
    upper = getattr(statement, "upper", None)
    if upper is not None:
        return f"{statement.value:,}–{upper:,}"
    sign = operator.extra["sign"] if operator else statement.operator
    return f"{statement.value:,}" if sign == "=" else f"{sign} {statement.value:,}"


def _quantity(statement: Figure | Goal) -> Row:
    unit = statement.unit or "none"
    text = _number(statement) + (f" {concept_label('unit', unit)}" if unit != "none" else "")
    raw = getattr(statement, "raw", None)
    value = compact({"text": text, "note": f"printed: {raw}" if raw else None})
    return [concept_label("measure", statement.measure or ""), [value]]


def claim_rows(statement: Statement) -> Iterator[Row]:
    """Yield what a statement claims, field by field; the quantity of a figure or goal is one row."""
    apart: tuple[str, ...] = ()
    if isinstance(statement, (Figure, Goal)) and statement.value is not None:
        apart = _QUANTITY
        yield _quantity(statement)
    for spec in own_fields(type(statement)):
        values = as_tuple(getattr(statement, spec.name))
        if values and spec.name not in apart:
            yield [spec.name.replace("_", " "), [_value(spec, value) for value in values]]


def entity_rows(entity: Entity) -> Iterator[Row]:
    """Yield the fields of an entity besides its names and description."""
    for spec in fields_of(type(entity)):
        values = as_tuple(getattr(entity, spec.name))
        if values and spec.name not in _SHOWN_APART:
            yield [spec.name.replace("_", " "), [_value(spec, value) for value in values]]
