"""Partitions of high modularity: nodes are moved between communities, communities merged, and again."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.network import Floats, Ints, Network

TOLERANCE = 1e-5
"""The least gain in modularity of one more round; below it lies the rounding of the library's single precision."""


def partition(network: Network, order: Ints, resolution: float, refined: bool) -> Ints:
    """Return the community of each node of an undirected network, by moving nodes in some order.

    Louvain (Blondel et al. 2008), or Leiden when refined (Traag et al. 2019): then what
    is merged are parts of communities, grown from single nodes and connected, and
    communities are connected. Merging in the refinement takes the best move, not one
    at random. Moves are scikit-network's.
    """
    if not network.size:
        return np.arange(network.order)
    matrix = network.adjacency[order][:, order]
    matrix = matrix / matrix.sum()
    strength = matrix.sum(axis=1)
    member = labels = np.arange(network.order)
    while True:
        labels, gain = _moved(labels, matrix, strength, resolution)
        parts = _refined(labels, matrix, strength, resolution) if refined else labels
        count = int(parts.max()) + 1
        if gain <= TOLERANCE or count == len(parts):
            break
        first = np.unique(parts, return_index=True)[1]
        matrix, strength = _merged(matrix, strength, parts, count)
        member, labels = parts[member], labels[first]
    found = np.empty(network.order, dtype=np.int64)
    found[order] = labels[member]
    return _pieces(network.adjacency, found) if refined else found


def _moved(labels: Ints, matrix: Any, strength: Floats, resolution: float) -> tuple[Ints, float]:
    from sknetwork.clustering.louvain_core import optimize_core

    held = np.bincount(labels, weights=strength, minlength=len(labels)).astype(np.float32)
    single = strength.astype(np.float32)
    moved, gain = optimize_core(
        labels.astype(np.int64),
        matrix.indices.astype(np.int64),
        matrix.indptr.astype(np.int64),
        matrix.data.astype(np.float32),
        single,
        single.copy(),
        held,
        held.copy(),
        np.zeros(len(labels), dtype=np.float32),
        matrix.diagonal().astype(np.float32),
        resolution,
        TOLERANCE,
    )
    return np.unique(np.asarray(moved), return_inverse=True)[1].astype(np.int64), float(gain)


def _refined(labels: Ints, matrix: Any, strength: Floats, resolution: float) -> Ints:
    inside = _inside(matrix, labels)
    parts = _moved(np.arange(len(labels)), inside, strength, resolution)[0]
    return _pieces(inside, parts)


def _inside(matrix: Any, labels: Ints) -> Any:
    from scipy.sparse import csr_array

    entries = matrix.tocoo()
    kept = labels[entries.row] == labels[entries.col]
    return csr_array((entries.data[kept], (entries.row[kept], entries.col[kept])), shape=matrix.shape)


def _pieces(matrix: Any, labels: Ints) -> Ints:
    from scipy.sparse.csgraph import connected_components

    pieces: Ints = connected_components(_inside(matrix, labels), directed=False)[1].astype(np.int64)
    return pieces


def _merged(matrix: Any, strength: Floats, parts: Ints, count: int) -> tuple[Any, Floats]:
    from scipy.sparse import csr_array

    entries = matrix.tocoo()
    ends = parts[entries.row], parts[entries.col]
    merged = csr_array((entries.data, ends), shape=(count, count))
    merged.sum_duplicates()
    held: Floats = np.bincount(parts, weights=strength, minlength=count).astype(np.float64)
    return merged, held
