"""Eigenvector and Katz centrality: standing from those who point at a node, by their own standing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.centrality.eigenvalues import largest_eigenvalue
from graph.centrality.iteration import iterate
from graph.centrality.measures import Measure, Scores, Settings
from graph.centrality.sampling import require_nodes
from graph.network import Floats, Network, from_networkx
from ontology.errors import MeasureError

if TYPE_CHECKING:
    import networkx as nx


def _incoming(network: Network) -> Any:
    return network.adjacency.T.tocsr() if network.directed else network.adjacency


def _eigenvector(network: Network, settings: Settings) -> Scores:
    require_nodes(network)
    if not network.size:
        uniform = np.full(network.order, network.order**-0.5)
        return Scores({"eigenvector": uniform}, ("the network has no edges, so all score alike",))
    if network.directed:
        _require_cycle(network)
        return Scores({"eigenvector": _leading_vector(network, settings)})
    kept = _leading_component(network)
    scores = np.zeros(network.order)
    scores[kept] = _leading_vector(network.part(kept), settings)
    left = network.order - int(kept.sum())
    note = f"computed on the component with the largest eigenvalue ({kept.sum():,} nodes); {left:,} others score 0"
    return Scores({"eigenvector": scores}, (note,) if left else ())


def _require_cycle(network: Network) -> None:
    from scipy.sparse.csgraph import connected_components

    if connected_components(network.pattern, directed=True, connection="strong")[0] == network.order:
        raise MeasureError("eigenvector centrality has no value on a network without cycles; use katz or pagerank")


def _leading_component(network: Network) -> Any:
    """Flag the nodes of the component with the largest eigenvalue; of equal ones, of that with the first name."""
    label = network.components
    if not label.any():
        return label == 0
    leading = np.isin(label, largest_eigenvalue(network).leading)
    first = min(np.flatnonzero(leading).tolist(), key=lambda place: network.nodes[place])
    return label == label[first]


def _leading_vector(network: Network, settings: Settings) -> Floats:
    """Return the eigenvector by power iteration on A + sI from a uniform one, s being the mean weight of an edge.

    As networkx's A + I it has no other eigenvalue of the same size, and it does not
    depend on the unit of weights.
    """
    matrix, shift = _incoming(network), float(network.weight.mean())

    def step(x: Floats) -> Floats:
        moved: Floats = matrix @ x + shift * x
        return moved / np.sqrt(moved @ moved)

    start = np.full(network.order, network.order**-0.5)
    symmetric = None if network.directed else matrix
    instead = "allow more for eigenvector centrality, or use katz or pagerank"
    return iterate(step, start, settings, instead, symmetric)


def _attenuation(network: Network, settings: Settings) -> tuple[float, tuple[str, ...]]:
    """Return the attenuation of Katz, and how it was chosen. Raises MeasureError when the given one is too large."""
    given = settings.attenuation
    upper = largest_eigenvalue(network, enough=9.0 if given is None else 0.0).ceiling
    if given is None:
        chosen = 0.1 if upper <= 9 else 0.9 / upper
        return chosen, (f"attenuation {chosen:.6g}: the lesser of 0.1 and 0.9 over the largest eigenvalue",)
    if given <= 0 or given * upper >= 1 - 1e-9:
        bound = f"less than {1 / upper:.6g} (one over the largest eigenvalue)" if upper else "positive"
        raise MeasureError(f"katz needs an attenuation above 0 and {bound} here, not {given:g}")
    return given, ()


def _katz(network: Network, settings: Settings) -> Scores:
    require_nodes(network)
    attenuation, notes = _attenuation(network, settings)
    matrix = _incoming(network)
    instead = "give katz a smaller attenuation, or allow more"
    found = iterate(lambda x: attenuation * (matrix @ x) + 1, np.ones(network.order), settings, instead)
    return Scores({"katz": found / np.sqrt(found @ found)}, notes)


def _eigenvector_oracle(graph: nx.Graph[str], settings: Settings) -> Mapping[str, Mapping[Any, float]]:
    """Compute the eigenvector by networkx, in undirected graphs on the component with the largest eigenvalue.

    Weights are taken relative to their mean, as networkx converges slowly on small ones.
    """
    import networkx as nx

    mean = graph.size(weight="weight") / max(graph.number_of_edges(), 1)
    for _, _, data in graph.edges(data=True):
        data["relative"] = data["weight"] / mean
    if graph.is_directed() or not graph.size():
        parts: list[Any] = [graph]
    else:
        parts = [graph.subgraph(part) for part in nx.connected_components(graph) if len(part) > 1]
    best: tuple[float, str, Mapping[str, float]] | None = None
    for part in sorted(parts, key=min):
        scores = nx.eigenvector_centrality(part, max_iter=100_000, tol=1e-14, weight="relative")
        value = sum(2 * scores[u] * scores[v] * data["relative"] for u, v, data in part.edges(data=True))
        if best is None or value > best[0] * (1 + 1e-9):
            best = value, min(part), scores
    return {"eigenvector": dict.fromkeys(graph, 0.0) | dict(best[2] if best else {})}


def _katz_oracle(graph: nx.Graph[str], settings: Settings) -> Mapping[str, Mapping[Any, float]]:
    import networkx as nx

    alpha = _attenuation(from_networkx(graph), settings)[0]
    return {"katz": nx.katz_centrality(graph, alpha=alpha, max_iter=100_000, tol=1e-14, weight="weight")}


EIGENVECTOR = Measure(
    name="eigenvector",
    title="Eigenvector centrality",
    title_zh="特征向量中心性",
    meaning="A node's standing is proportional to the sum of the standing of those that point at it",
    literature="Bonacich 1972, J. Math. Sociology 2(1)",
    compute=_eigenvector,
    oracle=_eigenvector_oracle,
    directions="standing",
    weighted=True,
)

KATZ = Measure(
    name="katz",
    title="Katz centrality",
    title_zh="Katz 中心性",
    meaning="One for every node, and all walks that end at it, each step of a walk attenuated",
    literature="Katz 1953, Psychometrika 18(1)",
    compute=_katz,
    oracle=_katz_oracle,
    directions="standing",
    weighted=True,
)

MEASURES: tuple[Measure, ...] = (EIGENVECTOR, KATZ)
