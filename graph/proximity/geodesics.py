"""Shortest paths between two nodes, and the next shortest ones."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np

from graph.network import Floats, Network
from ontology.errors import UsageError

Path = tuple[str, ...]
TIES = 1e-9
"""By what share of the shortest length another path may be longer and still be as short."""


def distance(network: Network, start: str, end: str, weighted: bool = False) -> float | None:
    """Return the number of steps between two nodes, or the least sum of 1/weight; None when no path leads there.

    Paths follow directions. Raises UnknownName for a name that is no node.
    """
    length = _lengths(network, weighted)
    found = float(_distances(length, network.place(start))[network.place(end)])
    return None if np.isinf(found) else found


def paths(network: Network, start: str, end: str, limit: int = 100, weighted: bool = False) -> tuple[Path, ...]:
    """Return the shortest paths between two nodes, sorted by the places of their nodes, `limit` of them at most.

    None leads there: an empty tuple. A node has one path to itself, of no steps. With
    `weighted`, the length of a step is 1/weight, so that strong ties are short. Raises
    UnknownName for a name that is no node, UsageError for a limit below one.
    """
    _check(limit)
    first, last = network.place(start), network.place(end)
    length = _lengths(network, weighted)
    before, after = _distances(length, first), _distances(length.T.tocsr(), last)
    if np.isinf(before[last]):
        return ()
    steps = _steps(length, before, after, float(before[last]))
    found = islice(_walk(steps, first, last), limit)
    return tuple(tuple(network.nodes[place] for place in path) for path in found)


def simple_paths(network: Network, start: str, end: str, limit: int = 10, weighted: bool = False) -> tuple[Path, ...]:
    """Return the shortest paths that visit no node twice, the next shortest after the shortest ones.

    Yen (1971), Finding the k shortest loopless paths in a network; slow on large
    networks. Otherwise as `paths`, but equally long ones stand in the order found.
    """
    import networkx as nx

    _check(limit)
    places = network.place(start), network.place(end)
    if places[0] == places[1]:
        return ((start,),)
    graph: nx.Graph[int] = nx.from_scipy_sparse_array(
        _lengths(network, weighted), create_using=nx.DiGraph, edge_attribute="length"
    )
    try:
        found = list(islice(nx.shortest_simple_paths(graph, *places, weight="length" if weighted else None), limit))
    except nx.NetworkXNoPath:
        return ()
    return tuple(tuple(network.nodes[place] for place in path) for path in found)


def _check(limit: int) -> None:
    if limit < 1:
        raise UsageError(f"the limit is {limit}; at least 1 path must be asked for")


def _lengths(network: Network, weighted: bool) -> Any:
    matrix = network.adjacency.copy() if weighted else network.pattern
    if weighted:
        matrix.data = 1.0 / matrix.data
    return matrix


def _distances(length: Any, place: int) -> Floats:
    from scipy.sparse.csgraph import dijkstra

    found: Floats = dijkstra(length, indices=place)
    return found


def _steps(length: Any, before: Floats, after: Floats, whole: float) -> dict[int, list[int]]:
    """Return the steps that lie on a shortest path, by their starts, ends sorted."""
    rows = np.repeat(np.arange(length.shape[0]), np.diff(length.indptr))
    ends = length.indices
    through = before[rows] + length.data + after[ends]
    on_one = (through <= whole * (1 + TIES)) & (before[rows] < before[ends])
    steps: dict[int, list[int]] = {}
    for row, end in zip(rows[on_one].tolist(), ends[on_one].tolist(), strict=True):
        steps.setdefault(row, []).append(end)
    return steps


def _walk(steps: dict[int, list[int]], first: int, last: int) -> Iterator[tuple[int, ...]]:
    path: list[int] = []
    waiting = [iter([first])]
    while waiting:
        place = next(waiting[-1], None)
        if place is None:
            waiting.pop()
            if path:
                path.pop()
        elif place == last:
            yield (*path, place)
        else:
            path.append(place)
            waiting.append(iter(steps.get(place, ())))
