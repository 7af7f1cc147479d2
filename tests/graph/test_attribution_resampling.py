"""Error bars against distributions that are known by hand."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb, sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance import Alliance
from graph.attribution import resampling
from graph.attribution.drawing import iter_present
from graph.attribution.resampling import Interval, Intervals, resample
from graph.centrality.measures import Scores, Settings
from graph.centrality.registry import get_measure
from graph.network import Network
from graph.projections.edges import Edges
from graph.ranking import ranks, scorer
from ontology.errors import MeasureError, UsageError
from tests.graph.edge_samples import NODES, Row, edges_of, rows_and_truth


def resampled(edges: Edges, name: str = "out-degree", **options: Any) -> Intervals:
    measure = get_measure(name)
    return resample(edges, measure, scorer(edges.projection, measure, Settings()), **options)


def by_node(found: Intervals) -> dict[str, Interval]:
    return {row.node: row for row in found.rows}


def near(share: float, expected: float, samples: int) -> bool:
    """Tell whether a share of samples is within four standard errors of what is expected."""
    return abs(share - expected) <= 4 * sqrt(expected * (1 - expected) / samples)


@given(rows_and_truth(), st.sampled_from(["degree", "out-strength", "pagerank", "betweenness"]), st.integers(0, 9))
@settings(max_examples=40, deadline=None)
def test_what_is_sure_has_no_width(drawn: tuple[list[Row], list[float]], name: str, seed: int) -> None:
    edges = edges_of(drawn[0], [1.0] * len(drawn[1]))
    found = resampled(edges, name, samples=7, seed=seed)
    assert found.notes == ()
    for row in found.rows:
        assert (row.low, row.high) == (row.score, row.score)
        assert (row.rank_low, row.rank_high, row.top) == (row.rank, row.rank, float(row.rank <= 3))


def test_the_degree_of_one_unsure_edge_is_a_coin() -> None:
    edges = edges_of([Row(0, 1, (0,)), Row(2, 3, (1,))], [0.3, 1.0])
    found = by_node(resampled(edges, samples=4000, top=1))
    assert near(found["ann"].top, 0.3, 4000)
    assert found["ann"] == Interval("ann", 1.0, 0.0, 1.0, 1, 1, 2, found["ann"].top)
    assert found["cid"] == Interval("cid", 1.0, 1.0, 1.0, 1, 1, 1, 1.0)
    assert found["bob"] == Interval("bob", 0.0, 0.0, 0.0, 3, 2, 3, 0.0)


@pytest.mark.parametrize(("truth", "timing"), [(0.6, 1.0), (0.8, 0.75), (1.0, 0.6)])
def test_the_degree_of_several_unsure_edges_is_binomial(truth: float, timing: float) -> None:
    edges = edges_of([Row(0, target, (target - 1,)) for target in (1, 2, 3, 4)], [truth] * 4, [timing] * 4)
    drawn = np.array([present.sum() for present in iter_present(edges, 5000, 3)])
    for count in range(5):
        expected = comb(4, count) * 0.6**count * 0.4 ** (4 - count)
        assert near(float(np.mean(drawn == count)), expected, 5000)
    row = by_node(resampled(edges, samples=5000, seed=3, level=0.5))["ann"]
    assert (row.low, row.high) == (2.0, 3.0)  # P(X ≤ 1) = 0.179, P(X ≤ 2) = 0.525, P(X ≤ 3) = 0.870


def test_each_edge_is_there_as_often_as_what_it_rests_on_is_so() -> None:
    rows = [Row(0, 1, (0,)), Row(0, 2, (1,)), Row(0, 3, (2,)), Row(0, 4, (0, 1))]
    edges = edges_of(rows, [0.2, 0.9, 0.5], [1.0, 0.5, 1.0])
    drawn = np.array(list(iter_present(edges, 4000, 1))).mean(axis=0)
    for share, expected in zip(drawn.tolist(), (0.2, 0.45, 0.5, 0.18), strict=True):
        assert near(share, expected, 4000)


def test_edges_that_rest_on_one_statement_are_there_together() -> None:
    edges = edges_of([Row(0, 1, (0,)), Row(0, 2, (0,)), Row(0, 3, (1, 0)), Row(0, 4, (2,))], [0.5] * 3, [0.5] * 3)
    drawn = np.array(list(iter_present(edges, 2000, 0)))
    assert (drawn[:, 0] == drawn[:, 1]).all()
    assert 0 < drawn[:, 0].mean() < 1
    assert near(float(drawn[:, 0].mean()), 0.25, 2000)
    assert near(float((drawn[:, 0] & drawn[:, 3]).mean()), 1 / 16, 2000)
    together = edges_of([Row(0, 1, (0, 1)), Row(0, 2, (0,))], [0.5, 0.5])
    implied = np.array(list(iter_present(together, 500, 0)))
    assert (implied[:, 0] <= implied[:, 1]).all()


@given(rows_and_truth(), st.sampled_from([0.5, 0.8, 0.9]), st.integers(1, 60), st.integers(1, 4))
@settings(max_examples=40, deadline=None)
def test_intervals_are_the_quantiles_of_the_samples(
    drawn: tuple[list[Row], list[float]], level: float, samples: int, top: int
) -> None:
    edges, measure = edges_of(*drawn), get_measure("out-strength")
    score = scorer(edges.projection, measure, Settings())
    scores = np.array(
        [score(edges.among(present, sure=True)).columns["out-strength"] for present in iter_present(edges, samples, 5)]
    )
    places = np.array([ranks(row, measure) for row in scores])
    found = resample(edges, measure, score, samples, 5, level, top)
    for column, row in enumerate(found.rows):
        assert (row.low, row.high) == quantiles(scores[:, column].tolist(), level)
        assert (row.rank_low, row.rank_high) == quantiles(places[:, column].tolist(), level)
        assert row.top == pytest.approx(np.mean(places[:, column] <= top))
    assert (found.samples, found.level, found.top) == (samples, level, top)


def quantiles(values: Sequence[float], level: float) -> tuple[float, float]:
    """The smallest value that is not exceeded by at least the share of samples, both shares in turn."""
    shares = ((1 - level) / 2, (1 + level) / 2)
    low, high = (
        min(v for v in values if sum(w <= v for w in values) >= share * len(values) - 1e-9) for share in shares
    )
    return low, high


def test_many_samples_at_once_are_those_that_a_few_at_a_time_are(monkeypatch: pytest.MonkeyPatch) -> None:
    edges = edges_of([Row(0, n, (n - 1, n)) for n in (1, 2, 3, 4)], [0.5] * 5)
    whole = resampled(edges, samples=100)
    for module in ("drawing", "resampling"):
        monkeypatch.setattr(f"graph.attribution.{module}._AT_ONCE", 7)
    assert repr(resampled(edges, samples=100)) == repr(whole)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(bundled: Alliance) -> None:
    edges = bundled.project("control")
    first, again, other = (resampled(edges, "pagerank", samples=60, seed=seed) for seed in (4, 4, 5))
    assert repr(first) == repr(again)
    assert repr(first) != repr(other)


def test_samples_without_a_value_count_nothing_and_are_told() -> None:
    def picky(network: Network) -> Scores:
        if not network.size:
            raise MeasureError("no edges")
        return Scores({"x": np.arange(1.0, 1.0 + network.order)})

    edges = edges_of([Row(0, 1, (0,))], [0.5])
    found = resample(edges, get_measure("degree"), picky, samples=400, top=1)
    empty = sum(not present.any() for present in iter_present(edges, 400, 0))
    assert found.notes == (f"the measure has no value in {empty} of 400 samples; there every node scores 0",)
    assert [row.top for row in found.rows] == pytest.approx([empty / 400] * 4 + [1.0])


def test_a_node_without_a_score_in_a_sample_is_last_there() -> None:
    def partial(network: Network) -> Scores:
        degree = np.bincount(network.source, minlength=network.order).astype(float)
        return Scores({"x": np.where(degree > 0, degree, np.nan)})

    edges = edges_of([Row(0, 1, (0,)), Row(2, 1, (1,)), Row(2, 3, (1,))], [0.5, 1.0])
    found = resample(edges, get_measure("degree"), partial, samples=200)
    row = by_node(found)["ann"]
    assert (row.low, row.high, row.rank_low, row.rank_high) == (1.0, 1.0, 2, 2)
    assert np.isnan(by_node(found)["dot"].low)
    assert found.notes == (
        "nodes without a score in some samples: 4; they rank last there, and their intervals are over the others",
    )


def test_a_score_that_its_samples_never_reach_is_told() -> None:
    rows = [Row(0, target, (target - 1,)) for target in (1, 2, 3, 4)]
    found = resampled(edges_of(rows, [0.25] * 4), samples=300)
    assert [row.node for row in found.rows if row.score > row.high] == ["ann"]
    assert found.notes == (
        "scores outside of their intervals: 1; a score counts every edge that there may be, by its weight, "
        "a sample only those that it draws, in full",
    )


def test_what_has_no_error_bars_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    edges = edges_of([Row(0, 1, (0,))], [0.5])
    wrong: list[tuple[str, dict[str, Any], str]] = [
        ("edge-betweenness", {}, "edge-betweenness scores edges, and error bars are for nodes"),
        ("louvain", {}, "louvain finds groups, which have no order"),
        ("degree", {"samples": 0}, "number of samples must be at least 1; it is 0"),
        ("degree", {"level": 0.0}, "level must be between 0 and 1, such as 0.9; it is 0.0"),
        ("degree", {"level": 1.0}, "level must be between 0 and 1, such as 0.9; it is 1.0"),
        ("degree", {"level": float("nan")}, "level must be between 0 and 1, such as 0.9; it is nan"),
        ("degree", {"top": 0}, "number of ranks on top must be at least 1; it is 0"),
    ]
    for name, options, message in wrong:
        with pytest.raises(UsageError, match=message):
            resampled(edges, name, **options)
    with pytest.raises(MeasureError, match="has no edges as of 2025-07-09"):
        resampled(edges_of([], [1.0]))
    monkeypatch.setattr(resampling, "MOST_SCORES", len(NODES) * 10)
    assert resampled(edges, samples=10).samples == 10
    with pytest.raises(UsageError, match="5 nodes leave room for 10 samples; ask for fewer than 11"):
        resampled(edges, samples=11)
