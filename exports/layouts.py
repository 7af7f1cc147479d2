"""Where the nodes of a network for print stand, and their names: in points, no name over a node or another name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np

from exports.explorer.layout import Place, place
from exports.explorer.spacing import Box
from graph.network import Floats, Ints, Network

NEAR, CROWD = 0.62, 0.24
"""Length of a link between two nodes of one tie each, and how it grows with their ties, in units of the layout."""


def arrange(network: Network, boxes: Mapping[str, Box], aspect: float) -> dict[str, Place]:
    """Return the place of every node in points, such that no two of the boxes overlap; `y` grows downwards.

    `aspect` is the width of the page by its height. Stronger links are no shorter:
    weights are told by the width of lines.
    """
    simple = network.undirected()
    ties = np.bincount(np.concatenate([simple.source, simple.target]), minlength=simple.order)
    links = [
        (simple.nodes[u], simple.nodes[v], NEAR + CROWD * sqrt(min(ties[u], ties[v]) + 0.35 * max(ties[u], ties[v])))
        for u, v in zip(simple.source.tolist(), simple.target.tolist(), strict=True)
    ]
    return place(boxes, links, aspect)


Side = Literal["below", "above", "right", "left"]
SIDES: tuple[Side, ...] = ("below", "above", "right", "left")
GAP = 3.0
"""Points between a node and its name, and at least between two names."""
SAMPLES = 32
"""Points along an edge at which it is seen whether a name lies over it."""


@dataclass(frozen=True)
class Named:
    """Nodes with names in points: where they stand, their radii, and width and height of each name."""

    points: Floats
    radii: Floats
    sizes: Floats

    def rectangles(self, side: Side) -> Floats:
        """Return left, top, right and bottom of each name on one side of its node."""
        x, y = self.points.T
        wide, high = self.sizes.T
        reach = self.radii + GAP
        if side in ("below", "above"):
            top = y + reach if side == "below" else y - reach - high
            return np.stack([x - wide / 2, top, x + wide / 2, top + high], axis=1)
        left = x + reach if side == "right" else x - reach - wide
        return np.stack([left, y - high / 2, left + wide, y + high / 2], axis=1)

    def discs(self) -> Floats:
        """Return the squares around the nodes."""
        return np.concatenate([self.points - self.radii[:, None], self.points + self.radii[:, None]], axis=1)


def choose_sides(named: Named, source: Ints, target: Ints) -> list[Side]:
    """Return the side of each node on which fewest edges run under its name.

    A name moves from below only to where it lies over no node and no other name; the
    larger nodes choose first.
    """
    options = np.stack([named.rectangles(side) for side in SIDES])
    crossed = np.stack([_crossings(named, option, source, target) for option in options])
    chosen = np.zeros(len(named.points), dtype=np.int64)
    discs = named.discs()
    for node in np.argsort(-named.radii, kind="stable").tolist():
        others = np.arange(len(chosen)) != node
        names = options[chosen, np.arange(len(chosen))]
        taken = np.concatenate([discs[others], names[others]])
        best = 0
        for side in range(1, len(SIDES)):
            if crossed[side, node] < crossed[best, node] and not _overlaps(options[side, node], taken):
                best = side
        chosen[node] = best
    return [SIDES[side] for side in chosen.tolist()]


def _crossings(named: Named, rectangles: Floats, source: Ints, target: Ints) -> Ints:
    """Return over how many edges each name lies."""
    along = np.linspace(0.0, 1.0, SAMPLES)[:, None, None]
    lines = named.points[source] * (1 - along) + named.points[target] * along
    counts = [((lines >= box[:2]) & (lines <= box[2:])).all(axis=2).any(axis=0).sum() for box in rectangles]
    return np.array(counts, dtype=np.int64)


def _overlaps(box: Floats, taken: Floats) -> bool:
    return bool(((taken[:, :2] < box[2:] + GAP) & (taken[:, 2:] > box[:2] - GAP)).all(axis=1).any())
