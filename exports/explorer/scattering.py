"""Places in a large graph whose communities are drawn apart: in time that grows with the edges, not their square.

Each community starts from pivot distances (Brandes and Pich, "Eigensolver methods for
progressive multidimensional scaling of large data", 2007); then edges pull and nearest
neighbours push (after Fruchterman and Reingold, 1991), in all communities at once.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from exports.explorer.stress import SEED, Link, Points
from graph.network import Floats, Ints, Network

STEP = 70.0
"""Pixels of an edge at rest."""
PIVOTS = 24
ROUNDS = 60
NEIGHBOURS = 10
ROOM = 12.0
"""Pixels left free between two nodes."""
_UNTANGLING = 80


def scatter(network: Network, community: Ints, radii: Floats) -> Points:
    """Return where every node stands from the middle of its community, in pixels; none overlap there."""
    inside = community[network.source] == community[network.target]
    source, target = network.source[inside], network.target[inside]
    points = np.zeros((network.order, 2))
    for members, matrix in _parts(network.order, source, target, community):
        points[members] = _start(matrix)
    apart = _apart(points, community)
    points = _relax(points + apart, source, target)
    points = _untangle(points, radii)
    return points - _middles(points, community)


def settle(count: int, links: Sequence[Link]) -> Points:
    """Return a position for every node of one connected graph, in the unit of a usual link."""
    source, target = (np.array([link[end] for link in links], dtype=np.int64) for end in (0, 1))
    together = np.zeros(count, dtype=np.int64)
    ((_, matrix),) = _parts(count, source, target, together)
    points = _relax(_start(matrix), source, target) / STEP
    centred: Points = points - points.mean(axis=0)
    return centred


def _parts(order: int, source: Ints, target: Ints, community: Ints) -> list[tuple[Ints, csr_array]]:
    ones = np.ones(len(source))
    whole = csr_array((ones, (source, target)), shape=(order, order))
    whole = (whole + whole.T).tocsr()
    by_community = np.split(np.argsort(community, kind="stable"), np.cumsum(np.bincount(community))[:-1])
    return [(members, whole[members][:, members]) for members in by_community]


def _start(matrix: csr_array) -> Points:
    """Return positions from the steps to some pivots; what is not connected is far away."""
    count = matrix.shape[0]
    noise: Points = np.random.default_rng(SEED).normal(scale=0.2 * STEP, size=(count, 2))
    if count < 3:
        return noise
    pivots = np.linspace(0, count - 1, min(count, PIVOTS)).astype(np.int64)
    steps = dijkstra(matrix, directed=False, unweighted=True, indices=pivots).T
    far = steps[np.isfinite(steps)].max() + 2
    squares = np.where(np.isfinite(steps), steps, far) ** 2
    centred = squares - squares.mean(0) - squares.mean(1)[:, None] + squares.mean()
    _, vectors = np.linalg.eigh(centred.T @ centred)
    axes = centred @ vectors[:, :-3:-1]
    axes = axes * np.where(axes.sum(axis=0) < 0, -1.0, 1.0)
    spans = np.maximum(np.ptp(axes, axis=0), 1e-9)
    start: Points = axes / spans * STEP * np.sqrt(count) + noise
    return start


def _apart(points: Points, community: Ints) -> Points:
    """Return for each node a shift that sets its community far from the others, on a square grid."""
    count = int(community.max(initial=0)) + 1
    side = int(np.ceil(np.sqrt(count)))
    room = 6 * STEP * np.sqrt(np.bincount(community).max(initial=1)) + 10 * STEP
    number = community.astype(np.float64)
    shifts: Points = np.stack([number % side, number // side], axis=1) * (
        room + np.ptp(points, axis=0).max(initial=0.0)
    )
    return shifts


def _relax(points: Points, source: Ints, target: Ints) -> Points:
    count = len(points)
    ties = np.maximum(np.bincount(np.concatenate([source, target]), minlength=count), 1).astype(np.float64)
    near = min(NEIGHBOURS + 1, count)
    for turn in range(ROUNDS if near > 1 else 0):
        away, others = cKDTree(points).query(points, k=near)
        gaps = points[:, None, :] - points[others[:, 1:]]
        lengths = np.maximum(away[:, 1:], 1.0)
        push = (gaps / lengths[..., None] * (STEP**2 / lengths)[..., None]).sum(axis=1)
        gap = points[target] - points[source]
        length = np.maximum(np.sqrt((gap**2).sum(axis=1)), 1.0)
        pull = gap * (length / STEP / np.sqrt(np.minimum(ties[source], ties[target])))[:, None]
        force = push + _gathered(pull, source, count) - _gathered(pull, target, count)
        strength = np.maximum(np.sqrt((force**2).sum(axis=1)), 1e-9)
        most = STEP * (1 - turn / ROUNDS)
        points = points + force * (np.minimum(strength * 0.2, most) / strength)[:, None]
    return points


def _gathered(values: Points, place: Ints, count: int) -> Points:
    return np.stack([np.bincount(place, weights=values[:, axis], minlength=count) for axis in (0, 1)], axis=1)


def _untangle(points: Points, radii: Floats) -> Points:
    """Push discs that overlap apart, and let the drawing grow a little where that does not do."""
    if len(points) < 2:
        return points
    count, reach = len(points), 2 * float(radii.max()) + ROOM
    for _ in range(_UNTANGLING):
        pairs: NDArray[np.intp] = cKDTree(points).query_pairs(reach, output_type="ndarray")
        first, second = pairs[:, 0], pairs[:, 1]
        gap = points[second] - points[first]
        length = np.maximum(np.sqrt((gap**2).sum(axis=1)), 1e-6)
        lack = radii[first] + radii[second] + ROOM - length
        hit = lack > 1e-3
        if not hit.any():
            break
        first, second = first[hit], second[hit]
        push = gap[hit] * ((lack[hit] + 1.0) / 2 / length[hit])[:, None]
        points = points + 0.9 * (_gathered(push, second, count) - _gathered(push, first, count))
    return points


def _middles(points: Points, community: Ints) -> Points:
    """Return for each node the middle of the box around its community."""
    count = int(community.max(initial=0)) + 1
    low, high = np.full((count, 2), np.inf), np.full((count, 2), -np.inf)
    np.minimum.at(low, community, points)
    np.maximum.at(high, community, points)
    middles: Points = ((low + high) / 2)[community]
    return middles


def reaches(points: Points, community: Ints, radii: Floats) -> Floats:
    """Return the radius of a disc around the middle of each community that holds all of its nodes."""
    found = np.zeros(int(community.max(initial=0)) + 1)
    np.maximum.at(found, community, np.sqrt((points**2).sum(axis=1)) + radii)
    return found
