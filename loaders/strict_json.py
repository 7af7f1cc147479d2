"""JSON as plain data, refusing what the standard parser lets pass: repeated keys and NaN."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

from loaders.records import ReadError, Steps, shown
from loaders.texts import decode, position

DEPTH_LIMIT = 20
Positions: TypeAlias = dict[Steps, int]

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_MARKS = frozenset({"}", "]", ",", ":"})
_FIRST_STEPS: dict[str, str | int] = {"{": "", "[": 0}
_CONSTANTS = frozenset({"NaN", "Infinity", "-Infinity"})


class _SuspectError(ValueError):
    pass


def parse(text: str) -> Any:
    """Return the data of a JSON text, its fractions as Decimal.

    Raises ReadError, with line and column, for what is not JSON, nested too deep,
    or has a key twice.
    """
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise ReadError(f"is not JSON: {error.msg.lower()}", error.lineno, error.colno) from None
    except (_SuspectError, RecursionError):
        raise _explain(text) from None


def parse_line(line: bytes) -> Any:
    """Return the data of one line of JSON. Raises ReadError, as `parse` does, also when it is not UTF-8."""
    return parse(decode(line.rstrip(b"\r\n")))


def may_repeat_a_key(line: bytes) -> bool:
    """Tell quickly whether a line of JSON could hold a key twice; False is certain."""
    if b"\\u" in line or b'" ' in line or b'"\t' in line or b'"\r' in line:
        return True
    before_colons = line.split(b'":')
    keys = {part.rpartition(b'"')[2] for part in before_colons}
    return len(keys) < len(before_colons)


def find_offsets(text: str) -> Positions:
    """Return the offset of every part of a JSON text that `parse` accepts; of a field, of its key."""
    walk = _Walk(text)
    try:
        return dict(walk.parts())
    except (ValueError, IndexError):
        return {}


def _explain(text: str) -> ReadError:
    """Return the first thing that `parse` refuses in otherwise well-formed JSON."""
    try:
        for _ in _Walk(text, DEPTH_LIMIT).parts():
            pass
    except ReadError as error:
        return error
    return ReadError("is not JSON as expected", 1, 1)


class _Walk:
    """Follows the tokens of a JSON text and tells the way to each part as it begins."""

    def __init__(self, text: str, limit: int | None = None) -> None:
        self.text, self.limit = text, limit
        self.steps: list[str | int] = []
        """In each open list the index, in each open mapping the key."""
        self.seen: list[set[str]] = []
        """The keys so far of each open mapping or list."""
        self.key_due = False

    def parts(self) -> Iterator[tuple[Steps, int]]:
        for match in _TOKEN.finditer(self.text):
            token, offset = match[0], match.start()
            if token in _MARKS:
                self._take_mark(token)
            elif self.key_due:
                self._take_key(token, offset)
                yield from self._way(offset)
            else:
                if self.steps and isinstance(self.steps[-1], int):
                    yield from self._way(offset)
                self._take_value(token, offset)

    def _way(self, offset: int) -> Iterator[tuple[Steps, int]]:
        if len(self.steps) <= DEPTH_LIMIT:
            yield tuple(self.steps), offset

    def _take_mark(self, mark: str) -> None:
        self.key_due = False
        if mark == ",":
            last = self.steps[-1]
            self.key_due = isinstance(last, str)
            self.steps[-1] = last if isinstance(last, str) else last + 1
        elif mark != ":":
            self.seen.pop()
            self.steps.pop()

    def _take_key(self, token: str, offset: int) -> None:
        key = json.loads(token)
        if key in self.seen[-1]:
            raise self._misread(f"the key {shown(key)} stands twice in one mapping; expected it once", offset)
        self.seen[-1].add(key)
        self.steps[-1] = key

    def _take_value(self, token: str, offset: int) -> None:
        if token in _CONSTANTS:
            raise self._misread(f"{token} is not JSON; expected a number", offset)
        if token in _FIRST_STEPS:
            if len(self.seen) == self.limit:
                raise self._misread(f"is nested more than {self.limit} deep", offset)
            first = _FIRST_STEPS[token]
            self.seen.append(set())
            self.steps.append(first)
            self.key_due = isinstance(first, str)

    def _misread(self, problem: str, offset: int) -> ReadError:
        return ReadError(problem, *position(self.text, offset))


def _make_mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise _SuspectError
    return mapping


def _refuse(constant: str) -> Any:
    raise _SuspectError(constant)


def _read_whole(text: str) -> int | str:
    return int(text) if len(text) <= 40 else text


def _read_fraction(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


_DECODER = json.JSONDecoder(
    object_pairs_hook=_make_mapping,
    parse_constant=_refuse,
    parse_int=_read_whole,
    parse_float=_read_fraction,
)
