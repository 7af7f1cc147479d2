"""Where the nodes of a network for print stand: in points, parts packed together, no box over another."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

import numpy as np

from exports.explorer.layout import Place, place
from exports.explorer.spacing import Box
from graph.network import Network

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
