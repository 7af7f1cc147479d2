"""What measures share: the check for nodes, sampled sources, and lengths of edges."""

from __future__ import annotations

from random import Random
from typing import Any, SupportsIndex

import numpy as np

from graph.centrality.measures import Settings
from graph.network import Floats, Ints, Network
from ontology.errors import MeasureError, UsageError


def require_nodes(network: Network) -> None:
    """Check that a network has nodes. Raises MeasureError."""
    if not network.order:
        raise MeasureError("the network has no nodes; choose a projection, a day or statuses that leave some")


def draw_pivots(order: int, pivots: int | None, seed: int) -> Ints:
    """Return the places of sampled sources, sorted: a seeded draw without replacement, or all nodes.

    All are returned when `pivots` is None or not below the number of nodes. Raises
    UsageError below two: a single source tells nothing about itself.
    """
    if pivots is not None and pivots < 2:
        raise UsageError(f"pivots must be 2 or more, not {pivots}; leave them out to use all nodes")
    if pivots is None or pivots >= order:
        return np.arange(order)
    return np.sort(np.random.default_rng(seed).choice(order, pivots, replace=False)).astype(np.int64)


def sampling_note(order: int, drawn: Ints, settings: Settings) -> tuple[str, ...]:
    """Return the note that tells how many sources were sampled; none when all were used."""
    if len(drawn) == order:
        return ()
    return (f"estimated from shortest paths of {len(drawn):,} of {order:,} nodes, drawn with seed {settings.seed}",)


class Drawn(Random):
    """A source of randomness for networkx that draws exactly the given places."""

    def __init__(self, places: Ints) -> None:
        super().__init__(0)
        self.places = places.tolist()

    def sample(self, population: Any, k: SupportsIndex, *, counts: Any = None) -> list[Any]:
        """Return the members of the population at the places."""
        return [population[place] for place in self.places]


def is_unweighted(network: Network) -> bool:
    """Tell whether every weight is one, so that lengths of paths are numbers of steps."""
    return bool((network.weight == 1).all())


def lengths(network: Network) -> Any:
    """Return the lengths of edges as a CSR array: one over the weight, as in Newman (2001), Opsahl et al. (2010)."""
    matrix = network.adjacency.copy()
    matrix.data = 1 / matrix.data
    return matrix


def batches(places: Ints, width: int) -> list[Ints]:
    """Return places in runs of at most `width`, in their order."""
    return [places[start : start + width] for start in range(0, len(places), width)]


def scaled(total: Floats, count: float) -> Floats:
    """Return values divided by a count; zeros when there is nothing to divide by."""
    return total / count if count else np.zeros(len(total))
