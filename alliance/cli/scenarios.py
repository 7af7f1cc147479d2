"""`alliance whatif`: what would fall vacant, come apart and move if somebody were not there, or a role passed on."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from alliance.cli import app
from alliance.cli.options import (
    AsOfOption,
    FactsOption,
    KnownByOption,
    OutputOption,
    ProjectionFilesOption,
    ProjectionOption,
    StoreOption,
    open_graph,
)
from alliance.output import write_output


class ScenarioFormat(StrEnum):
    """Formats of scenarios and trends."""

    TEXT = "text"
    JSON = "json"
    SVG = "svg"
    PNG = "png"


ScenarioFormatOption = Annotated[
    ScenarioFormat, typer.Option("--format", "-F", help="text, json, svg or png; pictures need matplotlib.")
]
MeasureOption = Annotated[
    str | None,
    typer.Option(
        "--measure",
        "-m",
        help="A measure that ranks nodes; strength of who gains standing when directed, else betweenness.",
        metavar="NAME",
    ),
]


@app.command()
def whatif(
    without: Annotated[
        list[str] | None, typer.Option("--without", help="Somebody who is left out; may be repeated.", metavar="ENTITY")
    ] = None,
    role: Annotated[
        list[str] | None,
        typer.Option("--role", help="Leave out only roles in this stage, and narrower ones.", metavar="STAGE"),
    ] = None,
    transfer: Annotated[
        list[str] | None,
        typer.Option(
            "--transfer",
            help="A lead that passes on, such as sales:luxeed:chery; may be repeated.",
            metavar="STAGE:SCOPE:HOLDER",
        ),
    ] = None,
    projection: ProjectionOption = "control",
    projections: ProjectionFilesOption = None,
    measure: MeasureOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    fmt: ScenarioFormatOption = ScenarioFormat.TEXT,
    output: OutputOption = None,
    store: StoreOption = None,
    facts: FactsOption = None,
) -> None:
    """Suppose that somebody were not there, or that a lead passed on, and compare the graph with and without that.

    Told are the stages that fall vacant or change hands, the parts of the network that disconnect,
    and how ranks, concentration and exposure move. Nothing that is supposed enters the graph.
    """
    from alliance.cli import scenario_json, scenario_tables, scenario_words
    from alliance.projected import day_notes
    from alliance.supposing import suppose
    from graph.projections.catalogue import get_projection, read_projections
    from graph.scenarios.asked import read_scenario

    declared = get_projection(projection, read_projections(projections or ()))
    graph = open_graph(store, facts, as_of, known_by)
    scenario = read_scenario(graph.names, without or (), role or (), transfer or ())
    found = suppose(graph, scenario, declared, measure)
    known, notes = graph.moment.known_by, day_notes(graph, graph.project(declared))
    if fmt is ScenarioFormat.TEXT:
        data = scenario_tables.render(graph.facts, found, known, notes).encode()
    elif fmt is ScenarioFormat.JSON:
        data = scenario_json.to_json(graph.facts, found, known, notes).encode()
    else:
        from exports.charts.effects import effects_chart

        data = effects_chart(
            scenario_words.drawing_of(graph.facts, found, known), "svg" if fmt is ScenarioFormat.SVG else "png"
        )
    write_output(data, output)
