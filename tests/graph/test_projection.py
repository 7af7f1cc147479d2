"""P1 as the analysts expect it, and what networkx gets of a projection."""

from __future__ import annotations

from datetime import date

import networkx as nx
import numpy as np
import pytest

from alliance import Alliance
from graph.centrality.measures import Settings
from graph.centrality.registry import get_measure
from graph.network import Network
from graph.projections.catalogue import shipped
from graph.projections.multigraphs import edges_to_networkx
from graph.proximity.geodesics import distance, paths
from ontology.errors import UsageError

P1 = {
    # node: degree, degree centrality, betweenness, PageRank
    "hima": (6, 0.5000, 0.8939, 0.2239),
    "aito": (3, 0.2500, 0.3182, 0.1213),
    "luxeed": (2, 0.1667, 0.1667, 0.0831),
    "maextro": (2, 0.1667, 0.1667, 0.0831),
    "shangjie": (2, 0.1667, 0.1667, 0.0831),
    "stelato": (2, 0.1667, 0.1667, 0.0831),
    "baic": (1, 0.0833, 0.0000, 0.0468),
    "chery": (1, 0.0833, 0.0000, 0.0468),
    "jac": (1, 0.0833, 0.0000, 0.0468),
    "saic": (1, 0.0833, 0.0000, 0.0468),
    "huawei-device": (1, 0.0833, 0.0000, 0.0459),
    "seres": (1, 0.0833, 0.0000, 0.0459),
    "huawei": (1, 0.0833, 0.0000, 0.0433),
}
EDGES = (
    "hima-huawei hima-luxeed hima-shangjie hima-stelato hima-aito hima-maextro luxeed-chery shangjie-saic "
    "stelato-baic aito-seres maextro-jac"
)
TREE = {frozenset(pair.split("-")) for pair in EDGES.split()} | {frozenset(("aito", "huawei-device"))}


@pytest.fixture(scope="module")
def p1(bundled: Alliance) -> Network:
    """The component of HIMA in `alliances` as of 2025-07-09."""
    network = bundled.at("2025-07-09").project("alliances").network
    return network.part(network.components == network.components[network.place("hima")])


def named(network: Network) -> list[tuple[str, str]]:
    ends = zip(network.source.tolist(), network.target.tolist(), strict=True)
    return [(network.nodes[u], network.nodes[v]) for u, v in ends]


def test_p1_is_the_tree_that_the_analysts_expect(p1: Network) -> None:
    """CQ36: memberships and partnerships of the alliance, without background and provenance."""
    assert set(p1.nodes) == set(P1)
    assert sorted(map(sorted, named(p1))) == sorted(map(sorted, TREE))
    assert p1.weight.tolist() == [1.0] * 12


@pytest.mark.parametrize("backend", ["arrays", "networkx"])
def test_p1_has_the_scores_that_the_analysts_expect(p1: Network, backend: str) -> None:
    """CQ36, to four decimals."""
    found: dict[str, list[float]] = {node: [] for node in p1.nodes}
    for name in ("degree", "betweenness", "pagerank"):
        measure = get_measure(name)
        if backend == "arrays":
            column = next(iter(measure.compute(p1, Settings()).columns.values()))
            scores = dict(zip(p1.nodes, column.tolist(), strict=True))
        else:
            scores = dict(next(iter(measure.oracle(p1.to_networkx(), Settings()).values())))
        for node in p1.nodes:
            found[node].append(round(scores[node], 4))
    shares = {node: round(degree / 12, 4) for node, (degree, _, _) in found.items()}
    assert {node: (row[0], shares[node], *row[1:]) for node, row in found.items()} == P1


PATHS = {
    ("chery", "jac"): ("chery", "luxeed", "hima", "maextro", "jac"),
    ("huawei", "seres"): ("huawei", "hima", "aito", "seres"),
    ("saic", "huawei-device"): ("saic", "shangjie", "hima", "aito", "huawei-device"),
}


@pytest.mark.parametrize(("ends", "path"), PATHS.items(), ids=map("-".join, PATHS))
def test_shortest_paths_are_those_that_the_analysts_expect(
    bundled: Alliance, ends: tuple[str, str], path: tuple[str, ...]
) -> None:
    """CQ38: the only path, also in the whole of `alliances`."""
    network = bundled.at("2025-07-09").project("alliances").network
    assert paths(network, *ends) == (path,)
    assert distance(network, *ends) == len(path) - 1


def test_xiaomi_is_not_joined_to_huawei_in_p1(bundled: Alliance) -> None:
    network = bundled.at("2025-07-09").project("alliances").network
    nodes = set(network.nodes)
    assert "xiaomi" not in nodes or paths(network, "xiaomi", "huawei") == ()
    assert nx.node_connected_component(network.to_networkx(), "huawei") == set(P1)


def test_edges_name_their_statement(bundled: Alliance) -> None:
    graph = bundled.to_networkx(kinds={"partnership"})
    keys = list(graph["luxeed"]["chery"])
    assert [bundled.facts.statement[key].kind for key in keys] == ["partnership"] * len(keys)
    statement = bundled.facts.statement[keys[0]]
    assert graph["luxeed"]["chery"][keys[0]] == {
        "kind": "partnership",
        "label": statement.summary,
        "status": statement.status,
        "polarity": statement.polarity,
        "phase": statement.phase,
        "source": statement.source,
        "time": statement.time.edtf,
        "start": str(statement.validity.start_earliest),
        "end": str(statement.validity.end_latest),
        "statements": statement.id,
        "weight": 1.0,
    }


def test_every_statement_is_an_edge_between_its_ends(bundled: Alliance) -> None:
    graph = bundled.to_networkx()
    wanted = {(*ends, statement.id) for statement in bundled.facts.statements for ends in statement.ends()}
    assert set(graph.edges(keys=True)) == wanted
    assert set(graph) == set(bundled.facts.entity)
    entity = bundled.facts.entity["huawei"]
    assert graph.nodes["huawei"] == {"kind": "organization", "label": entity.label()}


def test_only_statements_of_the_given_kinds_and_statuses_are_edges(bundled: Alliance) -> None:
    graph = bundled.to_networkx(statuses={"insider"})
    assert {data["status"] for _, _, data in graph.edges(data=True)} == {"insider"}
    assert all("sina-finance" not in edge for edge in graph.edges())


@pytest.mark.parametrize(("given", "unknown"), [({"kinds": {"partner"}}, "partner"), ({"statuses": {"sure"}}, "sure")])
def test_unknown_kinds_and_statuses_are_refused(bundled: Alliance, given: dict[str, set[str]], unknown: str) -> None:
    with pytest.raises(UsageError, match=f"'{unknown}' is none of "):
        bundled.to_networkx(**given)


@pytest.mark.parametrize("name", sorted(shipped()))
def test_a_projection_in_networkx_has_all_that_its_edges_rest_on(bundled: Alliance, name: str) -> None:
    day = date(2025, 7, 9)
    edges = bundled.at(str(day)).project(name)
    graph = edges_to_networkx(edges, bundled.facts)
    assert graph.graph == {"projection": name, "described": edges.projection.described(), "day": "2025-07-09"}
    assert list(graph) == list(edges.nodes)
    assert graph.number_of_edges() == len(edges)
    facts = bundled.facts
    for node, data in graph.nodes(data=True):
        assert data == {"kind": facts.entity[node].kind, "label": facts.entity[node].label()}
    for source, target, data in graph.edges(data=True):
        cited = [facts.statement[each] for each in data["statements"].split(" | ") if each]
        assert edges.projection.directed or source < target
        assert set(data["status"].split(" | ")) == {each.status for each in cited} or not cited
        assert set(data["kind"].split(" | ")) == {each.kind for each in cited} or not cited
        assert all(each.summary in data["label"] and each.time.edtf in data["time"] for each in cited)
        assert all(each.possible(day) for each in cited)
        assert {each.source for each in cited} == set(filter(None, data["source"].split(" | ")))
        assert data["facet"] in edges.facets
    total = sum(data["weight"] for _, _, data in graph.edges(data=True))
    assert total == pytest.approx(float(np.sum(edges.weight)))


@pytest.mark.parametrize("name", sorted(shipped()))
def test_the_simple_network_joins_the_same_pairs(bundled: Alliance, name: str) -> None:
    edges = bundled.at("2025-07-09").project(name)
    graph = edges_to_networkx(edges, bundled.facts)
    simple = edges.network.to_networkx()
    assert simple.is_directed() == edges.projection.directed
    kind = nx.DiGraph if edges.projection.directed else nx.Graph
    assert nx.utils.edges_equal(list(kind(graph).edges()), list(simple.edges()), directed=simple.is_directed())
