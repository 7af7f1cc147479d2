"""Spread, seeds and exposure as text and JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from rich.table import Table
from rich.text import Text

from alliance.cli.grids import capture
from alliance.projected import label
from alliance.workspace import Alliance
from graph.influence.cascades import Spread
from graph.influence.exposure import Exposure
from graph.influence.reverse_sets import Seeds
from graph.projections.edges import Edges

SHOWN = 20
"""Nodes that are listed; of others the number is told."""
SMALL = 0.0005
"""Shares below this are not printed."""
NOTHING = 1e-9
"""What a sum may be off by roundings."""


def spread_text(graph: Alliance, edges: Edges, found: Spread, notes: Sequence[str] = ()) -> str:
    """Return how far influence spreads, and how often it reaches each node."""
    names = ", ".join(label(graph, node) for node in found.seeds)
    error = "" if found.standard_error is None else f" ± {found.standard_error:.3f}"
    grid = _grid("reached", "in")
    reached = _reached(edges, found)
    for node, share in reached[:SHOWN]:
        grid.add_row(Text(label(graph, node)), f"{share:.1%}")
    rest = [f"and {len(reached) - SHOWN} more"] if len(reached) > SHOWN else []
    return capture(
        Text(f"From {names} influence reaches {found.mean:.3f}{error} of {len(edges.nodes)} nodes on average."),
        Text(""),
        grid,
        *map(Text, rest),
        Text(""),
        Text(f"{found.diffusion.model}, {found.runs:,} runs; {_about(edges)}"),
        *map(Text, notes),
    )


def _reached(edges: Edges, found: Spread) -> list[tuple[str, float]]:
    order = np.argsort(-found.frequency, kind="stable").tolist()
    rows = [(edges.nodes[place], float(found.frequency[place])) for place in order]
    return [(node, share) for node, share in rows if share > 0 and node not in found.seeds]


def spread_json(graph: Alliance, edges: Edges, found: Spread, notes: Sequence[str] = ()) -> dict[str, Any]:
    """Return the same ready for JSON."""
    return {
        **_json(edges, notes),
        "seeds": list(found.seeds),
        "model": found.diffusion.model,
        "scale": found.diffusion.scale,
        "runs": found.runs,
        "mean": found.mean,
        "standard_error": found.standard_error,
        "reached": [
            {"id": node, "label": label(graph, node), "share": share} for node, share in _reached(edges, found)
        ],
    }


def saturation(found: Seeds) -> list[str]:
    """Say from which seed on the rest adds nothing to the spread, when there is one."""
    idle = next((k for k in range(1, len(found.spread)) if found.spread[-1] <= found.spread[k - 1] + NOTHING), None)
    if idle is None:
        return []
    rest = f"seed {idle + 1}" if idle + 1 == len(found.spread) else f"seeds {idle + 1} to {len(found.spread)}"
    return [f"Spread does not grow beyond the first {idle}: {rest} add{'s' * (idle + 1 == len(found.spread))} nothing."]


def seeds_text(graph: Alliance, edges: Edges, found: Seeds, notes: Sequence[str] = ()) -> str:
    """Return the nodes chosen, how far influence spreads from the first so many, and the guarantee."""
    grid = _grid("seed", "spread so far", "±")
    for node, mean, error in zip(found.nodes, found.spread, found.standard_error, strict=True):
        grid.add_row(Text(label(graph, node)), f"{mean:.3f}", f"{error:.3f}")
    guarantee = found.guarantee[0].upper() + found.guarantee[1:] + "."
    model = f"{found.diffusion.model}; {_about(edges)}"
    return capture(grid, Text(""), Text(guarantee), Text(model), *map(Text, notes))


def seeds_json(graph: Alliance, edges: Edges, found: Seeds, notes: Sequence[str] = ()) -> dict[str, Any]:
    """Return the same ready for JSON."""
    rows = zip(found.nodes, found.spread, found.standard_error, strict=True)
    return {
        **_json(edges, notes),
        "model": found.diffusion.model,
        "scale": found.diffusion.scale,
        "seeds": [
            {"id": node, "label": label(graph, node), "spread": mean, "standard_error": error}
            for node, mean, error in rows
        ],
        "epsilon": found.epsilon,
        "failure": found.failure,
        "ratio": found.ratio,
        "sets": found.sets,
        "guarantee": found.guarantee,
    }


def exposure_notes(edges: Edges, found: Exposure) -> list[str]:
    """Say what shares do not tell by themselves: sums above all, and dependence without direction."""
    own = np.array([[node == other for other in found.on] for node in found.of], dtype=np.bool_)
    high = np.where(own.reshape(found.total.shape), 0.0, found.total).sum(axis=1) > 1 + NOTHING
    notes = []
    if found.damping and high.any():
        notes.append("Rows may exceed 100 %: what comes through others counts once for each that it comes through.")
    if not edges.projection.directed:
        back = ", and returns through brands" if "brand" in edges.kinds else ""
        notes.append(f"This projection has no directions: dependence runs both ways{back}.")
    return notes


def exposure_text(graph: Alliance, edges: Edges, found: Exposure, notes: Sequence[str] = ()) -> str:
    """Return for each row the nodes that it depends on, the most first, direct and in all when that is asked."""
    grid = _grid("dependent", "on", "direct", *(["in all"] if found.damping else []), left=2)
    for row, node in enumerate(found.of):
        order = np.argsort(-found.total[row], kind="stable").tolist()
        kept = [column for column in order if found.total[row, column] >= SMALL and found.on[column] != node]
        first = Text(label(graph, node))
        for column in kept:
            shares = [found.direct[row, column], *([found.total[row, column]] if found.damping else [])]
            grid.add_row(first, Text(label(graph, found.on[column])), *(f"{share:.1%}" for share in shares))
            first = Text("")
        if not kept:
            grid.add_row(first, "none of those asked for")
    how = f"through others with damping {found.damping:g}" if found.damping else "direct only"
    lines = [f"Shares of the weight that comes in; {how}.", *exposure_notes(edges, found), _about(edges), *notes]
    return capture(grid, Text(""), *map(Text, lines))


def exposure_json(graph: Alliance, edges: Edges, found: Exposure, notes: Sequence[str] = ()) -> dict[str, Any]:
    """Return all cells and the driving power and dependence of every node, ready for JSON."""
    cells = [
        {
            "of": node,
            "on": other,
            "direct": float(found.direct[row, column]),
            "total": float(found.total[row, column]),
        }
        for row, node in enumerate(found.of)
        for column, other in enumerate(found.on)
        if node != other
    ]
    nodes = [
        {"id": node, "label": label(graph, node), "driving": float(power), "dependence": float(need)}
        for node, power, need in zip(found.nodes, found.driving, found.dependence, strict=True)
    ]
    notes = [*exposure_notes(edges, found), *notes]
    return {**_json(edges, notes), "damping": found.damping, "cells": cells, "nodes": nodes}


def _about(edges: Edges) -> str:
    return f"{edges.projection.described()}; as of {edges.day}"


def _json(edges: Edges, notes: Sequence[str]) -> dict[str, Any]:
    return {"projection": edges.projection.name, "as_of": str(edges.day), "notes": list(notes)}


def _grid(*columns: str, left: int = 1) -> Table:
    grid = Table(box=None, pad_edge=False, show_edge=False)
    for place, column in enumerate(columns):
        grid.add_column(column, justify="left" if place < left else "right", overflow="fold")
    return grid
