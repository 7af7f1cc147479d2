"""Answers as text for a terminal: a table where it fits, blocks where it does not."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from graph.answers import Answer, Rows, Triples, Value
from ontology.date_words import in_words
from ontology.dates import parse_bounds

NARROW = 11
"""Width below which a column is not worth reading; rows then become blocks."""
_STATEMENT = re.compile(r"\bstmt:([0-9a-f]{10})[0-9a-f]{10}\b")
_SHORT = re.compile(r"[0-9a-f]{10}(?:\s+[0-9a-f]{10})*")
_TIMES = frozenset({"when", "period", "deadline"})
_SAID = ("speaker", "via", "publisher", "published")


@dataclass(frozen=True)
class Grid:
    """Named columns and rows of text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def keep(self, wanted: Callable[[int], bool]) -> Grid:
        """Return the grid with only the columns whose index is wanted."""
        kept = [index for index in range(len(self.columns)) if wanted(index)]
        rows = tuple(tuple(row[index] for index in kept) for row in self.rows)
        return Grid(tuple(self.columns[index] for index in kept), rows)

    def without_empty(self) -> Grid:
        """Return the grid without columns in which no row has anything."""
        return self.keep(lambda index: not self.rows or any(row[index] for row in self.rows))

    def with_sources_merged(self) -> Grid:
        """Return the grid with speaker, publisher and date in one column."""
        if "publisher" not in self.columns:
            return self
        places = [self.columns.index(name) for name in _SAID if name in self.columns]
        columns = ["according to" if i == places[0] else name for i, name in enumerate(self.columns)]
        rows = tuple(
            tuple(
                ", ".join(dict.fromkeys(filter(None, (row[p] for p in places)))) if i == places[0] else cell
                for i, cell in enumerate(row)
            )
            for row in self.rows
        )
        return Grid(tuple(columns), rows).keep(lambda index: index not in places[1:])

    def with_times_in_words(self) -> Grid:
        """Return the grid with EDTF texts told in words."""
        places = {i for i, name in enumerate(self.columns) if name in _TIMES}
        rows = tuple(tuple(_time(cell) if i in places else cell for i, cell in enumerate(row)) for row in self.rows)
        return Grid(self.columns, rows)

    def with_ids_shortened(self) -> Grid:
        """Return the grid with the ids of statements cut to their first ten digits, which `alliance why` takes."""
        rows = tuple(tuple(_STATEMENT.sub(r"\1", cell) for cell in row) for row in self.rows)
        return Grid(self.columns, rows)

    def constants(self) -> dict[str, str]:
        """Return the columns in which all of several rows have the same text."""
        if len(self.rows) < 2:
            return {}
        same = {name: self.rows[0][i] for i, name in enumerate(self.columns) if len({row[i] for row in self.rows}) == 1}
        return same if len(same) < len(self.columns) else {}


def width() -> int:
    """Return the columns of text that the terminal has; 120 where there is none."""
    return max(shutil.get_terminal_size((120, 40)).columns, 40)


def capture(*parts: RenderableType) -> str:
    """Return what rich makes of the parts, without colours and trailing spaces."""
    console = Console(width=width(), color_system=None, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        for part in parts:
            console.print(part)
    return "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"


def render_answer(answer: Answer, title: str | None = None) -> str:
    """Return an answer as text; with a title, what all rows share is told once above them."""
    if isinstance(answer, Rows):
        return _render_rows(answer, title)
    if isinstance(answer, Triples):
        return "".join(f"{triple} .\n" for triple in answer.triples)
    sure = f" ({answer.certainty})" if answer.certainty else ""
    return f"{'yes' if answer else 'no'}{sure}\n"


def _render_rows(answer: Rows, title: str | None) -> str:
    grid = Grid(answer.columns, tuple(tuple(map(_cell, row.values())) for row in answer)).without_empty()
    heading = []
    if title is not None:
        grid = grid.with_sources_merged().with_times_in_words().with_ids_shortened()
        shared = grid.constants()
        columns = grid.columns
        grid = grid.keep(lambda index: columns[index] not in shared)
        heading = [title, *(f"{name}: {value}" for name, value in shared.items()), ""]
    count = f"{len(grid.rows)} row{'' if len(grid.rows) == 1 else 's'}"
    if not grid.columns:
        return capture(*heading, count)
    if width() // len(grid.columns) >= NARROW:
        return capture(*heading, _table(grid), "", count)
    return capture(*heading, *(_block(grid.columns, row) for row in grid.rows), count)


def _cell(value: Value) -> str:
    """Characters that would move the cursor or hide text are shown as U+FFFD."""
    text = "" if value is None else str(value)
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)


def _time(text: str) -> str:
    """A computed period, such as a quarter's, may be no EDTF of ours and stays as it is."""
    try:
        parse_bounds(text)
    except ValueError:
        return text
    return in_words(text)


def _table(grid: Grid) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False)
    for index, column in enumerate(grid.columns):
        ids = bool(grid.rows) and all(_SHORT.fullmatch(row[index]) or not row[index] for row in grid.rows)
        table.add_column(column, overflow="fold", min_width=10 if ids else None)
    for row in grid.rows:
        table.add_row(*map(Text, row))
    return table


def _block(columns: Sequence[str], row: Sequence[str]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(width=max(map(len, columns)), no_wrap=True)
    table.add_column(overflow="fold")
    for column, cell in zip(columns, row, strict=True):
        if cell:
            table.add_row(column, Text(cell))
    table.add_row("", "")
    return table
