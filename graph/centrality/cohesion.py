"""Structural cohesion: how many nodes must go before the part around a node falls apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from graph.centrality import oracles
from graph.centrality.cores import core_numbers
from graph.centrality.cuts import articulation, bridge_edges
from graph.centrality.depth_first import depth_first
from graph.centrality.measures import Measure, Scores, Settings
from graph.centrality.neighbours import require_nodes
from graph.network import Flags, Floats, Ints, Network

NODES = 2_000
WORK = 5_000_000
"""Cuts of two nodes or more are looked for in parts of so many nodes, and of so many edges times pairs to separate."""


def k_components(network: Network, settings: Settings) -> Scores:
    """Return the greatest k for which each node lies in a k-component, directions left out.

    A k-component is a greatest set of nodes whose part of the network has more than k nodes and falls apart
    only when k nodes or more are removed (Moody and White 2003). One and two are
    found for all; parts without articulation points that are too large (`NODES`,
    `WORK`) are searched no further, which a note says.
    """
    require_nodes(network)
    simple = network.undirected()
    scores = _up_to_two(simple)
    start = (core_numbers(simple) >= 3) & (scores >= 2)
    pending = [(np.flatnonzero(start), 3)]
    unsearched = np.zeros(simple.order, dtype=bool)
    while pending:
        places, k = pending.pop()
        for piece in _cores(simple, places, k):
            cut, size = _smallest_cut(simple.part(_flags(simple, piece)))
            if size is None:
                unsearched[piece] = True
                continue
            if size >= k:
                scores[piece] = np.maximum(scores[piece], size)
            pending += [(part, max(k, size + 1)) for part in _sides(simple, piece, cut)]
    few = int(unsearched.sum())
    notes = (
        (f"{few} nodes lie in parts too large to search on: for them the score is the least it can be",) if few else ()
    )
    return Scores({"k-components": scores}, notes)


def _up_to_two(network: Network) -> Floats:
    scores = (np.bincount(np.concatenate([network.source, network.target]), minlength=network.order) > 0).astype(float)
    lasting = np.ones(network.size, dtype=bool)
    lasting[bridge_edges(network, depth_first(network))[0]] = False
    scores[network.source[lasting]] = scores[network.target[lasting]] = 2.0
    return scores


def _flags(network: Network, places: Ints) -> Flags:
    flags = np.zeros(network.order, dtype=bool)
    flags[places] = True
    return flags


def _cores(network: Network, places: Ints, k: int) -> Iterator[Ints]:
    part = network.part(_flags(network, places))
    dense = core_numbers(part) >= k
    kept, components = np.sort(places)[dense], part.part(dense).components
    for component in range(int(components.max(initial=-1)) + 1):
        yield kept[components == component]


def _sides(network: Network, piece: Ints, cut: Ints) -> Iterator[Ints]:
    among = _flags(network, piece)
    between = np.sort(piece)[cut]
    among[between] = False
    rest, components = np.flatnonzero(among), network.part(among).components
    if len(cut):
        for component in range(int(components.max(initial=-1)) + 1):
            yield np.concatenate([rest[components == component], between])


def _smallest_cut(part: Network) -> tuple[Ints, int | None]:
    """Return the fewest nodes that part a connected network, and their number, None when not searched.

    A complete network of n nodes has no cut and counts n - 1.
    """
    nothing = np.zeros(0, dtype=np.int64)
    if part.size * 2 == part.order * (part.order - 1):
        return nothing, part.order - 1
    points = np.flatnonzero(articulation(part, Settings()).columns["articulation"])
    if len(points):
        return points[:1], 1
    pairs = list(_pairs(part)) if part.order <= NODES else []
    if not pairs or len(pairs) * part.size > WORK:
        return nothing, None
    best = min((_separator(part, one, other) for one, other in pairs), key=len)
    return best, len(best)


def _pairs(part: Network) -> Iterator[tuple[int, int]]:
    """Yield pairs not joined, one of which a smallest cut separates (Even 1975; Esfahanian and Hakimi 1984)."""
    matrix = part.pattern.toarray() > 0
    node = int(matrix.sum(axis=0).argmin())
    near = np.flatnonzero(matrix[node])
    yield from ((node, int(other)) for other in np.flatnonzero(~matrix[node]) if other != node)
    apart = np.argwhere(np.triu(~matrix[np.ix_(near, near)], 1))
    yield from ((int(near[one]), int(near[other])) for one, other in apart)


def _separator(part: Network, one: int, other: int) -> Ints:
    """Return a smallest set of nodes that separates two nodes not joined, by a greatest flow (Menger)."""
    from scipy.sparse.csgraph import breadth_first_order, maximum_flow

    capacity = _split(part)
    flow = maximum_flow(capacity, one + part.order, other).flow
    residual = capacity - flow
    residual.eliminate_zeros()
    reached = np.zeros(2 * part.order, dtype=bool)
    reached[breadth_first_order(residual, one + part.order, return_predecessors=False)] = True
    return np.flatnonzero(reached[: part.order] & ~reached[part.order :])


def _split(part: Network) -> Any:
    from scipy.sparse import csr_array

    n, matrix = part.order, part.pattern.tocoo()
    rows = np.concatenate([np.arange(n), matrix.row + n])
    columns = np.concatenate([np.arange(n) + n, matrix.col])
    values = np.concatenate([np.ones(n), np.full(len(matrix.row), n)]).astype(np.int32)
    return csr_array((values, (rows, columns)), shape=(2 * n, 2 * n))


MEASURES = (
    Measure(
        name="k-components",
        title="Structural cohesion",
        title_zh="结构凝聚度",
        meaning="the greatest k such that the node lies in a part that only the loss of k nodes or more can split",
        literature="Moody and White 2003, American Sociological Review 68(1)",
        compute=k_components,
        oracle=oracles.k_components,
        directions="ignored",
    ),
)
