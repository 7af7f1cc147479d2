"""Every triangle of a network, once, in arrays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.network import Ints, Network

WEDGES = 1 << 17
HASH_BITS = 24
"""Pairs of edges looked at in one go, and the size of the table of hashes of all edges."""


@dataclass(frozen=True)
class Triangles:
    """Triangles by their corners u, v, w and by their edges uv, uw, vw, each of shape (3, triangles).

    Corners are places of nodes and edges places of edges in the undirected network.
    """

    corners: Ints
    edges: Ints

    def sides(self) -> Iterator[tuple[Ints, Ints, Ints, Ints, Ints, Ints]]:
        """Yield x, y, z and the edges xy, xz, yz for each of the six ways to name the corners."""
        (u, v, w), (uv, uw, vw) = self.corners, self.edges
        yield u, v, w, uv, uw, vw
        yield v, u, w, uv, vw, uw
        yield u, w, v, uw, uv, vw
        yield w, u, v, uw, vw, uv
        yield v, w, u, vw, uv, uw
        yield w, v, u, vw, uw, uv


def list_triangles(network: Network) -> Triangles:
    """Return the triangles of an undirected network.

    Edges are turned from the end with fewer neighbours to the end with more, so that
    no node has more than √(2·edges) edges going out; each pair of edges going out of
    a node is then looked up once (Chiba and Nishizeki 1985; Latapy 2008).
    """
    order = max(network.order, 1)
    degree = np.bincount(np.concatenate([network.source, network.target]), minlength=network.order)
    by_rank = np.argsort(degree, kind="stable")
    rank = np.empty_like(by_rank)
    rank[by_rank] = np.arange(network.order)
    ends = rank[network.source], rank[network.target]
    keys = np.minimum(*ends) * order + np.maximum(*ends)
    edge = np.argsort(keys)
    keys = keys[edge]
    found = list(_closed(keys // order, keys % order, keys, order))
    first, second, third = np.concatenate(found, axis=1) if found else np.zeros((3, 0), dtype=np.int64)
    corners = by_rank[np.stack([keys[first] // order, keys[first] % order, keys[second] % order])]
    return Triangles(corners, edge[np.stack([first, second, third])])


def _closed(low: Ints, high: Ints, keys: Ints, order: int) -> Iterator[Ints]:
    """Yield places of edges uv, uw and vw; what a table of hashes shows to be open is not looked up."""
    places = np.arange(len(keys))
    ends = np.searchsorted(low, np.arange(order), side="right")[low]
    before = np.concatenate([[0], np.cumsum(ends - places - 1)])
    left, right = _hashes(low, 2654435769), _hashes(high, 2246822519)
    table = np.zeros(1 << HASH_BITS, dtype=bool)
    table[(left + right) >> (32 - HASH_BITS)] = True
    middle = _hashes(high, 2654435769)
    start = 0
    while start < len(keys):
        stop = max(int(np.searchsorted(before, before[start] + WEDGES, side="right")) - 1, start + 1)
        later = np.diff(before[start : stop + 1])
        shift = places[start:stop] + 1 - before[start:stop]
        second = np.repeat(shift, later) + np.arange(before[start], before[stop])
        likely = np.flatnonzero(table[(np.repeat(middle[start:stop], later) + right[second]) >> (32 - HASH_BITS)])
        second = second[likely]
        first = np.repeat(places[start:stop], later)[likely]
        wanted = high[first] * order + high[second]
        third = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        yield np.stack([first, second, third])[:, keys[third] == wanted]
        start = stop


def _hashes(values: Ints, factor: int) -> npt.NDArray[np.uint32]:
    hashes: npt.NDArray[np.uint32] = (values * factor).astype(np.uint32)
    return hashes
