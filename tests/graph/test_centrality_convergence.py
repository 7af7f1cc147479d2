"""Measures of standing: what has no value, what does not converge, what was chosen; and elections."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from graph.centrality import walks
from graph.centrality.eigenvalues import largest_eigenvalue
from graph.centrality.measures import Settings
from graph.network import Network, from_networkx, make_network
from ontology.errors import MeasureError, UnknownName, UsageError
from tests.graph import exact_scores
from tests.graph.centrality_scores import MEASURES, scores
from tests.graph.known_graphs import (
    complete,
    directed_cycle,
    directed_path,
    edgeless,
    kite,
    networks,
    path,
    star,
)


def refusal(name: str, network: Network, **wanted: object) -> str:
    with pytest.raises(MeasureError) as caught:
        scores(name, network, **wanted)
    return str(caught.value)


@pytest.mark.parametrize("name", MEASURES)
def test_a_network_without_nodes_is_refused(name: str) -> None:
    for directed in (False, True):
        told = refusal(name, edgeless(0, directed), restart=("a",))
        assert told == "the network has no nodes; choose a projection, a day or statuses that leave some"


def test_eigenvector_names_katz_and_pagerank_where_there_is_no_cycle() -> None:
    expected = "eigenvector centrality has no value on a network without cycles; use katz or pagerank"
    assert refusal("eigenvector", directed_path(4)) == expected


def test_two_equal_cycles_in_a_row_do_not_converge_and_iterations_are_named() -> None:
    chained = make_network("abcd", [0, 1, 1, 2, 3], [1, 0, 2, 3, 2], [1.0] * 5, directed=True)
    expected = (
        "the scores did not converge in 300 iterations; allow more for eigenvector centrality, or use katz or pagerank"
    )
    assert refusal("eigenvector", chained, iterations=300) == expected


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("eigenvector", "allow more for eigenvector centrality, or use katz or pagerank"),
        ("katz", "give katz a smaller attenuation, or allow more"),
        ("pagerank", "allow more or lower the damping"),
        ("personalised-pagerank", "allow more or lower the damping"),
        ("hub", "allow more for hub, or use pagerank"),
        ("authority", "allow more for authority, or use pagerank"),
    ],
)
def test_too_few_iterations_are_named_with_what_to_do(name: str, advice: str) -> None:
    expected = f"the scores did not converge in 3 iterations; {advice}"
    network = from_networkx(nx.barabasi_albert_graph(300, 2, seed=1))
    assert refusal(name, network, iterations=3, restart=("0",)) == expected


@pytest.mark.parametrize("directed", [False, True])
def test_pagerank_is_the_same_solved_at_once_and_step_by_step(directed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = nx.gnp_random_graph(40, 0.05, seed=3, directed=directed)
    at_once = scores("pagerank", from_networkx(graph))
    monkeypatch.setattr(walks, "DENSE", 0)
    assert scores("pagerank", from_networkx(graph)) == pytest.approx(at_once, abs=1e-11)


def test_a_long_path_converges_although_its_eigenvalues_are_close() -> None:
    """The leading vector of a path of n nodes is sin(k π / (n + 1))."""
    order = 200
    wave = np.sin(np.arange(1, order + 1) * np.pi / (order + 1))
    expected = (wave / np.sqrt(wave @ wave)).tolist()
    assert scores("eigenvector", path(order)) == pytest.approx(expected, abs=1e-10)


def test_of_two_components_the_one_with_the_larger_eigenvalue_is_scored_and_the_others_told() -> None:
    both = from_networkx(nx.disjoint_union(nx.path_graph(5), nx.complete_graph(4)))
    found = MEASURES["eigenvector"].compute(both, Settings())
    assert found.columns["eigenvector"].tolist() == pytest.approx([0] * 5 + [0.5] * 4, abs=1e-12)
    assert found.notes == ("computed on the component with the largest eigenvalue (4 nodes); 5 others score 0",)


def test_of_equal_components_the_one_with_the_first_name_is_scored() -> None:
    network = make_network(["d", "c", "b", "a", "e"], [0, 2], [1, 3], [1.0, 1.0], directed=False)
    assert scores("eigenvector", network) == pytest.approx([0, 0, 0.5**0.5, 0.5**0.5, 0], abs=1e-12)


@settings(max_examples=100, deadline=None)
@given(network=networks())
def test_the_largest_eigenvalue_lies_within_its_bounds(network: Network) -> None:
    found = largest_eigenvalue(network)
    values = []
    for part in range(found.label.max() + 1):
        kept = found.label == part
        values.append(max(np.abs(np.linalg.eigvals(network.part(kept).adjacency.toarray()))))
    assert (found.upper >= np.array(values) * (1 - 1e-9)).all()
    assert (found.lower <= np.array(values) * (1 + 1e-9) + 1e-9).all()
    assert found.ceiling == pytest.approx(max(values), rel=1e-6, abs=1e-9)


def test_katz_says_which_attenuation_it_chose() -> None:
    chosen = "the lesser of 0.1 and 0.9 over the largest eigenvalue"
    assert MEASURES["katz"].compute(kite(), Settings()).notes == (f"attenuation 0.1: {chosen}",)
    assert MEASURES["katz"].compute(complete(31), Settings()).notes == (f"attenuation 0.03: {chosen}",)
    assert MEASURES["katz"].compute(kite(), Settings(attenuation=0.05)).notes == ()


@pytest.mark.parametrize("given_attenuation", [0.5, 0.7, 5.0, 0.0, -0.1])
def test_katz_states_the_bound_of_an_attenuation(given_attenuation: float) -> None:
    expected = (
        "katz needs an attenuation above 0 and less than 0.5 (one over the largest eigenvalue) here, "
        f"not {given_attenuation:g}"
    )
    assert refusal("katz", star(), attenuation=given_attenuation) == expected


def test_katz_takes_any_positive_attenuation_where_there_is_no_cycle() -> None:
    assert scores("katz", directed_path(), attenuation=2.0) == pytest.approx(
        [value / (1 + 9 + 49) ** 0.5 for value in (1, 3, 7)], abs=1e-12
    )
    assert scores("katz", directed_cycle(), attenuation=0.99) == pytest.approx([3**-0.5] * 3, abs=1e-12)


def test_personalised_pagerank_asks_for_nodes_and_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="personalised-pagerank needs one or more nodes to return to"):
        scores("personalised-pagerank", kite())
    with pytest.raises(UnknownName, match="no node of the network is called 'Diana'; did you mean Diane"):
        scores("personalised-pagerank", kite(), restart=("Diana",))


def test_naming_a_node_twice_changes_nothing() -> None:
    once = scores("personalised-pagerank", kite(), restart=("Jane", "Ed"))
    assert scores("personalised-pagerank", kite(), restart=("Ed", "Jane", "Ed")) == once


@pytest.mark.parametrize("damping", [1.0, 1.5, -0.1])
def test_pagerank_refuses_a_damping_that_is_no_chance(damping: float) -> None:
    with pytest.raises(UsageError, match=f"damping must be at least 0 and less than 1, not {damping:g}"):
        scores("pagerank", kite(), damping=damping)


@settings(max_examples=80, deadline=None)
@given(network=networks(most=25, weighted=False))
def test_in_each_round_one_with_most_votes_is_elected_until_nobody_has_any(network: Network) -> None:
    found = np.array(scores("voterank", network))
    order = [int(np.flatnonzero(found == place)[0]) for place in range(int(found.max()), 0, -1)]
    rounds = list(exact_scores.rounds_of_votes(network, order))
    for chosen, votes in zip(order, rounds, strict=False):
        assert float(votes[chosen]) == pytest.approx(float(max(votes)), abs=1e-9)
        assert votes[chosen] > 0
    assert float(max(rounds[-1])) == pytest.approx(0, abs=1e-9)


def test_all_who_are_not_elected_are_counted() -> None:
    found = MEASURES["voterank"].compute(star(), Settings())
    assert found.notes == ("1 of 5 nodes are elected; the others score 0",)
