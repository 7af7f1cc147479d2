"""Answers on standard output or in a file, with what is to be said about them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from alliance.answering import answer_bytes
from alliance.cli.grids import render_answer
from alliance.output import write_output
from alliance.workspace import Alliance
from graph.answers import Truth


class AnswerFormat(StrEnum):
    """Formats of answers."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    TURTLE = "turtle"


def write_answer(
    graph: Alliance,
    sparql: str,
    fmt: AnswerFormat,
    output: Path | None,
    *,
    note: str,
    why: Callable[[], str | None],
    title: str | None = None,
) -> None:
    """Write the answer to a query; under a table stand a note and, when it is empty, why it is.

    In other formats only the data are on standard output, and the reason goes to
    standard error.
    """
    if fmt is AnswerFormat.TABLE:
        answer = graph.query(sparql)
        empty = not isinstance(answer, Truth) and len(answer) == 0
        write_output((render_answer(answer, title) + note + ((why() or "") if empty else "")).encode(), output)
    else:
        write_output(answer_bytes(graph, sparql, fmt.value), output)
        sys.stderr.write(why() or "")
