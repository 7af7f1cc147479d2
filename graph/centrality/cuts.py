"""What the network falls apart without: articulation points and bridges."""

from __future__ import annotations

import numpy as np

from graph.centrality import oracles
from graph.centrality.depth_first import DepthFirst, depth_first
from graph.centrality.measures import Measure, Scores, Settings
from graph.centrality.neighbours import require_nodes
from graph.network import Floats, Ints, Network


def articulation(network: Network, settings: Settings) -> Scores:
    """Return by how many the removal of each node raises the number of components, directions left out.

    Zero is no articulation point; an isolated node has zero. `cut-off` is the number
    of nodes that the removal parts from the largest part left of the component.
    """
    require_nodes(network)
    simple = network.undirected()
    forest = depth_first(simple)
    below = np.flatnonzero(forest.parent < network.order)
    below = below[forest.low[below] >= forest.preorder[forest.parent[below]]]
    above = forest.parent[below]
    pieces = np.bincount(above, minlength=network.order)
    parted = np.bincount(above, weights=forest.size[below], minlength=network.order)
    largest = np.zeros(network.order)
    np.maximum.at(largest, above, forest.size[below])
    others = np.bincount(simple.components)[simple.components] - 1
    largest = np.maximum(largest, others - parted)
    first = forest.parent == network.order
    score = np.where(first, np.maximum(pieces - 1, 0), pieces)
    return Scores({"articulation": score.astype(np.float64), "cut-off": others - largest})


def bridge_edges(network: Network, forest: DepthFirst) -> tuple[Ints, Floats]:
    """Return the places of an undirected network's bridges and how many nodes are on the smaller side of each."""
    below = np.flatnonzero((forest.parent < network.order) & (forest.low == forest.preorder))
    above = forest.parent[below]
    keys = network.source * network.order + network.target
    place = np.searchsorted(keys, np.minimum(above, below) * network.order + np.maximum(above, below))
    whole = np.bincount(network.components)[network.components[below]]
    return place, np.minimum(forest.size[below], whole - forest.size[below]).astype(np.float64)


def bridges(network: Network, settings: Settings) -> Scores:
    """Return 1 for each edge whose removal parts its component and 0 for others, directions left out.

    `cut-off` is the number of nodes on the smaller side.
    """
    require_nodes(network)
    simple = network.undirected()
    bridge, cut_off = np.zeros(simple.size), np.zeros(simple.size)
    place, smaller = bridge_edges(simple, depth_first(simple))
    bridge[place], cut_off[place] = 1.0, smaller
    return Scores({"bridge": bridge, "cut-off": cut_off})


MEASURES = (
    Measure(
        name="articulation",
        title="Articulation points",
        title_zh="割点",
        meaning="how many parts more there are without the node, and how many nodes that cuts off",
        literature="Hopcroft and Tarjan 1973, Communications of the ACM 16(6)",
        compute=articulation,
        oracle=oracles.articulation,
        weights=False,
        directions="ignored",
    ),
    Measure(
        name="bridges",
        title="Bridges",
        title_zh="桥",
        meaning="edges without which their part falls in two, and how many nodes that cuts off",
        literature="Tarjan 1974, Information Processing Letters 2(6)",
        compute=bridges,
        oracle=oracles.bridges,
        weights=False,
        subject="edges",
        directions="ignored",
    ),
)
