"""How far some nodes depend on others, directly and through others in turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.network import Floats, Network
from ontology.errors import MeasureError, UsageError

TOLERANCE = 1e-13
STEPS = 50_000
CELLS = 1 << 22
"""Numbers held at once when much is asked for."""


@dataclass(frozen=True, eq=False)
class Exposure:
    """How far each node of `of` (rows) depends on each of `on` (columns).

    `direct` is the share of the row's incoming weight that comes from the column, 0 to
    1. `total` adds what comes through others; it is never less than `direct`, and
    may exceed 1 where influence comes back in circles. `driving` and `dependence`
    belong to every node of the network: how far all depend on it, and it on all.
    """

    of: tuple[str, ...]
    on: tuple[str, ...]
    damping: float
    direct: Floats
    total: Floats
    nodes: tuple[str, ...]
    driving: Floats
    dependence: Floats

    @property
    def indirect(self) -> Floats:
        """What comes through others alone."""
        return self.total - self.direct


def exposure(network: Network, of: Sequence[str], on: Sequence[str], damping: float = 0.85) -> Exposure:
    """Return how far some nodes depend on others; influence runs from source to target, both ways when undirected.

    With S the shares of each node's incoming weight (columns sum to one, or to zero
    where nothing comes in) and damping a, total = S + a S² + a² S³ + … = S (I − a S)⁻¹:
    every node passed on the way weakens the dependency by a. With damping 0 it is the
    direct one alone, with 1 every path counts in full, which comes to an end only
    without circles. This is the inverse of Leontief (1936), damped as by Katz (1953)
    and Hubbell (1965); driving power and dependence are the sums by row and column of
    MICMAC: Godet (1994), From anticipation to action.

    Raises UnknownName for a name that is no node, UsageError for a damping that is not
    from 0 to 1 or when nothing is asked for, MeasureError when it does not converge.
    """
    if not 0 <= damping <= 1:
        raise UsageError(f"the damping is {damping:g}; it must lie between 0 and 1, say 0.85")
    if not (of and on):
        raise UsageError("name at least one node that depends and one that it depends on")
    rows, columns = [network.place(node) for node in of], [network.place(node) for node in on]
    shares = _shares(network)
    turned = shares.T.tocsr()
    block = max(CELLS // network.order, 1)
    direct, total = np.zeros((len(rows), len(columns))), np.zeros((len(rows), len(columns)))
    for first in range(0, len(rows), block):
        some = rows[first : first + block]
        start = np.zeros((network.order, len(some)))
        start[some, np.arange(len(some))] = 1.0
        direct[first : first + block] = (shares @ start)[columns].T
        total[first : first + block] = _series(shares, start, damping)[columns].T
    ones = np.ones((network.order, 1))
    driving, dependence = (_series(matrix, ones, damping)[:, 0] for matrix in (shares, turned))
    return Exposure(tuple(of), tuple(on), damping, direct, total, network.nodes, driving, dependence)


def _shares(network: Network) -> Any:
    """Return S: the weight from row to column over all that comes into the column."""
    shares = network.adjacency.copy()
    incoming = np.bincount(shares.indices, shares.data, minlength=network.order)
    shares.data = shares.data / incoming[shares.indices]
    return shares


def _series(matrix: Any, start: Floats, damping: float) -> Floats:
    """Return (S + a S² + a² S³ + …) × start, until what is left out is below the tolerance."""
    term: Floats = matrix @ start
    total = term.copy()
    for _ in range(STEPS):
        term = damping * (matrix @ term)
        total += term
        if float(term.sum(axis=0).max()) <= TOLERANCE * (1 - damping):
            return total
    raise MeasureError(f"the exposure does not converge with damping {damping:g}; use a smaller one, say 0.85")
