"""Blocks of a network: the greatest parts that no single node's removal splits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from graph.centrality.depth_first import DepthFirst, depth_first
from graph.network import Ints, Network


def iter_blocks(network: Network) -> Iterator[tuple[Network, Ints]]:
    """Yield each block of an undirected network with edges, and the places of its nodes in the network.

    Every edge is in one block, a bridge in one of its own; isolated nodes are in none
    (Hopcroft and Tarjan 1973).
    """
    forest = depth_first(network)
    deeper = forest.preorder[network.source] < forest.preorder[network.target]
    block = _block_of_edge_above(forest)[np.where(deeper, network.target, network.source)]
    order = np.argsort(block, kind="stable")
    starts = np.flatnonzero(np.diff(block[order], prepend=-1)).tolist()
    for start, stop in pairwise([*starts, len(order)]):
        edges = np.sort(order[start:stop])
        ends = network.source[edges], network.target[edges]
        places, new = np.unique(np.concatenate(ends), return_inverse=True)
        nodes = tuple(network.nodes[place] for place in places.tolist())
        source, target = new[: len(edges)], new[len(edges) :]
        yield Network(nodes, False, source, target, network.weight[edges]), places


def _block_of_edge_above(forest: DepthFirst) -> Ints:
    order = len(forest.parent)
    opens = forest.parent == order
    inner = np.flatnonzero(~opens)
    opens[inner] = forest.low[inner] >= forest.preorder[forest.parent[inner]]
    block, above, first = list(range(order)), forest.parent.tolist(), opens.tolist()
    for node in np.argsort(forest.preorder).tolist():
        if not first[node]:
            block[node] = block[above[node]]
    return np.array(block, dtype=np.int64)
