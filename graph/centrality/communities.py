"""Communities: groups of nodes with more ties among themselves than chance would give, and their modularity."""

from __future__ import annotations

import numpy as np

from graph.centrality import oracles
from graph.centrality.label_propagation import propagate
from graph.centrality.local_moving import partition
from graph.centrality.measures import Measure, Scores, Settings
from graph.centrality.neighbours import require_nodes
from graph.network import Ints, Network
from ontology.errors import UsageError

RUNS = 50
EDGES = 100_000
"""The best of at most `RUNS` runs is taken, of fewer when these would look at more than `EDGES` edges in all."""


def modularity(network: Network, community: Ints, resolution: float = 1.0) -> float:
    """Return the modularity Σ_c (L_c/m - γ (K_c/2m)²) of a partition, directions left out; nan without edges.

    L_c is the weight of edges inside c, K_c the weight of the ends of edges in c, m the
    weight of all edges and γ the resolution (Newman and Girvan 2004; Reichardt and
    Bornholdt 2006).
    """
    whole = network.weight.sum()
    if not network.size:
        return float("nan")
    ends = community[network.source], community[network.target]
    inside = network.weight[ends[0] == ends[1]].sum() / whole
    held = np.bincount(np.concatenate(ends), weights=np.concatenate([network.weight, network.weight])) / (2 * whole)
    return float(inside - resolution * (held**2).sum())


def numbered(network: Network, labels: Ints) -> Ints:
    """Return the labels as numbers from 1: the greatest community first, equal ones by their first name."""
    compact, sizes = np.unique(labels, return_inverse=True, return_counts=True)[1:]
    alphabet = np.empty(network.order, dtype=np.int64)
    alphabet[sorted(range(network.order), key=network.nodes.__getitem__)] = np.arange(network.order)
    first = np.full(len(sizes), network.order)
    np.minimum.at(first, compact, alphabet)
    number = np.empty(len(sizes), dtype=np.int64)
    number[np.lexsort((first, -sizes))] = np.arange(1, len(sizes) + 1)
    return number[compact]


def _scores(network: Network, labels: Ints, settings: Settings, *notes: str) -> Scores:
    community = numbered(network, labels)
    if not network.size:
        notes += ("there are no edges: every node is its own community and modularity has no value",)
    quality = modularity(network, community, settings.resolution)
    summary = {"modularity": quality, "communities": float(community.max())}
    return Scores({"community": community.astype(np.float64)}, notes, summary)


def _optimised(network: Network, settings: Settings, refined: bool) -> Scores:
    require_nodes(network)
    if not settings.resolution > 0:
        raise UsageError(f"the resolution of communities is a number above 0, not {settings.resolution}")
    simple = network.undirected()
    random = np.random.default_rng(settings.seed)
    runs = max(1, min(RUNS, EDGES // simple.size)) if simple.size else 1
    found = [partition(simple, random.permutation(simple.order), settings.resolution, refined) for _ in range(runs)]
    best = max(found, key=lambda labels: modularity(simple, labels, settings.resolution)) if runs > 1 else found[0]
    notes = (f"the best of {runs} runs over the nodes in different orders",) if runs > 1 else ()
    return _scores(simple, best, settings, *notes)


def louvain(network: Network, settings: Settings) -> Scores:
    """Return communities of high modularity by the Louvain method, directions left out.

    Raises MeasureError without nodes and UsageError for a resolution that is not above zero.
    """
    return _optimised(network, settings, refined=False)


def leiden(network: Network, settings: Settings) -> Scores:
    """Return communities of high modularity by the Leiden method, each connected, directions left out.

    Raises MeasureError without nodes and UsageError for a resolution that is not above zero.
    """
    return _optimised(network, settings, refined=True)


def label_propagation(network: Network, settings: Settings) -> Scores:
    """Return communities of nodes that took the same label, directions left out; the seed has no effect."""
    require_nodes(network)
    simple = network.undirected()
    return _scores(simple, propagate(simple, settings.iterations), settings)


MEASURES = (
    Measure(
        name="louvain",
        title="Communities (Louvain)",
        title_zh="社区(Louvain 算法)",
        meaning="groups with more ties inside than chance would give, found by moving nodes and merging groups",
        literature="Blondel, Guillaume, Lambiotte and Lefebvre 2008, J. Stat. Mech. P10008",
        compute=louvain,
        oracle=oracles.louvain,
        directions="ignored",
        weighted=True,
        classes=True,
    ),
    Measure(
        name="leiden",
        title="Communities (Leiden)",
        title_zh="社区(Leiden 算法)",
        meaning="groups with more ties inside than chance would give, each connected in itself",
        literature="Traag, Waltman and van Eck 2019, Scientific Reports 9, 5233",
        compute=leiden,
        oracle=oracles.leiden,
        directions="ignored",
        weighted=True,
        classes=True,
    ),
    Measure(
        name="label-propagation",
        title="Communities (label propagation)",
        title_zh="社区(标签传播算法)",
        meaning="groups in which each node has the label that weighs most among its neighbours",
        literature="Raghavan, Albert and Kumara 2007, Phys. Rev. E 76; Cordasco and Gargano 2010",
        compute=label_propagation,
        oracle=oracles.label_propagation,
        directions="ignored",
        weighted=True,
        classes=True,
    ),
)
