"""Closeness and harmonic centrality: how near a node is to those that reach it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.centrality.measures import Measure, Scores, Settings
from graph.centrality.sampling import batches, draw_pivots, is_unweighted, lengths, require_nodes, sampling_note
from graph.network import Floats, Ints, Network

if TYPE_CHECKING:
    import networkx as nx

EXACT_ORDER = 20_000
"""The most nodes of a network for which distances from all nodes are found when no pivots are asked for."""

DEFAULT_PIVOTS = {True: 512, False: 128}
"""How many nodes are sampled above that; told by whether the network is unweighted, which is faster."""

DEEPEST = 64
"""The most steps of a breadth-first search in bits; longer networks go through Dijkstra's algorithm."""

GATHERED_WORDS = 12_000_000
"""The most 64-bit words that one step of the search may gather."""


@dataclass(frozen=True)
class _Tally:
    """For each node: how many sources other than itself reach it, the sum of distances and of their inverses."""

    reached: Floats
    total: Floats
    inverse: Floats

    def __add__(self, other: _Tally) -> _Tally:
        return _Tally(self.reached + other.reached, self.total + other.total, self.inverse + other.inverse)


def _tally(network: Network, sources: Ints) -> _Tally:
    zeros = np.zeros(network.order)
    tally = _Tally(zeros, zeros, zeros)
    if not network.size:
        return tally
    if is_unweighted(network):
        pattern = network.pattern.T.tocsr() if network.directed else network.pattern
        width = 64 * int(np.clip(GATHERED_WORDS // pattern.nnz, 1, 16))
        for batch in batches(sources, width):
            found = _tally_in_bits(pattern, batch)
            tally += _tally_by_dijkstra(network.pattern, batch) if found is None else found
        return tally
    matrix = lengths(network)
    for batch in batches(sources, max(1, 2_500_000 // network.order)):
        tally += _tally_by_dijkstra(matrix, batch)
    return tally


def _tally_in_bits(incoming: Any, sources: Ints) -> _Tally | None:
    """Search breadth-first from up to 64 sources in each word; None when there are more than DEEPEST steps.

    `incoming` has for each node the nodes that point at it. A bit of `seen` tells
    that a source reaches a node (Then et al. 2014, The more the merrier, PVLDB 8(4)).
    """
    order, place = incoming.shape[0], np.arange(len(sources))
    seen = np.zeros((order, -(-len(sources) // 64)), dtype=np.uint64)
    seen[sources, place // 64] = np.uint64(1) << (place % 64).astype(np.uint64)
    rows = np.flatnonzero(np.diff(incoming.indptr))
    starts = incoming.indptr[rows]
    frontier, counts = seen.copy(), np.zeros((3, order))
    for depth in range(1, DEEPEST + 1):
        arrived = np.bitwise_or.reduceat(frontier[incoming.indices], starts, axis=0) & ~seen[rows]
        fresh = np.bitwise_count(arrived).sum(axis=1, dtype=np.int64)
        if not fresh.any():
            return _Tally(*counts)
        counts[:, rows] += fresh * np.array([[1.0], [depth], [1 / depth]])
        seen[rows] |= arrived
        frontier = np.zeros_like(seen)
        frontier[rows] = arrived
    return None


def _tally_by_dijkstra(matrix: Any, sources: Ints) -> _Tally:
    from scipy.sparse.csgraph import dijkstra

    distance = dijkstra(matrix, directed=True, indices=sources)
    reached = np.isfinite(distance)
    reached[np.arange(len(sources)), sources] = False
    inverse = np.divide(1.0, distance, out=np.zeros_like(distance), where=reached)
    return _Tally(reached.sum(axis=0).astype(float), np.where(reached, distance, 0.0).sum(axis=0), inverse.sum(axis=0))


def _estimated(network: Network, settings: Settings) -> tuple[_Tally, tuple[str, ...]]:
    """Return the tally over all nodes, or its estimate from pivots, and the note on it.

    The mean over the pivots other than the node itself stands for the mean over all
    other nodes. Each of the three sums is so estimated without bias (Eppstein and
    Wang 2004, Fast approximation of centrality, JGAA 8(1)).
    """
    pivots = settings.pivots
    if pivots is None and network.order > EXACT_ORDER:
        pivots = DEFAULT_PIVOTS[is_unweighted(network)]
    drawn = draw_pivots(network.order, pivots, settings.seed)
    tally = _tally(network, drawn)
    if len(drawn) == network.order:
        return tally, ()
    others = np.full(network.order, float(len(drawn)))
    others[drawn] -= 1
    scale = (network.order - 1) / others
    note = sampling_note(network.order, drawn, settings)
    return _Tally(tally.reached * scale, tally.total * scale, tally.inverse * scale), note


def _closeness(network: Network, settings: Settings) -> Scores:
    require_nodes(network)
    tally, notes = _estimated(network, settings)
    nearness = np.divide(tally.reached, tally.total, out=np.zeros(network.order), where=tally.total > 0)
    if notes:
        notes += ("the mean distance is estimated without bias, closeness is its inverse",)
    return Scores({"closeness": nearness * tally.reached / max(network.order - 1, 1)}, notes)


def _harmonic(network: Network, settings: Settings) -> Scores:
    require_nodes(network)
    tally, notes = _estimated(network, settings)
    return Scores({"harmonic": tally.inverse}, notes)


def with_distances(graph: nx.Graph[str]) -> str | None:
    """Give each edge of a networkx graph a `distance`, one over its weight; return its name, None when all are one."""
    edges = list(graph.edges(data=True))
    if all(data.get("weight", 1) == 1 for _, _, data in edges):
        return None
    for _, _, data in edges:
        data["distance"] = 1 / data["weight"]
    return "distance"


def _closeness_oracle(graph: nx.Graph[str], settings: Settings) -> Mapping[str, Mapping[Any, float]]:
    import networkx as nx

    return {"closeness": nx.closeness_centrality(graph, distance=with_distances(graph))}


def _harmonic_oracle(graph: nx.Graph[str], settings: Settings) -> Mapping[str, Mapping[Any, float]]:
    import networkx as nx

    return {"harmonic": nx.harmonic_centrality(graph, distance=with_distances(graph))}


CLOSENESS = Measure(
    name="closeness",
    title="Closeness",
    title_zh="接近中心性",
    meaning="One over the mean distance from the nodes that reach a node, times the share of others that do",
    literature="Freeman 1978, Social Networks 1(3); Wasserman and Faust 1994, p. 201, for parts that are not reached",
    compute=_closeness,
    oracle=_closeness_oracle,
    sampled=True,
    directions="standing",
)

HARMONIC = replace(
    CLOSENESS,
    name="harmonic",
    title="Harmonic centrality",
    title_zh="调和中心性",
    meaning="The sum of one over the distance from every other node; what does not reach the node adds nothing",
    literature="Marchiori and Latora 2000, Physica A 285; Boldi and Vigna 2014, Internet Mathematics 10",
    compute=_harmonic,
    oracle=_harmonic_oracle,
    directions="standing",
)

MEASURES: tuple[Measure, ...] = (CLOSENESS, HARMONIC)
