"""JSON lines: one fact in each line, streamed, so that a file may be of any size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from loaders.records import Origin, Placed, ReadError, Record, Rejected, Steps
from loaders.strict_json import find_offsets, may_repeat_a_key, parse_line
from loaders.texts import iter_lines, read_piece


class LinePlace(NamedTuple):
    """A line of a file, read again when a position in it is asked for."""

    path: Path
    file: str
    number: int
    offset: int
    size: int

    def find(self, steps: Steps) -> tuple[Origin, Steps]:
        """Return where a part of the line stands."""
        offsets = find_offsets(read_piece(self.path, self.offset, self.size))
        known = steps
        while known and known not in offsets:
            known = known[:-1]
        return Origin(self.file, self.number, offsets.get(known, 0) + 1), steps


def read(path: Path, file: str) -> Iterator[Record | Rejected]:
    """Yield a record, the bytes of a JSON object, for every line that is not blank.

    Raises ReadError when the file cannot be read or has no facts.
    """
    empty = True
    for number, offset, data in iter_lines(path):
        if data.isspace():
            continue
        empty = False
        if may_repeat_a_key(data) and (bad := _misread(data)) is not None:
            yield bad.to_rejected(file, number)
        else:
            yield Placed(data, LinePlace(path, file, number, offset, len(data)))
    if empty:
        raise ReadError("is empty; expected facts")


def _misread(data: bytes) -> ReadError | None:
    try:
        parse_line(data)
    except ReadError as error:
        return error
    return None
