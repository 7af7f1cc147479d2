"""The largest eigenvalue of a network, enclosed in bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.network import Floats, Ints, Network

CLOSE = 1e-10
"""How far apart, relative to their size, bounds may stay."""

ROUNDS = 2_000


@dataclass(frozen=True)
class Spectrum:
    """Bounds of the largest eigenvalue of each strongly connected part; `label` tells the part of each node."""

    label: Ints
    lower: Floats
    upper: Floats

    @property
    def ceiling(self) -> float:
        """The least bound above every eigenvalue."""
        return float(self.upper.max())

    @property
    def leading(self) -> Ints:
        """The numbers of the parts whose eigenvalue is largest, or equal to it as far as was found."""
        best = self.lower.max()
        return np.flatnonzero(self.upper >= best - 10 * CLOSE * best)


def largest_eigenvalue(network: Network, enough: float = 0.0) -> Spectrum:
    """Enclose the largest eigenvalue of each part; stop early once none can be above `enough`.

    The least and the greatest quotient (Ax)ᵢ / xᵢ of a positive x bound the
    eigenvalue of an irreducible A (Collatz 1942; Wielandt 1950); in undirected
    networks the Rayleigh quotient is a better lower one. x comes from power iteration
    on A + sI, all parts at
    once, s being the mean weight. A part that cannot lead any more is let go.
    """
    matrix, label = _within_parts(network)
    order = np.argsort(label, kind="stable")
    starts = np.flatnonzero(np.diff(label[order], prepend=-1))
    x, shift = np.ones(network.order), float(network.weight.mean()) if network.size else 1.0
    lower, upper = np.zeros(len(starts)), np.full(len(starts), np.inf)
    for _ in range(ROUNDS):
        image = matrix @ x
        quotient = (image / x)[order]
        upper = np.minimum(upper, np.maximum.reduceat(quotient, starts))
        if network.directed:
            below = np.minimum.reduceat(quotient, starts)
        else:
            below = np.bincount(label, weights=x * image) / np.bincount(label, weights=x * x)
        lower = np.maximum(lower, np.minimum(below, upper))
        best = lower.max()
        leads = upper >= best
        if (upper - lower)[leads].max() <= CLOSE * best or upper.max() <= enough:
            break
        x = image + shift * x
        x /= np.maximum.reduceat(x[order], starts)[label]
        x = np.maximum(x, 1e-250)
    return Spectrum(label, lower, upper)


def _within_parts(network: Network) -> tuple[Any, Ints]:
    """Return the adjacency with the edges inside strongly connected parts alone, transposed, and the part of each."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    if not network.directed:
        return network.adjacency, network.components
    label = connected_components(network.pattern, directed=True, connection="strong")[1].astype(np.int64)
    inside = label[network.source] == label[network.target]
    entries = network.weight[inside], (network.target[inside], network.source[inside])
    return csr_array(entries, shape=(network.order, network.order)), label
