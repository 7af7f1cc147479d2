"""Distances on a drawing that follow distances in a graph: stress majorization.

Gansner, Koren and North, "Graph drawing by stress majorization" (2004): positions
minimize the sum of w(i,j) * (|x(i) - x(j)| - d(i,j))**2 with w = d**-2.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

Points: TypeAlias = NDArray[np.float64]
Link: TypeAlias = tuple[int, int, float]

ROUNDS = 120
SEED = 20250709


def distances(count: int, links: Sequence[Link]) -> Points:
    """Return the lengths of the shortest paths between all pairs of a connected graph."""
    shortest: dict[tuple[int, int], float] = {}
    for a, b, length in links:
        key = (min(a, b), max(a, b))
        shortest[key] = min(length, shortest.get(key, length))
    rows, columns = zip(*shortest, strict=True)
    matrix = coo_array((list(shortest.values()), (rows, columns)), shape=(count, count))
    found: Points = dijkstra(matrix.tocsr(), directed=False)
    return found


def _pull(points: Points, wanted: Points, weights: Points, inverse: Points) -> Points:
    """Return the minimum of the quadratic bound of stress at the points."""
    gaps = points[:, None, :] - points[None, :, :]
    lengths = np.maximum(np.sqrt((gaps**2).sum(axis=2)), 1e-9)
    ratios = weights * wanted / lengths
    np.fill_diagonal(ratios, 0.0)
    moved = ratios.sum(axis=1)[:, None] * points - ratios @ points
    pulled: Points = inverse @ moved
    return pulled


def _start(wanted: Points) -> Points:
    """Return classical scaling's positions with a little seeded noise, so that no two coincide."""
    squares = wanted**2
    centred = -0.5 * (squares - squares.mean(0) - squares.mean(1)[:, None] + squares.mean())
    values, vectors = np.linalg.eigh(centred)
    noise = np.random.default_rng(SEED).normal(scale=0.05 * wanted.mean(), size=(len(wanted), 2))
    axes = vectors[:, -2:] * np.sqrt(np.maximum(values[-2:], 0.0))
    signs = np.where(axes.sum(axis=0) < 0, -1.0, 1.0)
    start: Points = axes * signs + noise
    return start


def embed(count: int, links: Sequence[Link]) -> Points:
    """Return a position for every node of one connected graph, in the unit of the lengths."""
    if count == 1:
        return np.zeros((1, 2))
    wanted = distances(count, links)
    with np.errstate(divide="ignore"):
        weights = np.where(wanted > 0, wanted**-2.0, 0.0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.asarray(np.linalg.inv(laplacian + 1.0 / count) - 1.0 / count, dtype=np.float64)
    points = _start(wanted)
    for _ in range(ROUNDS):
        points = _pull(points, wanted, weights, inverse)
    centred: Points = points - points.mean(axis=0)
    return centred
