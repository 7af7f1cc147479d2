"""Structural cohesion: how many nodes must go before the part around a node falls apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from graph.centrality import oracles
from graph.centrality.blocks import iter_blocks
from graph.centrality.cores import core_numbers
from graph.centrality.cuts import bridge_edges
from graph.centrality.depth_first import depth_first
from graph.centrality.measures import Measure, Scores, Settings
from graph.centrality.neighbours import require_nodes
from graph.network import Flags, Floats, Ints, Network

NODES = 2_000
WORK = 20_000_000
"""Cuts of two nodes or more are looked for in parts of so many nodes, and in so many steps in all (edges per flow)."""

FLOW = 200
"""What a flow costs besides its edges."""


def k_components(network: Network, settings: Settings) -> Scores:
    """Return the greatest k for which each node lies in a k-component, directions left out.

    A k-component is a greatest set of nodes whose part of the network has more than k
    nodes and falls apart only when k nodes or more are removed (Moody and White 2003).
    One and two are found for all; blocks that are too large (`NODES`) or come when the
    work is spent (`WORK`) are searched no further, which a note says.
    """
    require_nodes(network)
    simple = network.undirected()
    scores = _up_to_two(simple)
    unsearched = np.zeros(simple.order, dtype=bool)
    pending, left = [(simple, np.arange(simple.order), 3)], WORK
    while pending:
        part, places, k = pending.pop()
        for piece, where in _dense_blocks(part, places, k):
            if _least_degree(piece) < k:
                pending.append((piece, where, k))
                continue
            pairs = _pairs(piece) if piece.order <= NODES else None
            left -= 0 if pairs is None else len(pairs) * (piece.size + FLOW)
            if pairs is None or left < 0:
                unsearched[where] = True
                continue
            cut, size = _smallest_cut(piece, pairs)
            scores[where] = np.maximum(scores[where], size if size >= k else 0)
            pending += [(side, where[among], max(k, size + 1)) for side, among in _sides(piece, cut)]
    few = int(unsearched.sum())
    note = f"{few} nodes lie in parts too large to search on: for them the score is the least it can be"
    return Scores({"k-components": scores}, (note,) if few else ())


def _up_to_two(network: Network) -> Floats:
    scores = (np.bincount(np.concatenate([network.source, network.target]), minlength=network.order) > 0).astype(float)
    lasting = np.ones(network.size, dtype=bool)
    lasting[bridge_edges(network, depth_first(network))[0]] = False
    scores[network.source[lasting]] = scores[network.target[lasting]] = 2.0
    return scores


def _dense_blocks(part: Network, places: Ints, k: int) -> Iterator[tuple[Network, Ints]]:
    dense = core_numbers(part) >= k
    for piece, among in iter_blocks(part.part(dense)):
        if piece.order > k:
            yield piece, places[dense][among]


def _least_degree(part: Network) -> int:
    return int(np.bincount(np.concatenate([part.source, part.target]), minlength=part.order).min())


def _sides(piece: Network, cut: Ints) -> Iterator[tuple[Network, Flags]]:
    among = np.ones(piece.order, dtype=bool)
    among[cut] = False
    rest, components = np.flatnonzero(among), piece.part(among).components
    for component in range(int(components.max(initial=-1)) + 1 if len(cut) else 0):
        side = ~among
        side[rest[components == component]] = True
        yield piece.part(side), side


def _smallest_cut(part: Network, pairs: list[tuple[int, int]]) -> tuple[Ints, int]:
    """Return the fewest nodes that part a connected network, and their number.

    A complete network of n nodes has no cut and counts n - 1.
    """
    if not pairs:
        return np.zeros(0, dtype=np.int64), part.order - 1
    best = min((_separator(part, one, other) for one, other in pairs), key=len)
    return best, len(best)


def _pairs(part: Network) -> list[tuple[int, int]]:
    """Return pairs not joined, one of which a smallest cut separates (Even 1975; Esfahanian and Hakimi 1984)."""
    matrix = part.pattern.toarray() > 0
    node = int(matrix.sum(axis=0).argmin())
    near = np.flatnonzero(matrix[node])
    far = [(node, int(other)) for other in np.flatnonzero(~matrix[node]) if other != node]
    apart = np.argwhere(np.triu(~matrix[np.ix_(near, near)], 1))
    return far + [(int(near[one]), int(near[other])) for one, other in apart]


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
        weights=False,
        directions="ignored",
    ),
)
