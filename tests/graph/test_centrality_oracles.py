"""Every measure agrees with networkx on random networks, directed or not, weighted or not, often disconnected."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import connected_components

from graph.centrality.measures import Settings
from graph.network import Network, make_network
from tests.graph.centrality_scores import MEASURES, by_networkx, computed
from tests.graph.known_graphs import networks

DIRECT = sorted(set(MEASURES) - {"eigenvector", "hub", "authority", "in-degree", "out-degree"})
ONE_WAY = ["in-degree", "out-degree", "in-strength", "out-strength"]


def assert_agree(name: str, network: Network, wanted: Settings) -> None:
    found, expected = computed(name, network, wanted), by_networkx(name, network, wanted)
    assert found.keys() == expected.keys()
    for column, values in found.items():
        assert values == pytest.approx(dict(expected[column]), abs=1e-9, rel=1e-9)


def separated(matrix: np.ndarray, shift: float) -> bool:
    """Tell whether the leading eigenvalue of a shifted matrix stands clear of those that differ from it."""
    sizes = np.sort(np.abs(np.linalg.eigvals(matrix + shift * np.eye(len(matrix)))))[::-1]
    others = sizes[sizes < sizes[0] * (1 - 1e-9)]
    return not len(others) or bool(others[0] < 0.99 * sizes[0])


@pytest.mark.parametrize("name", [name for name in DIRECT if MEASURES[name].only == "any"])
@settings(max_examples=60, deadline=None)
@given(network=networks(), pivots=st.sampled_from([None, 2, 3, 5]))
def test_scores_agree_with_networkx(name: str, network: Network, pivots: int | None) -> None:
    sampled = pivots if "betweenness" in name else None
    assert_agree(name, network, Settings(restart=("n00",), pivots=sampled, seed=7))


@pytest.mark.parametrize("name", ONE_WAY)
@settings(max_examples=40, deadline=None)
@given(network=networks(directed=True))
def test_scores_of_one_direction_agree_with_networkx(name: str, network: Network) -> None:
    assert_agree(name, network, Settings())


@settings(max_examples=80, deadline=None)
@given(network=networks(directed=False))
def test_eigenvectors_of_undirected_networks_agree_with_networkx(network: Network) -> None:
    shift = float(network.weight.mean()) if network.size else 1.0
    assume(separated(network.adjacency.toarray(), shift))
    assert_agree("eigenvector", network, Settings())


@settings(max_examples=80, deadline=None)
@given(network=networks(directed=True))
def test_eigenvectors_of_networks_with_one_leading_cycle_agree_with_networkx(network: Network) -> None:
    label = connected_components(network.pattern, directed=True, connection="strong")[1]
    parts = [network.part(label == part).adjacency.toarray() for part in range(label.max() + 1)]
    leading = sorted((max(abs(np.linalg.eigvals(part))) for part in parts), reverse=True)
    assume(leading[0] > 0.01 and (len(leading) == 1 or leading[1] < 0.9 * leading[0]))
    assume(separated(network.adjacency.toarray(), float(network.weight.mean())))
    assert_agree("eigenvector", network, Settings())


@pytest.mark.parametrize("name", ["hub", "authority"])
@settings(max_examples=60, deadline=None)
@given(network=networks())
def test_hubs_and_authorities_agree_with_networkx(name: str, network: Network) -> None:
    matrix = network.adjacency.toarray()
    shift = float(network.weight.mean()) if network.size else 1.0
    assume(separated(matrix @ matrix.T, 0.0) if network.directed else separated(matrix, shift))
    assert_agree(name, network, Settings())


@settings(max_examples=80, deadline=None)
@given(network=networks(directed=True))
def test_hubs_and_authorities_are_those_of_networkxs_hits_where_these_are_unique(network: Network) -> None:
    matrix = network.adjacency.toarray()
    sizes = np.linalg.svd(matrix, compute_uv=False)
    assume(network.order > 2 and sizes[1] < 0.95 * sizes[0])
    hubs, authorities = nx.hits(network.to_networkx(), max_iter=1000, tol=0)
    assert computed("hub", network, Settings())["hub"] == pytest.approx(hubs, abs=1e-9)
    assert computed("authority", network, Settings())["authority"] == pytest.approx(authorities, abs=1e-9)


SCALED = sorted(set(MEASURES) - {"strength", "in-strength", "out-strength", "closeness", "harmonic", "katz"})


@pytest.mark.parametrize("name", [name for name in SCALED if MEASURES[name].only == "any"])
@pytest.mark.parametrize("unit", [1e-4, 1e4])
def test_the_unit_of_weights_does_not_matter(name: str, unit: float) -> None:
    source, target = zip(*nx.gnm_random_graph(12, 30, seed=3).edges, strict=True)
    weight = np.random.default_rng(3).choice([0.5, 1.0, 2.0], 30)
    network = make_network([f"n{at:02}" for at in range(12)], source, target, weight, directed=False)
    scaled = replace(network, weight=network.weight * unit)
    wanted = Settings(restart=("n03",))
    (values,) = list(computed(name, network, wanted).values())[:1]
    (again,) = list(computed(name, scaled, wanted).values())[:1]
    assert again == pytest.approx(values, abs=1e-10)


@pytest.mark.parametrize("name", MEASURES)
def test_the_same_input_gives_the_same_bytes(name: str) -> None:
    graph = nx.gnp_random_graph(40, 0.1, seed=4, directed=True)
    source, target = zip(*graph.edges, strict=True)
    names = [str(at) for at in range(40)]
    wanted = Settings(pivots=7, seed=11, restart=("5",))

    def once() -> list[bytes]:
        network = make_network(names, source, target, np.linspace(0.1, 2, len(source)), directed=True)
        return [values.tobytes() for values in MEASURES[name].compute(network, wanted).columns.values()]

    assert once() == once()
