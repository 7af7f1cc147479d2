"""`alliance explore` and `alliance export`: the graph as a page or a file."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
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
def explore(
    output: Annotated[Path, typer.Option("--output", "-o", help="The page to write.", metavar="FILE")] = Path(
        "explorer.html"
    ),
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    store: StoreOption = None,
    facts: FactsOption = None,
) -> None:
    """Write the explorer: one page that works offline in any browser."""
    from exports.explorer import TITLE, render

    graph = open_graph(store, facts, as_of, known_by)
    page = render(graph.closed, title=f"{TITLE}{graph.moment.in_words()}")
    write_output(page.encode(), output)
    if str(output) != "-":
        print(f"the explorer page is {output.resolve()}")


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
