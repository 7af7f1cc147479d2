"""Where every node stands: one drawing per connected component, packed side by side.

The same graph gives the same places: the seed is fixed, and nodes and links are taken
in sorted order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import networkx as nx
import numpy as np

from exports.explorer.spacing import GAP, Box, spread
from exports.explorer.stress import Points, embed

UNIT = 118.0
"""Pixels of a link of length 1."""

Place: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Drawing:
    nodes: tuple[str, ...]
    points: Points
    low: Points
    high: Points

    @property
    def size(self) -> tuple[float, float]:
        return float(self.high[0] - self.low[0]), float(self.high[1] - self.low[1])


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
    stretch = min(max(aspect * spans[1] / max(spans[0], 1e-9), 0.6), 1.7) ** 0.5
    stretched: Points = turned * np.array([stretch, 1 / stretch])
    return stretched


def _draw(graph: nx.Graph[str], boxes: Mapping[str, Box], aspect: float) -> _Drawing:
    nodes = tuple(sorted(graph))
    index = {node: i for i, node in enumerate(nodes)}
    links = sorted((index[a], index[b], float(data["length"])) for a, b, data in graph.edges(data=True))
    own = [boxes[node] for node in nodes]
    points = spread(_turn(embed(len(nodes), links), aspect) * UNIT, own)
    reach = np.array([(box.half, box.above, box.below) for box in own])
    low = np.array([(points[:, 0] - reach[:, 0]).min(), (points[:, 1] - reach[:, 1]).min()])
    high = np.array([(points[:, 0] + reach[:, 0]).max(), (points[:, 1] + reach[:, 2]).max()])
    return _Drawing(nodes, points, low, high)


def _pack(drawings: list[_Drawing], aspect: float) -> dict[str, Place]:
    """Set the drawings on shelves from the largest on; shelves are as wide as the widest."""
    gap = 4 * GAP
    drawings = sorted(drawings, key=lambda d: (-len(d.nodes), d.nodes))
    area = sum((d.size[0] + gap) * (d.size[1] + gap) for d in drawings)
    width = max([d.size[0] for d in drawings] + [(area * aspect) ** 0.5])
    places: dict[str, Place] = {}
    x = y = shelf = 0.0
    for drawing in drawings:
        if x and x + drawing.size[0] > width:
            x, y, shelf = 0.0, y + shelf + gap, 0.0
        for node, point in zip(drawing.nodes, drawing.points - drawing.low + (x, y), strict=True):
            places[node] = (round(float(point[0])), round(float(point[1])))
        x += drawing.size[0] + gap
        shelf = max(shelf, drawing.size[1])
    return places


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
    parts = sorted(sorted(part) for part in nx.connected_components(graph))
    return _pack([_draw(graph.subgraph(part), boxes, aspect) for part in parts], aspect)
