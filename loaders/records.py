"""What readers hand on: values with the place that they stand in, and rejections.

A place is kept light and finds line and column only when something is wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, Protocol, TypeAlias, TypeVar

T = TypeVar("T")

Steps: TypeAlias = tuple[str | int, ...]
"""The way from the top of a file, or from a fact, to a part of it."""

EVERYTHING = "*"
_PLAIN = re.compile(r"[A-Za-z_$@][A-Za-z0-9_$@:.-]*\Z", re.ASCII)
_LONGEST = 320


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """A position in a file, counted from 1 in code points; line 0 is the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        file = self.file if self.file.isprintable() else repr(self.file)
        return f"{file}:{self.line}:{self.column}" if self.line else file


@dataclass(frozen=True, slots=True, order=True)
class Rejected:
    """One thing that is wrong with one fact or file.

    `lost` is the id or handle of the fact that it costs, where known, or
    `EVERYTHING` when it may cost any number of facts. `consequence` marks what
    vanishes by itself when another rejection is mended. Two that read the same
    are the same.
    """

    origin: Origin
    path: str
    problem: str
    lost: str = field(default="", compare=False)
    consequence: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        """Return `file:line:column: path: what is wrong; what was expected`."""
        return ": ".join(part for part in (str(self.origin), self.path, self.problem) if part)


class Place(Protocol):
    """Where records stand; it can tell the position of each of their parts."""

    def find(self, steps: Steps) -> tuple[Origin, Steps]:
        """Return where a part stands, or else its nearest owner, and the part's way in the file."""


class Placed(NamedTuple, Generic[T]):
    """A value and where it stands: a record before validation, a fact after it."""

    value: T
    place: Place
    steps: Steps = ()

    def reject(self, steps: Steps, problem: str, lost: str = "", consequence: bool = False) -> Rejected:
        """Return what is wrong with a part of the value."""
        origin, way = self.place.find(self.steps + steps)
        return Rejected(origin, to_path(way) or "fact", shorten(problem), lost, consequence)

    def origin(self) -> Origin:
        """Return where the value stands."""
        return self.place.find(self.steps)[0]


Record: TypeAlias = Placed[Any]
"""Plain data as a reader found it, or the bytes of one JSON object."""


class ReadError(ValueError):
    """Raised within this package when a text is not what its format asks for."""

    def __init__(self, problem: str, line: int = 0, column: int = 0, steps: Steps = ()) -> None:
        super().__init__(problem)
        self.problem, self.line, self.column, self.steps = problem, line, column, steps

    def to_rejected(self, file: str, line: int = 0) -> Rejected:
        """Return it as a value; `line` is where the text begins in the file."""
        origin = Origin(file, self.line + max(line - 1, 0), self.column)
        return Rejected(origin, to_path(self.steps), shorten(self.problem), EVERYTHING)


def to_path(steps: Steps) -> str:
    """Return steps as people write them.

    >>> to_path(("statements", 12, "time", "edtf")), to_path(("a b",))
    ('statements[12].time.edtf', "['a b']")
    """
    parts: list[str] = []
    for step in steps:
        if isinstance(step, int):
            parts.append(f"[{step}]")
        elif _PLAIN.match(step):
            parts.append(f".{step}" if parts else step)
        else:
            parts.append(f"[{shown(step)}]")
    return "".join(parts)


def type_name(value: Any) -> str:
    """Name the type of plain data, such as `a list`."""
    names = {bool: "true or false", str: "text", list: "a list", tuple: "a list", dict: "a mapping"}
    return "nothing" if value is None else names.get(type(value), "a number")


def shown(value: Any) -> str:
    """Return foreign data for a message: quoted, printable, on one line and short."""
    if isinstance(value, str):
        return repr(value if len(value) <= 60 else value[:59] + "…")
    if value is None or isinstance(value, (list, tuple, dict)):
        return type_name(value)
    return shown(str(value))[1:-1]


def shorten(problem: str) -> str:
    """Return a message on one printable line, its middle left out when it is very long."""
    text = problem if problem.isprintable() else repr(problem)[1:-1]
    return text if len(text) <= _LONGEST else f"{text[:120]} … {text[-180:]}"
