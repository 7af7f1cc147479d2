"""Records to facts, or to what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from loaders.problems import describe, describe_unknown
from loaders.records import EVERYTHING, Placed, ReadError, Record, Rejected, Steps
from loaders.strict_json import parse_line
from ontology.facts import FACT_KINDS, Fact, fact_adapter

_ADAPTER = fact_adapter()
_MOST = 100
"""Things wrong with one fact that are told one by one."""


def validate(record: Record) -> Placed[Fact] | tuple[Rejected, ...]:
    """Return the fact that a record states, or everything that is wrong with it."""
    value = record.value
    try:
        fact = _ADAPTER.validate_json(value) if type(value) is bytes else _ADAPTER.validate_python(value)
    except ValidationError as error:
        return tuple(_reject(record, error))
    return Placed(fact, record.place, record.steps)


def _reject(record: Record, error: ValidationError) -> Iterator[Rejected]:
    data = record.value
    if isinstance(data, bytes):
        try:
            data = parse_line(data)
        except ReadError as misread:
            yield misread.to_rejected(*_line_of(record))
            return
    kind = data.get("kind") if isinstance(data, dict) else None
    model = FACT_KINDS.get(kind) if isinstance(kind, str) else None
    lost = _name_of(data)
    if model is None:
        yield record.reject(("kind",) if isinstance(data, dict) else (), describe_unknown(data), lost)
        return
    details = error.errors(include_url=False)
    for detail in details[:_MOST]:
        steps: Steps = detail["loc"][1:]
        yield record.reject(steps, describe(detail, model, steps), lost)
    if len(details) > _MOST:
        yield record.reject((), f"has {len(details) - _MOST} more things wrong with it", lost)


def _line_of(record: Record) -> tuple[str, int]:
    origin = record.origin()
    return origin.file, origin.line


def _name_of(data: Any) -> str:
    """Return the id or handle under which other facts may refer to a rejected one."""
    if not isinstance(data, dict):
        return EVERYTHING
    name = data.get("id", data.get("handle", ""))
    return name if isinstance(name, str) else EVERYTHING
