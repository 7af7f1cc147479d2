"""`alliance projections`: which networks there are, what they declare, and their edges."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from alliance.cli import app
from alliance.cli.drawing import Language
from alliance.cli.options import AsOfOption, FactsOption, KnownByOption, OutputOption, StoreOption, open_graph
from alliance.output import write_output
from alliance.workspace import Alliance
from graph.projections.edges import Edges
from ontology.errors import UsageError

ProjectionsOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--projections", help="YAML files with more projections, in the form of the shipped ones.", metavar="FILE"
    ),
]
LanguageOption = Annotated[Language, typer.Option("--lang", help="Language of the labels: en or zh.")]


class NetworkFormat(StrEnum):
    """Formats of projections: what they declare, their edges, and pictures of them."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    GRAPHML = "graphml"
    SVG = "svg"
    PNG = "png"


@app.command()
def projections(
    name: Annotated[
        str | None, typer.Argument(help="Name of the projection; all are listed without it.", metavar="[NAME]")
    ] = None,
    edges: Annotated[bool, typer.Option("--edges", help="Print the edges, with the statements they rest on.")] = False,
    around: Annotated[
        str | None,
        typer.Option("--around", help="Only the nodes around this one, for edges and pictures.", metavar="NODE"),
    ] = None,
    depth: Annotated[int, typer.Option("--depth", min=1, help="How many steps around it.", metavar="N")] = 1,
    top: Annotated[
        int | None, typer.Option("--top", min=1, help="Only the N nodes that score highest by --size.", metavar="N")
    ] = None,
    size: Annotated[
        str, typer.Option("--size", help="The measure that the sizes of nodes in a picture show.", metavar="MEASURE")
    ] = "strength",
    lang: LanguageOption = Language.EN,
    more: ProjectionsOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    fmt: Annotated[
        NetworkFormat,
        typer.Option("--format", "-F", help="table or json; csv and graphml of edges; svg and png of the network."),
    ] = NetworkFormat.TABLE,
    output: OutputOption = None,
    store: StoreOption = None,
    facts: FactsOption = None,
) -> None:
    """List the projections, or tell what one declares, print its edges or draw its network.

    Centrality and influence are measured on a projection as of a day; without --as-of
    the day is that of the latest publication.
    """
    from graph.projections.catalogue import get_projection, read_projections

    declared = read_projections(more or [])
    graph = open_graph(store, facts, as_of, known_by)
    if name is None:
        found = [graph.project(projection) for projection in declared.values()]
        write_output(_list(graph, found, fmt, edges), output)
        return
    chosen = graph.project(get_projection(name, declared))
    if around or top or edges or fmt not in (NetworkFormat.TABLE, NetworkFormat.JSON):
        from alliance.nodes import require_edges

        chosen = require_edges(graph, chosen)
    if fmt in (NetworkFormat.SVG, NetworkFormat.PNG):
        write_output(_picture(graph, chosen, (around, depth, top, size), fmt, lang), output)
    elif edges or around or top or fmt in (NetworkFormat.CSV, NetworkFormat.GRAPHML):
        write_output(_edges(graph, chosen, (around, depth, top, size), fmt, lang), output)
    else:
        write_output(_described(graph, chosen, fmt, lang), output)


Chosen = tuple[str | None, int, int | None, str]
"""The node around which, how far, how many nodes, and the measure of their size."""


def moment_in_words(graph: Alliance) -> str:
    """Say of which day a projection is, and by which day it was known."""
    known = f", as known by {graph.moment.known_by}" if graph.moment.known_by else ""
    return f", as of {graph.day}{known}"


def tag(lang: Language) -> str:
    """Return the language tag of the labels."""
    return "zh-Hans" if lang is Language.ZH else "en"


def _list(graph: Alliance, found: list[Edges], fmt: NetworkFormat, edges: bool) -> bytes:
    from alliance.cli.projection_tables import list_text, summary_data

    if edges or fmt not in (NetworkFormat.TABLE, NetworkFormat.JSON):
        raise UsageError(f"name a projection: {', '.join(each.projection.name for each in found)}")
    if fmt is NetworkFormat.JSON:
        data = [summary_data(each) for each in found]
        return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
    return list_text(found, moment_in_words(graph)).encode()


def _described(graph: Alliance, edges: Edges, fmt: NetworkFormat, lang: Language) -> bytes:
    from alliance.cli.projection_tables import projection_data, projection_text
    from alliance.nodes import labels
    from alliance.projected import day_notes

    names, notes = labels(graph, tag(lang)), day_notes(graph, edges)
    if fmt is NetworkFormat.JSON:
        data = projection_data(edges, graph.facts, names, notes)
        return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
    return projection_text(edges, graph.facts, names, moment_in_words(graph), notes).encode()


def _edges(graph: Alliance, edges: Edges, chosen: Chosen, fmt: NetworkFormat, lang: Language) -> bytes:
    from alliance.cli.edge_tables import edges_csv, edges_graphml, edges_json, edges_text
    from alliance.nodes import among, choose, labels
    from alliance.projected import day_notes

    notes = day_notes(graph, edges)
    edges, names = among(edges, choose(graph, edges, *chosen)), labels(graph, tag(lang))
    if fmt is NetworkFormat.GRAPHML:
        return edges_graphml(edges, graph.facts)
    if fmt is NetworkFormat.CSV:
        return edges_csv(edges, names).encode()
    if fmt is NetworkFormat.JSON:
        return edges_json(edges, names, notes).encode()
    return edges_text(edges, graph.facts, names, moment_in_words(graph), notes).encode()


def _picture(graph: Alliance, edges: Edges, chosen: Chosen, fmt: NetworkFormat, lang: Language) -> bytes:
    from alliance.nodes import choose, labels, scoring_nodes
    from exports.charts.captions import Caption
    from exports.charts.networks import network_chart
    from graph.ranking import rank

    sizes = rank(edges, scoring_nodes(chosen[3]))
    kept = choose(graph, edges, *chosen)
    caption = Caption(labels(graph, tag(lang)), moment_in_words(graph), tag(lang))
    return network_chart(sizes, kept, caption, "svg" if fmt is NetworkFormat.SVG else "png")
