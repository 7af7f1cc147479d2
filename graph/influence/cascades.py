"""How far influence spreads from some nodes: the mean of many runs, with its error."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from graph.influence.arcs import (
    WEIGHTED_CASCADE,
    Arcs,
    Diffusion,
    Model,
    check_count,
    expand,
    make_arcs,
    make_generator,
)
from graph.influence.reach import Marks, Trials, pieces, reach
from graph.network import Floats, Ints, Network
from ontology.errors import UsageError

CELLS = 1 << 20
"""Runs × nodes that are held at once."""
PICKS = 1 << 17
"""The same where each node of a run picks an arc; so many stay in a processor's cache."""


Reaching = Callable[[Ints, Marks], Ints]
"""A function from the starts of some runs to the numbers of all nodes reached."""


@dataclass(frozen=True, eq=False)
class Spread:
    """How many nodes become active, the seeds among them, on average.

    `standard_error` is that of the mean, None of a single run. `frequency` is the
    share of runs in which each node of the network became active.
    """

    seeds: tuple[str, ...]
    diffusion: Diffusion
    runs: int
    mean: float
    standard_error: float | None
    frequency: Floats


def spread(
    network: Network,
    seeds: Sequence[str],
    diffusion: Diffusion = WEIGHTED_CASCADE,
    runs: int = 1000,
    seed: int = 0,
) -> Spread:
    """Return how far influence spreads from the seeds, by simulation.

    Influence runs from source to target, both ways when undirected; `probability`
    tells the models. The same `seed` gives the same result. Raises UnknownName for a
    seed that is no node, UsageError for no seed or no run, MeasureError for an empty
    network or weights that are no probabilities.
    """
    check_count("the number of runs", runs)
    arcs = make_arcs(network, diffusion)
    if not seeds:
        raise UsageError("no seed is named; name at least one node from which influence spreads")
    places = np.array(sorted({network.place(node) for node in seeds}), dtype=np.int64)
    counts: list[Ints] = []
    active = np.zeros(arcs.order, dtype=np.int64)
    for chunk, keys in _runs(arcs, places, diffusion.model, runs, make_generator(seed)):
        counts.append(np.bincount(keys // arcs.order, minlength=chunk))
        active += np.bincount(keys % arcs.order, minlength=arcs.order)
    sizes = np.concatenate(counts)
    error = float(sizes.std(ddof=1)) / sqrt(runs) if runs > 1 else None
    names = tuple(network.nodes[place] for place in places.tolist())
    return Spread(names, diffusion, runs, int(sizes.sum()) / runs, error, active / runs)


def _runs(arcs: Arcs, places: Ints, model: Model, runs: int, random: np.random.Generator) -> Iterator[tuple[int, Ints]]:
    """Yield the runs in chunks: how many they are, and the numbers of all nodes reached in them."""
    spread_once = _picking(arcs, random) if model == "linear-threshold" else _trying(arcs, random)
    most = min(max((PICKS if model == "linear-threshold" else CELLS) // arcs.order, 1), runs)
    marks = Marks(most, arcs.order)
    for first in range(0, runs, most):
        chunk = min(most, runs - first)
        yield chunk, spread_once((np.arange(chunk)[:, None] * arcs.order + places).ravel(), marks)


def _trying(arcs: Arcs, random: np.random.Generator) -> Reaching:
    step = Trials(arcs)
    return lambda starts, marks: reach(step, starts, marks, random)


def _picking(arcs: Arcs, random: np.random.Generator) -> Reaching:
    spans = _spans(arcs)
    return lambda starts, marks: _by_picks(arcs, spans, starts, marks, random.random(len(marks.reached)))


def _spans(arcs: Arcs) -> tuple[Floats, Floats]:
    """Return for each arc the span from 0 to 1 in which the pick of its end must fall to choose it."""
    order = np.argsort(arcs.ends, kind="stable")
    sums = np.cumsum(arcs.chance[order])
    first = np.append(True, np.diff(arcs.ends[order]) != 0)[: len(order)]
    before = np.repeat((sums - arcs.chance[order])[first], np.diff(np.append(np.flatnonzero(first), len(order))))
    high = np.empty(len(order))
    high[order] = sums - before
    return high - arcs.chance, high


def _by_picks(arcs: Arcs, spans: tuple[Floats, Floats], starts: Ints, marks: Marks, picks: Floats) -> Ints:
    """Return the numbers of all nodes reached when every node lets one arc at most make it active.

    That spreads as a linear threshold does, and needs no sums: Kempe, Kleinberg &
    Tardos (2003), Claim 2.6.
    """
    degree = arcs.degree
    low, high = spans
    front = marks.fresh(starts)
    found = [front]
    while front.size:
        reached = []
        for piece in pieces(front, degree[front % arcs.order]):
            nodes = piece % arcs.order
            arc = expand(arcs.starts, nodes)[1]
            keys = np.repeat(piece - nodes, degree[nodes]) + arcs.ends[arc]
            pick = picks[keys]
            reached.append(marks.fresh(keys[(low[arc] <= pick) & (pick < high[arc])]))
        front = np.concatenate(reached)
        found.append(front)
    every = np.concatenate(found)
    marks.reached[every] = False
    return every
