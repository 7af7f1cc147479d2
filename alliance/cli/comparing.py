"""`alliance diff` and `without`: one day against another, and the graph against itself without some sources."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from alliance.cli import app
from alliance.cli.options import AsOfOption, FactsOption, KnownByOption, OutputOption, StoreOption, open_graph
from alliance.output import write_output
from graph.moments import parse_date
from ontology.errors import UsageError


class DifferenceFormat(StrEnum):
    """Formats of differences."""

    TABLE = "table"
    JSON = "json"
    UPDATE = "update"


@app.command()
def diff(
    first: Annotated[str, typer.Argument(help="The first day: a year, month or day.", metavar="FROM")],
    second: Annotated[str, typer.Argument(help="The second day, or latest.", metavar="TO")],
    entity: Annotated[
        str | None, typer.Option("--entity", "-e", help="Only what speaks of this entity.", metavar="ENTITY")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Show states as well that only became more or less sure.")
    ] = False,
    known_by: KnownByOption = None,
    fmt: Annotated[
        DifferenceFormat,
        typer.Option("--format", "-F", help="table, json, or update: SPARQL Update of direct triples."),
    ] = DifferenceFormat.TABLE,
    output: OutputOption = None,
    store: StoreOption = None,
    facts: FactsOption = None,
) -> None:
    """Tell what changed between two days: who took over what, what began, ended and happened.

    Years and months stand for their first day. An update may also go back in time.
    """
    graph = open_graph(store, facts, known_by=known_by)
    before, after = (parse_date(name, text, graph.latest) for name, text in (("FROM", first), ("TO", second)))
    if fmt is DifferenceFormat.UPDATE:
        if entity is not None:
            raise UsageError("an update is of all direct triples; leave --entity out")
        from graph.difference_updates import to_update
        from graph.direct import iter_timed

        write_output(to_update(list(iter_timed(graph.facts.statements)), before, after).encode(), output)
        return
    if before > after:
        raise UsageError(f"FROM {before} is after TO {after}; name the earlier day first")
    from alliance.cli import differences
    from graph.differences import compare

    about = graph.names.resolve(entity) if entity is not None else None
    found = differences.Comparison(before, after, about, compare(graph.facts, before, after, about))
    if fmt is DifferenceFormat.JSON:
        text = json.dumps(differences.to_json(graph.facts, found), ensure_ascii=False, indent=2) + "\n"
    else:
        text = differences.render(graph.facts, found, every)
    write_output(text.encode(), output)


class AuditFormat(StrEnum):
    """Formats of audits."""

    TABLE = "table"
    JSON = "json"


@app.command()
def without(
    sources: Annotated[list[str], typer.Argument(help="Ids of the sources to leave out.", metavar="SOURCE")],
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    fmt: Annotated[AuditFormat, typer.Option("--format", "-F", help="table or json.")] = AuditFormat.TABLE,
    output: OutputOption = None,
    store: StoreOption = None,
    facts: FactsOption = None,
) -> None:
    """Tell what would fall or turn if some sources were wrong: leaders, conflicts, links and answers.

    A row or leader that others bear out stays, and is told to be weaker.
    """
    from alliance.auditing import audit_sources
    from alliance.cli import audits

    graph = open_graph(store, facts, as_of, known_by)
    found = audit_sources(graph, sources)
    if fmt is AuditFormat.JSON:
        text = json.dumps(audits.to_json(graph.facts, found), ensure_ascii=False, indent=2) + "\n"
    else:
        text = audits.render(graph.facts, found)
    write_output(text.encode(), output)
