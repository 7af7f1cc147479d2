"""Similarity beside its definitions, node by node."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network import Network, make_network
from graph.proximity.similarity import SIMILARITIES, most_similar, neighbours, shared_neighbours
from ontology.errors import UnknownName, UsageError
from tests.graph.known_graphs import by_name, edgeless, karate, networks, star

Table = dict[str, dict[str, float]]


def table(network: Network) -> Table:
    """Return the weights out of each node, both ways when undirected."""
    found: Table = {node: {} for node in network.nodes}
    for u, v, w in zip(network.source.tolist(), network.target.tolist(), network.weight.tolist(), strict=True):
        found[network.nodes[u]][network.nodes[v]] = w
        if not network.directed:
            found[network.nodes[v]][network.nodes[u]] = w
    return found


def by_definition(network: Network, measure: str, one: str, other: str) -> float:
    ties, out = table(network.undirected()), table(network)
    mine, its = set(ties[one]), set(ties[other])
    if measure == "shared":
        return len(mine & its)
    if measure == "jaccard":
        return len(mine & its) / len(mine | its) if mine | its else 0.0
    if measure == "cosine":
        norms = [sqrt(sum(weight**2 for weight in ties[node].values())) for node in (one, other)]
        along = sum(ties[one][node] * ties[other][node] for node in mine & its)
        return along / (norms[0] * norms[1]) if mine and its else 0.0
    squares = 0.0
    for third in network.nodes:
        if third not in {one, other}:
            squares += (out[one].get(third, 0.0) - out[other].get(third, 0.0)) ** 2
            if network.directed:
                squares += (out[third].get(one, 0.0) - out[third].get(other, 0.0)) ** 2
    return 1 / (1 + sqrt(squares))


@given(networks(), st.sampled_from(sorted(SIMILARITIES)), st.data())
@settings(max_examples=100, deadline=None)
def test_similarities_are_as_defined(network: Network, measure: str, data: st.DataObject) -> None:
    node = data.draw(st.sampled_from(network.nodes))
    expected = {other: by_definition(network, measure, node, other) for other in network.nodes}
    found = by_name(network, SIMILARITIES[measure](network, node))
    assert found == pytest.approx(expected, abs=1e-7)
    others = [(other, round(expected[other], 6)) for other in network.nodes if other != node and expected[other] > 0]
    best = most_similar(network, node, measure, top=20)
    assert [(other, round(score, 6)) for other, score in best] == sorted(others, key=lambda pair: -pair[1])


def test_shared_neighbours_of_the_two_heads_of_the_karate_club() -> None:
    assert shared_neighbours(karate(), "0", "33") == ("8", "13", "19", "31")
    assert neighbours(karate(), "11") == ("0",)


def test_directions_are_left_out_of_neighbours_but_not_of_equivalence() -> None:
    network = make_network("abcd", [0, 1, 3], [2, 2, 1], [1.0, 1.0, 1.0], True)
    assert shared_neighbours(network, "a", "b") == ("c",)
    turned = make_network("abc", [0, 2], [2, 1], [1.0, 1.0], True)
    assert most_similar(turned, "a", "jaccard") == (("b", 1.0),)
    assert dict(most_similar(turned, "a", "equivalence"))["b"] == pytest.approx(1 / (1 + sqrt(2)))


def test_leaves_of_a_star_are_exactly_equivalent() -> None:
    assert most_similar(star(), "1", "equivalence", top=3) == (("2", 1.0), ("3", 1.0), ("4", 1.0))


def test_nodes_without_neighbours_are_like_nobody() -> None:
    assert most_similar(edgeless(3), "0") == ()
    assert most_similar(edgeless(3), "0", "cosine") == ()


def test_who_or_what_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownName, match="no similarity is called 'jacard'; did you mean jaccard"):
        most_similar(star(), "0", "jacard")
    with pytest.raises(UnknownName, match="no node of the network is called 'z'"):
        most_similar(star(), "z")
    with pytest.raises(UsageError, match=r"^0 nodes are asked for; it must be at least 1$"):
        most_similar(star(), "0", top=0)
