"""Shapley values against brute force over all orders, and the axioms that single them out."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations
from math import fsum

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance import Alliance
from graph.attribution.contributions import Contributions, leave_one_out
from graph.attribution.shapley import shapley
from graph.centrality.measures import Scores, Settings
from graph.centrality.registry import get_measure
from graph.network import Network
from graph.projections.edges import Edges
from graph.ranking import Scorer, scorer
from ontology.errors import MeasureError, UnknownName, UsageError
from tests.graph.edge_samples import NODES, Row, edges_of, rows_and_truth

MANY = [Row(0, 1 + number % 4, (number, (number * 7 + 3) % 14), 1 + number % 3, number % 2) for number in range(14)]
"""Edges on fourteen statements, more than are enumerated."""


def reach(network: Network) -> Scores:
    """Score a node by how many others it reaches: not a sum over edges."""
    graph = network.to_networkx()
    return Scores({"reach": np.array([float(len(nx.descendants(graph, node))) for node in network.nodes])})


def strength(edges: Edges) -> Scorer:
    return scorer(edges.projection, get_measure("out-strength"), Settings())


def values(found: Contributions) -> dict[str, float]:
    return {item.statement: item.value for item in found.items}


def total(found: Contributions) -> float:
    return fsum(item.value for item in found.items)


def strength_by_hand(rows: Sequence[Row], true: set[int]) -> Fraction:
    """The weights out of the first node: the strongest of each target and facet, facets added."""
    best: dict[tuple[int, int], Fraction] = {}
    for row in rows:
        if row.source == 0 and true.issuperset(row.leaves):
            key = row.target, row.facet
            best[key] = max(best.get(key, Fraction(0)), Fraction(row.strength))
    return sum(best.values(), Fraction(0))


def reach_by_hand(rows: Sequence[Row], true: set[int]) -> Fraction:
    seen, todo = {0}, [0]
    while todo:
        here = todo.pop()
        near = {row.target for row in rows if row.source == here and true.issuperset(row.leaves)} - seen
        seen |= near
        todo += near
    return Fraction(len(seen) - 1)


@given(rows_and_truth(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_few_statements_get_what_they_add_on_average_over_all_orders(
    drawn: tuple[list[Row], list[float]], linear: bool
) -> None:
    rows, truth = drawn
    edges = edges_of(rows, [1.0] * len(truth))
    by_hand = strength_by_hand if linear else reach_by_hand
    players = sorted({leaf for row in rows for leaf in row.leaves})
    expected = dict.fromkeys(players, Fraction(0))
    orders = list(permutations(players))
    for order in orders:
        for place, player in enumerate(order):
            before, after = set(order[:place]), set(order[: place + 1])
            expected[player] += (by_hand(rows, after) - by_hand(rows, before)) / len(orders)
    found = shapley(edges, strength(edges) if linear else reach, NODES[0])
    assert (found.method, found.samples, found.error) == ("shapley-exact", 0, 0.0)
    assert values(found) == pytest.approx({f"s{player:02}": float(share) for player, share in expected.items()})
    assert found.baseline == float(by_hand(rows, set()))


@given(rows_and_truth(players=16, least=4), st.integers(0, 99), st.sampled_from([1, 40, 400]))
@settings(max_examples=40, deadline=None)
def test_values_add_up_to_the_score_less_the_baseline(
    drawn: tuple[list[Row], list[float]], seed: int, limit: int
) -> None:
    edges = edges_of(*drawn)
    for score in (strength(edges), reach):
        for node in NODES[:2]:
            found = shapley(edges, score, node, seed=seed, limit=limit)
            assert total(found) == pytest.approx(found.score - found.baseline, abs=1e-9)


@pytest.mark.parametrize("projection", ["control", "companies", "channels"])
@pytest.mark.parametrize("name", ["degree", "pagerank"])
def test_values_add_up_on_real_networks(bundled: Alliance, projection: str, name: str) -> None:
    edges = bundled.project(projection)
    score = scorer(edges.projection, get_measure(name), Settings())
    found = shapley(edges, score, "huawei", tolerance=0.1)
    assert total(found) == pytest.approx(found.score - found.baseline, abs=1e-9)
    assert found.score == next(iter(score(edges.network).columns.values()))[edges.network.place("huawei")]


def test_drawn_orders_come_near_the_exact_values() -> None:
    """Each statement past the twelfth carries an edge of its own, so the rest can be enumerated without it."""
    few = [Row(0, 1 + n % 3, ((n * 5) % 11, (n * 3 + 1) % 11), 1 + n % 4, n % 2) for n in range(11)]
    alone = [Row(1, 4, (number,), 1.0) for number in range(11, 15)]
    exact = values(shapley(edges := edges_of(few, [1.0] * 11), strength(edges), NODES[0]))
    edges = edges_of([*few, *alone], [1.0] * 15)
    found = shapley(edges, strength(edges), NODES[0], tolerance=0.004)
    assert found.method == "shapley-sampled"
    assert found.error <= 0.004 * (found.score - found.baseline)
    for item in found.items:
        assert abs(item.value - exact.get(item.statement, 0.0)) <= 4 * item.error
    assert len([item for item in found.items if item.error > 0]) >= 8


def test_what_two_statements_say_alike_they_share() -> None:
    edges = edges_of([Row(0, 1, (0,), 2.0), Row(0, 1, (1,), 2.0), Row(0, 2, (2,), 1.0)], [1.0] * 3)
    found = shapley(edges, strength(edges), NODES[0])
    assert values(found) == {"s00": 1.0, "s01": 1.0, "s02": 1.0}
    assert found.notes == ("2 statements share what they bring with others that carry the same edges",)
    alone = leave_one_out(edges, strength(edges), NODES[0])
    assert values(alone) == {"s02": 1.0, "s00": 0.0, "s01": 0.0}
    assert alone.notes == (
        "2 statements change nothing alone, because others carry the same edges; "
        "Shapley values share out what they bring",
    )


def test_an_order_and_its_reverse_settle_at_once_which_of_two_comes_first() -> None:
    """Each of two that say the same is first in one order of a pair, so that nothing is left to chance."""
    edges = edges_of([Row(0, number % 4 + 1, (number,), 1.0, number // 4 % 2) for number in range(16)], [1.0] * 16)
    found = shapley(edges, strength(edges), NODES[0])
    assert found.method == "shapley-sampled"
    assert values(found) == {f"s{number:02}": 0.5 for number in range(16)}
    assert (found.error, found.samples) == (0.0, 32)


def test_statements_that_are_only_needed_together_share_too() -> None:
    edges = edges_of([Row(0, 1, (0, 1, 2), 3.0)], [1.0] * 3)
    assert values(shapley(edges, strength(edges), NODES[0])) == pytest.approx({"s00": 1.0, "s01": 1.0, "s02": 1.0})
    assert values(leave_one_out(edges, strength(edges), NODES[0])) == {"s00": 3.0, "s01": 3.0, "s02": 3.0}


def test_a_statement_that_never_matters_gets_nothing_and_one_without_an_edge_is_not_named() -> None:
    edges = edges_of([Row(0, 1, (0,)), Row(2, 3, (1,))], [1.0] * 3)
    assert values(shapley(edges, strength(edges), NODES[0])) == {"s00": 1.0, "s01": 0.0}
    many = edges_of([*MANY, Row(2, 3, (14,))], [1.0] * 16)
    found = values(shapley(many, strength(many), NODES[0]))
    assert found["s14"] == 0.0
    assert "s15" not in found


def test_an_edge_that_rests_on_nothing_belongs_to_the_baseline() -> None:
    edges = edges_of([Row(0, 1, (), 4.0), Row(0, 2, (0,), 1.0)], [1.0])
    found = shapley(edges, strength(edges), NODES[0])
    assert (found.score, found.baseline, values(found)) == (5.0, 4.0, {"s00": 1.0})


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    edges = edges_of(MANY, [1.0] * 14)
    first, again, other = (shapley(edges, strength(edges), NODES[0], seed=seed) for seed in (1, 1, 2))
    assert repr(first) == repr(again)
    assert repr(first) != repr(other)


def test_a_limit_that_is_reached_is_told() -> None:
    edges = edges_of(MANY, [1.0] * 14)
    found = shapley(edges, strength(edges), NODES[0], tolerance=1e-6, limit=100)
    assert found.error > 1e-6 * found.score
    assert found.notes[0].startswith("stopped after about 100 sets of statements with a standard error of ")


def test_a_network_without_a_value_counts_nothing_and_is_told() -> None:
    def picky(network: Network) -> Scores:
        if network.size < 2:
            raise MeasureError("too few edges")
        return Scores({"size": np.full(network.order, float(network.size))})

    edges = edges_of([Row(0, 1, (0,)), Row(0, 2, (1,)), Row(0, 3, (2,))], [1.0] * 3)
    found = shapley(edges, picky, NODES[0])
    assert values(found) == pytest.approx({"s00": 1.0, "s01": 1.0, "s02": 1.0})
    assert found.notes == ("networks on which the measure has no value for ann count 0: 4 of 8",)


def test_what_cannot_be_explained_is_told_in_a_line() -> None:
    edges = edges_of(MANY, [1.0] * 14)
    for explain in (shapley, leave_one_out):
        with pytest.raises(UnknownName, match="no node of the network is called 'annn'; did you mean ann"):
            explain(edges, strength(edges), "annn")
        with pytest.raises(MeasureError, match="has no edges as of 2025-07-09"):
            explain(edges_of([], [1.0]), strength(edges), NODES[0])
        with pytest.raises(MeasureError, match="the measure has no value for ann"):
            explain(edges, lambda network: Scores({"x": np.full(network.order, np.nan)}), NODES[0])
        bridges = scorer(edges.projection, get_measure("edge-betweenness"), Settings())
        with pytest.raises(UsageError, match="this measure scores edges"):
            explain(edges, bridges, NODES[0])
    for tolerance in (0.0, -1.0, float("nan"), float("inf")):
        with pytest.raises(UsageError, match="tolerance must be a positive number"):
            shapley(edges, strength(edges), NODES[0], tolerance=tolerance)
    with pytest.raises(UsageError, match="limit must be at least 1; it is 0"):
        shapley(edges, strength(edges), NODES[0], limit=0)
