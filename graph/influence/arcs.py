"""The arcs of a network with the chance of each, for models of spread."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import Literal, get_args

import numpy as np

from graph.network import Flags, Floats, Ints, Network
from ontology.errors import MeasureError, UnknownName, UsageError

Model = Literal["weighted-cascade", "independent-cascade", "linear-threshold"]
"""How influence spreads; see `probability`."""


@dataclass(frozen=True)
class Diffusion:
    """A model of spread, and the factor of its chances."""

    model: Model = "weighted-cascade"
    scale: float = 1.0


WEIGHTED_CASCADE = Diffusion()


@dataclass(frozen=True, eq=False)
class Arcs:
    """Arcs by the node that they leave: those of node i are `starts[i]` to `starts[i + 1]`, sorted by their ends."""

    starts: Ints
    ends: Ints
    chance: Floats

    @property
    def order(self) -> int:
        """The number of nodes."""
        return len(self.starts) - 1

    @property
    def degree(self) -> Ints:
        """The number of arcs of each node."""
        return np.diff(self.starts)

    @property
    def origins(self) -> Ints:
        """The node that each arc leaves."""
        return np.repeat(np.arange(self.order), self.degree)

    def reversed(self) -> Arcs:
        """Return the same arcs turned round."""
        turned = np.argsort(self.ends, kind="stable")
        starts = np.concatenate([[0], np.cumsum(np.bincount(self.ends, minlength=self.order))])
        return Arcs(starts, self.origins[turned], self.chance[turned])

    def only(self, kept: Flags) -> Arcs:
        """Return some of the arcs, told by a flag for each."""
        starts = np.concatenate([[0], np.cumsum(kept)])[self.starts]
        return Arcs(starts, self.ends[kept], self.chance[kept])


def expand(starts: Ints, nodes: Ints) -> tuple[Ints, Ints]:
    """Return the arcs of some nodes, all in one go: the place in `nodes` that each comes from, and its number."""
    degree = starts[nodes + 1] - starts[nodes]
    before = np.cumsum(degree) - degree
    item = np.repeat(np.arange(len(nodes)), degree)
    return item, np.arange(len(item)) + np.repeat(starts[nodes] - before, degree)


def make_diffusion(model: str, scale: float = 1.0) -> Diffusion:
    """Return a model of spread by its name. Raises UnknownName with the names that there are."""
    for known in get_args(Model):
        if model == known:
            return Diffusion(known, scale)
    raise UnknownName("model of spread", model, get_args(Model))


def make_arcs(network: Network, diffusion: Diffusion) -> Arcs:
    """Return the arcs along which influence runs, from source to target, both ways when undirected.

    Raises UsageError for an unknown model or a scale that is no number from 0 up,
    MeasureError when the network has no node, or weights are no probabilities.
    """
    if diffusion.model not in get_args(Model):
        raise UsageError(f"no model is called {diffusion.model!r}; models are {', '.join(get_args(Model))}")
    if not (np.isfinite(diffusion.scale) and diffusion.scale >= 0):
        raise UsageError(f"the scale is {diffusion.scale:g}; it must be a number from 0 up")
    if not network.order:
        raise MeasureError("the network has no node, so nothing can spread in it")
    matrix = network.adjacency
    ends = matrix.indices.astype(np.int64)
    return Arcs(matrix.indptr.astype(np.int64), ends, probability(network, diffusion))


def probability(network: Network, diffusion: Diffusion) -> Floats:
    """Return the chance of each arc, in the order of `network.adjacency`.

    Independent cascade: weight × scale, cut off at 1; whoever becomes active tries
    each neighbour once with this chance. Weighted cascade: scale × the
    weight's share of all that comes into the target, cut off at 1; scale / indegree
    where weights are equal. Linear threshold: weight × scale,
    divided by the sum into the target where that sum exceeds 1; a node becomes active
    when the active ones reach its threshold, drawn evenly from 0 to 1.
    Kempe, Kleinberg & Tardos (2003), Maximizing the spread of influence through a
    social network, KDD. Raises MeasureError when weights of the independent cascade
    exceed 1 even after scaling: they are no probabilities.
    """
    model, scale = diffusion.model, diffusion.scale
    weights: Floats = network.adjacency.data * scale
    ends: Ints = network.adjacency.indices
    incoming = np.bincount(ends, network.adjacency.data, minlength=network.order)
    if model == "weighted-cascade":
        shares: Floats = np.minimum(scale * network.adjacency.data / incoming[ends], 1.0)
        return shares
    if model == "linear-threshold":
        total = np.bincount(ends, weights, minlength=network.order)
        return np.minimum(weights / np.maximum(total, 1.0)[ends], 1.0)
    highest = float(network.weight.max(initial=0.0))
    if highest > 1 and highest * scale > 1:
        raise MeasureError(
            f"weights go up to {highest:g}, which is no probability; "
            f"use a scale of at most {floor(1e6 / highest) / 1e6:g}, or the model weighted-cascade"
        )
    return np.minimum(weights, 1.0)


def check_count(what: str, number: int, most: int | None = None) -> None:
    """Refuse a number below one, or above what there is. Raises UsageError."""
    if number < 1:
        raise UsageError(f"{what} is {number}; it must be at least 1")
    if most is not None and number > most:
        raise UsageError(f"{what} is {number}; the network has only {most} node{'s' if most > 1 else ''}")


def make_generator(seed: int) -> np.random.Generator:
    """Return a source of random numbers. Raises UsageError for a seed below zero."""
    if seed < 0:
        raise UsageError(f"the random seed is {seed}; it must be 0 or more")
    return np.random.default_rng(seed)
