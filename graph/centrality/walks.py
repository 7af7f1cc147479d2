"""PageRank and HITS: standing from random walks, and from hubs that point at authorities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.centrality.iteration import iterate
from graph.centrality.measures import Measure, Scores, Settings
from graph.centrality.sampling import require_nodes
from graph.network import Floats, Network
from ontology.errors import MeasureError, UsageError

if TYPE_CHECKING:
    import networkx as nx


DENSE = 100
"""Nodes up to which equations are solved at once, faster there than step by step."""


def _pagerank(network: Network, settings: Settings) -> Scores:
    require_nodes(network)
    uniform = np.full(network.order, 1 / network.order)
    return Scores({"pagerank": _stationary(network, settings, uniform)})


def _personalised(network: Network, settings: Settings) -> Scores:
    require_nodes(network)
    places = sorted({network.place(node) for node in _restart(settings)})
    chance = np.zeros(network.order)
    chance[places] = 1 / len(places)
    return Scores({"personalised-pagerank": _stationary(network, settings, chance)})


def _restart(settings: Settings) -> tuple[str, ...]:
    if not settings.restart:
        raise UsageError("personalised-pagerank needs one or more nodes to return to; name them as restart")
    return settings.restart


def _stationary(network: Network, settings: Settings, chance: Floats) -> Floats:
    """Return where a walk is in the long run that goes on by weight, and restarts by chance.

    It restarts with one less the damping, and where no edge leads on. Changes shrink at least by the damping, so
    that the error, the sum of absolute differences, is below the tolerance.
    """
    damping = settings.damping
    if not 0 <= damping < 1:
        raise UsageError(f"damping must be at least 0 and less than 1, not {damping:g}")
    matrix = network.adjacency.T.tocsr() if network.directed else network.adjacency
    out = network.adjacency.sum(axis=1)
    onward = np.divide(damping, out, out=np.zeros(network.order), where=out > 0)
    if network.order <= DENSE:
        solved = np.linalg.solve(np.eye(network.order) - matrix.toarray() * onward, chance)
        exact: Floats = solved / solved.sum()
        return exact
    stuck = np.flatnonzero(out == 0)
    x = chance
    for _ in range(settings.iterations):
        moved = matrix @ (x * onward) + (damping * x[stuck].sum() + 1 - damping) * chance
        change = float(np.abs(moved - x).sum())
        x = moved
        if change * damping <= settings.tolerance * (1 - damping):
            found: Floats = x / x.sum()
            return found
    raise MeasureError(
        f"the scores did not converge in {settings.iterations:,} iterations; allow more or lower the damping"
    )


def _hits(network: Network, settings: Settings, name: str) -> Scores:
    """Score hubs h ∝ A a and authorities a ∝ Aᵀ h, from uniform hubs; each adds up to one.

    Without directions A Aᵀ is A², which in bipartite networks, such as the star, has
    several leading vectors. The one with h = a is taken, the leading vector of A.
    """
    require_nodes(network)
    if not network.size:
        return Scores({name: np.zeros(network.order)}, ("the network has no edges, so all score 0",))
    matrix = network.adjacency
    back = matrix.T.tocsr() if network.directed else matrix
    hubs = _leading_hubs(matrix, back, settings, f"allow more for {name}, or use pagerank")
    scores: Floats = back @ hubs if network.directed and name == "authority" else hubs
    note = () if network.directed else ("without directions hubs and authorities are the same",)
    return Scores({name: scores / scores.sum()}, note)


def _leading_hubs(matrix: Any, back: Any, settings: Settings, instead: str) -> Floats:
    from scipy.sparse.linalg import LinearOperator

    def twice(hubs: Floats) -> Floats:
        moved: Floats = matrix @ (back @ hubs) if back is not matrix else matrix @ hubs + matrix.data.mean() * hubs
        return moved

    def step(hubs: Floats) -> Floats:
        moved = twice(hubs)
        moved /= moved.sum()
        return moved

    start = np.full(matrix.shape[0], 1 / matrix.shape[0])
    symmetric = LinearOperator(matrix.shape, matvec=twice, dtype=np.float64)
    return iterate(step, start, settings, instead, symmetric)


def _pagerank_oracle(graph: nx.Graph[str], settings: Settings) -> Mapping[str, Mapping[Any, float]]:
    import networkx as nx

    return {"pagerank": nx.pagerank(graph, alpha=settings.damping, max_iter=100_000, tol=1e-15)}


def _personalised_oracle(graph: nx.Graph[str], settings: Settings) -> Mapping[str, Mapping[Any, float]]:
    import networkx as nx

    chance = dict.fromkeys(_restart(settings), 1.0)
    found = nx.pagerank(graph, alpha=settings.damping, personalization=chance, max_iter=100_000, tol=1e-15)
    return {"personalised-pagerank": found}


def _hits_oracle(graph: nx.Graph[str], settings: Settings, name: str) -> Mapping[str, Mapping[Any, float]]:
    """Compute HITS by networkx.

    Where several hub vectors lead alike, as in the star, nx.hits returns any mixture
    of them. Small graphs therefore go through nx.eigenvector_centrality, which starts
    from uniform ones: of the graph of A Aᵀ, or of the graph itself without directions.
    """
    import networkx as nx

    if not graph.size():
        return {name: dict.fromkeys(graph, 0.0)}
    if len(graph) > 1_000:
        found = nx.hits(graph, max_iter=100_000, tol=0, nstart=dict.fromkeys(graph, 1.0))
        return {name: found[0] if name == "hub" else found[1]}
    matrix: Any = nx.adjacency_matrix(graph).astype(float)
    shared = matrix @ matrix.T if graph.is_directed() else matrix
    joined = nx.from_scipy_sparse_array(shared / shared.max())
    hubs = nx.eigenvector_centrality(joined, max_iter=100_000, tol=1e-15, weight="weight")
    scores = np.array([hubs[place] for place in range(len(graph))])
    scores = scores @ matrix if graph.is_directed() and name == "authority" else scores
    return {name: dict(zip(graph, (scores / scores.sum()).tolist(), strict=True))}


PAGERANK = Measure(
    name="pagerank",
    title="PageRank",
    title_zh="PageRank",
    meaning="How often a walk passes a node that follows edges by weight, and now and then starts anew anywhere",
    literature="Brin and Page 1998, Computer Networks 30",
    compute=_pagerank,
    oracle=_pagerank_oracle,
    directions="standing",
    weighted=True,
)

PERSONALISED_PAGERANK = Measure(
    name="personalised-pagerank",
    title="Personalised PageRank",
    title_zh="个性化 PageRank",
    meaning="How often a walk passes a node that now and then returns to one of the chosen nodes: nearness to them",
    literature="Haveliwala 2002, Topic-sensitive PageRank, WWW 2002",
    compute=_personalised,
    oracle=_personalised_oracle,
    weighted=True,
)

HUB = Measure(
    name="hub",
    title="Hub",
    title_zh="枢纽值",
    meaning="How far a node points at good authorities, which are those that good hubs point at",
    literature="Kleinberg 1999, J. ACM 46(5)",
    compute=partial(_hits, name="hub"),
    oracle=partial(_hits_oracle, name="hub"),
    weighted=True,
)

AUTHORITY = replace(
    HUB,
    name="authority",
    title="Authority",
    title_zh="权威值",
    meaning="How far good hubs point at a node, which are those that point at good authorities",
    compute=partial(_hits, name="authority"),
    oracle=partial(_hits_oracle, name="authority"),
    weighted=True,
)

MEASURES: tuple[Measure, ...] = (PAGERANK, PERSONALISED_PAGERANK, HUB, AUTHORITY)
