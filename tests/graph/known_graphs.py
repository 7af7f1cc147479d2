"""Networks with scores known by hand or from the literature, and strategies of small random ones."""

from __future__ import annotations

from typing import Any

import networkx as nx
from hypothesis import strategies as st

from graph.network import Network, from_networkx, make_network


def complete(order: int = 5) -> Network:
    """Return the complete graph, K5 by default."""
    return from_networkx(nx.complete_graph(order))


def path(order: int = 3) -> Network:
    """Return the path, P3 by default; its nodes are 0, 1, 2 in a row."""
    return from_networkx(nx.path_graph(order))


def star(leaves: int = 4) -> Network:
    """Return the star with node 0 in the middle, K1,4 by default."""
    return from_networkx(nx.star_graph(leaves))


KITE_NAMES = ("Andre", "Beverley", "Carol", "Diane", "Ed", "Fernando", "Garth", "Heather", "Ike", "Jane")


def kite() -> Network:
    """Return the kite of Krackhardt (1990, Assessing the political landscape, ASQ 35), with the names given there."""
    names = dict(enumerate(KITE_NAMES))
    return from_networkx(nx.relabel_nodes(nx.krackhardt_kite_graph(), names))


def karate(weighted: bool = False) -> Network:
    """Return the karate club of Zachary (1977), nodes 0 (Mr Hi) to 33 (John A).

    With weights, each is the number of contexts in which the two met.
    """
    network = from_networkx(nx.karate_club_graph())
    return network if weighted else network.unweighted()


def florentine() -> Network:
    """Return the marriages of Florentine families (Padgett and Ansell 1993): 15 families, 20 ties, no Pucci."""
    return from_networkx(nx.florentine_families_graph())


def directed_cycle(order: int = 3) -> Network:
    """Return the cycle 0 → 1 → … → 0."""
    return from_networkx(nx.cycle_graph(order, create_using=nx.DiGraph))


def directed_path(order: int = 3) -> Network:
    """Return the path 0 → 1 → 2."""
    return from_networkx(nx.path_graph(order, create_using=nx.DiGraph))


def edgeless(order: int, directed: bool = False) -> Network:
    """Return a network of some nodes and no edge."""
    return make_network([str(node) for node in range(order)], [], [], [], directed)


def by_name(network: Network, values: Any) -> dict[str, float]:
    """Return scores by the name of the node."""
    return dict(zip(network.nodes, values.tolist(), strict=True))


WEIGHTS = (0.3, 0.5, 1.0, 2.0, 3.0)
"""Few different ones, so that different paths are often equally long."""


@st.composite
def networks(draw: st.DrawFn, directed: bool | None = None, most: int = 12, weighted: bool = True) -> Network:
    """Draw a network of one to `most` nodes, often disconnected and with isolates."""
    order = draw(st.integers(1, most))
    way = draw(st.booleans()) if directed is None else directed
    place = st.integers(0, order - 1)
    fewest = draw(st.sampled_from([0, order, 2 * order]))
    pairs = draw(st.lists(st.tuples(place, place), min_size=fewest, max_size=3 * order))
    ends = sorted({pair if way else (min(pair), max(pair)) for pair in pairs})
    weight = st.sampled_from(WEIGHTS) if weighted else st.just(1.0)
    weights = draw(st.lists(weight, min_size=len(ends), max_size=len(ends)))
    names = [f"n{node:02}" for node in range(order)]
    return make_network(names, [u for u, _ in ends], [v for _, v in ends], weights, way)
