"""Brandes' sums over shortest paths in linear algebra, for many sources at once.

With σ(v) the number of shortest paths from the source to v and δ(v) its dependency
on v, x(v) = (1 + δ(v)) / σ(v) and δ(v) = σ(v) · Σ x(w) over the edges v → w of
shortest paths (Brandes 2001, A faster algorithm for betweenness centrality).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.centrality.sampling import batches, is_unweighted, lengths
from graph.network import Floats, Ints, Network

DEEPEST = 64
"""The most levels that are gone through one by one; longer networks go through Dijkstra's algorithm."""

DENSE = 3_200_000
"""The most numbers of one dense array."""

TIE = 1e-12
"""How much two lengths of paths may differ, relative to the length, and count as equal."""


@dataclass(frozen=True)
class Dependencies:
    """The dependencies of some sources, summed, on each node and on each edge; on edges only when asked for."""

    nodes: Floats
    edges: Floats


@dataclass(frozen=True)
class _Arcs:
    """Every edge in each direction in which it may be gone, with the place of its edge."""

    tail: Ints
    head: Ints
    edge: Ints


def _arcs(network: Network) -> _Arcs:
    edge = np.arange(network.size)
    if network.directed:
        return _Arcs(network.source, network.target, edge)
    tail, head = (network.source, network.target), (network.target, network.source)
    return _Arcs(np.concatenate(tail), np.concatenate(head), np.concatenate([edge, edge]))


def iter_dependencies(network: Network, sources: Ints, edges: bool) -> Iterator[Dependencies]:
    """Yield the summed dependencies of the sources, batch by batch."""
    if not network.size:
        return
    arcs = _arcs(network)
    levels = is_unweighted(network)
    backward = network.pattern
    forward = backward.T.tocsr() if network.directed else backward
    for batch in batches(sources, int(np.clip(DENSE // network.order, 1, 256))):
        found = _by_levels(forward, backward, arcs if edges else None, batch) if levels else None
        if found is None:
            levels = False
            yield from _by_distances(network, arcs, edges, batch)
        else:
            yield found


def _by_levels(forward: Any, backward: Any, arcs: _Arcs | None, sources: Ints) -> Dependencies | None:
    shape, column = (backward.shape[0], len(sources)), np.arange(len(sources))
    level = np.full(shape, -1, dtype=np.int8)
    level[sources, column] = 0
    paths = (level == 0).astype(float)
    frontier, depth = paths, 0
    while True:
        frontier = forward @ frontier
        frontier[level >= 0] = 0
        fresh = frontier > 0
        if not fresh.any():
            break
        depth += 1
        if depth > DEEPEST:
            return None
        level[fresh] = depth
        paths = paths + frontier
    return _gather_levels(backward, arcs, level, paths, sources)


def _gather_levels(backward: Any, arcs: _Arcs | None, level: Any, paths: Floats, sources: Ints) -> Dependencies:
    dependency, share = np.zeros_like(paths), np.zeros_like(paths)
    for depth in range(int(level.max()), 0, -1):
        here = level == depth
        np.divide(1 + dependency, paths, out=share, where=here)
        if depth > 1:
            gathered = backward @ np.where(here, share, 0.0)
            gathered *= paths
            gathered[level != depth - 1] = 0
            dependency += gathered
    edges = np.zeros(0) if arcs is None else _edges_of_levels(arcs, level, paths, share)
    return Dependencies(dependency.sum(axis=1), edges)


def _edges_of_levels(arcs: _Arcs, level: Any, paths: Floats, share: Floats) -> Floats:
    carried = np.zeros(len(arcs.edge))
    for part in batches(np.arange(len(arcs.edge)), max(1, DENSE // paths.shape[1])):
        tail, head = arcs.tail[part], arcs.head[part]
        onward = (level[head] == level[tail] + 1) & (level[tail] >= 0)
        carried[part] = (paths[tail] * share[head] * onward).sum(axis=1)
    total: Floats = np.bincount(arcs.edge, weights=carried).astype(float)
    return total


def _by_distances(network: Network, arcs: _Arcs, edges: bool, sources: Ints) -> Iterator[Dependencies]:
    matrix = lengths(network)
    length = 1 / (network.weight if network.directed else np.concatenate([network.weight, network.weight]))
    for part in batches(sources, max(1, DENSE // (network.order + len(length)))):
        yield _along_distances(matrix, arcs, length, edges, part)


def _along_distances(matrix: Any, arcs: _Arcs, length: Floats, edges: bool, sources: Ints) -> Dependencies:
    """Count paths and dependencies by triangular systems: nodes in the order of their distance from each source."""
    from scipy.sparse import csr_array, eye_array
    from scipy.sparse.csgraph import dijkstra
    from scipy.sparse.linalg import spsolve_triangular

    distance = dijkstra(matrix, directed=True, indices=sources)
    count, order = distance.shape
    place = _places(distance)
    row, arc = _tight(distance, arcs, length)
    tail, head = place[row, arcs.tail[arc]], place[row, arcs.head[arc]]
    onward = tail < head
    tail, head, arc = tail[onward], head[onward], arc[onward]
    steps = csr_array((np.ones(len(tail)), (tail, head)), shape=(count * order, count * order))
    unit = eye_array(count * order, format="csr")
    starts = np.zeros(count * order)
    starts[place[np.arange(count), sources]] = 1
    paths = spsolve_triangular((unit - steps.T).tocsr(), starts, lower=True, unit_diagonal=True)
    inverse = np.divide(1.0, paths, out=np.zeros_like(paths), where=paths > 0)
    share = spsolve_triangular((unit - steps).tocsr(), inverse, lower=False, unit_diagonal=True)
    dependency = paths * (steps @ share)
    dependency[starts > 0] = 0
    carried = np.zeros(int(arcs.edge[-1]) + 1 if edges else 0)
    if edges:
        np.add.at(carried, arcs.edge[arc], paths[tail] * share[head])
    return Dependencies(dependency[place].sum(axis=0), carried)


def _places(distance: Floats) -> Ints:
    """Return for each source and node the node's place among all nodes of that source, the nearest first."""
    count, order = distance.shape
    nearest = np.argsort(distance, axis=1, kind="stable")
    place = np.empty((count, order), dtype=np.int64)
    np.put_along_axis(place, nearest, np.broadcast_to(np.arange(order), (count, order)), axis=1)
    place += np.arange(count)[:, None] * order
    return place


def _tight(distance: Floats, arcs: _Arcs, length: Floats) -> tuple[Ints, Ints]:
    """Return the row of the source and the place of the arc for every arc that ends a shortest path."""
    before, after = distance[:, arcs.tail], distance[:, arcs.head]
    with np.errstate(invalid="ignore"):
        tied = np.abs(before + length - after) <= TIE * after
    row, arc = np.nonzero(tied & np.isfinite(after))
    return row, arc
