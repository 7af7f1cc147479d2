"""YAML as plain data: mappings, lists and strings; no anchors, aliases, tags or repeated keys.

It is built from the parser's events without recursion, so that neither nesting
nor aliases can exhaust the machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import yaml

from loaders.records import ReadError, Steps, shown
from loaders.texts import position

DEPTH_LIMIT = 20
Positions: TypeAlias = dict[Steps, tuple[int, int]]

_SCALAR, _ALIAS = yaml.ScalarEvent, yaml.AliasEvent
_OPENING = {yaml.MappingStartEvent: dict, yaml.SequenceStartEvent: list}
_CLOSING = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


def parse(text: str) -> Any:
    """Return the data of the one document in a text; every scalar is a string, an empty one None.

    Raises ReadError, with line and column, for what is not plain YAML.
    """
    return _Builder().build(text)


def find_positions(text: str) -> Positions:
    """Return line and column of every part of a text that `parse` accepts; of a field, of its key."""
    positions: Positions = {}
    _Builder(positions).build(text)
    return positions


class _Builder:
    def __init__(self, positions: Positions | None = None) -> None:
        self.positions = positions
        self.top: list[Any] = []
        self.open: list[Any] = [self.top]
        self.keys: list[Any] = [None]
        """Of each open mapping, the key whose value is due or being read."""

    def build(self, text: str) -> Any:
        events, take = yaml.CBaseLoader(text), self._take
        try:
            while events.check_event():
                take(events.get_event())
        except yaml.YAMLError as error:
            raise _malformed(error, text) from None
        if not self.top:
            raise ReadError("is empty; expected facts")
        return self.top[0]

    def _take(self, event: Any) -> None:
        kind = type(event)
        if kind is _SCALAR:
            self._take_scalar(event)
        elif kind in _OPENING:
            if event.anchor is not None or event.tag is not None:
                self._refuse(event)
            container = _OPENING[kind]()
            self._put(event, container)
            if len(self.open) > DEPTH_LIMIT:
                raise _misread(event, f"is nested more than {DEPTH_LIMIT} deep")
            self.open.append(container)
            self.keys.append(None)
        elif kind in _CLOSING:
            self.open.pop()
            self.keys.pop()
            self.keys[-1] = None
        elif kind is _ALIAS:
            raise _misread(event, f"*{event.anchor} is an alias; expected the value itself")
        elif kind is yaml.DocumentStartEvent and self.top:
            raise _misread(event, "is a second document; expected one document in a file")

    def _take_scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse(event)
        value, owner, key = event.value, self.open[-1], self.keys[-1]
        if key is not None:
            owner[key] = value if value or event.style else None
            self.keys[-1] = None
        elif type(owner) is list:
            self._put(event, value if value or event.style else None)
        elif value in owner:
            raise _misread(event, f"the key {shown(value)} stands twice in one mapping; expected it once")
        else:
            self.keys[-1] = value
            owner[value] = None
            if self.positions is not None:
                self._note(event, value, self.positions)

    def _refuse(self, event: Any) -> None:
        if event.anchor is not None:
            raise _misread(event, f"&{event.anchor} is an anchor; expected plain values")
        raise _misread(event, f"{shown(event.tag)} is a tag; expected plain values")

    def _put(self, event: Any, value: Any) -> None:
        owner, key = self.open[-1], self.keys[-1]
        if type(owner) is list:
            owner.append(value)
            if self.positions is not None and owner is not self.top:
                self._note(event, len(owner) - 1, self.positions)
        elif key is None:
            raise _misread(event, f"is {shown(value)} as a key; expected text")
        else:
            owner[key] = value

    def _note(self, event: Any, last: str | int, positions: Positions) -> None:
        positions[(*self._steps(), last)] = (event.start_mark.line + 1, event.start_mark.column + 1)

    def _steps(self) -> Iterator[str | int]:
        for owner, key in zip(self.open[1:-1], self.keys[1:-1], strict=True):
            yield len(owner) - 1 if type(owner) is list else key


def _misread(event: Any, problem: str) -> ReadError:
    return ReadError(problem, event.start_mark.line + 1, event.start_mark.column + 1)


def _malformed(error: yaml.YAMLError, text: str) -> ReadError:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        mark = error.problem_mark
        context = f" {error.context}" if error.context else ""
        return ReadError(f"is not YAML: {error.problem}{context}", mark.line + 1, mark.column + 1)
    if isinstance(error, yaml.reader.ReaderError):
        before = text.encode("utf-8", "surrogatepass")[: error.position].decode("utf-8", "ignore")
        return ReadError(f"is not YAML: {error.reason}", *position(before, len(before)))
    return ReadError("is not YAML", 1, 1)
