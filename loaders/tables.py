"""Tables in CSV: one fact in each row, in columns named like the fields of the models.

`time.edtf` is a field of a field, `name.en` a displayed name. An empty cell is
absent, `a | b` a list, and a list cell that begins with [ or { is JSON.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from loaders.columns import Header, read_header
from loaders.records import EVERYTHING, Origin, Placed, ReadError, Record, Rejected, Steps, to_path
from loaders.texts import Line, decode, iter_lines, read_piece

DELIMITERS = ",;\t"
_UNCLOSED = "unexpected end of data"


class Row(NamedTuple):
    """A row with the line that it begins on, its offset and its size in bytes."""

    number: int
    offset: int
    size: int
    cells: list[str]


class RowPlace(NamedTuple):
    """A row of a file, read again when the position of a cell is asked for."""

    path: Path
    file: str
    header: Header
    number: int
    offset: int
    size: int

    def find(self, steps: Steps) -> tuple[Origin, Steps]:
        """Return where the cell of a part stands."""
        index = self.header.index_of(steps)
        if index is None:
            return Origin(self.file, self.number, 1), steps
        text = read_piece(self.path, self.offset, self.size)
        return Origin(self.file, *cell_position(text, self.header.delimiter, index, self.number)), steps


class _Rows:
    """Reads rows and remembers which bytes each of them was read from."""

    def __init__(self, path: Path) -> None:
        self._lines = iter_lines(path)
        self._taken: list[Line] = []

    def iter_rows(self, delimiter: str) -> Iterator[Row]:
        reader = csv.reader(self._texts(), delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                first, size = self._taken[0], sum(len(line.data) for line in self._taken)
                self._taken.clear()
                yield Row(first.number, first.offset, size, cells)
        except csv.Error as error:
            number = self._taken[0].number if self._taken else 1
            problem = str(error).partition(" - ")[0].replace(_UNCLOSED, "a quotation mark is not closed")
            raise ReadError(f"is not CSV: {problem}", number, 1) from None

    def first_line(self) -> str:
        line = next(self._lines, None)
        if line is None:
            raise ReadError("is empty; expected facts")
        self._taken.append(line)
        return decode(line.data, line.number)

    def _texts(self) -> Iterator[str]:
        for line in list(self._taken):
            yield decode(line.data, line.number)
        for line in self._lines:
            self._taken.append(line)
            yield decode(line.data, line.number)


def read(path: Path, file: str) -> Iterator[Record | Rejected]:
    """Yield a record for every row that is not blank, or else what is wrong with the header.

    Raises ReadError when the file cannot be read or is not CSV.
    """
    source = _Rows(path)
    delimiter = find_delimiter(source.first_line())
    rows = source.iter_rows(delimiter)
    first = next(rows)
    header = read_header(first.cells, delimiter)
    if not any(header.names):
        raise ReadError("is a blank row; expected the names of the columns", first.number, 1)
    if header.problems:
        yield from _reject_columns(header, file, path, first)
        return
    for row in rows:
        if any(cell.strip() for cell in row.cells):
            yield _read_row(header, row, path, file)


def find_delimiter(line: str) -> str:
    """Return the delimiter of a header: comma, semicolon or tab, whichever occurs most often."""
    return max(DELIMITERS, key=line.count)


def _reject_columns(header: Header, file: str, path: Path, row: Row) -> Iterator[Rejected]:
    text = read_piece(path, row.offset, row.size)
    for index, problem in header.problems:
        origin = Origin(file, *cell_position(text, header.delimiter, index, row.number))
        yield Rejected(origin, to_path((header.names[index],)), problem, EVERYTHING)


def _read_row(header: Header, row: Row, path: Path, file: str) -> Record | Rejected:
    place = RowPlace(path, file, header, row.number, row.offset, row.size)
    if len(row.cells) != len(header.names):
        problem = f"has {len(row.cells)} cells; expected {len(header.names)} as in the header"
        return Placed(None, place).reject((), problem, EVERYTHING)
    try:
        return Placed(header.to_data(row.cells), place)
    except ReadError as error:
        return Placed(None, place).reject(error.steps, error.problem, EVERYTHING)


def cell_position(text: str, delimiter: str, index: int, number: int) -> tuple[int, int]:
    """Return line and column of a cell in the text of a row that begins on that line."""
    column, quoted = 1, False
    for char in text:
        if index == 0:
            break
        column += 1
        if char == '"':
            quoted = not quoted
        elif char == delimiter and not quoted:
            index -= 1
        elif char == "\n":
            number, column = number + 1, 1
    return number, column
