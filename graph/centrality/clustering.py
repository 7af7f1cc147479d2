"""Local clustering: how many of a node's neighbours are neighbours of each other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from graph.centrality import oracles
from graph.centrality.measures import Measure, Scores, Settings
from graph.centrality.neighbours import require_nodes
from graph.centrality.triangles import list_triangles
from graph.network import Floats, Ints, Network


def local_clustering(network: Network) -> Floats:
    """Return the clustering coefficient of each node; zero where no triangle is possible.

    The share of pairs of neighbours that are joined; with weights, every triangle
    counts with the geometric mean of its weights as parts of the greatest one
    (Onnela et al. 2005); with directions, triangles of every direction count among
    all that are possible (Fagiolo 2007). With equal weights it is the plain coefficient.
    """
    greatest = network.weight.max(initial=0.0)
    strength = np.cbrt(network.weight / greatest) if network.size else network.weight
    simple = replace(network, weight=strength).undirected()
    triangles = list_triangles(simple)
    uv, uw, vw = triangles.edges
    intensity = simple.weight[uv] * simple.weight[uw] * simple.weight[vw]
    closed = sum(np.bincount(corner, weights=intensity, minlength=network.order) for corner in triangles.corners)
    possible = _possible(network, simple)
    scores: Floats = np.zeros(network.order)
    np.divide(2.0 * closed, possible, out=scores, where=possible > 0)
    return scores


def _possible(network: Network, simple: Network) -> Ints:
    degree = _degrees(network)
    if not network.directed:
        return degree * (degree - 1)
    both_ways = 2 * (degree - _degrees(simple))
    return 2 * (degree * (degree - 1) - both_ways)


def _degrees(network: Network) -> Ints:
    ends = np.concatenate([network.source, network.target])
    degrees: Ints = np.bincount(ends, minlength=network.order).astype(np.int64)
    return degrees


def clustering(network: Network, settings: Settings) -> Scores:
    """Return clustering coefficients and their average. Raises MeasureError without nodes."""
    require_nodes(network)
    scores = local_clustering(network)
    few = int((_degrees(network.undirected()) < 2).sum())
    notes = (f"{few} of {network.order} nodes have fewer than two neighbours: 0 for them",) if few else ()
    return Scores({"clustering": scores}, notes, {"average": float(scores.mean())})


MEASURES = (
    Measure(
        name="clustering",
        title="Local clustering coefficient",
        title_zh="局部聚类系数",
        meaning="the share of pairs of neighbours that are themselves joined",
        literature="Watts and Strogatz 1998, Nature 393; weights: Onnela et al. 2005, Phys. Rev. E 71; "
        "directions: Fagiolo 2007, Phys. Rev. E 76",
        compute=clustering,
        oracle=oracles.clustering,
    ),
)
