"""`alliance similar` and `partners`: who is tied to the same others, and which ties are likely next."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated, Any

import typer

from alliance.cli import app
from alliance.cli.options import (
    AsOfOption,
    FactsOption,
    KnownByOption,
    OutputOption,
    ProjectionFilesOption,
    StoreOption,
    open_graph,
)
from alliance.output import write_output
from graph.projections.edges import Edges
from graph.proximity.back_testing import BackTest
from graph.proximity.pairs import Sides
from ontology.errors import MeasureError, UsageError


class NeighbourFormat(StrEnum):
    """Formats of neighbours and partners."""

    TEXT = "text"
    JSON = "json"


ByOption = Annotated[str, typer.Option("--projection", "-P", help="The projection whose edges count.", metavar="NAME")]
TopOption = Annotated[int, typer.Option("--top", "-n", help="At most so many.")]
FormatOption = Annotated[NeighbourFormat, typer.Option("--format", "-F", help="Format of the answer.")]


def write_json(told: dict[str, Any]) -> bytes:
    """Return what is told as JSON."""
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


@app.command()
def similar(
    entity: Annotated[str, typer.Argument(help="An id, or a name or alias in any language.", metavar="ENTITY")],
    other: Annotated[
        str | None, typer.Argument(help="Another one: tell what both are tied to.", metavar="[OTHER]")
    ] = None,
    measure: Annotated[
        str, typer.Option("--measure", "-m", help="jaccard, cosine, equivalence or shared.", metavar="NAME")
    ] = "jaccard",
    projection: ByOption = "relations",
    top: TopOption = 10,
    projections: ProjectionFilesOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    fmt: FormatOption = NeighbourFormat.TEXT,
    output: OutputOption = None,
    store: StoreOption = None,
    facts: FactsOption = None,
) -> None:
    """Show who is tied to the same others as an entity, or what two entities are both tied to."""
    from alliance.cli.neighbour_text import similar_json, similar_text
    from alliance.projected import label, locate, project
    from graph.proximity.similarity import most_similar

    graph = open_graph(store, facts, as_of, known_by)
    edges = project(graph, projection, projections or ())
    node = locate(graph, edges, entity)
    if other is None:
        rows = most_similar(edges.network, node, measure, top)
    else:
        second = locate(graph, edges, other)
        if second == node:
            raise UsageError(f"{label(graph, node)} is named twice; name somebody else to compare it with")
        alike = dict(most_similar(edges.network, node, measure, edges.network.order))
        rows = ((second, alike.get(second, 0.0)),)
    tell = similar_json if fmt is NeighbourFormat.JSON else similar_text
    told = tell(graph, edges, node, measure, rows)
    write_output(write_json(told) if isinstance(told, dict) else told.encode(), output)


@app.command()
def partners(
    entity: Annotated[
        str | None, typer.Argument(help="Only ties of this entity; all without it.", metavar="[ENTITY]")
    ] = None,
    measure: Annotated[
        str,
        typer.Option(
            "--measure",
            "-m",
            help="adamic-adar, resource-allocation, common-neighbours, jaccard or preferential-attachment.",
            metavar="NAME",
        ),
    ] = "adamic-adar",
    projection: ByOption = "companies",
    between: Annotated[
        str | None, typer.Option("--between", help="Kinds of both ends, such as organization:brand.", metavar="A:B")
    ] = None,
    top: TopOption = 10,
    since: Annotated[
        str | None,
        typer.Option(
            "--back-test",
            help="Rank as of this day too, and tell how ties that came later stood.",
            metavar="DATE",
        ),
    ] = None,
    projections: ProjectionFilesOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    fmt: FormatOption = NeighbourFormat.TEXT,
    output: OutputOption = None,
    store: StoreOption = None,
    facts: FactsOption = None,
) -> None:
    """Show which pairs without a tie are likeliest to get one, by whom they know already.

    A ranking of shapes, not a forecast: --back-test tells how good it has been.
    """
    from alliance.cli.neighbour_text import partners_json, partners_text
    from alliance.projected import locate, project
    from graph.proximity.partners import likely_links

    graph = open_graph(store, facts, as_of, known_by)
    edges = project(graph, projection, projections or ())
    sides = _sides(edges, between)
    if entity is not None:
        if sides is not None:
            raise UsageError("give either an entity or --between, for an entity is an end of every pair")
        sides = ([locate(graph, edges, entity)], edges.nodes)
    rows = likely_links(edges.network, measure, top, sides)
    test = None
    if since is not None:
        before = project(graph.at(since), projection, projections or ())
        if before.day >= edges.day:
            raise UsageError(f"--back-test {before.day} is not before {edges.day}, the day of the ranking")
        test = before.day, _tested(before, edges, measure, sides)
    tell = partners_json if fmt is NeighbourFormat.JSON else partners_text
    told = tell(graph, edges, measure, rows, test)
    write_output(write_json(told) if isinstance(told, dict) else told.encode(), output)


def _tested(before: Edges, after: Edges, measure: str, sides: Sides | None) -> BackTest | str:
    """Return the back-test, or why there is none."""
    from graph.proximity.back_testing import back_test

    try:
        return back_test(before.network, after.network, measure, between=sides)
    except MeasureError as error:
        return str(error)


def _sides(edges: Edges, between: str | None) -> Sides | None:
    if between is None:
        return None
    first, colon, second = between.partition(":")
    kinds = sorted(set(edges.kinds))
    if not colon or not {first, second} <= set(kinds):
        if len(kinds) == 1:
            name = edges.projection.name
            raise UsageError(f"the projection {name} has only {kinds[0]}; choose another with --projection")
        raise UsageError(f"--between {between}: expected two of {', '.join(kinds)}, joined by a colon")
    every = list(zip(edges.nodes, edges.kinds, strict=True))
    ends = [[node for node, kind in every if kind == wanted] for wanted in (first, second)]
    return ends[0], ends[1]
