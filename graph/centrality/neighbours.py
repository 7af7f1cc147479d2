"""What measures of structure share: entries of many rows at once, and the refusal of a network without nodes."""

from __future__ import annotations

import numpy as np

from graph.network import Ints, Network
from ontology.errors import MeasureError


def require_nodes(network: Network) -> None:
    """Raise MeasureError when the network has no nodes."""
    if not network.order:
        raise MeasureError("the network has no nodes")


def row_entries(indptr: Ints, rows: Ints) -> Ints:
    """Return the places of all entries of some rows of a CSR matrix, row after row.

    >>> row_entries(np.array([0, 2, 2, 5]), np.array([2, 0])).tolist()
    [2, 3, 4, 0, 1]
    """
    starts = indptr[rows].astype(np.int64)
    counts = indptr[rows + 1] - starts
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    entries: Ints = np.arange(total) + np.repeat(starts - ends + counts, counts)
    return entries
