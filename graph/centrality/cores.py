"""Core numbers: how deep in the dense middle of the network a node lies."""

from __future__ import annotations

import numpy as np

from graph.centrality import oracles
from graph.centrality.measures import Measure, Scores, Settings
from graph.centrality.neighbours import require_nodes, row_entries
from graph.network import Ints, Network


def core_numbers(network: Network) -> Ints:
    """Return the core number of each node, directions left out.

    It is the greatest k for which the node stays when nodes with fewer than k
    neighbours are removed until none is left (Seidman 1983). Whole fronts of nodes
    are removed at once; every edge is looked at twice.
    """
    matrix = network.undirected().pattern
    degree = np.diff(matrix.indptr).astype(np.int64)
    core = np.zeros(network.order, dtype=np.int64)
    left = np.arange(network.order)
    while left.size:
        k = int(degree[left].min())
        front = left[degree[left] <= k]
        while front.size:
            core[front] = k
            degree[front] = -1
            touched = matrix.indices[row_entries(matrix.indptr, front)]
            touched = touched[degree[touched] >= 0]
            np.subtract.at(degree, touched, 1)
            front = np.unique(touched[degree[touched] <= k])
        left = left[degree[left] >= 0]
    return core


def core(network: Network, settings: Settings) -> Scores:
    """Return core numbers. Raises MeasureError without nodes."""
    require_nodes(network)
    return Scores({"core": core_numbers(network).astype(np.float64)})


MEASURES = (
    Measure(
        name="core",
        title="Core number",
        title_zh="核数",
        meaning="the greatest k for which the node belongs to a part where each has at least k neighbours in that part",
        literature="Seidman 1983, Social Networks 5(3); Batagelj and Zaveršnik 2003",
        compute=core,
        oracle=oracles.core,
        weights=False,
        directions="ignored",
    ),
)
