"""What a field allows beyond its type: lengths, patterns, limits, choices and its default."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Gt, MinLen
from pydantic import AfterValidator, BaseModel, StringConstraints

from ontology.terms import FieldSpec
from ontology.values import Edtf, Many

_DATE = r"[0-9]{4}(-[0-9Q][0-9]){0,2}~?"
_POINT = rf"({_DATE}|\[({_DATE})?\.\.({_DATE})?\])"
_END = rf"({_POINT}|\.\.)?"
EDTF_PATTERN = rf"^({_POINT}|{_END}/{_END})$"
"""The outline of the EDTF texts that `ontology.dates` reads; whether a day exists is left to it."""


@dataclass(frozen=True, slots=True)
class Facets:
    """The constraints of one field; for a field of many values, those of each value."""

    required: bool
    default: Any = None
    min_items: int = 0
    splits: bool = False
    """Whether a text `a | b` may stand for a list."""
    choices: tuple[str, ...] = ()
    pattern: str | None = None
    min_length: int | None = None
    max_length: int | None = None
    ge: int | None = None
    gt: int | None = None

    @property
    def present(self) -> bool:
        """Whether a valid fact always has a value."""
        return self.required or self.min_items > 0 or self.default not in (None, ())


def _metadata(annotation: Any) -> Iterator[Any]:
    """Yield what stands around the values of a type: metadata, and the type itself if a Literal."""
    if get_origin(annotation) is Literal:
        yield annotation
        return
    yield from getattr(annotation, "__metadata__", ())
    for part in get_args(annotation):
        yield from _metadata(part)


_EDTF_CHECK = next(m for m in _metadata(Edtf) if isinstance(m, AfterValidator))


def _constraints(part: Any) -> dict[str, Any]:
    if isinstance(part, StringConstraints):
        found = {name: getattr(part, name) for name in ("pattern", "min_length", "max_length")}
        return {name: value for name, value in found.items() if value is not None}
    if get_origin(part) is Literal:
        return {"choices": get_args(part)}
    if isinstance(part, Ge):
        return {"ge": part.ge}
    if isinstance(part, Gt):
        return {"gt": part.gt}
    return {"pattern": EDTF_PATTERN} if part == _EDTF_CHECK else {}


@cache
def facets_of(model: type[BaseModel], name: str) -> Facets:
    """Return the facets of a model's field."""
    info = model.model_fields[name]
    found: dict[str, Any] = {}
    for part in (*info.metadata, *_metadata(info.annotation)):
        found |= _constraints(part)
    return Facets(
        required=info.is_required(),
        default=None if info.is_required() else info.default,
        min_items=next((m.min_length for m in info.metadata if isinstance(m, MinLen)), 0),
        splits=Many in info.metadata,
        **found,
    )


def count(spec: FieldSpec, facets: Facets) -> tuple[int, int | None]:
    """Return how many values a valid fact has at least and at most in RDF."""
    if spec.many:
        return facets.min_items, None
    return int(facets.present), 1
