"""Spread, seeds and exposure as text and JSON."""

from __future__ import annotations

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


def spread_text(graph: Alliance, edges: Edges, found: Spread) -> str:
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
    )


def _reached(edges: Edges, found: Spread) -> list[tuple[str, float]]:
    order = np.argsort(-found.frequency, kind="stable").tolist()
    rows = [(edges.nodes[place], float(found.frequency[place])) for place in order]
    return [(node, share) for node, share in rows if share > 0 and node not in found.seeds]


def spread_json(graph: Alliance, edges: Edges, found: Spread) -> dict[str, Any]:
    """Return the same ready for JSON."""
    return {
        **_json(edges),
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


def seeds_text(graph: Alliance, edges: Edges, found: Seeds) -> str:
    """Return the nodes chosen, how far influence spreads from the first so many, and the guarantee."""
    grid = _grid("seed", "spread so far", "±")
    for node, mean, error in zip(found.nodes, found.spread, found.standard_error, strict=True):
        grid.add_row(Text(label(graph, node)), f"{mean:.3f}", f"{error:.3f}")
    guarantee = found.guarantee[0].upper() + found.guarantee[1:] + "."
    return capture(grid, Text(""), Text(guarantee), Text(f"{found.diffusion.model}; {_about(edges)}"))


def seeds_json(graph: Alliance, edges: Edges, found: Seeds) -> dict[str, Any]:
    """Return the same ready for JSON."""
    rows = zip(found.nodes, found.spread, found.standard_error, strict=True)
    return {
        **_json(edges),
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


def exposure_text(graph: Alliance, edges: Edges, found: Exposure) -> str:
    """Return for each row the nodes that it depends on, the most first, direct and in all."""
    grid = _grid("dependent", "on", "direct", "in all", left=2)
    for row, node in enumerate(found.of):
        order = np.argsort(-found.total[row], kind="stable").tolist()
        kept = [column for column in order if found.total[row, column] >= SMALL and found.on[column] != node]
        first = Text(label(graph, node))
        for column in kept:
            shares = found.direct[row, column], found.total[row, column]
            grid.add_row(first, Text(label(graph, found.on[column])), *(f"{share:.1%}" for share in shares))
            first = Text("")
        if not kept:
            grid.add_row(first, "none of those asked for", "", "")
    how = f"through others with damping {found.damping:g}" if found.damping else "direct only"
    return capture(grid, Text(""), Text(f"Shares of the weight that comes in; {how}."), Text(_about(edges)))


def exposure_json(graph: Alliance, edges: Edges, found: Exposure) -> dict[str, Any]:
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
    return {**_json(edges), "damping": found.damping, "cells": cells, "nodes": nodes}


def _about(edges: Edges) -> str:
    return f"{edges.projection.described()}; as of {edges.day}"


def _json(edges: Edges) -> dict[str, Any]:
    return {"projection": edges.projection.name, "as_of": str(edges.day)}


def _grid(*columns: str, left: int = 1) -> Table:
    grid = Table(box=None, pad_edge=False, show_edge=False)
    for place, column in enumerate(columns):
        grid.add_column(column, justify="left" if place < left else "right", overflow="fold")
    return grid
