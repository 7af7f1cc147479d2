"""`alliance export`: the graph as a file."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from alliance.cli import app
from alliance.cli.options import AsOfOption, FactsOption, KnownByOption, OutputOption, StoreOption, open_graph
from alliance.output import write_output


class ExportFormat(StrEnum):
    """Formats of exports."""

    TURTLE = "turtle"
    NQUADS = "nquads"
    JSONLD = "jsonld"
    GRAPHML = "graphml"


@app.command()
def export(
    fmt: Annotated[ExportFormat, typer.Argument(help="Format of the file.", metavar="FORMAT")],
    output: OutputOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    store: StoreOption = None,
    facts: FactsOption = None,
) -> None:
    """Write the whole graph as turtle, nquads, jsonld or graphml."""
    from exports.formats import FORMATS

    graph = open_graph(store, facts, as_of, known_by)
    write_output(FORMATS[fmt.value].render(graph.closed, graph.moment.as_of), output)
