"""Measures of shortest paths: against enumerated paths, sampled, and on long or large networks."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from scipy.stats import spearmanr

from graph.centrality import distances
from graph.centrality.measures import Settings
from graph.network import Network, from_networkx, make_network
from ontology.errors import UsageError
from tests.graph import exact_scores
from tests.graph.centrality_scores import MEASURES, by_networkx, computed, scores
from tests.graph.known_graphs import directed_path, karate, networks, path

SAMPLED = ["betweenness", "edge-betweenness", "closeness", "harmonic"]


def scale_free(order: int) -> Network:
    return from_networkx(nx.barabasi_albert_graph(order, 3, seed=1))


def rank_correlation(one: list[float], other: list[float]) -> float:
    """Return Spearman's rank correlation, with mean ranks for ties."""

    def ranks(values: list[float]) -> Any:
        rounded = np.round(values, 12)
        return np.array([(rounded < value).sum() + (rounded == value).sum() / 2 for value in rounded])

    return float(np.corrcoef(ranks(one), ranks(other))[0, 1])


def test_the_rank_correlation_of_these_tests_is_that_of_scipy() -> None:
    one, other = [1.0, 2.0, 2.0, 5.0, 3.0], [2.0, 1.0, 4.0, 9.0, 9.0]
    assert rank_correlation(one, other) == pytest.approx(float(spearmanr(one, other).statistic), abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(network=networks(most=6))
def test_betweenness_is_that_of_all_shortest_paths_enumerated(network: Network) -> None:
    assert scores("betweenness", network) == pytest.approx(
        list(map(float, exact_scores.node_betweenness(network))), abs=1e-12
    )
    assert scores("edge-betweenness", network) == pytest.approx(
        list(map(float, exact_scores.edge_betweenness(network))), abs=1e-12
    )


@settings(max_examples=8, deadline=None)
@given(network=networks(most=7))
def test_betweenness_is_so_with_seven_nodes(network: Network) -> None:
    assert scores("betweenness", network) == pytest.approx(
        list(map(float, exact_scores.node_betweenness(network))), abs=1e-12
    )


def test_a_way_round_and_a_straight_one_tie_although_floats_differ() -> None:
    """From a to c by b is 1 / 0.3 + 1 / 0.5 = 16 / 3 long, and so is straight 1 / 0.1875."""
    network = make_network("abc", [0, 1, 0], [1, 2, 2], [0.3, 0.5, 0.1875], directed=False)
    assert 1 / 0.3 + 1 / 0.5 != 1 / 0.1875
    assert scores("betweenness", network) == [0, 0.5, 0]


@pytest.mark.parametrize("weight", [1.0, 2.0])
def test_a_path_too_long_for_levels_has_the_betweenness_of_the_formula(weight: float) -> None:
    order = 150
    row = make_network([str(at) for at in range(order)], range(order - 1), range(1, order), [weight] * 149, False)
    inner = [2 * at * (order - 1 - at) / ((order - 1) * (order - 2)) for at in range(order)]
    assert scores("betweenness", row) == pytest.approx(inner, abs=1e-12)
    edges = [2 * (at + 1) * (order - 1 - at) / (order * (order - 1)) for at in range(order - 1)]
    assert scores("edge-betweenness", row) == pytest.approx(edges, abs=1e-12)


def test_distances_too_long_for_bits_are_those_of_the_formula() -> None:
    order = 150
    total = [sum(abs(at - other) for other in range(order)) for at in range(order)]
    assert scores("closeness", path(order)) == pytest.approx([149 / length for length in total], abs=1e-13)
    before = [sum(1 / step for step in range(1, at + 1)) for at in range(order)]
    assert scores("harmonic", directed_path(order)) == pytest.approx(before, abs=1e-12)


@pytest.mark.parametrize("name", SAMPLED)
def test_a_network_of_more_than_one_batch_agrees_with_networkx(name: str) -> None:
    graph = nx.gnp_random_graph(300, 0.01, seed=2, directed=True)
    network = from_networkx(graph)
    found, expected = computed(name, network, Settings())[name], by_networkx(name, network, Settings())[name]
    assert found == pytest.approx(dict(expected), abs=1e-12)


@pytest.mark.parametrize("name", SAMPLED)
def test_all_nodes_as_pivots_give_the_exact_scores_and_no_note(name: str) -> None:
    network = karate(weighted=True)
    exact, all_drawn, more = (
        MEASURES[name].compute(network, Settings(pivots=pivots)) for pivots in (None, network.order, 1000)
    )
    assert exact.columns[name].tobytes() == all_drawn.columns[name].tobytes() == more.columns[name].tobytes()
    assert exact.notes == all_drawn.notes == ()


@pytest.mark.parametrize("name", SAMPLED)
def test_the_seed_decides_the_sample_to_the_byte(name: str) -> None:
    network = scale_free(80)
    one, same, other = (
        MEASURES[name].compute(network, Settings(pivots=10, seed=seed)).columns[name].tobytes() for seed in (3, 3, 4)
    )
    assert one == same != other


@pytest.mark.parametrize("name", ["betweenness", "closeness", "harmonic"])
def test_a_hundred_pivots_rank_three_hundred_nodes_nearly_as_all_do(name: str) -> None:
    network = scale_free(300)
    assert rank_correlation(scores(name, network), scores(name, network, pivots=100, seed=5)) > 0.9


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("name", ["betweenness", "edge-betweenness", "harmonic"])
def test_the_mean_over_all_samples_of_two_is_the_exact_score(
    name: str, weighted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from itertools import combinations

    from graph.centrality import betweenness

    edges = ([0, 0, 1, 2, 3, 3], [1, 2, 3, 3, 4, 5])
    weight = [1.0, 2.0, 2.0, 1.0, 3.0, 0.5] if weighted else [1.0] * 6
    network = make_network("abcdef", *edges, weight, directed=False)
    found = []
    for pair in combinations(range(6), 2):
        for module in (betweenness, distances):
            monkeypatch.setattr(module, "draw_pivots", lambda order, pivots, seed, pair=pair: np.array(pair))
        found.append(scores(name, network, pivots=2))
    monkeypatch.undo()
    assert np.mean(found, axis=0).tolist() == pytest.approx(scores(name, network), abs=1e-12)


def test_sampling_says_how_many_nodes_with_which_seed() -> None:
    notes = MEASURES["betweenness"].compute(scale_free(300), Settings(pivots=100, seed=5)).notes
    assert notes == ("estimated from shortest paths of 100 of 300 nodes, drawn with seed 5",)


def test_distances_in_large_networks_are_sampled_unasked_and_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distances, "EXACT_ORDER", 299)
    monkeypatch.setattr(distances, "DEFAULT_PIVOTS", {True: 100, False: 50})
    found = MEASURES["closeness"].compute(scale_free(300), Settings())
    assert found.notes == (
        "estimated from shortest paths of 100 of 300 nodes, drawn with seed 0",
        "the mean distance is estimated without bias, closeness is its inverse",
    )
    assert found.columns["closeness"].tolist() == scores("closeness", scale_free(300), pivots=100)
    assert MEASURES["closeness"].compute(scale_free(299), Settings()).notes == ()


@pytest.mark.parametrize("pivots", [1, 0, -3])
@pytest.mark.parametrize("name", SAMPLED)
def test_fewer_than_two_pivots_are_refused(name: str, pivots: int) -> None:
    with pytest.raises(UsageError, match=f"pivots must be 2 or more, not {pivots}; leave them out to use all nodes"):
        scores(name, karate(), pivots=pivots)
