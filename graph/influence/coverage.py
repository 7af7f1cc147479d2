"""Sets of nodes in arrays, and few nodes that lie in many of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.influence.arcs import expand
from graph.network import Floats, Ints


@dataclass(frozen=True, eq=False)
class Sets:
    """Sets one after the other: the members of set i are `members[starts[i]:starts[i + 1]]`. None is empty."""

    starts: Ints
    members: Ints

    @property
    def count(self) -> int:
        """The number of sets."""
        return len(self.starts) - 1

    def joined(self, other: Sets) -> Sets:
        """Return these sets and then the others."""
        starts = np.concatenate([self.starts, other.starts[1:] + self.starts[-1]])
        return Sets(starts, np.concatenate([self.members, other.members]))


@dataclass(frozen=True, eq=False)
class Cover:
    """Nodes chosen one by one, and how many sets hold one of the first 1, 2, … of them.

    `most` bounds from above how many sets any as many nodes can meet.
    """

    nodes: Ints
    covered: Ints
    most: int


def greedy_cover(sets: Sets, order: int, number: int) -> Cover:
    """Choose nodes that each meet most of the sets that were not met before; of equal ones the first.

    They meet at least 1 − 1/e of what any as many nodes can: Nemhauser, Wolsey &
    Fisher (1978). The bound adds to what is met after each choice the largest gains
    left: Tang, Tang, Xiao & Yuan (2018), section 5.
    """
    first, holders = _holders(sets, order)
    gains = np.bincount(sets.members, minlength=order)
    met = np.zeros(sets.count, dtype=np.bool_)
    nodes, covered, most = [], [0], sets.count
    for _ in range(number):
        most = min(most, covered[-1] + _largest(gains, number))
        node = int(gains.argmax())
        held = holders[first[node] : first[node + 1]]
        new = held[~met[held]]
        met[new] = True
        gains = gains - np.bincount(sets.members[expand(sets.starts, new)[1]], minlength=order)
        gains[node] = -1
        nodes.append(node)
        covered.append(covered[-1] + len(new))
    most = min(most, covered[-1] + _largest(gains, number))
    return Cover(np.array(nodes, dtype=np.int64), np.array(covered[1:], dtype=np.int64), most)


def covered_by(sets: Sets, order: int, nodes: Ints) -> Floats:
    """Return the share of sets that hold one of the first 1, 2, … of some nodes."""
    rank = np.full(order, len(nodes), dtype=np.int64)
    rank[nodes] = np.arange(len(nodes))
    earliest = np.minimum.reduceat(rank[sets.members], sets.starts[:-1])
    met: Floats = np.cumsum(np.bincount(earliest, minlength=len(nodes) + 1))[: len(nodes)] / sets.count
    return met


def _holders(sets: Sets, order: int) -> tuple[Ints, Ints]:
    """Return the numbers of the sets that hold each node, and where those of a node begin."""
    from scipy.sparse import csr_array

    ones = np.ones(len(sets.members), dtype=np.int8)
    turned = csr_array((ones, sets.members, sets.starts), shape=(sets.count, order)).tocsc()
    return turned.indptr, turned.indices


def _largest(gains: Ints, number: int) -> int:
    return int(np.maximum(np.partition(gains, len(gains) - number)[len(gains) - number :], 0).sum())
