"""The catalogue and profiles as text for a terminal."""

from __future__ import annotations

import json
from itertools import groupby
from textwrap import indent

from rich.table import Table
from rich.text import Text

from alliance.cli.grids import capture
from graph.answers import Value
from graph.catalogue import catalogue
from graph.profiles import Profile
from ontology.date_words import in_words


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
