"""A depth-first search of a whole network, and what it tells about ways round each node and edge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.network import Ints, Network

STEPS = 10**9
"""From this sum of squared degrees on, the search is done here: SciPy's may take as many steps (a star)."""


@dataclass(frozen=True)
class DepthFirst:
    """A forest of a depth-first search, one tree for each component, by places of nodes.

    `parent` is the number of nodes for the first node of a component. `preorder` counts
    from 1 in the order of discovery. `size` is the number of nodes of the subtree.
    `low` is the least preorder that an edge out of the subtree reaches, the edge to
    the parent left out (Hopcroft and Tarjan 1973).
    """

    parent: Ints
    preorder: Ints
    size: Ints
    low: Ints


def depth_first(network: Network) -> DepthFirst:
    """Return the depth-first forest of an undirected network.

    The search is SciPy's, from one more node that leads to a node of each component.
    It is checked that every edge joins a node and its ancestor, which is not so in
    some older releases of SciPy; then the search is done here, as it is beside hubs so
    great that SciPy's, which looks through a row again after each step, is slow.
    """
    matrix = network.pattern
    first = np.unique(network.components, return_index=True)[1]
    indptr = np.append(matrix.indptr, len(matrix.indices) + len(first)).astype(np.int64)
    indices = np.concatenate([matrix.indices, first]).astype(np.int64)
    if (np.diff(indptr).astype(np.float64) ** 2).sum() < STEPS:
        forest = _forest(network, *_library_search(indptr, indices))
        if is_depth_first(network, forest):
            return forest
    return _forest(network, *search(indptr, indices))


def is_depth_first(network: Network, forest: DepthFirst) -> bool:
    """Return whether every edge of the network joins a node and its ancestor in the forest."""
    ends = forest.preorder[network.source], forest.preorder[network.target]
    upper = np.where(ends[0] < ends[1], network.source, network.target)
    return bool((np.maximum(*ends) < forest.preorder[upper] + forest.size[upper]).all())


def _library_search(indptr: Ints, indices: Ints) -> tuple[Ints, Ints]:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import depth_first_order

    order = len(indptr) - 1
    matrix = csr_array((np.ones(len(indices)), indices, indptr), shape=(order, order))
    found, parent = depth_first_order(matrix, order - 1, directed=True, return_predecessors=True)
    return found.astype(np.int64), parent.astype(np.int64)


def search(indptr: Ints, indices: Ints) -> tuple[Ints, Ints]:
    """Return the order of discovery from the last node of a CSR matrix, and each node's parent."""
    starts, entries = indptr.tolist(), indices.tolist()
    following, ends = starts[:-1], starts[1:]
    parent = [-1] * len(following)
    order = [len(following) - 1]
    seen = [False] * len(following)
    seen[-1] = True
    node = order[0]
    while node >= 0:
        if following[node] == ends[node]:
            node = parent[node]
            continue
        entry = entries[following[node]]
        following[node] += 1
        if not seen[entry]:
            seen[entry], parent[entry] = True, node
            order.append(entry)
            node = entry
    return np.array(order), np.array(parent)


def _forest(network: Network, order: Ints, parent: Ints) -> DepthFirst:
    preorder = np.empty(network.order + 1, dtype=np.int64)
    preorder[order] = np.arange(network.order + 1)
    low = _reached(network, parent, preorder).tolist()
    size = [1] * (network.order + 1)
    above = parent.tolist()
    for node in order[:0:-1].tolist():
        up = above[node]
        size[up] += size[node]
        low[up] = min(low[up], low[node])
    return DepthFirst(parent[:-1], preorder[:-1], np.array(size[:-1]), np.array(low[:-1]))


def _reached(network: Network, parent: Ints, preorder: Ints) -> Ints:
    matrix = network.pattern
    degree = np.diff(matrix.indptr)
    reached = np.where(matrix.indices == np.repeat(parent[:-1], degree), network.order, preorder[matrix.indices])
    low = preorder.copy()
    rows = np.flatnonzero(degree)
    if len(rows):
        low[rows] = np.minimum(low[rows], np.minimum.reduceat(reached, matrix.indptr[:-1][rows]))
    return low
