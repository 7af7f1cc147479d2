"""Which pairs of nodes without a tie are likeliest to get one."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from graph.network import Flags, Ints, Network
from graph.proximity.pairs import Pairs, Scored, Sides, check_measure, make_pairs
from ontology.errors import UsageError

Link = tuple[str, str, float]
"""A pair of nodes and its score."""


def likely_links(
    network: Network, measure: str = "adamic-adar", top: int = 10, between: Sides | None = None
) -> tuple[Link, ...]:
    """Return the pairs without a tie that score highest, best first and then in the order of the nodes.

    Directions and weights are left out; pairs with score 0 are too. With `between`, one
    end must be of the first names and the other of the second. `MEASURES` tells the
    measures. Raises UnknownName for another one, UsageError for a number below one.
    """
    check_measure(measure)
    if top < 1:
        raise UsageError(f"{top} pairs are asked for; it must be at least 1")
    pairs = make_pairs(network, between)
    blocks = _by_degrees(pairs, top) if measure == "preferential-attachment" else pairs.through_neighbours(measure)
    best = Scored(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
    for block in blocks:
        best = _best(best, block, top)
    names = network.nodes
    rows = zip(best.left.tolist(), best.right.tolist(), best.score.tolist(), strict=True)
    return tuple((names[left], names[right], score) for left, right, score in rows)


def _best(best: Scored, block: Scored, top: int) -> Scored:
    good = block.score >= best.score[-1] if len(best.score) == top else block.score > 0
    left, right, score = (np.concatenate([old, new[good]]) for old, new in zip(best, block, strict=True))
    order = np.lexsort((right, left, -score))[:top]
    return Scored(left[order], right[order], score[order])


def _by_degrees(pairs: Pairs, top: int) -> Iterator[Scored]:
    """Yield pairs by the products of their degrees: all that may be among the best, and not many more."""
    ranked = np.lexsort((np.arange(pairs.network.order), -pairs.degree))
    ranked = ranked[pairs.degree[ranked] > 0]
    rank = np.zeros(pairs.network.order, dtype=np.int64)
    rank[ranked] = np.arange(len(ranked))
    sides = {sides: ranked[_opposite(pairs, *sides)[ranked]] for sides in ((True, True), (True, False), (False, True))}
    best = Scored(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
    for node in ranked.tolist():
        if len(best.score) == top and pairs.degree[node] ** 2 < best.score[-1]:
            break
        others = sides.get((bool(pairs.left[node]), bool(pairs.right[node])), ranked[:0])
        after = int(np.searchsorted(rank[others], rank[node], side="right"))
        best = _best(best, _row(pairs, node, others[after : after + top + int(pairs.degree[node])]), top)
    yield best


def _opposite(pairs: Pairs, left: bool, right: bool) -> Flags:
    """Return who may be paired with a node that is on these sides."""
    return (pairs.right & left) | (pairs.left & right)


def _row(pairs: Pairs, node: int, others: Ints) -> Scored:
    low, high = np.minimum(node, others), np.maximum(node, others)
    free = ~pairs.tied(low, high)
    score = (pairs.degree[node] * pairs.degree[others]).astype(np.float64)
    return Scored(low[free], high[free], score[free])
