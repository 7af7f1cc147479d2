from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.centrality.brokerage import ROLES, brokerage
from graph.centrality.measures import Settings
from graph.network import Network, make_network
from ontology.errors import UsageError
from tests.graph.known_graphs import complete, networks, path, star

DRAWN = ("a1", "a2", "a3", "b1", "b2", "c1")
GROUPS = {node: node[0] for node in DRAWN}


def drawn(*arcs: str) -> Network:
    ends = [(DRAWN.index(arc[:2]), DRAWN.index(arc[-2:])) for arc in arcs]
    return make_network(DRAWN, [u for u, _ in ends], [v for _, v in ends], [1.0] * len(ends), directed=True)


def roles(network: Network, node: str, groups: dict[str, str]) -> dict[str, float]:
    columns = brokerage(network, Settings(grouping=groups)).columns
    return {name: float(values[network.place(node)]) for name, values in columns.items()}


def test_all_five_roles_counted_by_hand() -> None:
    """To a1 come a2 and b1, from it go a3, b2, c1 and b1; a2 reaches c1 without it, and b1 is no broker to itself."""
    network = drawn("a2>a1", "b1>a1", "a1>a3", "a1>b2", "a1>c1", "a1>b1", "a2>c1")
    assert roles(network, "a1", GROUPS) == {
        "total": 6.0,
        "coordinator": 1.0,  # a2 a1 a3
        "itinerant": 1.0,  # b1 a1 b2
        "gatekeeper": 1.0,  # b1 a1 a3
        "representative": 2.0,  # a2 a1 b2, a2 a1 b1
        "liaison": 1.0,  # b1 a1 c1
    }
    assert all(set(roles(network, node, GROUPS).values()) == {0.0} for node in DRAWN if node != "a1")


def test_an_edge_without_direction_counts_both_ways() -> None:
    groups = dict.fromkeys("012", "one")
    scores = brokerage(path(), Settings(grouping=groups))
    assert scores.columns["coordinator"].tolist() == scores.columns["total"].tolist() == [0.0, 2.0, 0.0]
    assert scores.notes == ("edges have no direction: each counts both ways, so every pair counts twice",)


def test_nobody_brokers_where_all_know_each_other() -> None:
    assert brokerage(complete(), Settings(grouping={"0": "a"})).columns["total"].tolist() == [0.0] * 5


def test_nodes_without_a_group_are_groups_of_their_own() -> None:
    scores = brokerage(star(), Settings(grouping={"0": "a", "1": "a"}))
    assert {name: values[0] for name, values in scores.columns.items()} == {
        "total": 12.0,
        "coordinator": 0.0,
        "itinerant": 0.0,
        "gatekeeper": 3.0,
        "representative": 3.0,
        "liaison": 6.0,
    }
    assert scores.notes[-1] == "3 of 5 nodes have no group: each counts as a group of its own"


@pytest.mark.parametrize("groups", [{}, {"somebody else": "a"}])
def test_a_missing_grouping_is_a_usage_error_that_says_what_to_give(groups: dict[str, str]) -> None:
    with pytest.raises(UsageError, match=r"^brokerage needs a grouping that gives the group of nodes"):
        brokerage(star(), Settings(grouping=groups))


NAMED = {
    "AAA": "coordinator",
    "ABA": "itinerant",
    "ABB": "gatekeeper",
    "AAB": "representative",
    "ABC": "liaison",
}


def shape(*groups: str) -> str:
    seen = list(dict.fromkeys(groups))
    return "".join("ABC"[seen.index(group)] for group in groups)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_roles_are_those_of_all_triples_looked_at_one_by_one(data: st.DataObject) -> None:
    network = data.draw(networks(most=9))
    group = data.draw(st.lists(st.sampled_from("xyz"), min_size=network.order, max_size=network.order))
    pairs = list(zip(network.source.tolist(), network.target.tolist(), strict=True))
    arcs = {*pairs} if network.directed else {*pairs, *((v, u) for u, v in pairs)}
    counts = {role: [0.0] * network.order for role in ROLES}
    for a, b, c in permutations(range(network.order), 3):
        if (a, b) in arcs and (b, c) in arcs and (a, c) not in arcs:
            counts[NAMED[shape(group[a], group[b], group[c])]][b] += 1
    found = brokerage(network, Settings(grouping=dict(zip(network.nodes, group, strict=True)))).columns
    assert {role: found[role].tolist() for role in ROLES} == counts
    assert found["total"].tolist() == [sum(each) for each in zip(*counts.values(), strict=True)]
