"""How alike nodes are by whom they are tied to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from rapidfuzz import process

from graph.network import Floats, Network
from ontology.errors import UnknownName, UsageError


def neighbours(network: Network, node: str) -> tuple[str, ...]:
    """Return the nodes that a node is tied to, in either direction, in their order."""
    return tuple(network.nodes[place] for place in np.flatnonzero(_row(network.unweighted(), node)).tolist())


def shared_neighbours(network: Network, left: str, right: str) -> tuple[str, ...]:
    """Return the nodes that two nodes are both tied to, in either direction, in their order.

    Raises UnknownName for a name that is no node.
    """
    second = set(neighbours(network, right))
    return tuple(node for node in neighbours(network, left) if node in second)


def shared(network: Network, node: str) -> Floats:
    """Return how many neighbours each node shares with one, directions left out."""
    plain = network.undirected().unweighted()
    return np.asarray(plain.adjacency @ _row(plain, node), dtype=np.float64)


def jaccard(network: Network, node: str) -> Floats:
    """Return the share of common neighbours among those of either, 0 to 1: Jaccard (1901). Directions are left out.

    Two nodes without neighbours have 0.
    """
    degree = np.diff(network.undirected().adjacency.indptr)
    common = shared(network, node)
    return _quotient(common, degree + degree[network.place(node)] - common)


def cosine(network: Network, node: str) -> Floats:
    """Return the cosine of the weights to neighbours, 0 to 1: Salton & McGill (1983). Directions are left out.

    A node without neighbours has 0 with every other.
    """
    weights = network.undirected().adjacency
    norms = np.sqrt(np.asarray(weights.multiply(weights).sum(axis=1)).ravel())
    along = np.asarray(weights @ _row(network, node))
    return np.minimum(_quotient(along, norms * norms[network.place(node)]), 1.0)


def equivalence(network: Network, node: str) -> Floats:
    """Return structural equivalence as 1 / (1 + d), 1 for nodes with the same ties to all others.

    d is the Euclidean distance between the weights of ties, out and in, to and from
    every third node: Burt (1976), Positions in networks; Wasserman & Faust (1994), 9.2.
    """
    place = network.place(node)
    squares = _apart(network.adjacency, place)
    if network.directed:
        squares = squares + _apart(network.adjacency.T.tocsr(), place)
    return np.asarray(1.0 / (1.0 + np.sqrt(squares)), dtype=np.float64)


Similarity = Callable[[Network, str], Floats]

SIMILARITIES: Mapping[str, Similarity] = {
    "shared": shared,
    "jaccard": jaccard,
    "cosine": cosine,
    "equivalence": equivalence,
}


def most_similar(network: Network, node: str, measure: str = "jaccard", top: int = 10) -> tuple[tuple[str, float], ...]:
    """Return the nodes most alike to one, with their similarity, best first and then in their order.

    Those without any similarity are left out. Raises UnknownName for a name that is no
    node or no measure, UsageError for a number below one.
    """
    if measure not in SIMILARITIES:
        raise UnknownName("similarity", measure, [match[0] for match in process.extract(measure, SIMILARITIES.keys())])
    if top < 1:
        raise UsageError(f"{top} nodes are asked for; it must be at least 1")
    scores = np.round(SIMILARITIES[measure](network, node), 12)
    scores[network.place(node)] = 0.0
    best = np.argsort(-scores, kind="stable")[:top]
    return tuple((network.nodes[place], float(scores[place])) for place in best.tolist() if scores[place] > 0)


def _row(network: Network, node: str) -> Floats:
    row: Floats = network.undirected().adjacency[[network.place(node)], :].toarray()[0]
    return row


def _quotient(over: Floats, under: Floats) -> Floats:
    found: Floats = np.divide(over, under, out=np.zeros(len(over)), where=under > 0)
    return found


def _apart(matrix: Any, place: int) -> Floats:
    """Return the squared distance of one row from each, the columns of the two left out."""
    order = matrix.shape[0]
    row: Floats = matrix[[place], :].toarray()[0]
    ends, rows = matrix.indices, np.repeat(np.arange(order), np.diff(matrix.indptr))
    third = ends != place
    tied = np.bincount(rows[third], (matrix.data - row[ends])[third] ** 2, minlength=order)
    missing = np.count_nonzero(row) - (row > 0) - np.bincount(rows, row[ends] > 0, minlength=order)
    rest: Floats = (row**2).sum() - row**2 - np.bincount(rows, row[ends] ** 2, minlength=order)
    return np.asarray(tied + np.where(missing > 0, np.maximum(rest, 0.0), 0.0), dtype=np.float64)
