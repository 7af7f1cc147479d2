"""`alliance spread`, `seeds` and `exposure`: how far influence reaches, and who depends on whom."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from alliance.cli import app
from alliance.cli.matrices import ChartFormat
from alliance.cli.neighbourhoods import NeighbourFormat, write_json
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
from graph.network import Network

if TYPE_CHECKING:
    from graph.influence.arcs import Diffusion

ByOption = Annotated[
    str, typer.Option("--projection", "-P", help="The projection along whose edges influence runs.", metavar="NAME")
]
ModelOption = Annotated[
    str,
    typer.Option("--model", "-m", help="weighted-cascade, independent-cascade or linear-threshold.", metavar="NAME"),
]
ScaleOption = Annotated[
    float | None,
    typer.Option(
        "--scale",
        help="Factor of the weights that are chances; 1 without it, or 1 / the largest for an independent cascade.",
    ),
]
SeedOption = Annotated[int, typer.Option("--seed", help="Seed of the random numbers; the same gives the same result.")]
FormatOption = Annotated[NeighbourFormat, typer.Option("--format", "-F", help="Format of the answer.")]


def fitted(network: Network, diffusion: Diffusion, scale: float | None) -> tuple[Diffusion, list[str]]:
    """Return a model whose chances are probabilities, and the note on the scale that was chosen for that."""
    largest = float(network.weight.max(initial=0.0))
    if scale is not None or diffusion.model != "independent-cascade" or largest <= 1:
        return diffusion, []
    note = f"scale {1 / largest:.4g} chosen, 1 / the largest weight, so that weights are chances; --scale sets another"
    return replace(diffusion, scale=1 / largest), [note]


@app.command()
def spread(
    entities: Annotated[list[str], typer.Argument(help="From whom influence spreads.", metavar="ENTITY...")],
    projection: ByOption = "control",
    model: ModelOption = "weighted-cascade",
    scale: ScaleOption = None,
    runs: Annotated[int, typer.Option("--runs", help="Number of simulations.")] = 10_000,
    seed: SeedOption = 0,
    projections: ProjectionFilesOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    fmt: FormatOption = NeighbourFormat.TEXT,
    output: OutputOption = None,
    store: StoreOption = None,
    facts: FactsOption = None,
) -> None:
    """Simulate how far influence spreads from some entities along the edges of a projection."""
    from alliance.cli.influence_text import spread_json, spread_text
    from alliance.projected import day_notes, locate, project
    from graph.influence import cascades
    from graph.influence.arcs import make_diffusion

    graph = open_graph(store, facts, as_of, known_by)
    edges = project(graph, projection, projections or ())
    nodes = sorted({locate(graph, edges, entity) for entity in entities})
    diffusion, notes = fitted(edges.network, make_diffusion(model, 1.0 if scale is None else scale), scale)
    found = cascades.spread(edges.network, nodes, diffusion, runs, seed)
    notes += day_notes(graph, edges)
    if fmt is NeighbourFormat.JSON:
        write_output(write_json(spread_json(graph, edges, found, notes)), output)
    else:
        write_output(spread_text(graph, edges, found, notes).encode(), output)


@app.command()
def seeds(
    number: Annotated[int, typer.Option("--number", "-k", help="So many entities are chosen.")] = 3,
    projection: ByOption = "control",
    model: ModelOption = "weighted-cascade",
    scale: ScaleOption = None,
    epsilon: Annotated[
        float, typer.Option("--epsilon", help="How much of the guarantee 1 - 1/e may be given up for speed.")
    ] = 0.1,
    seed: SeedOption = 0,
    projections: ProjectionFilesOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    fmt: FormatOption = NeighbourFormat.TEXT,
    output: OutputOption = None,
    store: StoreOption = None,
    facts: FactsOption = None,
) -> None:
    """Choose the entities from which influence spreads furthest together, with a guarantee."""
    from alliance.cli.influence_text import saturation, seeds_json, seeds_text
    from alliance.projected import day_notes, project
    from graph.influence.arcs import make_diffusion
    from graph.influence.reverse_sets import influencers

    graph = open_graph(store, facts, as_of, known_by)
    edges = project(graph, projection, projections or ())
    diffusion, notes = fitted(edges.network, make_diffusion(model, 1.0 if scale is None else scale), scale)
    found = influencers(edges.network, number, diffusion, epsilon, seed)
    notes = [*saturation(found), *notes, *day_notes(graph, edges)]
    if fmt is NeighbourFormat.JSON:
        write_output(write_json(seeds_json(graph, edges, found, notes)), output)
    else:
        write_output(seeds_text(graph, edges, found, notes).encode(), output)


@app.command()
def exposure(
    of: Annotated[
        list[str] | None, typer.Option("--of", help="Who depends; the brands without it.", metavar="ENTITY")
    ] = None,
    on: Annotated[
        list[str] | None,
        typer.Option("--on", help="On whom; organizations and units without it.", metavar="ENTITY"),
    ] = None,
    direct: Annotated[bool, typer.Option("--direct", help="Leave out what comes through others.")] = False,
    damping: Annotated[
        float, typer.Option("--damping", help="How much of a dependency passes a node in between, 0 to 1.")
    ] = 0.85,
    projection: ByOption = "control",
    projections: ProjectionFilesOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    fmt: Annotated[ChartFormat, typer.Option("--format", "-F", help="Format of the answer.")] = ChartFormat.TABLE,
    output: OutputOption = None,
    store: StoreOption = None,
    facts: FactsOption = None,
) -> None:
    """Show how far each brand depends on each company, directly and through others.

    The share of all weight that comes in: with the projection control, of what others decide for it.
    """
    from alliance.cli.influence_text import exposure_json, exposure_text
    from alliance.projected import day_notes, label, locate, of_kinds, project
    from graph.influence.exposure import exposure as measure

    graph = open_graph(store, facts, as_of, known_by)
    edges = project(graph, projection, projections or ())
    rows = [locate(graph, edges, name) for name in of] if of else of_kinds(edges, "brand", into=True)
    columns = [locate(graph, edges, name) for name in on] if on else of_kinds(edges, "organization", "unit", out=True)
    found = measure(edges.network, rows, columns, 0.0 if direct else damping)
    if fmt is ChartFormat.TABLE:
        write_output(exposure_text(graph, edges, found, day_notes(graph, edges)).encode(), output)
    elif fmt is ChartFormat.JSON:
        write_output(write_json(exposure_json(graph, edges, found, day_notes(graph, edges))), output)
    else:
        from exports.charts.exposures import exposure_map

        labels = {node: label(graph, node) for node in edges.nodes}
        title = f"{edges.projection.title}, as of {edges.day}"
        write_output(exposure_map(found, labels, title, "svg" if fmt is ChartFormat.SVG else "png"), output)
