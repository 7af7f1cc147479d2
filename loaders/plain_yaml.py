"""YAML as plain data: mappings, lists and strings; no anchors, aliases, tags or repeated keys.

A text without any sign of these is composed at once. Any other is built from the
parser's events without recursion, so that neither nesting nor aliases can exhaust
the machine, and what is wrong is told with its position.
"""

from __future__ import annotations

import re
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
    if _is_tame(text):
        try:
            return _from_node(yaml.compose(text, Loader=yaml.CBaseLoader), 0)
        except (yaml.YAMLError, _NotPlainError):
            pass
    return _Builder().build(text)


class _NotPlainError(Exception):
    """Raised when the careful way is needed after all."""


_WILD = re.compile(r"(?:^|[\s\[{,:?-])(?:[&*][\w-]|!|\? )|^[ -]*(?:[-?:] +){6}|^ {60}", re.MULTILINE)
_BRACKETS = re.compile(r"[\[{]|[\]}]")


def _is_tame(text: str) -> bool:
    """Tell whether a text can hold no anchor, alias or tag, and no deep nesting."""
    if _WILD.search(text) is not None:
        return False
    depth = 0
    for bracket in _BRACKETS.findall(text):
        depth += 1 if bracket in "[{" else -1
        if depth > DEPTH_LIMIT:
            return False
    return True


def _from_node(node: yaml.Node | None, depth: int) -> Any:
    if type(node) is yaml.ScalarNode:
        return node.value if node.value or node.style else None
    if node is None or depth >= DEPTH_LIMIT:
        raise _NotPlainError
    if type(node) is yaml.SequenceNode:
        return [_from_node(child, depth + 1) for child in node.value]
    data: dict[str, Any] = {}
    for key, value in node.value:
        if type(key) is not yaml.ScalarNode or key.value in data:
            raise _NotPlainError
        data[key.value] = _from_node(value, depth + 1)
    return data


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
        try:
            for event in yaml.parse(text, Loader=yaml.CBaseLoader):
                self._take(event)
        except yaml.YAMLError as error:
            raise _malformed(error, text) from None
        if not self.top:
            raise ReadError("is empty; expected facts")
        return self.top[0]

    def _take(self, event: Any) -> None:
        kind = type(event)
        if kind is _SCALAR:
            self._check(event)
            self._put(event, None if not event.value and not event.style else event.value)
        elif kind in _OPENING:
            self._check(event)
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

    def _check(self, event: Any) -> None:
        if event.anchor is not None:
            raise _misread(event, f"&{event.anchor} is an anchor; expected plain values")
        if event.tag is not None:
            raise _misread(event, f"{shown(event.tag)} is a tag; expected plain values")

    def _put(self, event: Any, value: Any) -> None:
        owner = self.open[-1]
        if type(owner) is list:
            owner.append(value)
            if owner is not self.top:
                self._note(event, len(owner) - 1)
        elif self.keys[-1] is None:
            self._take_key(event, value, owner)
        else:
            owner[self.keys[-1]] = value
            if type(event) is _SCALAR:
                self.keys[-1] = None

    def _take_key(self, event: Any, key: Any, owner: dict[str, Any]) -> None:
        if type(event) is not _SCALAR:
            raise _misread(event, f"is {shown(key)} as a key; expected text")
        key = event.value
        if key in owner:
            raise _misread(event, f"the key {shown(key)} stands twice in one mapping; expected it once")
        self.keys[-1] = key
        owner[key] = None
        self._note(event, key)

    def _note(self, event: Any, last: str | int) -> None:
        if self.positions is not None:
            self.positions[(*self._steps(), last)] = (event.start_mark.line + 1, event.start_mark.column + 1)

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
