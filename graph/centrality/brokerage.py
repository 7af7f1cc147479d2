"""Gould and Fernandez's brokerage: between whom a node stands, by the groups of the three."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.centrality import oracles
from graph.centrality.measures import Measure, Scores, Settings
from graph.centrality.neighbours import require_nodes
from graph.centrality.triangles import list_triangles
from graph.network import Flags, Floats, Ints, Network
from ontology.errors import UsageError

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")


def brokerage(network: Network, settings: Settings) -> Scores:
    """Return how often each node stands in the middle of a → b → c without a → c, in total and by role.

    By the groups of a, b and c: coordinator AAA, itinerant ABA, gatekeeper ABB,
    representative AAB, liaison ABC (Gould and Fernandez 1989). Raises MeasureError
    without nodes and UsageError without a grouping.
    """
    require_nodes(network)
    group, alone = _groups(network, settings)
    counts = _paths(network, group) - _closed(network, group)
    both_ways = "edges have no direction: each counts both ways, so every pair counts twice"
    ungrouped = f"{alone} of {network.order} nodes have no group: each counts as a group of its own"
    notes = tuple(note for note, due in ((both_ways, not network.directed), (ungrouped, alone)) if due)
    columns = {"total": counts.sum(axis=0), **dict(zip(ROLES, counts, strict=True))}
    return Scores(columns, notes)


def _groups(network: Network, settings: Settings) -> tuple[Ints, int]:
    told = [settings.grouping.get(node) for node in network.nodes]
    if all(name is None for name in told):
        raise UsageError("brokerage needs a grouping that gives the group of nodes; no node of the network has one")
    number = {name: place for place, name in enumerate(sorted({name for name in told if name is not None}))}
    group = [len(number) + place if name is None else number[name] for place, name in enumerate(told)]
    return np.unique(np.array(group), return_inverse=True)[1].astype(np.int64), sum(name is None for name in told)


def _arcs(network: Network) -> tuple[Ints, Ints]:
    source, target = network.source, network.target
    if network.directed:
        return source, target
    return np.concatenate([source, target]), np.concatenate([target, source])


def _paths(network: Network, group: Ints) -> Floats:
    source, target = _arcs(network)
    come = _by_group(network, target, group[source])
    go = _by_group(network, source, group[target])
    same = group[source] == group[target]
    coming, into = _counted(network, target), _counted(network, target[same])
    going, out = _counted(network, source), _counted(network, source[same])
    alike = come.multiply(go).sum(axis=1)
    back = _present(network, target, source)
    back_inside, back_outside = _counted(network, source[back & same]), _counted(network, source[back & ~same])
    return np.stack(
        [
            into * out - back_inside,
            alike - into * out - back_outside,
            (coming - into) * out,
            into * (going - out),
            (coming - into) * (going - out) - (alike - into * out),
        ]
    )


def _by_group(network: Network, rows: Ints, groups: Ints) -> Any:
    from scipy.sparse import csr_array

    return csr_array((np.ones(len(rows)), (rows, groups)), shape=(network.order, network.order))


def _counted(network: Network, nodes: Ints) -> Floats:
    return np.bincount(nodes, minlength=network.order).astype(np.float64)


def _closed(network: Network, group: Ints) -> Floats:
    simple = network.undirected()
    forward = _present(network, simple.source, simple.target)
    backward = _present(network, simple.target, simple.source)
    counts = np.zeros((len(ROLES), network.order))
    for a, b, c, ab, ac, bc in list_triangles(simple).sides():
        closed = _along(a < b, ab, forward, backward)
        closed &= _along(b < c, bc, forward, backward) & _along(a < c, ac, forward, backward)
        for role, played in enumerate(_roles(group[a], group[b], group[c])):
            counts[role] += _counted(network, b[closed & played])
    return counts


def _present(network: Network, source: Ints, target: Ints) -> Flags:
    """Return which ways along edges of the network are open, all when it is undirected."""
    if not network.directed or not network.size:
        return np.ones(len(source), dtype=bool)
    keys, wanted = network.source * network.order + network.target, source * network.order + target
    found: Flags = keys[np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)] == wanted
    return found


def _along(upward: Flags, edge: Ints, forward: Flags, backward: Flags) -> Flags:
    return np.where(upward, forward[edge], backward[edge])


def _roles(a: Ints, b: Ints, c: Ints) -> tuple[Flags, Flags, Flags, Flags, Flags]:
    ab, bc, ac = a == b, b == c, a == c
    return ab & bc, ac & ~ab, bc & ~ab, ab & ~bc, ~(ab | bc | ac)


MEASURES = (
    Measure(
        name="brokerage",
        title="Brokerage roles",
        title_zh="中介角色",
        meaning="how often the node stands between two others that have no direct tie, by the groups of the three",
        literature="Gould and Fernandez 1989, Sociological Methodology 19",
        compute=brokerage,
        oracle=oracles.brokerage,
        weights=False,
    ),
)
