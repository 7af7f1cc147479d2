"""Spread by simulation beside worlds counted out, and those beside the definition."""

from __future__ import annotations

from itertools import product
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.influence import cascades, reach
from graph.influence.arcs import Diffusion, Model, make_arcs, probability
from graph.influence.cascades import spread
from graph.influence.worlds import every_world, sampled_worlds
from graph.network import Floats, Network, make_network
from ontology.errors import MeasureError, UnknownName, UsageError
from tests.graph.known_graphs import by_name, complete, directed_path, edgeless, networks, path, star

MODELS: tuple[Model, ...] = ("weighted-cascade", "independent-cascade", "linear-threshold")
CASCADE = Diffusion("independent-cascade")
THRESHOLD = Diffusion("linear-threshold")
ERRORS = 4.5
"""Standard errors within which a mean must lie: chance leaves them once in 150,000."""


def diamond() -> Network:
    """Return 0 → 1, 2; 1, 2 → 3; 3 → 4 and 1 → 4, with weights that are quarters."""
    return make_network("01234", [0, 0, 1, 2, 3, 1], [1, 2, 3, 3, 4, 4], [0.5, 0.25, 0.5, 0.5, 0.75, 0.25], True)


def circles() -> Network:
    """Return two circles that share a node, and one node that is out of reach."""
    return make_network("abcdef", [0, 1, 2, 2, 3], [1, 2, 0, 3, 2], [0.5, 0.7, 0.9, 0.3, 0.4], True)


def ties() -> Network:
    """Return an undirected square with a diagonal."""
    return make_network("abcd", [0, 1, 2, 0, 0], [1, 2, 3, 3, 2], [0.3, 0.5, 0.2, 1.0, 0.1], False)


def reachable(ends: dict[int, list[int]], seeds: frozenset[int]) -> frozenset[int]:
    found, waiting = set(seeds), list(seeds)
    while waiting:
        for other in ends.get(waiting.pop(), []):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return frozenset(found)


def cascade_by_hand(network: Network, diffusion: Diffusion, seeds: frozenset[int]) -> Floats:
    """Return the probability of each node, over every subset of live arcs."""
    arcs = make_arcs(network, diffusion)
    triples = list(zip(arcs.origins.tolist(), arcs.ends.tolist(), arcs.chance.tolist(), strict=True))
    active = np.zeros(network.order)
    for live in product((False, True), repeat=len(triples)):
        chance = prod(p if on else 1 - p for on, (_, _, p) in zip(live, triples, strict=True))
        ends: dict[int, list[int]] = {}
        for on, (origin, end, _) in zip(live, triples, strict=True):
            if on:
                ends.setdefault(origin, []).append(end)
        active[list(reachable(ends, seeds))] += chance
    return active


def thresholds_by_hand(network: Network, seeds: frozenset[int], parts: int) -> float:
    """Return the spread over every cell of thresholds, when chances are whole parts of one."""
    arcs = make_arcs(network, THRESHOLD)
    triples = list(zip(arcs.origins.tolist(), arcs.ends.tolist(), arcs.chance.tolist(), strict=True))
    total = 0
    for cell in product(range(parts), repeat=network.order):
        active = set(seeds)
        while True:
            weight = [0.0] * network.order
            for origin, end, chance in triples:
                weight[end] += chance * (origin in active)
            new = {node for node in range(network.order) if weight[node] > (cell[node] + 0.5) / parts} - active
            if not new:
                break
            active |= new
        total += len(active)
    return float(total / parts**network.order)


@given(networks(most=5, directed=True), st.sampled_from(MODELS[:2]), st.sampled_from((0.3, 0.33)), st.data())
@settings(max_examples=30, deadline=None)
def test_worlds_counted_out_give_the_spread_over_every_subset_of_live_arcs(
    network: Network, model: Model, scale: float, data: st.DataObject
) -> None:
    if network.size > 9:
        network = make_network(network.nodes, network.source[:9], network.target[:9], network.weight[:9], True)
    diffusion = Diffusion(model, scale)
    seeds = data.draw(st.frozensets(st.integers(0, network.order - 1), min_size=1))
    expected = cascade_by_hand(network, diffusion, seeds).sum()
    assert every_world(network, diffusion).spread(seeds) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("seeds", [{0}, {1}, {0, 2}, {3}, {1, 2}])
def test_one_live_arc_each_is_the_same_as_thresholds(seeds: set[int]) -> None:
    expected = thresholds_by_hand(diamond(), frozenset(seeds), 4)
    assert every_world(diamond(), THRESHOLD).spread(seeds) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("network", [diamond(), circles(), ties()], ids=["diamond", "circles", "ties"])
@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("start", [0, 2])
def test_the_mean_of_many_runs_is_the_exact_spread_within_its_error(network: Network, model: Model, start: int) -> None:
    diffusion = Diffusion(model, 0.9)
    seeds = [network.nodes[start], network.nodes[1]]
    found = spread(network, seeds, diffusion, runs=20_000, seed=11)
    worlds = every_world(network, diffusion)
    exact = worlds.spread([start, 1])
    assert found.standard_error is not None
    assert abs(found.mean - exact) <= ERRORS * found.standard_error
    chance = np.minimum(worlds.probability @ worlds.reaches[:, [start, 1], :].any(axis=1), 1.0)
    assert (np.abs(found.frequency - chance) <= ERRORS * np.sqrt(chance * (1 - chance) / 20_000) + 1e-9).all()


@pytest.mark.parametrize("model", MODELS)
def test_worlds_that_are_drawn_agree_with_worlds_that_are_counted_out(model: Model) -> None:
    diffusion = Diffusion(model, 0.9)
    drawn, exact = sampled_worlds(circles(), diffusion, 20_000, 5), every_world(circles(), diffusion)
    for place in range(6):
        assert drawn.spread([place]) == pytest.approx(exact.spread([place]), abs=0.06)


@given(networks(most=10), st.data())
@settings(max_examples=40, deadline=None)
def test_chances_of_one_reach_what_can_be_reached_and_chances_of_zero_nothing(
    network: Network, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, network.order - 1))
    sure = spread(network.unweighted(), [network.nodes[place]], CASCADE, runs=3)
    ends: dict[int, list[int]] = {}
    for origin, end in zip(*(part.tolist() for part in network.adjacency.nonzero()), strict=True):
        ends.setdefault(origin, []).append(end)
    within = reachable(ends, frozenset([place]))
    assert sure.frequency.tolist() == [float(node in within) for node in range(network.order)]
    assert (sure.mean, sure.standard_error) == (len(within), 0.0)
    for model in MODELS:
        assert spread(network, [network.nodes[place]], Diffusion(model, 0.0), runs=2).mean == 1.0


def test_a_chain_of_sole_incoming_weights_of_one_is_reached_to_its_end_by_thresholds() -> None:
    assert spread(directed_path(5), ["1"], THRESHOLD, runs=500).mean == 4.0


def test_a_node_all_of_whose_sources_are_active_becomes_active_although_thirds_do_not_add_up_to_one() -> None:
    network = make_network("abcdefg", [0, 1, 2, 3, 4, 5], [6] * 6, [0.1, 0.2, 0.3, 0.7, 0.11, 0.13], True)
    assert spread(network, "abcdef", THRESHOLD, runs=2000).mean == 7.0


def test_likely_and_unlikely_arcs_of_one_node_are_hit_as_often_as_told() -> None:
    chances = [0.001, 0.05, 0.3, 0.49, 0.5, 0.51, 0.9, 0.999, 1.0]
    network = make_network([str(n) for n in range(10)], [0] * 9, range(1, 10), chances, True)
    found = by_name(network, spread(network, ["0"], CASCADE, runs=40_000).frequency)
    for node, chance in enumerate(chances, start=1):
        assert abs(found[str(node)] - chance) <= ERRORS * np.sqrt(chance * (1 - chance) / 40_000)


def test_chances_are_those_of_the_literature() -> None:
    network = make_network("abc", [0, 1, 0], [2, 2, 1], [0.6, 0.9, 0.25], True)
    assert network.adjacency.indices.tolist() == [1, 2, 2]
    assert probability(network, Diffusion("weighted-cascade")).tolist() == pytest.approx([1.0, 0.4, 0.6])
    assert probability(network.unweighted(), Diffusion("weighted-cascade")).tolist() == [1.0, 0.5, 0.5]
    assert probability(network, CASCADE).tolist() == [0.25, 0.6, 0.9]
    assert probability(network, Diffusion("independent-cascade", 2.0)).tolist() == [0.5, 1.0, 1.0]
    assert probability(network, THRESHOLD).tolist() == pytest.approx([0.25, 0.4, 0.6])


@given(networks(most=12), st.sampled_from(MODELS))
@settings(max_examples=30, deadline=None)
def test_the_same_seed_gives_the_same_bytes_and_frequencies_add_up_to_the_mean(network: Network, model: Model) -> None:
    diffusion = Diffusion(model, 0.3)
    first, second = (spread(network, network.nodes[:2], diffusion, runs=50, seed=3) for _ in range(2))
    assert (first.mean, first.standard_error) == (second.mean, second.standard_error)
    assert first.frequency.tobytes() == second.frequency.tobytes()
    assert first.frequency.sum() == pytest.approx(first.mean)


@pytest.mark.parametrize("model", MODELS)
def test_runs_and_arcs_in_small_pieces_give_as_right_a_mean(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cascades, "CELLS", 35)
    monkeypatch.setattr(cascades, "PICKS", 35)
    monkeypatch.setattr(reach, "PIECE", 3)
    diffusion = Diffusion(model, 0.9)
    found = spread(diamond(), "0", diffusion, runs=4000, seed=1)
    assert found.standard_error is not None
    assert abs(found.mean - every_world(diamond(), diffusion).spread([0])) <= ERRORS * found.standard_error


def test_naming_a_seed_twice_or_in_another_order_changes_nothing() -> None:
    one, other = spread(ties(), ["a", "c"], CASCADE), spread(ties(), ["c", "a", "c"], CASCADE)
    assert (one.seeds, one.mean) == (other.seeds, other.mean) == (("a", "c"), one.mean)


def test_one_run_has_no_error() -> None:
    assert spread(star(), ["0"], runs=1).standard_error is None


@pytest.mark.parametrize("runs", [0, -5])
def test_no_runs_are_refused(runs: int) -> None:
    with pytest.raises(UsageError, match=rf"^the number of runs is {runs}; it must be at least 1$"):
        spread(star(), ["0"], runs=runs)


def test_what_cannot_be_simulated_is_refused_in_one_line() -> None:
    with pytest.raises(UnknownName, match="no node of the network is called 'x'"):
        spread(star(), ["x"])
    with pytest.raises(UsageError, match="no seed is named"):
        spread(star(), [])
    with pytest.raises(UsageError, match="no model is called 'sir'; models are weighted-cascade, independent-"):
        spread(star(), ["0"], Diffusion("sir"))  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="the scale is nan"):
        spread(star(), ["0"], Diffusion(scale=float("nan")))
    with pytest.raises(UsageError, match="the random seed is -1"):
        spread(star(), ["0"], seed=-1)
    with pytest.raises(MeasureError, match="the network has no node"):
        spread(edgeless(0), ["0"])


def test_weights_above_one_are_no_probabilities_unless_scaled() -> None:
    network = make_network("abc", [0, 1], [1, 2], [3.0, 0.5], True)
    with pytest.raises(MeasureError, match=r"weights go up to 3, .* a scale of at most 0\.333333, or the model"):
        spread(network, "a", CASCADE)
    assert spread(network, "a", Diffusion("independent-cascade", 0.333333)).mean > 1.9


def test_worlds_that_do_not_fit_are_refused() -> None:
    with pytest.raises(MeasureError, match="too many chances to count out every case"):
        every_world(complete(6))
    with pytest.raises(MeasureError, match="1000 worlds of 400 nodes do not fit; at most 419 do"):
        sampled_worlds(edgeless(400))
    assert every_world(path(3)).spread([0]) == pytest.approx(1 + 0.5 + 0.5)
