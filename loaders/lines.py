"""JSON lines: one fact in each line, streamed, so that a file may be of any size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from loaders.records import Origin, Placed, ReadError, Record, Rejected, Steps
from loaders.strict_json import Positions, find_offsets, may_repeat_a_key, parse_line
from loaders.texts import Line, iter_lines, read_piece


class LinePlace:
    """A line of a file, read again when a position in it is first asked for."""

    __slots__ = ("_offsets", "file", "number", "offset", "path", "size")

    def __init__(self, path: Path, file: str, line: Line) -> None:
        self.path, self.file = path, file
        self.number, self.offset, self.size = line.number, line.offset, len(line.data)
        self._offsets: Positions | None = None

    def find(self, steps: Steps) -> tuple[Origin, Steps]:
        """Return where a part of the line stands."""
        if self._offsets is None:
            self._offsets = find_offsets(read_piece(self.path, self.offset, self.size))
        known = steps
        while known and known not in self._offsets:
            known = known[:-1]
        return Origin(self.file, self.number, self._offsets.get(known, 0) + 1), steps


def read(path: Path, file: str) -> Iterator[Record | Rejected]:
    """Yield a record, the bytes of a JSON object, for every line that is not blank.

    Raises ReadError when the file cannot be read or has no facts.
    """
    empty = True
    for line in iter_lines(path):
        data = line.data
        if data.isspace():
            continue
        empty = False
        if may_repeat_a_key(data) and (bad := _misread(data)) is not None:
            yield bad.to_rejected(file, line.number)
        else:
            yield Placed(data, LinePlace(path, file, line))
    if empty:
        raise ReadError("is empty; expected facts")


def _misread(data: bytes) -> ReadError | None:
    try:
        parse_line(data)
    except ReadError as error:
        return error
    return None
