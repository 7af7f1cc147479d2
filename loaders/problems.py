"""What the validator objects to, in plain sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeAlias

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from loaders.expectations import SLUG, expected_concepts, expected_value, owner_of, spec_of, with_article
from loaders.nearest import did_you_mean, nearest_words
from loaders.records import Steps, shown, type_name
from ontology.concepts import schemes
from ontology.facts import FACT_KINDS

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ANY_KIND = "expected a kind of fact such as brand, source or channel-role"


class _Wrong(NamedTuple):
    """One objection: to which value, of which field of which model, and what was asked for."""

    value: Any
    context: Mapping[str, Any]
    model: type[BaseModel]
    owner: type[BaseModel]
    name: str
    is_item: bool

    @property
    def expected(self) -> str:
        return expected_value(self.owner, self.name, self.is_item)


_Writer: TypeAlias = Callable[[_Wrong], str]


def describe(error: ErrorDetails, model: type[BaseModel], steps: Steps) -> str:
    """Say what is wrong with a part of a fact of that model, and what was expected."""
    owner, name = owner_of(model, steps)
    is_item = bool(steps) and isinstance(steps[-1], int)
    wrong = _Wrong(error["input"], error.get("ctx", {}), model, owner, name, is_item)
    return _WRITERS.get(error["type"], _wrong_type)(wrong)


def describe_unknown(data: Any) -> str:
    """Say what is wrong with data that are no fact of a known kind."""
    if not isinstance(data, dict):
        return f"is {type_name(data)}; expected a mapping with kind"
    if "kind" not in data:
        return f"is missing; {_ANY_KIND}"
    kind = data["kind"]
    return f"{shown(kind)} is not a kind of fact{_nearest(kind, FACT_KINDS) or '; ' + _ANY_KIND}"


def _nearest(value: Any, words: Mapping[str, Any]) -> str:
    return did_you_mean(nearest_words(value, words)) if isinstance(value, str) else ""


def _missing(wrong: _Wrong) -> str:
    return f"is missing; expected {wrong.expected}"


def _unexpected(wrong: _Wrong) -> str:
    fields = wrong.owner.model_fields
    own = wrong.owner is wrong.model
    what = str(fields["kind"].default) if own else _CAPITAL.sub(" ", wrong.owner.__name__).lower()
    return f"is not a field of {with_article(what)}{_nearest(wrong.name, fields) or '; expected ' + ', '.join(fields)}"


def _unknown_word(wrong: _Wrong) -> str:
    spec = spec_of(wrong.owner, wrong.name)
    if spec is None or spec.scheme is None:
        return f"is {shown(wrong.value)}; expected {str(wrong.context.get('expected')).replace(chr(39), '')}"
    if not isinstance(wrong.value, str):
        return _wrong_type(wrong)
    hint = _nearest(wrong.value, schemes()[spec.scheme].concepts)
    what = with_article(spec.scheme.replace("-", " "))
    return f"{shown(wrong.value)} is not {what}{hint or '; expected ' + expected_concepts(spec.scheme)}"


_SHAPES = {"url": "a web address", "lang": "a language tag", "language": "a language tag", "sha256": "a SHA-256"}


def _misshapen(wrong: _Wrong) -> str:
    if wrong.name in _SHAPES:
        return f"{shown(wrong.value)} is not {_SHAPES[wrong.name]}; expected {wrong.expected}"
    return f"{shown(wrong.value)} is not a slug; expected {SLUG}"


def _wrong_type(wrong: _Wrong) -> str:
    value = wrong.value
    return f"is {shown(value) if isinstance(value, (str, int, float)) else type_name(value)}; expected {wrong.expected}"


def _too_long(wrong: _Wrong) -> str:
    return f"has {len(wrong.value)} characters; expected at most {wrong.context['max_length']}"


def _too_few(wrong: _Wrong) -> str:
    least, found = wrong.context["min_length"], wrong.context["actual_length"]
    return f"has {found or 'no'} {'item' if found == 1 else 'items'}; expected at least {least}"


def _digits(wrong: _Wrong) -> str:
    return f"{shown(wrong.value)} has too many digits; expected at most 30, and 10 after the point"


_WRITERS: dict[str, _Writer] = {
    "value_error": lambda wrong: str(wrong.context["error"]),
    "missing": _missing,
    "extra_forbidden": _unexpected,
    "literal_error": _unknown_word,
    "string_pattern_mismatch": _misshapen,
    "string_too_long": _too_long,
    "string_too_short": lambda wrong: f"is empty; expected {wrong.expected}",
    "string_unicode": lambda wrong: "contains half a character; expected text in Unicode",
    "too_short": _too_few,
    "greater_than": lambda wrong: f"is {shown(wrong.value)}; expected more than {wrong.context['gt']}",
    "greater_than_equal": lambda wrong: f"is {shown(wrong.value)}; expected at least {wrong.context['ge']}",
    "decimal_max_digits": _digits,
    "decimal_max_places": _digits,
    "decimal_whole_digits": _digits,
}
"""By type of the validator's errors; all others say that the type is wrong."""
