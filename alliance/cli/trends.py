"""`alliance trend`: the course of scores over time, and where the network breaks with what it was."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from alliance.cli import app
from alliance.cli.matrices import FromOption, ToOption
from alliance.cli.options import (
    FactsOption,
    KnownByOption,
    OutputOption,
    ProjectionFilesOption,
    ProjectionOption,
    StoreOption,
    open_graph,
)
from alliance.cli.scenarios import MeasureOption, ScenarioFormat, ScenarioFormatOption
from alliance.output import write_output
from alliance.projected import label
from alliance.workspace import Alliance
from graph.moments import parse_date
from ontology.dates import LATEST, parse_bounds
from ontology.errors import UsageError

if TYPE_CHECKING:
    from graph.projections.declared import Projection
    from graph.trends import Trend

TOP = 8
"""Nodes that are shown when nothing is asked, and the most lines of a picture."""


@app.command(name="trend")
def show_trend(
    projection: ProjectionOption = "control",
    projections: ProjectionFilesOption = None,
    measure: MeasureOption = None,
    first: FromOption = None,
    last: ToOption = None,
    every: Annotated[
        str, typer.Option("--every", help="month, quarter, year or a number of days.", metavar="PERIOD")
    ] = "quarter",
    top: Annotated[
        int, typer.Option("--top", min=1, max=1000, help="How many nodes, by their best rank on any day.", metavar="N")
    ] = TOP,
    node: Annotated[
        list[str] | None, typer.Option("--node", help="Only this node; may be repeated.", metavar="ENTITY")
    ] = None,
    known_by: KnownByOption = None,
    fmt: ScenarioFormatOption = ScenarioFormat.TEXT,
    output: OutputOption = None,
    store: StoreOption = None,
    facts: FactsOption = None,
) -> None:
    """Show how scores move over time, and tell where leaders, communities and parts of the network change.

    Scores are taken at the start of each period. Without --from the course begins with the first day that is told as
    a beginning; without --to it ends on the day of the latest publication.
    """
    from alliance.cli import trend_tables
    from graph.centrality.measures import Settings
    from graph.centrality.registry import get_measure
    from graph.projections.catalogue import get_projection, read_projections
    from graph.scenarios.movements import default_measure
    from graph.trends import trend

    declared = get_projection(projection, read_projections(projections or ()))
    chosen = get_measure(measure or default_measure(declared))
    graph = open_graph(store, facts, known_by=known_by)
    found = trend(graph.contents.table, declared, chosen, Settings(), _days(graph, declared, first, last, every))
    shown = _nodes(graph, found, node or [], top)
    if fmt is ScenarioFormat.TEXT:
        data = trend_tables.render(graph.facts, found, shown).encode()
    elif fmt is ScenarioFormat.JSON:
        data = trend_tables.to_json(graph.facts, found, shown).encode()
    else:
        from exports.charts.trend_lines import trend_chart

        data = trend_chart(found, shown, trend_tables.namer(graph.facts), "svg" if fmt is ScenarioFormat.SVG else "png")
    write_output(data, output)


def _days(graph: Alliance, projection: Projection, first: str | None, last: str | None, every: str) -> list[date]:
    """Return the days of the span; the ends that are not told are among them."""
    from graph.projections.ties import read_ties
    from graph.trends.days import first_day, sample_days

    end = min(parse_bounds(last, "covers").end_earliest, LATEST) if last and parse_date("--to", last) else None
    until = date.fromordinal(end.toordinal() - 1) if end else graph.day
    if first:
        start = parse_date("--from", first)
    else:
        told = first_day(graph.contents.table, projection, read_ties(graph.contents.table, projection))
        start = min(told, until) if told else until
    days = {*sample_days(start, until, every), *([] if first else [start]), *([] if last else [until])}
    if not days:
        raise UsageError(f"no {every} begins from {start} to {until}; choose a longer span or a shorter period")
    return sorted(days)


def _nodes(graph: Alliance, found: Trend, named: list[str], top: int) -> tuple[str, ...]:
    """Return the nodes that are shown; those that are named must have an edge on some day."""
    nodes = tuple(dict.fromkeys(graph.names.resolve(name) for name in named))
    for each in nodes:
        if each not in found.nodes:
            name, projection = label(graph, each), found.projection.name
            raise UsageError(f"{name} has no edge in the projection {projection} on any of these days")
    return nodes or found.foremost(top)
