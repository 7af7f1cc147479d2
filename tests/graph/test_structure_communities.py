from __future__ import annotations

from math import nan

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.centrality import communities
from graph.centrality.communities import MEASURES, label_propagation, leiden, louvain, modularity, numbered
from graph.centrality.label_propagation import greedy_colours
from graph.centrality.measures import Measure, Scores, Settings
from graph.network import Network, from_networkx, make_network
from ontology.errors import MeasureError, UsageError
from tests.graph.known_graphs import complete, directed_cycle, edgeless, florentine, karate, kite, networks, star

OPTIMISERS = [measure for measure in MEASURES if measure.name != "label-propagation"]
named = pytest.mark.parametrize("measure", OPTIMISERS, ids=lambda measure: measure.name)


def groups(network: Network, scores: Scores) -> set[frozenset[str]]:
    found: dict[float, set[str]] = {}
    for node, community in zip(network.nodes, scores.columns["community"].tolist(), strict=True):
        found.setdefault(community, set()).add(node)
    return {frozenset(group) for group in found.values()}


def two_cliques() -> Network:
    """Two complete graphs of five nodes and one edge between them."""
    graph = nx.disjoint_union(nx.complete_graph(5), nx.complete_graph(5))
    graph.add_edge(4, 5)
    return from_networkx(graph)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_two_cliques_are_two_communities_of_known_modularity(measure: Measure) -> None:
    """20 of 21 edges inside, half of the ends in each: 20/21 - 2/4."""
    scores = measure.compute(two_cliques(), Settings())
    assert scores.columns["community"].tolist() == [1.0] * 5 + [2.0] * 5
    assert scores.summary == {"modularity": pytest.approx(20 / 21 - 1 / 2), "communities": 2.0}


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_complete_graph_and_star_are_one_community(measure: Measure) -> None:
    for network in (complete(), star()):
        scores = measure.compute(network, Settings())
        assert scores.columns["community"].tolist() == [1.0] * 5
        assert scores.summary == {"modularity": pytest.approx(0.0, abs=1e-12), "communities": 1.0}


@named
def test_the_best_partition_of_the_karate_club_is_found(measure: Measure) -> None:
    """0.4198 with four communities is the greatest there is (Brandes et al. 2008)."""
    for seed in range(5):
        summary = measure.compute(karate(), Settings(seed=seed)).summary
        assert (round(summary["modularity"], 4), summary["communities"]) == (0.4198, 4.0)


def test_modularity_of_the_two_factions_of_the_karate_club() -> None:
    """Zachary's own split; 0.3582 in the literature with unweighted ties."""
    graph = nx.karate_club_graph()
    club = np.array([int(graph.nodes[node]["club"] == "Officer") for node in graph])
    assert round(modularity(karate(), club), 4) == 0.3582


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_modularity_is_that_of_networkx(data: st.DataObject) -> None:
    network = data.draw(networks(directed=False))
    label = np.array(data.draw(st.lists(st.integers(0, 3), min_size=network.order, max_size=network.order)))
    resolution = data.draw(st.sampled_from([0.5, 1.0, 2.0]))
    if not network.size:
        assert modularity(network, label, resolution) == pytest.approx(nan, nan_ok=True)
        return
    split = [{network.nodes[place] for place in np.flatnonzero(label == each)} for each in range(4)]
    wanted = nx.community.modularity(network.to_networkx(), split, resolution=resolution)
    assert modularity(network, label, resolution) == pytest.approx(wanted, abs=1e-12)


def shaped(seed: int) -> list[Network]:
    graphs = [
        nx.gnm_random_graph(60, 120, seed=seed),
        nx.planted_partition_graph(4, 15, 0.5, 0.05, seed=seed),
        nx.barabasi_albert_graph(80, 3, seed=seed),
    ]
    return [from_networkx(graph) for graph in graphs]


@named
def test_modularity_is_at_most_2_percent_below_that_of_networkx(measure: Measure) -> None:
    fixed = [karate(), karate(weighted=True), florentine(), kite()]
    for network in fixed + [network for seed in range(4) for network in shaped(seed)]:
        graph = network.to_networkx()
        other = nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=1))
        assert measure.compute(network, Settings()).summary["modularity"] >= 0.98 * other


@named
@settings(max_examples=60, deadline=None)
@given(network=networks(), seed=st.integers(0, 5), resolution=st.sampled_from([0.3, 1.0, 3.0]))
def test_any_network_has_communities_at_least_as_good_as_single_nodes(
    measure: Measure, network: Network, seed: int, resolution: float
) -> None:
    simple, chosen = network.undirected(), Settings(seed=seed, resolution=resolution)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(communities, "RUNS", 1)
        summary = measure.compute(simple, chosen).summary
        assert measure.compute(network, chosen).summary == pytest.approx(summary, nan_ok=True)
    single = modularity(simple, np.arange(simple.order), resolution)
    assert not summary["modularity"] < single - 1e-9


@settings(max_examples=100, deadline=None)
@given(network=networks(directed=False, most=20), resolution=st.sampled_from([0.01, 0.3, 1.0]))
def test_leiden_communities_are_connected(network: Network, resolution: float) -> None:
    graph = network.to_networkx()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(communities, "RUNS", 1)
        found = groups(network, leiden(network, Settings(resolution=resolution)))
    assert all(nx.is_connected(graph.subgraph(group)) for group in found)


def test_leiden_and_louvain_do_not_change_each_other() -> None:
    network = from_networkx(nx.gnm_random_graph(200, 500, seed=1))
    first = [compute(network, Settings(seed=7)).columns["community"].tobytes() for compute in (leiden, louvain)]
    again = [compute(network, Settings(seed=7)).columns["community"].tobytes() for compute in (louvain, leiden)]
    assert first == again[::-1]


@named
def test_a_high_resolution_parts_even_a_complete_graph(measure: Measure) -> None:
    assert measure.compute(complete(), Settings(resolution=5.0)).columns["community"].tolist() == [1, 2, 3, 4, 5]


@named
@pytest.mark.parametrize("resolution", [0.0, -1.0, nan])
def test_a_resolution_that_is_not_above_zero_is_a_usage_error(measure: Measure, resolution: float) -> None:
    with pytest.raises(UsageError, match="a number above 0"):
        measure.compute(karate(), Settings(resolution=resolution))


def test_communities_are_numbered_by_size_and_then_by_their_first_name() -> None:
    network = make_network(["z", "b", "a", "y", "c"], [], [], [], directed=False)
    assert numbered(network, np.array([5, 5, 9, 0, 9])).tolist() == [2, 2, 1, 3, 1]


def test_without_edges_every_node_is_alone_and_a_note_says_so() -> None:
    for measure in MEASURES:
        scores = measure.compute(edgeless(3), Settings())
        assert scores.columns["community"].tolist() == [1.0, 2.0, 3.0]
        assert scores.summary == pytest.approx({"modularity": nan, "communities": 3.0}, nan_ok=True)
        assert scores.notes == ("there are no edges: every node is its own community and modularity has no value",)


@settings(max_examples=150, deadline=None)
@given(network=networks(directed=False, most=20, weighted=False))
def test_labels_without_weights_are_those_of_networkx(network: Network) -> None:
    wanted = nx.community.label_propagation_communities(network.to_networkx())
    assert groups(network, label_propagation(network, Settings())) == {frozenset(group) for group in wanted}


@settings(max_examples=80, deadline=None)
@given(network=networks(directed=False, most=20))
def test_colours_are_those_of_networkx(network: Network) -> None:
    wanted = nx.greedy_color(network.to_networkx())
    assert greedy_colours(network).tolist() == [wanted[node] for node in network.nodes]


@settings(max_examples=80, deadline=None)
@given(network=networks(directed=False, most=20))
def test_every_node_has_a_label_of_most_weight_among_its_neighbours(network: Network) -> None:
    community = label_propagation(network, Settings()).columns["community"]
    dense = network.adjacency.toarray()
    for node in range(network.order):
        weights = np.bincount(community.astype(int), weights=dense[node])
        assert weights[int(community[node])] >= weights.max() - 1e-9


def test_labels_that_still_change_are_an_error_that_names_another_measure() -> None:
    with pytest.raises(MeasureError, match=r"labels still change after 1 rounds; .* use louvain"):
        label_propagation(karate(), Settings(iterations=1))


def test_a_directed_network_is_taken_without_directions() -> None:
    for measure in MEASURES:
        assert measure.compute(directed_cycle(), Settings()).columns["community"].tolist() == [1.0] * 3
