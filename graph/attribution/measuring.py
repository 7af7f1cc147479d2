"""Measuring many parts of the same edges, each distinct network once."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import Generic, TypeVar

import numpy as np

from graph.network import Flags, Floats, Network
from graph.projections.edges import Edges
from graph.ranking import Scorer
from ontology.errors import MeasureError, UsageError

Kept = TypeVar("Kept")


class Measured(Generic[Kept]):
    """What was found on parts of some edges; the same network gives the very same object.

    `measure` turns a network into what is kept. Different edges may give the same
    network, where several say the same. `networks` counts those that were measured.
    """

    def __init__(self, edges: Edges, measure: Callable[[Network], Kept], sure: bool = False) -> None:
        self.networks = 0
        self._edges, self._measure, self._sure = edges, measure, sure
        self._by_edges: dict[bytes, Kept] = {}
        self._by_network: dict[bytes, Kept] = {}

    def of(self, present: Flags) -> Kept:
        """Return what is found on some edges, told by a flag for each."""
        key = blake2b(np.packbits(present).data, digest_size=16).digest()
        if key not in self._by_edges:
            self._by_edges[key] = self._of_network(self._edges.among(present, self._sure))
        return self._by_edges[key]

    def _of_network(self, network: Network) -> Kept:
        digest = blake2b(digest_size=16)
        for column in (network.source, network.target, network.weight):
            digest.update(np.ascontiguousarray(column).data)
        key = digest.digest()
        if key not in self._by_network:
            self.networks += 1
            self._by_network[key] = self._measure(network)
        return self._by_network[key]


def node_scores(score: Scorer, network: Network) -> Floats:
    """Return the first column of scores, one for each node.

    Raises UsageError when the measure scores edges, MeasureError when it has no value.
    """
    column = next(iter(score(network).columns.values()))
    if len(column) != network.order:
        raise UsageError("this measure scores edges; choose one that scores nodes")
    return column


def node_scores_or_none(score: Scorer, network: Network) -> Floats | None:
    """Return the same, or None when the measure has no value on the network."""
    try:
        return node_scores(score, network)
    except MeasureError:
        return None
