"""Answers and profiles as text for a terminal."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.answers import Answer, Rows, Triples, Value
from graph.catalogue import catalogue
from graph.profiles import Profile

NARROW = 13
"""Columns of text below which a column is not worth reading; rows then become blocks."""


def _width() -> int:
    return max(shutil.get_terminal_size((120, 40)).columns, 40)


def _cell(value: Value) -> str:
    return "" if value is None else str(value)


def _capture(*parts: Table | Text | str) -> str:
    console = Console(width=_width(), color_system=None, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        for part in parts:
            console.print(part)
    return "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"


def render_answer(answer: Answer, title: str | None = None) -> str:
    """Return an answer as a table, or as blocks where a table would be too narrow."""
    if isinstance(answer, Rows):
        return _render_rows(answer, title)
    if isinstance(answer, Triples):
        return "".join(f"{triple} .\n" for triple in answer.triples)
    return "yes\n" if answer else "no\n"


def _render_rows(answer: Rows, title: str | None) -> str:
    rows = [[_cell(value) for value in row.values()] for row in answer]
    used = [i for i in range(len(answer.columns)) if not rows or any(row[i] for row in rows)]
    columns = [answer.columns[i] for i in used]
    kept = [[row[i] for i in used] for row in rows]
    heading = [f"{title}\n"] if title else []
    count = f"{len(rows)} row{'' if len(rows) == 1 else 's'}"
    if columns and _width() // len(columns) >= NARROW:
        return _capture(*heading, _table(columns, kept), count)
    return _capture(*heading, *(_block(columns, row) for row in kept), count)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
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


def print_catalogue() -> None:
    """Print the named queries by topic, with their parameters and an example."""
    queries = sorted(catalogue().values(), key=lambda query: (query.topic, query.name))
    for topic, group in groupby(queries, key=lambda query: query.topic):
        print(topic)
        for query in group:
            print(f"  {query.name}: {query.question['en']}")
            for parameter in query.parameters.values():
                default = f" (default {parameter.default})" if parameter.default else ""
                need = " (required)" if parameter.required else ""
                print(f"      {parameter.name}: {parameter.help}{default}{need}")
            print(f"      alliance ask {query.name}{example(query.example)}")
        print()


def example(values: dict[str, str] | object) -> str:
    """Return the command line that gives a query its example values."""
    assert isinstance(values, dict)
    parts = [f" --as-of {v}" if k == "as_of" else f" -p {k}={_shell(v)}" for k, v in values.items()]
    return "".join(parts)


def _shell(value: str) -> str:
    return f"'{value}'" if " " in value else value


def print_profile(profile: Profile) -> None:
    """Print names, description and statements of an entity, by kind and date."""
    print(f"{profile.label} ({profile.kind}, {profile.id})")
    if profile.description:
        print(profile.description)
    print("\nNames")
    for alias in profile.names:
        if alias.use != "hidden":
            print(f"  {alias.text} [{alias.lang}] {alias.kind}")
    hidden = [f"{alias.text} ({alias.kind})" for alias in profile.names if alias.use == "hidden"]
    if hidden:
        print("  also found by: " + "; ".join(hidden))
    for kind, statements in groupby(profile.statements, key=lambda row: row["kind"]):
        print(f"\n{str(kind).replace('-', ' ').capitalize()}")
        for row in statements:
            print(_capture(_statement(row)), end="")
    print(f"\n{len(profile.statements)} statements")


def _statement(row: dict[str, Value]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(width=26, overflow="fold")
    table.add_column(overflow="fold")
    table.add_row(Text("  " + _when(row["when"])), Text(f"{row['summary']}\n{_source(row)}"))
    return table


def _when(value: Value) -> str:
    return "undated" if value in (None, "/") else str(value)


def _source(row: dict[str, Value]) -> str:
    marks = [str(row["status"])]
    marks += [str(row[key]) for key, usual in (("polarity", "asserted"), ("phase", "in effect")) if row[key] != usual]
    said = f"{row['speaker']}, in " if row["speaker"] else ""
    source = str(row["source"]).removeprefix("src:")
    where = f"{row['publisher']} {row['published']}" if row["publisher"] else source
    return f"[{', '.join(marks)}] {said}{where}"


def profile_json(profile: Profile) -> str:
    """Return a profile as JSON."""
    names = [{"text": a.text, "lang": a.lang, "use": a.use, "kind": a.kind} for a in profile.names]
    data = {
        "id": profile.id,
        "label": profile.label,
        "kind": profile.kind,
        "description": profile.description,
        "names": names,
        "statements": list(profile.statements),
    }
    return json.dumps(data, ensure_ascii=False, indent=2, default=str)
