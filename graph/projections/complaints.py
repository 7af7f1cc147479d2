"""What is wrong with a declared projection, in the words of the file and not of the library that checks it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError
from rapidfuzz import process

from graph.projections.declared import Declaration, Parallel, Projection, Rule

CUTOFF = 60
"""How like a field must be to be suggested, out of 100."""
PLAIN = {
    "bool_parsing": "expected true or false",
    "bool_type": "expected true or false",
    "dict_type": "expected names with their values",
    "finite_number": "expected a number",
    "float_parsing": "expected a number",
    "float_type": "expected a number",
    "model_type": "expected fields with their values",
    "string_pattern_mismatch": "expected small letters, digits and hyphens, such as my-projection",
    "string_type": "expected a text",
    "too_short": "expected a list with at least one item",
    "tuple_type": "expected a list",
}
LEAST, MOST = "expected a number of at least {ge:g}", "expected a number of at most {le:g}"
Place = Sequence[str | int]


def complaint(error: ValidationError) -> str:
    """Say in a line where the first fault is and what was expected; rules and items count from 1."""
    first: Any = error.errors(include_url=False)[0]
    place, kind = list(first["loc"]), str(first["type"])
    rule = f"rule {place[1] + 1}: " if place[:1] == ["rules"] and len(place) > 1 and isinstance(place[1], int) else ""
    owner = _owner(place)
    where = ".".join(str(each + 1) if isinstance(each, int) else each for each in place[2 if rule else 0 :])
    if kind == "extra_forbidden":
        return f"{rule}{where} is no field of {owner[0]}; {_nearest(str(place[-1]), owner[1])}"
    if kind == "missing":
        return f"{rule}{where} is missing"
    told = _told(kind, first)
    return f"{rule}{where}: {told}" if where else f"{rule}{told}" if rule else f"it: {told}"


def _owner(place: Place) -> tuple[str, type[Declaration]]:
    owners: dict[str | int, tuple[str, type[Declaration]]] = {
        "rules": ("a rule", Rule),
        "parallel": ("parallel", Parallel),
    }
    return owners.get(place[0], ("a projection", Projection)) if len(place) > 1 else ("a projection", Projection)


def _nearest(name: str, model: type[Declaration]) -> str:
    found = process.extractOne(name, list(model.model_fields), score_cutoff=CUTOFF)
    return f"did you mean {found[0]}?" if found else f"expected one of {', '.join(model.model_fields)}"


def _told(kind: str, first: Any) -> str:
    if kind == "greater_than_equal":
        return LEAST.format(**first["ctx"])
    if kind == "less_than_equal":
        return MOST.format(**first["ctx"])
    message = str(first["msg"]).removeprefix("Value error, ")
    return PLAIN.get(kind) or message.replace("Input should be ", "expected ")
