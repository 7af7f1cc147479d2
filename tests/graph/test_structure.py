from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.centrality import brokerage, clustering, cohesion, communities, cores, cuts, structural_holes, triangles
from graph.centrality.blocks import iter_blocks
from graph.centrality.depth_first import depth_first, is_depth_first, search
from graph.centrality.measures import Measure, Settings
from graph.network import Network, make_network
from ontology.errors import MeasureError
from tests.graph.known_graphs import edgeless, florentine, karate, kite, networks

MODULES = (cores, clustering, structural_holes, brokerage, cuts, cohesion, communities)
MEASURES = {measure.name: measure for module in MODULES for measure in module.MEASURES}
EXACT = sorted(MEASURES.keys() - {"louvain", "leiden"})


def told(network: Network, measure: Measure) -> Network:
    return network.undirected() if measure.directions == "ignored" else network


def grouped(network: Network) -> Settings:
    """Three groups, and one node in four without any."""
    return Settings(grouping={node: "abc"[place % 3] for place, node in enumerate(network.nodes) if place % 4 != 3})


def expected(measure: Measure, network: Network, chosen: Settings) -> dict[str, list[float]]:
    names = [*zip(network.source.tolist(), network.target.tolist(), strict=True)]
    pairs = [(network.nodes[u], network.nodes[v]) for u, v in names]
    subjects: list[Any] = list(network.nodes) if measure.subject == "nodes" else pairs
    found: Mapping[str, Mapping[Any, float]] = measure.oracle(network.to_networkx(), chosen)
    return {column: [values[subject] for subject in subjects] for column, values in found.items()}


def assert_agree(measure: Measure, network: Network) -> None:
    chosen = grouped(network)
    computed = measure.compute(network, chosen).columns
    wanted = expected(measure, network, chosen)
    assert list(computed) == list(wanted)
    for column, values in wanted.items():
        assert computed[column].dtype == np.float64
        assert computed[column].tolist() == pytest.approx(values, rel=1e-9, abs=1e-9, nan_ok=True), column


@pytest.mark.parametrize("name", [name for name in EXACT if name != "k-components"])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_arrays_and_networkx_agree_on_random_networks(name: str, data: st.DataObject) -> None:
    measure = MEASURES[name]
    assert_agree(measure, told(data.draw(networks(most=12)), measure))


@pytest.mark.parametrize("name", EXACT)
def test_arrays_and_networkx_agree_on_known_networks(name: str) -> None:
    for network in (karate(), karate(weighted=True), florentine(), kite()):
        assert_agree(MEASURES[name], network)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
@pytest.mark.parametrize("directed", [False, True])
def test_a_network_without_nodes_is_an_error_of_one_line(measure: Measure, directed: bool) -> None:
    with pytest.raises(MeasureError, match=r"^the network has no nodes$"):
        measure.compute(told(edgeless(0, directed), measure), Settings())


ALONE: dict[str, float] = dict.fromkeys(MEASURES, 0.0) | {
    name: float("nan") for name in ("constraint", "effective-size", "efficiency", "hierarchy")
}


@pytest.mark.parametrize("name", sorted(MEASURES.keys() - {"bridges"}))
@pytest.mark.parametrize("order", [1, 3])
@pytest.mark.parametrize("directed", [False, True])
def test_nodes_without_edges_have_the_score_of_their_convention(name: str, order: int, directed: bool) -> None:
    measure = MEASURES[name]
    network = told(edgeless(order, directed), measure)
    scores = measure.compute(network, Settings(grouping=dict.fromkeys(network.nodes, "all")))
    wanted = [float(place + 1) for place in range(order)] if measure.classes else [ALONE[name]] * order
    assert next(iter(scores.columns.values())).tolist() == pytest.approx(wanted, nan_ok=True)
    if name in ("constraint", "effective-size", "efficiency", "hierarchy"):
        assert scores.notes == (f"{order} of {order} nodes have too few contacts for a score",)


def test_bridges_of_a_network_without_edges_are_none() -> None:
    scores = cuts.bridges(edgeless(3), Settings())
    assert {column: values.tolist() for column, values in scores.columns.items()} == {"bridge": [], "cut-off": []}


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_the_same_network_and_seed_give_the_same_bytes(measure: Measure) -> None:
    found = []
    for _ in range(2):
        network = karate(weighted=True)
        scores = measure.compute(network, Settings(seed=3, grouping=dict.fromkeys(network.nodes, "all")))
        found.append(([values.tobytes() for values in scores.columns.values()], scores.notes, dict(scores.summary)))
    assert found[0] == found[1]


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_measures_say_what_they_are_in_two_languages(measure: Measure) -> None:
    assert measure.title
    assert any("\u4e00" <= sign <= "\u9fff" for sign in measure.title_zh)
    assert any(sign.isdigit() for sign in measure.literature)


@settings(max_examples=60, deadline=None)
@given(network=networks(directed=False), wedges=st.integers(1, 9), bits=st.integers(1, 6))
def test_each_triangle_is_listed_once_with_its_edges(network: Network, wedges: int, bits: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(triangles, "WEDGES", wedges)
        patch.setattr(triangles, "HASH_BITS", bits)
        found = triangles.list_triangles(network)
    edges = set(zip(network.source.tolist(), network.target.tolist(), strict=True))
    three = [(u, v, w) for u, v in sorted(edges) for w in range(v + 1, network.order) if {(u, w), (v, w)} <= edges]
    assert sorted(tuple(sorted(corners)) for corners in found.corners.T.tolist()) == three
    for x, y, z, xy, xz, yz in found.sides():
        for ends, edge in (((x, y), xy), ((x, z), xz), ((y, z), yz)):
            assert np.array_equal(network.source[edge], np.minimum(*ends))
            assert np.array_equal(network.target[edge], np.maximum(*ends))


def test_sides_are_all_six_orders_of_the_corners() -> None:
    found = triangles.list_triangles(kite())
    orders = sorted(tuple(int(corner[0]) for corner in side[:3]) for side in found.sides())
    assert len(set(orders)) == 6


@settings(max_examples=100, deadline=None)
@given(network=networks(directed=False, most=20))
def test_both_searches_are_depth_first(network: Network) -> None:
    assert is_depth_first(network, depth_first(network))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("graph.centrality.depth_first.STEPS", 0)
        assert is_depth_first(network, depth_first(network))


@settings(max_examples=100, deadline=None)
@given(network=networks(directed=False, most=20))
def test_blocks_are_the_biconnected_components_of_networkx(network: Network) -> None:
    wanted = nx.biconnected_component_edges(network.to_networkx())
    found = []
    for block, places in iter_blocks(network):
        assert block.nodes == tuple(network.nodes[place] for place in places)
        found.append({(block.nodes[u], block.nodes[v]) for u, v in zip(block.source, block.target, strict=True)})
    assert sorted(map(sorted, found)) == sorted(sorted((min(e), max(e)) for e in edges) for edges in wanted)


def test_a_search_by_breadth_is_noticed_and_done_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """On the cycle 0-1-2-3 a search by breadth gives 1 and 3 the parent 0, though 2 joins them."""
    cycle = make_network("abcd", [0, 1, 2, 3], [1, 2, 3, 0], [1.0] * 4, directed=False)
    answers = np.array([4, 0, 1, 3, 2]), np.array([4, 0, 1, 0, -1])
    monkeypatch.setattr("graph.centrality.depth_first._library_search", lambda *_: answers)
    assert depth_first(cycle).parent.tolist() == [4, 0, 1, 2]
    assert cuts.articulation(cycle, Settings()).columns["articulation"].tolist() == [0.0] * 4
    assert cuts.bridges(cycle, Settings()).columns["bridge"].tolist() == [0.0] * 4


def test_the_own_search_takes_neighbours_in_their_order() -> None:
    """Rows: 0 → 1, 2; 1 → 0; 2 → 0; 3 → 0, the start."""
    order, parent = search(np.array([0, 2, 3, 4, 5]), np.array([1, 2, 0, 0, 0]))
    assert (order.tolist(), parent.tolist()) == ([3, 0, 1, 2], [3, 0, 0, -1])
