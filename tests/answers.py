"""Rows of answers as tuples, for comparing them whole."""

from __future__ import annotations

from collections.abc import Iterable

from alliance import Rows
from graph.answers import Value

Cells = tuple[Value, ...]


def cells(rows: Rows | Iterable[dict[str, Value]], *columns: str) -> list[Cells]:
    return [tuple(row[column] for column in columns) for row in rows]
