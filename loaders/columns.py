"""What the columns of a table mean for the fields of each kind of fact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeAlias

from pydantic import BaseModel

from loaders.expectations import spec_of
from loaders.nearest import did_you_mean, nearest_words
from loaders.records import ReadError, Steps
from loaders.strict_json import parse
from ontology.facts import FACT_KINDS

Setter: TypeAlias = Callable[[dict[str, Any], str], None]
"""Puts the text of a cell, which is not empty, into the data of a fact."""
NAME = "name."


@dataclass(frozen=True)
class Header:
    """The columns of a table; `problems` holds what is wrong with each, by its index."""

    names: tuple[str, ...]
    delimiter: str
    problems: tuple[tuple[int, str], ...] = ()
    _setters: dict[str, list[Setter]] = field(default_factory=dict, compare=False)

    def to_data(self, cells: Sequence[str]) -> dict[str, Any]:
        """Return the data of a row with as many cells. Raises ReadError when a cell is not what it begins like."""
        kind = cells[self.names.index("kind")].strip() if "kind" in self.names else ""
        if kind not in FACT_KINDS:
            return {"kind": kind} if kind else {}
        if kind not in self._setters:
            self._setters[kind] = [_make_setter(FACT_KINDS[kind], name) for name in self.names]
        data: dict[str, Any] = {}
        for put, cell in zip(self._setters[kind], cells, strict=True):
            if text := cell.strip():
                put(data, text)
        return data

    def index_of(self, steps: Steps) -> int | None:
        """Return the index of the column that holds a part of a fact."""
        named = [step for step in steps if isinstance(step, str)]
        for size in range(len(named), 0, -1):
            column = ".".join(named[:size])
            if column in self.names:
                return self.names.index(column)
        if named[:1] == ["names"]:
            return next((i for i, name in enumerate(self.names) if name.startswith(NAME)), None)
        return None


def read_header(cells: Sequence[str], delimiter: str) -> Header:
    """Return the columns that the first row names."""
    names = tuple(cell.strip() for cell in cells)
    problems = [(i, problem) for i in range(len(names)) if (problem := _problem(i, names))]
    return Header(names, delimiter, tuple(problems))


def _problem(index: int, names: tuple[str, ...]) -> str:
    name, known = names[index], _known_columns()
    outer = name.partition(".")[0]
    if index == 0 and "kind" not in names:
        return "begins a header without kind; expected a column with the kind of each fact"
    if name and name in names[:index]:
        return "is a column twice; expected it once"
    if outer != name and outer in names:
        return f"stands beside the column {outer}; expected one of them"
    if not name or name in known or name.startswith(NAME):
        return ""
    return f"is not a field of any kind of fact{did_you_mean(nearest_words(name, known))}"


@cache
def _known_columns() -> tuple[str, ...]:
    known: set[str] = {"name.en", "name.zh-Hans"}
    for model in FACT_KINDS.values():
        for name in model.model_fields:
            known |= {name, *(f"{name}.{inner}" for inner in _inner_fields(model, name))}
    return tuple(sorted(known))


def _inner_fields(model: type[BaseModel], name: str) -> Sequence[str]:
    spec = spec_of(model, name)
    return list(spec.model.model_fields) if spec is not None and spec.model is not None and not spec.many else ()


def _make_setter(model: type[BaseModel], column: str) -> Setter:
    outer, _, inner = column.partition(".")
    if column.startswith(NAME):
        return _name_setter(inner)
    if inner and inner in _inner_fields(model, outer):
        return _inner_setter(outer, inner)
    spec = spec_of(model, column)
    read: Callable[[str, str], Any] = _read_text
    if spec is not None and (spec.many or spec.model is not None):
        read = _read_list if spec.many else _read_mapping

    def put(data: dict[str, Any], text: str) -> None:
        data[column] = [*data.get(column, ()), *read(text, column)] if read is _read_list else read(text, column)

    return put


def _inner_setter(outer: str, inner: str) -> Setter:
    def put(data: dict[str, Any], text: str) -> None:
        data.setdefault(outer, {})[inner] = text

    return put


def _name_setter(lang: str) -> Setter:
    def put(data: dict[str, Any], text: str) -> None:
        first, *others = _split(text)
        names = data.setdefault("names", [])
        names.append({"text": first, "lang": lang})
        names.extend({"text": other, "lang": lang, "label": "alt", "kind": "synonym"} for other in others)

    return put


def _read_text(text: str, column: str) -> str:
    return text


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()] or [text]


def _read_list(text: str, column: str) -> list[Any]:
    if text[0] not in "[{":
        return _split(text)
    data = _read_json(text, column)
    return data if isinstance(data, list) else [data]


def _read_mapping(text: str, column: str) -> Any:
    return _read_json(text, column) if text[0] == "{" else text


def _read_json(text: str, column: str) -> Any:
    try:
        return parse(text)
    except ReadError as error:
        raise ReadError(error.problem, steps=(column,)) from None
