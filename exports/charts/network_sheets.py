"""What a picture of a network shows and where: nodes, their sizes and names, in points."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from exports.charts.captions import Caption, width_of
from exports.explorer.spacing import Box, text_width, wrap
from exports.layouts import GAP, Named, Side, arrange, choose_sides
from graph.network import Floats, Network

FONT, LINE = 8.0, 10.0
"""Sizes in points: of names and of their lines."""
LINES = 5
"""Most lines of a name."""
ASPECT = 1.45
"""Width by height that the page should have."""


@dataclass(frozen=True)
class Sheet:
    """Everything that is drawn and where, in points; `y` grows downwards."""

    network: Network
    kinds: list[str]
    names: list[str]
    named: Named
    sides: list[Side]
    corners: tuple[Floats, Floats]

    @property
    def spans(self) -> Floats:
        return self.corners[1] - self.corners[0]


def arrange_sheet(network: Network, kinds: list[str], caption: Caption, radii: Floats) -> Sheet:
    """Return nodes of some kinds and radii with their names, arranged on a page. To be called in the house style."""
    names = [wrap(caption.label(node), ems=11.0, lines=LINES) for node in network.nodes]
    sizes = np.array([_name_size(name) for name in names]).reshape(-1, 2)
    boxes = {
        node: Box(max(wide / 2, radius) + 2, radius + 2, radius + GAP + high)
        for node, (wide, high), radius in zip(network.nodes, sizes.tolist(), radii.tolist(), strict=True)
    }
    places = arrange(network, boxes, ASPECT)
    points = np.array([places[node] for node in network.nodes], dtype=np.float64).reshape(-1, 2)
    named = Named(points, radii, sizes)
    sides = choose_sides(named, network.source, network.target)
    names_at = np.stack([named.rectangles(side)[place] for place, side in enumerate(sides)])
    every = np.concatenate([names_at, named.discs()])
    return Sheet(network, kinds, names, named, sides, (every[:, :2].min(axis=0), every[:, 2:].max(axis=0)))


def radii_of(scores: Floats) -> Floats:
    """Return radii in points: areas grow with the scores, from the least that can be told apart."""
    found = np.maximum(np.nan_to_num(scores, nan=0.0, posinf=0.0, neginf=0.0), 0.0)
    top = float(found.max(initial=0.0))
    radii: Floats = 4.5 + 10.0 * np.sqrt(found / top) if top > 0 else np.full(len(found), 6.0)
    return radii


def _name_size(name: str) -> tuple[float, float]:
    lines = name.split("\n")
    return max(max(width_of(line, FONT), FONT * text_width(line) * 0.9) for line in lines), len(lines) * LINE
