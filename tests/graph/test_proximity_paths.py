"""Shortest paths beside NetworkX."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network import Network, make_network
from graph.proximity.geodesics import distance, paths, simple_paths
from ontology.errors import UnknownName, UsageError
from tests.graph.known_graphs import complete, directed_path, edgeless, kite, networks


def lengths(network: Network, weighted: bool) -> nx.Graph[str]:
    graph = network.to_networkx()
    for _, _, data in graph.edges(data=True):
        data["length"] = 1 / data["weight"] if weighted else 1.0
    return graph


def length(graph: nx.Graph[str], path: tuple[str, ...]) -> float:
    return float(nx.path_weight(graph, list(path), "length"))


@given(networks(most=9), st.booleans(), st.data())
@settings(max_examples=80, deadline=None)
def test_shortest_paths_are_those_of_networkx_sorted(network: Network, weighted: bool, data: st.DataObject) -> None:
    start, end = (data.draw(st.sampled_from(network.nodes)) for _ in range(2))
    graph = lengths(network, weighted)
    every = [(start,)] if start == end else [tuple(path) for path in nx.all_simple_paths(graph, start, end)]
    shortest = min((length(graph, path) for path in every), default=None)
    expected = sorted(path for path in every if shortest is not None and length(graph, path) <= shortest * (1 + 1e-9))
    assert paths(network, start, end, limit=1000, weighted=weighted) == tuple(expected)
    assert paths(network, start, end, limit=2, weighted=weighted) == tuple(expected[:2])
    assert distance(network, start, end, weighted) == (None if shortest is None else pytest.approx(shortest))


@given(networks(most=7), st.booleans(), st.data())
@settings(max_examples=40, deadline=None)
def test_simple_paths_come_shortest_first_and_are_all_there(
    network: Network, weighted: bool, data: st.DataObject
) -> None:
    start, end = (data.draw(st.sampled_from(network.nodes)) for _ in range(2))
    graph = lengths(network, weighted)
    every = [(start,)] if start == end else [tuple(path) for path in nx.all_simple_paths(graph, start, end)]
    found = simple_paths(network, start, end, limit=5000, weighted=weighted)
    assert sorted(found) == sorted(every)
    assert [length(graph, path) for path in found] == pytest.approx(sorted(length(graph, path) for path in every))
    assert simple_paths(network, start, end, limit=3, weighted=weighted) == found[:3]


def test_both_ways_round_the_kite_are_told() -> None:
    assert paths(kite(), "Andre", "Jane") == (("Andre", "Fernando", "Heather", "Ike", "Jane"),)
    assert paths(kite(), "Diane", "Heather") == (("Diane", "Fernando", "Heather"), ("Diane", "Garth", "Heather"))
    assert distance(kite(), "Ed", "Jane") == 4


def test_a_strong_way_round_is_nearer_than_a_weak_tie() -> None:
    network = make_network("abc", [0, 0, 1], [2, 1, 2], [0.1, 1.0, 1.0], True)
    assert paths(network, "a", "c") == (("a", "c"),)
    assert paths(network, "a", "c", weighted=True) == (("a", "b", "c"),)
    assert distance(network, "a", "c", weighted=True) == 2.0


def test_many_equally_short_paths_stop_at_the_limit() -> None:
    width, layers = 10, 12
    ends = [(10 * k + i, 10 * (k + 1) + j) for k in range(layers - 1) for i in range(width) for j in range(width)]
    names = [f"{place:03}" for place in range(width * layers)]
    network = make_network(names, [u for u, _ in ends], [v for _, v in ends], [1.0] * len(ends), True)
    found = paths(network, "000", "110", limit=3)
    head = tuple(f"{10 * k:03}" for k in range(10))
    assert found == ((*head, "100", "110"), (*head, "101", "110"), (*head, "102", "110"))


def test_no_path_is_an_empty_answer_and_none_against_directions() -> None:
    assert paths(edgeless(2), "0", "1") == simple_paths(edgeless(2), "0", "1") == ()
    assert paths(directed_path(3), "2", "0") == ()
    assert distance(directed_path(3), "2", "0") is None
    assert paths(edgeless(1), "0", "0") == (("0",),)


def test_paths_of_nobody_and_no_paths_are_refused() -> None:
    for find in (paths, simple_paths):
        with pytest.raises(UnknownName, match="no node of the network is called 'Jan'; did you mean Jane"):
            find(kite(), "Ed", "Jan")
        with pytest.raises(UsageError, match=r"^the limit is 0; at least 1 path must be asked for$"):
            find(complete(), "0", "1", limit=0)
