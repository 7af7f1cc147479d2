"""Too many nodes to look at: they are put into communities, each of which the page can open."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from exports.explorer.bundles import Bundle
from graph.network import Flags, Ints, Network, make_network

MOST_NODES = 1_500
"""A community of more nodes is divided again, as far as it can be."""
MOST_COMMUNITIES = 400
LEAST_NODES = 5
"""Smaller ones, and those beyond the limit, are shown together as one."""
_DEPTH = 3


def to_network(bundles: Sequence[Bundle]) -> Network:
    """Return the undirected network of the edges of a picture; an edge weighs as much as it has bundles."""
    nodes = sorted({end for edge in bundles for end in (edge.source, edge.target)})
    place = {node: number for number, node in enumerate(nodes)}
    source, target = [place[edge.source] for edge in bundles], [place[edge.target] for edge in bundles]
    return make_network(nodes, source, target, np.ones(len(bundles)), directed=False)


def find_communities(network: Network) -> Ints:
    """Return the number of the community of each node, the largest first; what is too small is the last, together.

    Communities are those of the Louvain method, each in one piece.
    """
    labels = _connected(network, _louvain(network))
    for _ in range(_DEPTH):
        if not _divide(network, labels):
            break
    return _gathered(labels)


def _louvain(network: Network) -> Ints:
    from graph.centrality.measures import Settings
    from graph.centrality.registry import get_measure

    scores = get_measure("louvain").compute(network, Settings())
    return next(iter(scores.columns.values())).astype(np.int64)


def _connected(network: Network, labels: Ints) -> Ints:
    """Return a number for each piece of each community."""
    inside = labels[network.source] == labels[network.target]
    cut = Network(network.nodes, False, network.source[inside], network.target[inside], network.weight[inside])
    return cut.components


def _divide(network: Network, labels: Ints) -> bool:
    """Divide, in place, the communities that are too large; tell whether any was."""
    divided = False
    for community in np.flatnonzero(np.bincount(labels) > MOST_NODES).tolist():
        kept: Flags = labels == community
        part = network.part(kept)
        found = _connected(part, _louvain(part))
        if found.max() > 0:
            labels[kept] = np.where(found == 0, community, labels.max() + found)
            divided = True
    return divided


def _gathered(labels: Ints) -> Ints:
    sizes = np.bincount(labels)
    order = np.argsort(-sizes, kind="stable")
    number = np.empty(len(sizes), dtype=np.int64)
    number[order] = np.arange(len(sizes))
    large = int(min((sizes >= LEAST_NODES).sum(), MOST_COMMUNITIES - 1))
    return np.minimum(number, large)[labels]
