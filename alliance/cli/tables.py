"""The catalogue and profiles as text for a terminal."""

from __future__ import annotations

import json
from itertools import groupby
from textwrap import indent

from rich.table import Table
from rich.text import Text

from alliance.cli.grids import capture
from graph.answers import Value
from graph.catalogue import by_topic, catalogue
from graph.profiles import Profile
from graph.query_heads import NamedQuery, Parameter
from ontology.date_words import in_words


def print_catalogue() -> None:
    """Print the names and titles of the named queries by topic."""
    wide = max(map(len, catalogue()))
    for topic, queries in by_topic().items():
        print(topic)
        for query in queries:
            print(f"  {query.name:{wide}}  {query.title}")
    print(f"\n{len(catalogue())} queries; what one takes: alliance ask NAME --describe")


def print_query(query: NamedQuery) -> None:
    """Print the question of a query, its parameters and an example."""
    grid = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for parameter in query.parameters.values():
        grid.add_row(parameter.name, Text(f"{parameter.help}\n{parameter.type}; {need(parameter)}"))
    print(capture(f"{query.name} ({query.topic})", query.question["en"], query.question["zh-Hans"]))
    if query.parameters:
        print(capture(grid))
    print(command(query))


def need(parameter: Parameter) -> str:
    """Say whether a parameter must be given, and what stands for it otherwise."""
    if parameter.required:
        return "required"
    return f"{parameter.default} unless given" if parameter.default else "may be left out"


def command(query: NamedQuery) -> str:
    """Return the command line that asks a query with its example."""
    values = query.example.items()
    parts = [f" --as-of {v}" if k == "as_of" else f" -p {k}={_shell(v)}" for k, v in values]
    return f"alliance ask {query.name}{''.join(parts)}"


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
            print(indent(capture(_statement(row)), "  "), end="")
    print(f"\n{len(profile.statements)} statements")


def _statement(row: dict[str, Value]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(width=26, overflow="fold")
    table.add_column(overflow="fold")
    table.add_row(Text(_when(row["when"])), Text(f"{row['summary']}\n{_source(row)}"))
    return table


def _when(value: Value) -> str:
    return "undated" if value in (None, "/") else in_words(str(value))


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
