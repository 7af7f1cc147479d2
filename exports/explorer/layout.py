"""Where every node stands: one drawing per connected component, packed together.

The same graph gives the same places: the seed is fixed, and nodes and links are taken
in sorted order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import networkx as nx
import numpy as np

from exports.explorer.packing import pack
from exports.explorer.scattering import settle
from exports.explorer.spacing import Box, spread
from exports.explorer.stress import Points, embed

UNIT = 66.0
"""Pixels of a link of length 1."""

MOST_EMBEDDED = 500
"""Stress takes time that grows with the cube of the nodes; components of more are drawn in another way."""

CROWDED = 1.5
"""How much longer links are there, so that names find room."""

Place: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Drawing:
    nodes: tuple[str, ...]
    points: Points
    low: Points
    high: Points


def _turn(points: Points, aspect: float) -> Points:
    """Turn the longest axis along the longer side of the page, and stretch a little towards its shape."""
    if len(points) < 3:
        return points if aspect >= 1 else points[:, ::-1]
    _, axes = np.linalg.eigh(points.T @ points)
    axes = axes * np.where(axes.sum(axis=0) < 0, -1.0, 1.0)
    turned = points @ axes[:, ::-1]
    if aspect < 1:
        turned = turned[:, ::-1]
    spans = np.ptp(turned, axis=0)
    stretch = min(max(aspect * spans[1] / max(spans[0], 1e-9), 0.45), 2.2) ** 0.7
    stretched: Points = turned * np.array([stretch, 1 / stretch])
    return stretched


def _draw(graph: nx.Graph[str], boxes: Mapping[str, Box], aspect: float) -> _Drawing:
    nodes = tuple(sorted(graph))
    index = {node: i for i, node in enumerate(nodes)}
    links = sorted((index[a], index[b], float(data["length"])) for a, b, data in graph.edges(data=True))
    own = [boxes[node] for node in nodes]
    if len(nodes) <= MOST_EMBEDDED:
        start = embed(len(nodes), links) * UNIT
    else:
        start = settle(len(nodes), links) * UNIT * CROWDED
    points = spread(_turn(start, aspect), own)
    low = points - np.array([(box.half, box.above) for box in own])
    high = points + np.array([(box.half, box.below) for box in own])
    return _Drawing(nodes, points, low, high)


def place(boxes: Mapping[str, Box], links: Iterable[tuple[str, str, float]], aspect: float = 1.4) -> dict[str, Place]:
    """Return the place of every node in pixels, so that no two boxes overlap.

    `links` are pairs of nodes and how far apart they should be, in units of a usual
    link; `aspect` is the width of the page by its height.
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(boxes))
    for a, b, length in sorted(links):
        if not graph.has_edge(a, b):
            graph.add_edge(a, b, length=length)
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda p: (-len(p), p))
    drawings = [_draw(graph.subgraph(part), boxes, aspect) for part in parts]
    places: dict[str, Place] = {}
    for drawing, move in zip(
        drawings, pack([(d.low, d.high) for d in drawings], aspect) if drawings else (), strict=True
    ):
        for node, point in zip(drawing.nodes, drawing.points + move, strict=True):
            places[node] = (round(float(point[0])), round(float(point[1])))
    return places
