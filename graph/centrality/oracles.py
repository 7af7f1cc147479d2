"""NetworkX's own implementations of measures of structure, or plain ones made of its parts: slow and easy to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import permutations
from math import log, nan
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

    from graph.centrality.measures import Settings

    Graph = nx.Graph[str]

Columns = Mapping[str, Mapping[Any, float]]


def core(graph: Graph, settings: Settings) -> Columns:
    """Return core numbers by networkx.core_number."""
    import networkx as nx

    return {"core": dict(nx.core_number(graph))}


def clustering(graph: Graph, settings: Settings) -> Columns:
    """Return clustering coefficients by networkx.clustering with weights."""
    import networkx as nx

    found: Any = nx.clustering(graph, weight="weight")
    return {"clustering": found}


def _dyadic(graph: Graph) -> dict[str, list[float]]:
    import networkx as nx

    contacts = {node: sorted(set(nx.all_neighbors(graph, node))) for node in graph}
    return {n: [nx.local_constraint(graph, n, m, weight="weight") for m in contacts[n]] for n in graph}


def constraint(graph: Graph, settings: Settings) -> Columns:
    """Return the sums of networkx.local_constraint over all neighbours."""
    return {"constraint": {node: sum(each) if each else nan for node, each in _dyadic(graph).items()}}


def effective_size(graph: Graph, settings: Settings) -> Columns:
    """Return networkx.effective_size; for nodes that only edges come to, of the reversed graph, which is the same."""
    import networkx as nx

    going = [node for node in graph if graph[node]]
    coming = [node for node in graph if not graph[node]]
    turned = graph.reverse() if isinstance(graph, nx.DiGraph) else graph
    sizes = nx.effective_size(graph, going, weight="weight") | nx.effective_size(turned, coming, weight="weight")
    return {"effective-size": sizes}


def efficiency(graph: Graph, settings: Settings) -> Columns:
    """Return effective sizes over numbers of neighbours."""
    import networkx as nx

    sizes = effective_size(graph, settings)["effective-size"]
    contacts = {node: len(set(nx.all_neighbors(graph, node))) for node in graph}
    return {"efficiency": {node: sizes[node] / contacts[node] if contacts[node] else nan for node in graph}}


def hierarchy(graph: Graph, settings: Settings) -> Columns:
    """Return the disorder of networkx.local_constraint among each node's neighbours."""
    return {"hierarchy": {node: _disorder(each) for node, each in _dyadic(graph).items()}}


def _disorder(values: list[float]) -> float:
    if len(values) < 2:
        return nan
    mean = sum(values) / len(values)
    return sum(value / mean * log(value / mean) for value in values) / (len(values) * log(len(values)))


def brokerage(graph: Graph, settings: Settings) -> Columns:
    """Return brokerage roles by looking at every pair of a node's neighbours."""
    group = {node: ("told", settings.grouping[node]) if node in settings.grouping else ("", node) for node in graph}
    arcs = {arc for u, v in graph.edges for arc in ((u, v), (u, v) if graph.is_directed() else (v, u))}
    columns = {role: dict.fromkeys(graph, 0.0) for role in (*_ROLES.values(), "liaison")}
    for b in graph:
        beside = [node for node in graph if (node, b) in arcs or (b, node) in arcs]
        for a, c in permutations(beside, 2):
            if (a, b) in arcs and (b, c) in arcs and (a, c) not in arcs:
                same = (group[a] == group[b], group[b] == group[c], group[a] == group[c])
                columns[_ROLES.get(same, "liaison")][b] += 1
    return {"total": {b: sum(role[b] for role in columns.values()) for b in graph}, **columns}


_ROLES = {
    (True, True, True): "coordinator",
    (False, False, True): "itinerant",
    (False, True, False): "gatekeeper",
    (True, False, False): "representative",
}


def _parts(graph: Graph, whole: Iterable[str]) -> list[int]:
    import networkx as nx

    return sorted(map(len, nx.connected_components(graph.subgraph(whole))))


def articulation(graph: Graph, settings: Settings) -> Columns:
    """Return what is left of each node's component without it."""
    import networkx as nx

    left = {node: _parts(graph, nx.node_connected_component(graph, node) - {node}) for node in graph}
    more = {node: float(max(len(parts) - 1, 0)) for node, parts in left.items()}
    return {"articulation": more, "cut-off": {node: float(sum(parts[:-1])) for node, parts in left.items()}}


def bridges(graph: Graph, settings: Settings) -> Columns:
    """Return networkx.bridges, and the smaller part that is left of the component without each."""
    import networkx as nx

    found = {frozenset(edge) for edge in nx.bridges(graph)}
    cut_off = {}
    for edge in graph.edges:
        left = graph.copy()
        left.remove_edge(*edge)
        cut_off[edge] = float(sum(_parts(left, nx.node_connected_component(graph, edge[0]))[:-1]))
    return {"bridge": {edge: float(frozenset(edge) in found) for edge in graph.edges}, "cut-off": cut_off}


def k_components(graph: Graph, settings: Settings) -> Columns:
    """Return the greatest k of networkx.k_components for each node, which on some networks misses the greatest."""
    import networkx as nx

    highest = dict.fromkeys(graph, 0.0)
    for k, components in sorted(nx.k_components(graph).items()):
        highest |= dict.fromkeys(set().union(*components), float(k))
    return {"k-components": highest}


def _communities(graph: Graph, found: Iterable[Iterable[str]]) -> Columns:
    """Return communities as numbers from 1, the greatest first, equal ones by their first name."""
    ordered = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group[0]))
    return {"community": {node: float(number) for number, group in enumerate(ordered, 1) for node in group}}


def louvain(graph: Graph, settings: Settings) -> Columns:
    """Return communities by networkx's louvain_communities."""
    return _communities(graph, _louvain(graph, settings))


def _louvain(graph: Graph, settings: Settings) -> list[set[str]]:
    import networkx as nx

    found = nx.community.louvain_communities(graph, resolution=settings.resolution, seed=settings.seed)
    return [set(group) for group in found]


def leiden(graph: Graph, settings: Settings) -> Columns:
    """Return the connected parts of networkx's louvain_communities, as NetworkX has no Leiden of its own."""
    import networkx as nx

    found = _louvain(graph, settings)
    return _communities(graph, [part for each in found for part in nx.connected_components(graph.subgraph(each))])


def label_propagation(graph: Graph, settings: Settings) -> Columns:
    """Return communities by labels taken in the turns of networkx's greedy_color.

    Without weights they are networkx's label_propagation_communities.
    """
    import networkx as nx

    colours = nx.greedy_color(graph)
    labels = {node: place for place, node in enumerate(graph)}
    changed = True
    while changed:
        changed = False
        for node in sorted(graph, key=colours.__getitem__):
            heaviest = _heaviest(graph, node, labels)
            if labels[node] not in heaviest:
                labels[node], changed = max(heaviest), True
    groups: dict[int, set[str]] = {}
    for node, label in labels.items():
        groups.setdefault(label, set()).add(node)
    return _communities(graph, groups.values())


def _heaviest(graph: Graph, node: str, labels: Mapping[str, int]) -> set[int]:
    weights: Counter[int] = Counter()
    for other, data in graph[node].items():
        weights[labels[other]] += data["weight"]
    most = max(weights.values(), default=0)
    return {label for label, weight in weights.items() if weight >= most * (1 - 1e-12)} or {labels[node]}
