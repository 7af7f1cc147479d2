"""Exposure beside sums over paths, and beside an inverse."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.influence import exposure as module
from graph.influence.exposure import exposure
from graph.network import Network, make_network
from ontology.errors import MeasureError, UnknownName, UsageError
from tests.graph.known_graphs import directed_cycle, edgeless, networks, star


def supply() -> Network:
    """Return: huawei leads seres (3) and luxeed (1), chery leads luxeed (1), seres leads aito (4), huawei aito (1)."""
    names = ("aito", "chery", "huawei", "luxeed", "seres")
    return make_network(names, [2, 2, 1, 4, 2], [4, 3, 3, 0, 0], [3.0, 1.0, 1.0, 4.0, 1.0], True)


def test_a_brand_depends_on_a_company_directly_and_through_another() -> None:
    found = exposure(supply(), ["aito", "luxeed"], ["huawei", "seres", "chery"], damping=0.5)
    assert found.direct.tolist() == [[0.2, 0.8, 0.0], [0.5, 0.0, 0.5]]
    assert found.total.tolist() == [[pytest.approx(0.2 + 0.5 * 0.8 * 1.0), 0.8, 0.0], [0.5, 0.0, 0.5]]
    assert found.indirect[0].tolist() == pytest.approx([0.4, 0.0, 0.0])
    assert found.nodes == ("aito", "chery", "huawei", "luxeed", "seres")
    assert found.driving.tolist() == pytest.approx([0.0, 0.5, 0.6 + 0.5 + 1.0, 0.0, 0.8])
    assert found.dependence.tolist() == pytest.approx([1.4, 0.0, 0.0, 1.0, 1.0])


def shares_by_hand(network: Network) -> dict[tuple[int, int], float]:
    graph = network.to_networkx().to_directed()
    incoming = {node: sum(data["weight"] for _, _, data in graph.in_edges(node, data=True)) for node in graph}
    return {(network.place(u), network.place(v)): data["weight"] / incoming[v] for u, v, data in graph.edges(data=True)}


@given(networks(most=7, directed=True), st.sampled_from((0.0, 0.3, 0.85, 1.0)))
@settings(max_examples=50, deadline=None)
def test_without_circles_exposure_is_the_sum_over_paths(network: Network, damping: float) -> None:
    forward = network.source < network.target
    acyclic = make_network(
        network.nodes, network.source[forward], network.target[forward], network.weight[forward], True
    )
    shares = shares_by_hand(acyclic)
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(acyclic.order))
    graph.add_edges_from(shares)
    expected = np.zeros((acyclic.order, acyclic.order))
    for start in range(acyclic.order):
        for end in range(start + 1, acyclic.order):
            for path in nx.all_simple_paths(graph, start, end):
                steps = [shares[step] for step in pairwise(path)]
                expected[end, start] += damping ** (len(steps) - 1) * float(np.prod(steps))
    found = exposure(acyclic, acyclic.nodes, acyclic.nodes, damping)
    np.testing.assert_allclose(found.total, expected, atol=1e-12)


@given(networks(most=9), st.sampled_from((0.1, 0.5, 0.85)))
@settings(max_examples=50, deadline=None)
def test_exposure_is_the_inverse_of_leontief_by_the_damping(network: Network, damping: float) -> None:
    dense = np.zeros((network.order, network.order))
    for (origin, end), share in shares_by_hand(network).items():
        dense[origin, end] = share
    unit = np.eye(network.order)
    expected = (np.linalg.inv(unit - damping * dense) - unit) / damping
    found = exposure(network, network.nodes, network.nodes, damping)
    np.testing.assert_allclose(found.direct, dense.T, atol=1e-15)
    np.testing.assert_allclose(found.total, expected.T, atol=1e-10)
    np.testing.assert_allclose(found.driving, expected.sum(axis=1), atol=1e-10)
    np.testing.assert_allclose(found.dependence, expected.sum(axis=0), atol=1e-10)
    assert (found.indirect >= 0).all()
    again = exposure(network, network.nodes, network.nodes, damping)
    assert found.total.tobytes() == again.total.tobytes()


def test_what_comes_back_in_a_circle_counts_each_time() -> None:
    found = exposure(directed_cycle(2), ["0"], ["0", "1"], damping=0.5)
    assert found.direct.tolist() == [[0.0, 1.0]]
    assert found.total[0].tolist() == pytest.approx([0.5 / (1 - 0.25), 1 / (1 - 0.25)])


def test_rows_in_blocks_are_the_same_rows_within_the_tolerance(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = exposure(star(), star().nodes, star().nodes)
    monkeypatch.setattr(module, "CELLS", 7)
    np.testing.assert_allclose(exposure(star(), star().nodes, star().nodes).total, whole.total, atol=1e-12)


def test_a_node_without_anything_coming_in_depends_on_nobody() -> None:
    found = exposure(edgeless(2, directed=True), ["0"], ["1"])
    assert (found.direct.tolist(), found.total.tolist(), found.driving.tolist()) == ([[0.0]], [[0.0]], [0.0, 0.0])


def test_what_has_no_exposure_is_refused_in_one_line() -> None:
    with pytest.raises(UnknownName, match=r"no node of the network is called 'aitto'; did you mean aito\?"):
        exposure(supply(), ["aitto"], ["huawei"])
    with pytest.raises(UsageError, match="name at least one node"):
        exposure(supply(), [], ["huawei"])
    with pytest.raises(UsageError, match=r"^the damping is 1\.5; it must lie between 0 and 1, say 0\.85$"):
        exposure(supply(), ["aito"], ["huawei"], damping=1.5)
    with pytest.raises(UsageError, match="the damping is nan"):
        exposure(supply(), ["aito"], ["huawei"], damping=float("nan"))
    with pytest.raises(MeasureError, match="does not converge with damping 1; use a smaller one"):
        exposure(directed_cycle(3), ["0"], ["1"], damping=1.0)
