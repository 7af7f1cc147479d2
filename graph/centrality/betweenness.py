"""Betweenness of nodes and edges: how much passes through them when all go by shortest paths."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.centrality.distances import with_distances
from graph.centrality.measures import Measure, Scores, Settings
from graph.centrality.sampling import Drawn, draw_pivots, require_nodes, sampling_note, scaled
from graph.centrality.shortest_paths import iter_dependencies
from graph.network import Floats, Network

if TYPE_CHECKING:
    import networkx as nx

MOST_BITS = 200


def _betweenness(network: Network, settings: Settings) -> Scores:
    """Score nodes by the mean, over pairs of others, of the share of shortest paths through the node.

    With pivots, the mean is over the pairs whose source was drawn. A pivot is never
    inner to its own paths, so that its mean has one source less. Given whether a node
    was drawn, the other pivots are a uniform sample of the other nodes: both means
    are without bias.
    """
    require_nodes(network)
    drawn = draw_pivots(network.order, settings.pivots, settings.seed)
    total = np.zeros(network.order)
    for found in iter_dependencies(network, drawn, edges=False):
        total += found.nodes
    targets = max(network.order - 2, 0)
    scores = scaled(total, len(drawn) * targets)
    scores[drawn] = scaled(total[drawn], (len(drawn) - 1) * targets)
    return Scores({"betweenness": scores}, sampling_note(network.order, drawn, settings))


def _edge_betweenness(network: Network, settings: Settings) -> Scores:
    """Score edges by the mean, over ordered pairs of nodes, of the share of shortest paths through the edge.

    With pivots, over the pairs whose source was drawn, which is without bias.
    """
    require_nodes(network)
    drawn = draw_pivots(network.order, settings.pivots, settings.seed)
    total: Floats = np.zeros(network.size)
    for found in iter_dependencies(network, drawn, edges=True):
        total += found.edges
    scores = scaled(total, len(drawn) * (network.order - 1))
    return Scores({"edge-betweenness": scores}, sampling_note(network.order, drawn, settings))


def _with_whole_distances(graph: nx.Graph[str]) -> str | None:
    """Give edges a `distance` in which equal lengths of paths are equal numbers, as networkx compares them exactly.

    Weights are read as fractions with denominators up to a million and all distances
    multiplied into whole numbers. Where that is not so, distances stay floats.
    """
    if with_distances(graph) is None:
        return None
    edges = [data for _, _, data in graph.edges(data=True)]
    near = [Fraction(data["weight"]).limit_denominator(10**6) for data in edges]
    if any(abs(float(one) - data["weight"]) > 1e-14 * data["weight"] for one, data in zip(near, edges, strict=True)):
        return "distance"
    whole = lcm(*{one.numerator for one in near})
    if whole.bit_length() > MOST_BITS:
        return "distance"
    for data, one in zip(edges, near, strict=True):
        data["distance"] = int(whole / one)
    return "distance"


def _sample(graph: nx.Graph[str], settings: Settings) -> dict[str, Any]:
    drawn = draw_pivots(len(graph), settings.pivots, settings.seed)
    return {} if len(drawn) == len(graph) else {"k": len(drawn), "seed": Drawn(drawn)}


def _oracle(graph: nx.Graph[str], settings: Settings) -> Mapping[str, Mapping[Any, float]]:
    import networkx as nx

    weight, sample = _with_whole_distances(graph), _sample(graph, settings)
    return {"betweenness": nx.betweenness_centrality(graph, weight=weight, **sample)}


def _edge_oracle(graph: nx.Graph[str], settings: Settings) -> Mapping[str, Mapping[Any, float]]:
    import networkx as nx

    weight, sample = _with_whole_distances(graph), _sample(graph, settings)
    return {"edge-betweenness": nx.edge_betweenness_centrality(graph, weight=weight, **sample)}


BETWEENNESS = Measure(
    name="betweenness",
    title="Betweenness",
    title_zh="中介中心性",
    meaning="The share of the shortest paths between other nodes that pass through a node, over all pairs of them",
    literature="Freeman 1977, Sociometry 40(1); Brandes 2001, J. Math. Sociology 25(2); pivots: Brandes and Pich 2007",
    compute=_betweenness,
    oracle=_oracle,
    sampled=True,
)

EDGE_BETWEENNESS = Measure(
    name="edge-betweenness",
    title="Edge betweenness",
    title_zh="边中介中心性",
    meaning="The share of the shortest paths between nodes that pass through an edge, over all pairs of nodes",
    literature="Girvan and Newman 2002, PNAS 99(12); Brandes 2008, Social Networks 30(2)",
    compute=_edge_betweenness,
    oracle=_edge_oracle,
    subject="edges",
    sampled=True,
)

MEASURES: tuple[Measure, ...] = (BETWEENNESS, EDGE_BETWEENNESS)
