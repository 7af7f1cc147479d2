"""Drawing which edges are there, by how likely it is that what they rest on is so."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from graph.network import Flags, distinct
from graph.projections.edges import Edges

_AT_ONCE = 4_000_000
"""Flags that are drawn together."""


def iter_present(edges: Edges, samples: int, seed: int) -> Iterator[Flags]:
    """Yield for each sample a flag for each edge: whether it is there.

    The truth of every statement, and whether it holds on the day, are drawn
    independently, once for each sample; all edges that rest on it share the outcome.
    """
    rng = np.random.default_rng(seed)
    likelihood = edges.likelihood
    used = distinct(edges.basis.items, len(likelihood))
    open_ = used[likelihood[used] < 1]
    facts = np.ones(len(likelihood), dtype=np.bool_)
    rows = max(1, _AT_ONCE // max(1, len(open_)))
    for start in range(0, samples, rows):
        for drawn in rng.random((min(rows, samples - start), len(open_))) < likelihood[open_]:
            facts[open_] = drawn
            yield edges.holding(facts)
