"""What a networkx user would write: the same projection by one SELECT, and networkx's own measures."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import Any, Literal

import networkx as nx

from graph.projections.declared import Projection
from graph.store import OxigraphStore
from ontology.iris import PREFIXES

Graph = Any
ROWS = """
SELECT ?statement ?source ?target ?stage ?involvement ?status ?known ?first ?begun ?ending ?last WHERE {
  ?statement sca:kind "channel-role" ; sca:holder ?source ; sca:scope ?target ; sca:stage ?stage ;
    sca:involvement ?involvement ; sca:status ?status ; sca:polarity ?polarity ; sca:phase ?phase ;
    sca:startEarliest ?first ; sca:startLatest ?begun ; sca:endEarliest ?ending ; sca:endLatest ?last ;
    sca:knownSince ?known .
  FILTER(STRENDS(STR(?polarity), "/asserted") && !STRENDS(STR(?phase), "/planned"))
}
"""


def to_multigraph(store: OxigraphStore, projection: Projection, day: date) -> Graph:
    """Return the projection `control` as a MultiDiGraph: one SELECT, one loop over its rows."""
    graph: Graph = nx.MultiDiGraph()
    slugs: dict[str, str] = {}
    days: dict[str, int] = {}
    today = day.toordinal()
    rows: Any = store.engine.query(ROWS, prefixes=PREFIXES)
    for row in rows:
        statement, source, target, stage, involvement, status, *dates = (term.value for term in row)
        stage, involvement, status = (_slug(slugs, each) for each in (stage, involvement, status))
        known, first, begun, ending, last = (_day(days, each) for each in dates)
        if status not in projection.statuses or not first <= today < last:
            continue
        since = 1.0 if today >= begun else (today - first + 1) / (begun - first + 1)
        until = 1.0 if today < ending else (last - today) / (last - ending + 1)
        recency = 0.5 ** (max(0, today - known) / projection.half_life)
        strength = projection.involvements[involvement] * recency
        weight = strength * projection.confidences[status] * since * until
        graph.add_edge(source, target, key=statement, stage=stage, status=status, weight=weight)
    return graph


def _slug(seen: dict[str, str], iri: str) -> str:
    if iri not in seen:
        seen[iri] = iri.rpartition("/")[2]
    return seen[iri]


def _day(seen: dict[str, int], text: str) -> int:
    if text not in seen:
        seen[text] = date.fromisoformat(text).toordinal()
    return seen[text]


def collapse(multigraph: Graph) -> Graph:
    """Return the simple graph: the strongest statement of each stage, stages added."""
    graph: Graph = nx.DiGraph()
    graph.add_nodes_from(multigraph)
    for source, neighbours in multigraph.adjacency():
        for target, parallel in neighbours.items():
            stages: dict[str, float] = {}
            for data in parallel.values():
                stages[data["stage"]] = max(stages.get(data["stage"], 0.0), data["weight"])
            graph.add_edge(source, target, weight=sum(stages.values()))
    return graph


@dataclass(frozen=True)
class Peer:
    """A measure by networkx. `sampled` says that it is run on the sampled nodes and its time scaled to all."""

    compute: Callable[[Graph, Task], object]
    form: Literal["directed", "undirected"] = "directed"
    sampled: bool = False
    remark: str = ""


@dataclass(frozen=True)
class Task:
    """What both sides are asked for alike."""

    pivots: int
    seed: int
    tolerance: float
    attenuation: float
    restart: Hashable
    nodes: Sequence[Hashable] = field(default_factory=tuple)
    """The sample of nodes for measures that networkx can only do for some."""
    weight: str | None = None
    """Where the weights are, when they count."""


def _closeness(graph: Graph, task: Task) -> object:
    """Do what nx.closeness_centrality does for a node, without the copy that it makes of the graph each time."""
    reverse = graph.reverse(copy=False)
    found = {}
    for node in task.nodes[: task.pivots]:
        lengths = nx.single_source_shortest_path_length(reverse, node)
        total, reached = sum(lengths.values()), len(lengths) - 1
        found[node] = reached / total * reached / (len(graph) - 1) if total else 0.0
    return found


def _hierarchy(graph: Graph, task: Task) -> object:
    return {
        node: [nx.local_constraint(graph, node, other, weight="weight") for other in set(nx.all_neighbors(graph, node))]
        for node in task.nodes
    }


def _brokerage(graph: Graph, task: Task) -> object:
    """Count the open pairs around each node; the group of a node is the length of its name."""
    found: dict[tuple[Hashable, bool, bool, bool], int] = {}
    group = {node: len(str(node)) for node in graph}
    for node in task.nodes:
        pairs: Iterable[tuple[Any, Any]] = product(graph.pred[node], graph.succ[node])
        for one, other in pairs:
            if one != other and other not in graph.succ[one]:
                first, middle, last = group[one], group[node], group[other]
                role = (node, first == middle, middle == last, first == last)
                found[role] = found.get(role, 0) + 1
    return found


def _pagerank(graph: Graph, task: Task, restart: Any = None) -> object:
    tolerance = task.tolerance / len(graph)
    return nx.pagerank(graph, personalization=restart, max_iter=1000, tol=tolerance, weight=task.weight)


LOCAL = "sampled nodes, scaled to all"
PEERS: dict[str, Peer] = {
    "degree": Peer(lambda g, t: dict(g.degree())),
    "in-degree": Peer(lambda g, t: dict(g.in_degree())),
    "out-degree": Peer(lambda g, t: dict(g.out_degree())),
    "strength": Peer(lambda g, t: dict(g.degree(weight="weight"))),
    "in-strength": Peer(lambda g, t: dict(g.in_degree(weight="weight"))),
    "out-strength": Peer(lambda g, t: dict(g.out_degree(weight="weight"))),
    "closeness": Peer(_closeness, remark="as many pivots on both sides"),
    "harmonic": Peer(
        lambda g, t: nx.harmonic_centrality(g, nbunch=t.nodes[: t.pivots]), remark="as many pivots on both sides"
    ),
    "betweenness": Peer(
        lambda g, t: nx.betweenness_centrality(g, k=t.pivots, seed=t.seed), remark="as many pivots on both sides"
    ),
    "edge-betweenness": Peer(
        lambda g, t: nx.edge_betweenness_centrality(g, k=t.pivots, seed=t.seed), remark="as many pivots on both sides"
    ),
    "eigenvector": Peer(
        lambda g, t: nx.eigenvector_centrality(g, max_iter=1000, tol=t.tolerance / len(g), weight=t.weight)
    ),
    "katz": Peer(
        lambda g, t: nx.katz_centrality(
            g, t.attenuation, max_iter=1000, tol=t.tolerance / len(g) ** 0.5, weight=t.weight
        )
    ),
    "pagerank": Peer(_pagerank),
    "personalised-pagerank": Peer(lambda g, t: _pagerank(g, t, {t.restart: 1})),
    "hub": Peer(lambda g, t: nx.hits(g, tol=t.tolerance)[0]),
    "authority": Peer(lambda g, t: nx.hits(g, tol=t.tolerance)[1]),
    "voterank": Peer(lambda g, t: nx.voterank(g)),
    "core": Peer(lambda g, t: nx.core_number(g), "undirected"),
    "k-components": Peer(lambda g, t: nx.k_components(g), "undirected"),
    "clustering": Peer(lambda g, t: nx.clustering(g)),
    "constraint": Peer(lambda g, _: nx.constraint(g, weight="weight"), remark="its matrices"),
    "effective-size": Peer(lambda g, t: nx.effective_size(g, t.nodes, weight="weight"), sampled=True, remark=LOCAL),
    "efficiency": Peer(
        lambda g, t: nx.effective_size(g, t.nodes, weight="weight"), sampled=True, remark=f"{LOCAL}, effective size"
    ),
    "hierarchy": Peer(_hierarchy, sampled=True, remark=f"{LOCAL}, local constraints"),
    "brokerage": Peer(_brokerage, sampled=True, remark=f"{LOCAL}, plain loops"),
    "articulation": Peer(lambda g, t: list(nx.articulation_points(g)), "undirected"),
    "bridges": Peer(lambda g, t: list(nx.bridges(g)), "undirected"),
    "louvain": Peer(lambda g, t: nx.community.louvain_communities(g, seed=t.seed), "undirected"),
    "leiden": Peer(
        lambda g, t: nx.community.louvain_communities(g, seed=t.seed), "undirected", remark="networkx its Louvain"
    ),
    "label-propagation": Peer(
        lambda g, t: list(nx.community.label_propagation_communities(g)),
        "undirected",
        remark="networkx without weights",
    ),
}
