"""Likely ties beside NetworkX, and their back-test beside a count of all comparisons."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations
from math import log
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph.network import Network, from_networkx, make_network
from graph.proximity import pairs as module
from graph.proximity.back_testing import BackTest, back_test
from graph.proximity.pairs import MEASURES, Sides
from graph.proximity.partners import likely_links
from ontology.errors import MeasureError, UnknownName, UsageError
from tests.graph.known_graphs import complete, directed_path, edgeless, karate, networks, path, star

measures = st.sampled_from(sorted(MEASURES))


def free_pairs(network: Network, between: Sides | None) -> list[tuple[str, str]]:
    graph = network.undirected().to_networkx()
    return [
        (u, v)
        for u, v in combinations(network.nodes, 2)
        if not graph.has_edge(u, v)
        and (between is None or (u in between[0] and v in between[1]) or (v in between[0] and u in between[1]))
    ]


def by_networkx(network: Network, measure: str, pairs: list[tuple[str, str]]) -> list[float]:
    graph = network.undirected().to_networkx()
    if measure == "common-neighbours":
        return [float(len(list(nx.common_neighbors(graph, u, v)))) for u, v in pairs]
    functions: dict[str, Callable[[Any, Any], Iterable[tuple[Any, Any, float]]]] = {
        "adamic-adar": nx.adamic_adar_index,
        "jaccard": nx.jaccard_coefficient,
        "preferential-attachment": nx.preferential_attachment,
        "resource-allocation": nx.resource_allocation_index,
    }
    return [round(float(score), 10) for _, _, score in functions[measure](graph, pairs)]


def draw_sides(network: Network, data: st.DataObject) -> Sides | None:
    if data.draw(st.booleans()):
        return None
    names = st.frozensets(st.sampled_from(network.nodes))
    return data.draw(names), data.draw(names)


@given(networks(), measures, st.integers(1, 80), st.data())
@settings(max_examples=150, deadline=None)
def test_likely_ties_are_those_of_networkx_best_first(
    network: Network, measure: str, top: int, data: st.DataObject
) -> None:
    between = draw_sides(network, data)
    pairs = free_pairs(network, between)
    scored = sorted(zip(by_networkx(network, measure, pairs), pairs, strict=True), key=lambda row: (-row[0], row[1]))
    expected = [(u, v, score) for score, (u, v) in scored if score > 0][:top]
    found = likely_links(network, measure, top, between)
    assert [(u, v, round(score, 10)) for u, v, score in found] == expected


def test_blocks_of_rows_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {measure: likely_links(karate(), measure, 500) for measure in MEASURES}
    monkeypatch.setattr(module, "BLOCK", 40)
    assert {measure: likely_links(karate(), measure, 500) for measure in MEASURES} == whole


def test_two_leaves_of_a_star_share_its_middle() -> None:
    assert likely_links(star(3), "adamic-adar", 1) == (("1", "2", round(1 / log(3), 12)),)
    assert likely_links(star(3), "common-neighbours", 9, between=(["1"], ["2", "3", "nobody"])) == (
        ("1", "2", 1.0),
        ("1", "3", 1.0),
    )
    assert likely_links(directed_path(3), "jaccard") == (("0", "2", 1.0),)


def test_where_everyone_is_tied_or_nobody_nothing_is_likely() -> None:
    for measure in MEASURES:
        assert likely_links(complete(), measure) == likely_links(edgeless(3), measure) == ()
        assert likely_links(edgeless(0), measure) == ()


def by_comparison(before: Network, after: Network, measure: str, at: int | None, between: Sides | None) -> BackTest:
    """Return the back-test by comparing every positive with every other pair."""
    common = sorted(set(before.nodes) & set(after.nodes))
    known = from_networkx(before.undirected().to_networkx().subgraph(common))
    later = after.undirected().to_networkx()
    pairs = free_pairs(known, between)
    rows = [
        (score, later.has_edge(*pair)) for score, pair in zip(by_networkx(known, measure, pairs), pairs, strict=True)
    ]
    positives, others = [s for s, new in rows if new], [s for s, new in rows if not new]
    wins = sum(1.0 if p > o else 0.5 if p == o else 0.0 for p in positives for o in others)
    depth = min(len(positives) if at is None else at, len(rows))
    average = hits = seen = found = 0.0
    for level in sorted({score for score, _ in rows}, reverse=True):
        group = [new for score, new in rows if score == level]
        taken = min(max(depth - seen, 0), len(group))
        hits += taken * sum(group) / len(group)
        seen, found = seen + len(group), found + sum(group)
        average += sum(group) / len(positives) * found / seen
    unseen = sum(
        1
        for u, v in later.edges()
        if not {u, v} <= set(common)
        and (between is None or (u in between[0] and v in between[1]) or (v in between[0] and u in between[1]))
    )
    return BackTest(
        measure,
        len(rows),
        len(positives),
        unseen,
        wins / (len(positives) * len(others)),
        average,
        depth,
        hits,
        hits / depth,
        len(positives) / len(rows),
    )


def as_numbers(test: BackTest) -> list[float]:
    return [value for key, value in vars(test).items() if key != "measure"]


@st.composite
def earlier_and_later(draw: st.DrawFn) -> tuple[Network, Network]:
    """Draw a network that lost nodes and ties, and one that lost others, so that some nodes and ties are new."""
    whole = draw(networks(most=12))

    def less() -> Network:
        kept = np.array([draw(st.integers(0, 2)) > 0 for _ in range(whole.size)], dtype=np.bool_)
        ends = whole.source[kept], whole.target[kept]
        there = np.array([draw(st.integers(0, 7)) > 0 for _ in range(whole.order)], dtype=np.bool_)
        return make_network(whole.nodes, *ends, whole.weight[kept], whole.directed).part(there)

    return less(), less()


@given(earlier_and_later(), measures, st.sampled_from((None, 1, 4, 99)), st.data())
@settings(max_examples=150, deadline=None)
def test_a_back_test_counts_every_comparison(
    networks_: tuple[Network, Network], measure: str, at: int | None, data: st.DataObject
) -> None:
    before, after = networks_
    between = draw_sides(after, data) if after.order else None
    try:
        found = back_test(before, after, measure, at, between)
    except MeasureError:
        common = set(before.nodes) & set(after.nodes)
        later, known = after.undirected().to_networkx(), before.undirected().to_networkx().subgraph(common)
        new = [later.has_edge(*pair) for pair in free_pairs(from_networkx(known), between)]
        assert not any(new) or all(new)
        return
    expected = by_comparison(before, after, measure, at, between)
    assert as_numbers(found) == pytest.approx(as_numbers(expected), abs=1e-12)


@given(networks(most=10), measures)
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_later_nodes_does_not_matter(network: Network, measure: str) -> None:
    assume(network.size > 1)
    before = make_network(network.nodes, network.source[1:], network.target[1:], network.weight[1:], network.directed)
    turned = make_network(
        network.nodes[::-1],
        network.order - 1 - network.source,
        network.order - 1 - network.target,
        network.weight,
        network.directed,
    )
    try:
        found = back_test(before, network, measure)
    except MeasureError:
        return
    assert back_test(before, turned, measure) == found


def test_a_ranking_that_is_right_has_auc_one_and_equal_scores_half() -> None:
    closed = make_network("0123", [0, 1, 2, 0], [1, 2, 3, 2], [1.0] * 4, False)
    found = back_test(from_networkx(nx.path_graph(4)), closed, "common-neighbours")
    assert (found.candidates, found.positives, found.auc, found.hits) == (3, 1, 0.75, 0.5)
    open_ = back_test(edgeless(4), path(4), "preferential-attachment")
    assert (open_.auc, open_.average_precision, open_.precision, open_.baseline) == (0.5, 0.5, 0.5, 0.5)


def test_without_a_new_tie_there_is_no_score() -> None:
    with pytest.raises(MeasureError, match=r"^no pair of nodes got a tie that had none before, so there is nothing"):
        back_test(karate(), karate())
    with pytest.raises(MeasureError, match="no pair of nodes got a tie"):
        back_test(edgeless(0), karate())
    with pytest.raises(MeasureError, match="every pair of nodes without a tie got one"):
        back_test(edgeless(3), complete(3))


def test_measures_and_numbers_that_are_not_there_are_refused() -> None:
    for find in (lambda: likely_links(star(), "adamic"), lambda: back_test(star(), star(), "adamic")):
        with pytest.raises(UnknownName, match="no measure of likely ties is called 'adamic'; did you mean adamic-adar"):
            find()
    with pytest.raises(UsageError, match=r"^0 pairs are asked for; it must be at least 1$"):
        likely_links(star(), top=0)
    with pytest.raises(UsageError, match=r"^precision is asked for 0 pairs; it must be at least 1$"):
        back_test(star(), star(), at=0)
