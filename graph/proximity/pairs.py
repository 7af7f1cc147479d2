"""Pairs of nodes without a tie, and scores of how likely they are to get one; directions and weights are left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from rapidfuzz import process

from graph.network import Flags, Floats, Ints, Network
from ontology.errors import UnknownName

BLOCK = 4_000_000
"""How many two-step walks are followed at once, which bounds memory."""
DIGITS = 12
"""Scores are rounded to this, so that sums in another order are still equal."""

MEASURES: Mapping[str, str] = {
    "adamic-adar": "shared neighbours, each counting 1 / ln(its degree): Adamic & Adar (2003)",
    "common-neighbours": "the number of shared neighbours: Newman (2001)",
    "jaccard": "the share of common neighbours among those of either: Liben-Nowell & Kleinberg (2007)",
    "preferential-attachment": "the product of both degrees: Barabási & Albert (1999)",
    "resource-allocation": "shared neighbours, each counting 1 / its degree: Zhou, Lü & Zhang (2009)",
}


def check_measure(measure: str) -> None:
    """Raise UnknownName with the nearest when there is no such measure."""
    if measure not in MEASURES:
        nearest = [match[0] for match in process.extract(measure, MEASURES.keys(), limit=3, score_cutoff=40)]
        raise UnknownName("measure of likely ties", measure, nearest or sorted(MEASURES))


class Scored(NamedTuple):
    """Pairs by the places of their ends, the smaller one first, and their scores."""

    left: Ints
    right: Ints
    score: Floats


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs of nodes without a tie, one of them in `left` and the other in `right`. The network is undirected."""

    network: Network
    left: Flags
    right: Flags

    @cached_property
    def degree(self) -> Ints:
        """The number of neighbours of each node."""
        degree: Ints = np.diff(self.network.pattern.indptr).astype(np.int64)
        return degree

    @cached_property
    def ties(self) -> Ints:
        """The keys of all ties, sorted."""
        return self.key(self.network.source, self.network.target)

    @property
    def count(self) -> int:
        """The number of pairs."""
        one, other, both = (int(np.count_nonzero(side)) for side in (self.left, self.right, self.left & self.right))
        allowed = self.allows(self.network.source, self.network.target)
        return one * other - both - both * (both - 1) // 2 - int(np.count_nonzero(allowed))

    def key(self, low: Ints, high: Ints) -> Ints:
        """Return one number for each pair of a smaller and a greater place."""
        keys: Ints = low * self.network.order + high
        return keys

    def allows(self, low: Ints, high: Ints) -> Flags:
        """Return whether the ends are on different sides."""
        return (self.left[low] & self.right[high]) | (self.left[high] & self.right[low])

    def tied(self, low: Ints, high: Ints) -> Flags:
        """Return whether pairs of a smaller and a greater place are ties."""
        return contains(self.ties, self.key(low, high))

    def through_neighbours(self, measure: str) -> Iterator[Scored]:
        """Yield the pairs that share a neighbour, with their scores, block by block."""
        pattern = self.network.pattern
        share = self._share(measure)
        walks = np.cumsum(pattern @ self.degree)
        cuts = np.searchsorted(walks, np.arange(BLOCK, float(walks[-1]) if len(walks) else 0.0, BLOCK))
        bounds = np.unique(np.concatenate([[0], cuts, [self.network.order]])).tolist()
        for first, end in pairwise(bounds):
            yield self._block(pattern, share, measure, first, end)

    def _share(self, measure: str) -> Floats:
        degree = np.maximum(self.degree, 2).astype(np.float64)
        if measure == "adamic-adar":
            return 1.0 / np.log(degree)
        return 1.0 / degree if measure == "resource-allocation" else np.ones(len(degree))

    def _block(self, pattern: Any, share: Floats, measure: str, first: int, end: int) -> Scored:
        rows = pattern[first:end]
        rows.data = share[rows.indices]
        product = rows @ pattern
        low = np.repeat(np.arange(first, end), np.diff(product.indptr))
        high, score = product.indices.astype(np.int64), product.data
        kept = high > low
        low, high, score = low[kept], high[kept], score[kept]
        kept = self.allows(low, high) & ~self.tied(low, high)
        low, high, score = low[kept], high[kept], score[kept]
        if measure == "jaccard":
            score = score / (self.degree[low] + self.degree[high] - score)
        return Scored(low, high, np.round(score, DIGITS))


def contains(keys: Ints, sought: Ints) -> Flags:
    """Return whether each number is among sorted keys."""
    if not len(keys):
        return np.zeros(len(sought), dtype=np.bool_)
    at = np.minimum(np.searchsorted(keys, sought), len(keys) - 1)
    found: Flags = keys[at] == sought
    return found


Sides = tuple[Collection[str], Collection[str]]
"""The names of which one end of a pair must be one, and those of which the other must."""


def make_pairs(network: Network, between: Sides | None = None) -> Pairs:
    """Return the pairs of a network without a tie, all or those between two sides; other names do not matter."""
    plain = network.undirected().unweighted()
    if between is None:
        everyone = np.ones(plain.order, dtype=np.bool_)
        return Pairs(plain, everyone, everyone)
    left, right = (_flags(plain, side) for side in between)
    return Pairs(plain, left, right)


def _flags(network: Network, names: Collection[str]) -> Flags:
    wanted = frozenset(names)
    return np.fromiter((node in wanted for node in network.nodes), dtype=np.bool_, count=network.order)
