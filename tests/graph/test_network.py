"""Networks in arrays against networkx, and ranks against sorting."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from math import inf, isnan, nan

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance import Alliance
from graph.centrality.measures import Settings
from graph.centrality.registry import get_measure, measures
from graph.network import Network, distinct, from_networkx, make_network
from graph.projections.catalogue import get_projection
from graph.ranking import ordered, orient, rank, ranks, scorer
from ontology.errors import MeasureError, UnknownName, UsageError
from tests.graph.known_graphs import networks

Edge = tuple[int, int, float]
edges = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from([0.25, 1.0, 3.0])), max_size=20)
SCORES = st.lists(st.sampled_from([0.0, -1.0, 1 / 3, 1 - 2 / 3, 2.0, 2 + 1e-15, inf, -inf, nan, 1e300, 5e-324]))


def same(one: Network, other: Network) -> bool:
    arrays = [(x.source.tolist(), x.target.tolist(), x.weight.tolist(), x.nodes, x.directed) for x in (one, other)]
    return arrays[0] == arrays[1]


@settings(deadline=None)
@given(given=edges, directed=st.booleans())
def test_loops_are_left_out_and_parallels_added(given: list[Edge], directed: bool) -> None:
    totals: defaultdict[tuple[int, int], float] = defaultdict(float)
    for u, v, weight in given:
        if u != v:
            totals[(u, v) if directed else (min(u, v), max(u, v))] += weight
    columns = [[edge[column] for edge in given] for column in range(3)]
    network = make_network("abcdef", columns[0], columns[1], columns[2], directed)
    found = zip(network.source.tolist(), network.target.tolist(), network.weight.tolist(), strict=True)
    assert list(found) == [(*ends, total) for ends, total in sorted(totals.items())]
    dense = network.adjacency.toarray()
    wanted = np.zeros((6, 6))
    for (u, v), total in totals.items():
        wanted[u, v] = total
        wanted[v, u] = wanted[v, u] if directed else total
    assert dense.tolist() == wanted.tolist()
    assert network.pattern.toarray().tolist() == (wanted > 0).astype(float).tolist()


@pytest.mark.parametrize("weight", [0.0, -1.0, nan, inf])
def test_a_weight_that_is_no_positive_number_is_refused(weight: float) -> None:
    with pytest.raises(MeasureError, match="a weight that is no positive number"):
        make_network(("a", "b"), [0, 0], [1, 1], [1.0, weight], directed=True)


@settings(deadline=None)
@given(networks())
def test_networkx_gives_the_same_network_back(network: Network) -> None:
    graph = network.to_networkx()
    assert (list(graph), graph.is_directed(), graph.size()) == (list(network.nodes), network.directed, network.size)
    assert same(from_networkx(graph), network)


def test_edges_of_networkx_without_a_weight_weigh_one() -> None:
    graph: nx.Graph[int | str] = nx.Graph([(2, 1), (2, 3)])
    graph.add_node("alone")
    graph.edges[2, 3]["strength"] = 4.0
    network = from_networkx(graph, weight="strength")
    assert (network.nodes, network.weight.tolist()) == (("2", "1", "3", "alone"), [1.0, 4.0])


@settings(deadline=None)
@given(networks())
def test_components_are_those_of_networkx(network: Network) -> None:
    graph = network.to_networkx()
    wanted = nx.connected_components(nx.Graph(graph))
    found: defaultdict[int, set[str]] = defaultdict(set)
    for node, number in zip(network.nodes, network.components.tolist(), strict=True):
        found[number].add(node)
    assert sorted(map(sorted, found.values())) == sorted(map(sorted, wanted))


@settings(deadline=None)
@given(network=networks(), data=st.data())
def test_a_part_is_the_subgraph_of_its_nodes(network: Network, data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=network.order, max_size=network.order))
    nodes = [node for node, keep in zip(network.nodes, kept, strict=True) if keep]
    part = network.part(np.array(kept, dtype=np.bool_))
    assert part.nodes == tuple(nodes)
    assert nx.utils.graphs_equal(part.to_networkx(), nx.Graph.subgraph(network.to_networkx(), nodes).copy())


@settings(deadline=None)
@given(networks(directed=True))
def test_turned_and_undirected_networks_are_those_of_the_matrix(network: Network) -> None:
    matrix = network.adjacency.toarray()
    assert network.reversed().adjacency.toarray().tolist() == matrix.T.tolist()
    assert network.undirected().adjacency.toarray().tolist() == (matrix + matrix.T).tolist()
    assert network.unweighted().weight.tolist() == [1.0] * network.size
    undirected = network.undirected()
    assert undirected.reversed() is undirected.undirected() is undirected


def test_a_node_that_is_not_there_brings_the_nearest() -> None:
    network = make_network(("huawei", "seres"), [0], [1], [1.0], directed=False)
    assert network.place("seres") == 1
    with pytest.raises(UnknownName, match="huawei"):
        network.place("huawai")


@settings(deadline=None)
@given(st.lists(st.integers(0, 9)))
def test_distinct_numbers_are_those_of_a_set(values: list[int]) -> None:
    assert distinct(np.array(values, dtype=np.int64), 10).tolist() == sorted(set(values))


@settings(deadline=None)
@given(scores=SCORES, name=st.sampled_from(["pagerank", "constraint"]))
def test_ranks_count_all_that_are_better(scores: list[float], name: str) -> None:
    """Scores without a value come last, ascending measures begin with the least, roundings tie."""
    measure = get_measure(name)
    sign = -1 if measure.descending else 1
    keys = [inf if isnan(each) else sign * float(f"{each:.11e}") for each in scores]
    unvalued = [isnan(each) for each in scores]
    found = np.array(scores, dtype=np.float64)
    wanted = [1 + sum(other < key for other in keys) for key in keys]
    assert ranks(found, measure).tolist() == wanted
    assert ordered(found, measure).tolist() == sorted(range(len(keys)), key=lambda place: (keys[place], place))
    assert all(
        wanted[i] > wanted[j] for i in range(len(keys)) if unvalued[i] for j in range(len(keys)) if keys[j] < inf
    )


def test_numbers_of_groups_come_in_their_own_order() -> None:
    assert ranks(np.array([2.0, 1.0, 2.0]), get_measure("louvain")).tolist() == [2, 1, 2]


def test_a_measure_gets_the_network_turned_as_it_wants() -> None:
    network = make_network(("a", "b", "c"), [0, 1], [1, 2], [2.0, 3.0], directed=True)
    control, settings = get_projection("control"), Settings()
    standing = replace(get_measure("pagerank"), directions="standing", weighted=False)
    assert same(orient(network, control, standing, settings), network.reversed().unweighted())
    target = control.model_copy(update={"standing": "target"})
    assert same(orient(network, target, standing, Settings(weighted=True)), network)
    assert same(orient(network, control, get_measure("core"), settings), network.undirected().unweighted())
    assert same(orient(network, control, get_measure("strength"), settings), network)
    assert same(orient(network, control, get_measure("strength"), Settings(weighted=False)), network.unweighted())
    with pytest.raises(UsageError, match="in-degree needs directions, and alliances has none"):
        orient(network.undirected(), get_projection("alliances"), get_measure("in-degree"), settings)


@pytest.mark.parametrize("name", ["degree", "edge-betweenness", "constraint", "louvain", "strength"])
def test_a_ranking_names_the_best_first(bundled: Alliance, name: str) -> None:
    found = rank(bundled.at("2025-07-09").project("control"), get_measure(name))
    subjects = [found.subject(place) for place in found.order]
    assert sorted(subjects) == sorted(set(subjects))
    assert len(subjects) == (found.network.size if name == "edge-betweenness" else found.network.order)
    keys = [found.score[place] for place in found.order.tolist()]
    valued = [key for key in keys if not isnan(key)]
    descending = get_measure(name).descending and not get_measure(name).classes
    assert valued == pytest.approx(sorted(valued, reverse=descending))
    assert keys[: len(valued)] == valued
    assert found.ranks.tolist() == sorted(found.ranks.tolist())


def test_what_networkx_cannot_say_is_told_in_one_line() -> None:
    empty = make_network((), [], [], [], directed=True)
    alone = make_network(("a", "b"), [0], [1], [1.0], directed=True)
    control = get_projection("control")
    with pytest.raises(MeasureError, match="the network has no nodes"):
        scorer(control, get_measure("pagerank"), Settings(), "networkx")(empty)
    with pytest.raises(MeasureError, match="eigenvector by networkx: "):
        scorer(control, get_measure("eigenvector"), Settings(), "networkx")(alone)


def test_both_backends_agree_on_the_bundled_network(bundled: Alliance) -> None:
    """But for groups, which networkx draws at random, and eigenvectors, which have no value without a cycle."""
    projected = bundled.at("2025-07-09").project("control")
    settings = Settings(restart=("huawei",), grouping=dict(zip(projected.nodes, projected.kinds, strict=True)))
    skipped = {"louvain", "leiden", "label-propagation", "eigenvector"}
    for measure in measures().values():
        if measure.name not in skipped:
            one, other = (rank(projected, measure, settings, backend).score for backend in ("arrays", "networkx"))
            assert one.tolist() == pytest.approx(other.tolist(), abs=1e-9, nan_ok=True), measure.name
