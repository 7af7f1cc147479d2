"""`alliance matrix` and `concentration`: who leads what for whom, and in how few hands the lead is."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from alliance.cli import app
from alliance.cli.options import AsOfOption, FactsOption, KnownByOption, OutputOption, StoreOption, open_graph
from alliance.output import write_output
from alliance.workspace import Alliance
from graph.moments import parse_date
from ontology.dates import parse_bounds
from ontology.errors import UsageError


class ChartFormat(StrEnum):
    """Formats of what can be a table or a picture."""

    TABLE = "table"
    JSON = "json"
    SVG = "svg"
    PNG = "png"


FormatOption = Annotated[ChartFormat, typer.Option("--format", "-F", help="Format of the answer.")]
AllianceOption = Annotated[
    str | None,
    typer.Option(
        "--alliance",
        "-a",
        help="The alliance whose brands are meant, or all for every brand; without it the only one there is.",
        metavar="NAME",
    ),
]

FromOption = Annotated[str | None, typer.Option("--from", help="The first day: a year, month or day.", metavar="DATE")]
ToOption = Annotated[
    str | None, typer.Option("--to", help="The last day: a day, or all of a month or year.", metavar="DATE")
]


@app.command()
def matrix(
    alliance: AllianceOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    fmt: FormatOption = ChartFormat.TABLE,
    brief: Annotated[bool, typer.Option("--brief", help="Leave out the statements that the table rests on.")] = False,
    output: OutputOption = None,
    store: StoreOption = None,
    facts: FactsOption = None,
) -> None:
    """Show who leads each stage for each brand on a day, how surely, and on which statements that rests.

    Without --as-of the day is that of the latest publication.
    """
    from alliance.cli.matrix_tables import matrix_json, matrix_text
    from exports.charts.heat_map import heat_map, title

    graph = open_graph(store, facts, as_of, known_by)
    found = graph.matrix(alliance)
    if fmt is ChartFormat.TABLE:
        write_output(matrix_text(found, graph.facts, title(found, graph.facts), brief).encode(), output)
    elif fmt is ChartFormat.JSON:
        write_output(matrix_json(found, graph.facts).encode(), output)
    else:
        write_output(heat_map(found, graph.facts, "svg" if fmt is ChartFormat.SVG else "png"), output)


@app.command()
def concentration(
    alliance: AllianceOption = None,
    first: FromOption = None,
    last: ToOption = None,
    known_by: KnownByOption = None,
    fmt: FormatOption = ChartFormat.TABLE,
    output: OutputOption = None,
    store: StoreOption = None,
    facts: FactsOption = None,
) -> None:
    """Show over time in how few hands the lead of the stages is: the Herfindahl-Hirschman index of stage leadership.

    A row holds from its day until the next.
    """
    from alliance.cli.matrix_tables import course_json, course_text
    from exports.charts.courses import course_chart
    from exports.charts.heat_map import alliance_name
    from graph.concentration import course
    from graph.matrix import find_alliance

    graph = open_graph(store, facts, known_by=known_by)
    group = find_alliance(graph.facts, graph.names, alliance)
    found = course(graph.facts, group, _days(graph, group, first, last))
    if fmt is ChartFormat.TABLE:
        heading = f"{alliance_name(group, graph.facts)}: concentration of stage leadership"
        write_output(course_text(found, graph.facts, heading).encode(), output)
    elif fmt is ChartFormat.JSON:
        write_output(course_json(found, group).encode(), output)
    else:
        write_output(course_chart(found, group, graph.facts, "svg" if fmt is ChartFormat.SVG else "png"), output)


def _days(graph: Alliance, alliance: str | None, first: str | None, last: str | None) -> list[date]:
    """Return the days on which the matrix may change within the bounds, and the first day that was asked for."""
    from graph.concentration import change_days

    start = parse_date("--from", first) if first else None
    end = parse_bounds(last).start_latest if last and parse_date("--to", last) else None
    if start and end and end < start:
        raise UsageError(f"--to {end} is before --from {start}")
    days = [day for day in change_days(graph.facts, alliance) if (start or day) <= day <= (end or day)]
    return sorted({*days, *([start] if start else [])})
