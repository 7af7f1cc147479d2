"""`alliance path`: how two entities are joined, in a sentence with dates and sources."""

from __future__ import annotations

import json
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
    StoreOption,
    open_graph,
)
from alliance.output import write_output


class PathFormat(StrEnum):
    """Formats of paths."""

    TEXT = "text"
    JSON = "json"


@app.command()
def path(
    start: Annotated[str, typer.Argument(help="An id, or a name or alias in any language.", metavar="FROM")],
    end: Annotated[str, typer.Argument(help="The other one.", metavar="TO")],
    projection: Annotated[
        str, typer.Option("--projection", "-P", help="The projection whose edges are followed.", metavar="NAME")
    ] = "relations",
    weighted: Annotated[
        bool, typer.Option("--weighted", help="Prefer strong edges: an edge is as long as 1 / its weight.")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", help="At most so many of the shortest paths.")] = 3,
    longer: Annotated[bool, typer.Option("--longer", help="Go on with longer paths until there are so many.")] = False,
    projections: ProjectionFilesOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    fmt: Annotated[PathFormat, typer.Option("--format", "-F", help="Format of the answer.")] = PathFormat.TEXT,
    output: OutputOption = None,
    store: StoreOption = None,
    facts: FactsOption = None,
) -> None:
    """Show the shortest paths between two entities, each step with what was said, when and by whom.

    Directions of edges are left out. Without --as-of the day is that of the latest publication.
    """
    from alliance.cli.path_text import path_json, path_text
    from alliance.projected import locate, project
    from graph.proximity.geodesics import paths, simple_paths

    graph = open_graph(store, facts, as_of, known_by)
    edges = project(graph, projection, projections or ())
    ends = locate(graph, edges, start), locate(graph, edges, end)
    network = edges.network.undirected()
    found = (simple_paths if longer else paths)(network, *ends, limit=limit, weighted=weighted)
    if fmt is PathFormat.JSON:
        told = path_json(graph, edges, ends, found)
        write_output((json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode(), output)
    else:
        write_output(path_text(graph, edges, ends, found).encode(), output)
