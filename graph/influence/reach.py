"""Who is reached from some nodes, in many runs at once.

A node in a run is one number, run × order + node; the nodes reached last, of all
runs, are expanded together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import numpy as np

from graph.influence.arcs import Arcs, expand
from graph.network import Floats, Ints

PIECE = 1 << 21
"""How many arcs are looked at in one go, which bounds memory."""
LIKELY = 0.5
"""From this chance up, arcs are tried one by one; below, only the hits are drawn."""


class Step(Protocol):
    """One try of every arc of some nodes in one run each."""

    degree: Ints

    def hits(self, nodes: Ints, random: np.random.Generator) -> tuple[Ints, Ints]:
        """Return what was reached: the place in `nodes` that it was reached from, and the node."""
        ...


class Trials:
    """Each arc lets through by its own chance, as in the cascades.

    Arcs of small chances are not tried one by one. Points are strewn over them, on
    average −ln(1 − p) on an arc of chance p, so that none falls on it with chance
    1 − p, and only points cost time.
    """

    def __init__(self, arcs: Arcs) -> None:
        likely = arcs.chance >= LIKELY
        self.degree = arcs.degree
        self._likely, self._rare = arcs.only(likely), arcs.only(~likely)
        self._ends: Floats = np.concatenate([[0.0], np.cumsum(-np.log1p(-self._rare.chance))])
        self._base = self._ends[self._rare.starts[:-1]]
        self._points: Floats = self._ends[self._rare.starts[1:]] - self._base
        self._guide, self._fine = _make_guide(self._ends)

    def hits(self, nodes: Ints, random: np.random.Generator) -> tuple[Ints, Ints]:
        item, arc = expand(self._likely.starts, nodes)
        passed = random.random(len(arc)) < self._likely.chance[arc]
        item, arc = item[passed], arc[passed]
        points = self._points[nodes]
        strewn = np.repeat(np.arange(len(nodes)), random.poisson(points))
        at = self._base[nodes[strewn]] + points[strewn] * random.random(len(strewn))
        struck = np.minimum(self._struck(at), self._rare.starts[nodes[strewn] + 1] - 1)
        return np.concatenate([item, strewn]), np.concatenate([self._likely.ends[arc], self._rare.ends[struck]])

    def _struck(self, at: Floats) -> Ints:
        arc = self._guide[(at * self._fine).astype(np.int64)]
        late = np.flatnonzero(self._ends[arc + 1] <= at)
        arc[late] = np.searchsorted(self._ends, at[late], side="right") - 1
        return arc


def _make_guide(ends: Floats) -> tuple[Ints, float]:
    """Return the interval where to look first for numbers from 0 to the last end, and its place for each unit."""
    if ends[-1] <= 0:
        return np.zeros(1, dtype=np.int64), 0.0
    fine = 4 * len(ends) / float(ends[-1])
    first = np.searchsorted(ends, np.arange(4 * len(ends) + 1) / fine, side="right") - 1
    return np.minimum(first, len(ends) - 2), fine


class Choices:
    """One arc of the node at most, chosen by the chances, whose sum is at most one.

    So a node of the linear threshold model looks for who makes it active: Kempe,
    Kleinberg & Tardos (2003), Claim 2.6. The arcs are those turned round.
    """

    def __init__(self, arcs: Arcs) -> None:
        self.degree = arcs.degree
        self._arcs = arcs
        self._sums: Floats = np.concatenate([[0.0], np.cumsum(arcs.chance)])

    def hits(self, nodes: Ints, random: np.random.Generator) -> tuple[Ints, Ints]:
        starts = self._arcs.starts
        at = self._sums[starts[nodes]] + random.random(len(nodes))
        arc = np.searchsorted(self._sums, at, side="right") - 1
        item = np.flatnonzero(arc < starts[nodes + 1])
        return item, self._arcs.ends[arc[item]]


class Marks:
    """Which nodes of which runs were reached; made once and wiped between runs."""

    def __init__(self, runs: int, order: int) -> None:
        self.reached = np.zeros(runs * order, dtype=np.bool_)
        self._last = np.zeros(runs * order, dtype=np.int32)

    def fresh(self, keys: Ints) -> Ints:
        """Return those not reached before, each once, and mark them."""
        keys = keys[~self.reached[keys]]
        order = np.arange(len(keys), dtype=np.int32)
        self._last[keys] = order
        keys = keys[self._last[keys] == order]
        self.reached[keys] = True
        return keys


def reach(step: Step, starts: Ints, marks: Marks, random: np.random.Generator) -> Ints:
    """Return the numbers of all nodes reached, the starts first; marks are clean before and after."""
    order = len(step.degree)
    front = marks.fresh(starts)
    found = [front]
    while front.size:
        reached = []
        for piece in pieces(front, step.degree[front % order]):
            nodes = piece % order
            item, targets = step.hits(nodes, random)
            reached.append(marks.fresh((piece - nodes)[item] + targets))
        front = np.concatenate(reached)
        found.append(front)
    every = np.concatenate(found)
    marks.reached[every] = False
    return every


def pieces(keys: Ints, degree: Ints) -> Iterator[Ints]:
    """Yield the keys in pieces of about as many arcs as are looked at in one go."""
    ends = np.cumsum(degree)
    yield from np.split(keys, np.searchsorted(ends, np.arange(PIECE, int(ends[-1]), PIECE)))
