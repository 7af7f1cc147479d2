"""Seeds by reverse-reachable sets and by greedy choice, beside every set of as many nodes."""

from __future__ import annotations

from itertools import combinations
from math import e

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.influence import reverse_sets
from graph.influence.arcs import Diffusion, Model, make_arcs
from graph.influence.cascades import spread
from graph.influence.coverage import Sets, covered_by, greedy_cover
from graph.influence.greedy import greedy_seeds
from graph.influence.reach import Choices, Marks, Trials, reach
from graph.influence.reverse_sets import influencers
from graph.influence.worlds import Worlds, every_world, sampled_worlds
from graph.network import Network, make_network
from ontology.errors import MeasureError, UsageError
from tests.graph.known_graphs import complete, directed_path, edgeless, karate, networks, star

MODELS: tuple[Model, ...] = ("weighted-cascade", "independent-cascade", "linear-threshold")
BEST = 1 - 1 / e


def hub() -> Network:
    """Return a hub of four, a hub of three and a pair, with weights of 0.8."""
    source = [0, 0, 0, 0, 5, 5, 5, 9]
    return make_network([f"n{n}" for n in range(11)], source, [1, 2, 3, 4, 6, 7, 8, 10], [0.8] * 8, True)


def optimum(worlds: Worlds, order: int, number: int) -> float:
    return max(worlds.spread(places) for places in combinations(range(order), number))


def plain_greedy(worlds: Worlds, order: int, number: int) -> list[int]:
    chosen: list[int] = []
    while len(chosen) < number:
        rest = [place for place in range(order) if place not in chosen]
        chosen.append(max(rest, key=lambda place: (round(worlds.spread([*chosen, place]), 12), -place)))
    return chosen


@given(networks(most=7), st.sampled_from(MODELS), st.data())
@settings(max_examples=40, deadline=None)
def test_greedy_choice_reaches_its_share_of_the_optimum(network: Network, model: Model, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, min(network.order, 3)))
    worlds = sampled_worlds(network, Diffusion(model, 0.3), runs=60)
    found = greedy_seeds(network, worlds, number)
    places = [network.place(node) for node in found.nodes]
    assert found.spread[-1] == pytest.approx(worlds.spread(places))
    assert found.spread[-1] >= BEST * optimum(worlds, network.order, number) - 1e-9
    plain = plain_greedy(worlds, network.order, number)
    assert found.spread[-1] == pytest.approx(worlds.spread(plain))
    assert len(set(places)) == number


def test_greedy_choice_looks_again_only_at_who_may_still_be_the_best() -> None:
    found = greedy_seeds(hub(), every_world(hub(), Diffusion("independent-cascade")), 3)
    assert found.nodes == ("n0", "n5", "n9")
    assert found.spread == pytest.approx((4.2, 7.6, 9.4))
    assert found.evaluations == 11 + 2


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("seed", range(4))
def test_seeds_by_reverse_sets_reach_what_they_promise(
    model: Model, number: int, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if seed % 2:
        monkeypatch.setattr(reverse_sets, "ENOUGH", 1)
    random = np.random.default_rng(seed)
    ends = random.integers(7, size=(2, 11))
    network = make_network("abcdefg", ends[0], ends[1], random.uniform(0.05, 0.45, 11), True)
    diffusion = Diffusion(model, 0.5)
    worlds = every_world(network, diffusion)
    found = influencers(network, number, diffusion, epsilon=0.1, seed=seed)
    reached = worlds.spread(network.place(node) for node in found.nodes)
    best = optimum(worlds, 7, number)
    assert reached >= (BEST - 0.1) * best
    assert reached >= found.ratio * best
    assert found.ratio >= found.promised == BEST - 0.1
    for count, (estimate, error) in enumerate(zip(found.spread, found.standard_error, strict=True), start=1):
        exact = worlds.spread(network.place(node) for node in found.nodes[:count])
        assert abs(estimate - exact) <= 4.5 * error + 1e-9


def test_the_two_hubs_are_found_in_order_with_a_guarantee_in_words() -> None:
    found = influencers(hub(), 2, Diffusion("independent-cascade"), epsilon=0.2, seed=1)
    assert found.nodes == ("n0", "n5")
    assert found.failure == 0.01
    assert found.guarantee == (
        f"the seeds reach at least {found.ratio:.3f} of the largest spread that 2 can have, with probability "
        f"0.99 at least (OPIM-C, ε = 0.2, {found.sets:,} reverse-reachable sets)"
    )
    assert influencers(hub(), 2, Diffusion("independent-cascade"), epsilon=0.2, seed=1) == found


@pytest.mark.parametrize("model", MODELS)
def test_spreads_of_prefixes_are_those_of_simulation(model: Model) -> None:
    diffusion = Diffusion(model, 0.2)
    found = influencers(karate(), 3, diffusion, seed=4)
    for count in (1, 2, 3):
        simulated = spread(karate(), found.nodes[:count], diffusion, runs=20_000)
        assert simulated.standard_error is not None
        both = (simulated.standard_error**2 + found.standard_error[count - 1] ** 2) ** 0.5
        assert abs(simulated.mean - found.spread[count - 1]) <= 4.5 * both


def test_every_node_as_a_seed_is_the_whole_network() -> None:
    assert influencers(star(), 5).spread[-1] == 5.0
    assert influencers(edgeless(1), 1).nodes == ("0",)
    assert sorted(influencers(edgeless(4), 4).nodes) == ["0", "1", "2", "3"]


def test_when_sets_outgrow_memory_the_ratio_reached_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reverse_sets, "MEMBERS", 100)
    monkeypatch.setattr(reverse_sets, "ENOUGH", 1)
    found = influencers(karate(), 3, Diffusion("independent-cascade", 0.1), epsilon=0.01)
    assert 0 < found.ratio < found.promised
    assert found.guarantee.endswith("sets; 0.622 was asked for, but needs too many sets)")


@pytest.mark.parametrize("model", MODELS)
def test_a_node_is_in_a_reverse_set_as_often_as_it_reaches_the_root(model: Model) -> None:
    network = make_network("abcd", [0, 1, 0, 2], [1, 2, 2, 3], [0.5, 0.25, 0.5, 0.75], True)
    worlds = every_world(network, Diffusion(model))
    turned = make_arcs(network, Diffusion(model)).reversed()
    step = Choices(turned) if model == "linear-threshold" else Trials(turned)
    runs = 20_000
    keys = reach(step, np.arange(runs) * 4 + 3, Marks(runs, 4), np.random.default_rng(2))
    found = np.bincount(keys % 4, minlength=4) / runs
    chance = np.minimum(worlds.probability @ worlds.reaches[:, :, 3], 1.0)
    assert (np.abs(found - chance) <= 4.5 * np.sqrt(chance * (1 - chance) / runs) + 1e-9).all()


families = st.lists(st.frozensets(st.integers(0, 7), min_size=1), min_size=1, max_size=25)


@given(families, st.integers(1, 4))
def test_a_greedy_cover_is_near_the_best_and_its_bound_above_it(family: list[frozenset[int]], number: int) -> None:
    members = np.array([node for one in family for node in sorted(one)])
    sets = Sets(np.concatenate([[0], np.cumsum([len(one) for one in family])]), members)

    def met(nodes: tuple[int, ...]) -> int:
        return sum(not one.isdisjoint(nodes) for one in family)

    cover = greedy_cover(sets, 8, number)
    best = max(met(nodes) for nodes in combinations(range(8), number))
    prefixes = [met(tuple(cover.nodes[:count].tolist())) for count in range(1, number + 1)]
    assert cover.covered.tolist() == prefixes
    assert covered_by(sets, 8, cover.nodes).tolist() == [count / len(family) for count in prefixes]
    assert BEST * best <= prefixes[-1] <= best <= cover.most <= len(family)


@pytest.mark.parametrize("number", [0, -1, 6])
def test_too_few_or_too_many_seeds_are_refused(number: int) -> None:
    limit = "the network has only 5 nodes" if number > 0 else "it must be at least 1"
    for find in (
        lambda: influencers(complete(), number),
        lambda: greedy_seeds(complete(), sampled_worlds(complete()), number),
    ):
        with pytest.raises(UsageError, match=rf"^the number of seeds is {number}; {limit}$"):
            find()


@pytest.mark.parametrize("epsilon", [0.0, 1.0, -0.1, 0.64, float("nan")])
def test_an_epsilon_that_promises_nothing_is_refused(epsilon: float) -> None:
    with pytest.raises(UsageError, match=r"it must lie between 0 and 1 - 1/e = 0\.632, say 0\.1$"):
        influencers(star(), 1, epsilon=epsilon)


def test_an_empty_network_has_no_seeds() -> None:
    with pytest.raises(MeasureError, match="the network has no node"):
        influencers(edgeless(0), 1)


def test_a_chain_of_certain_arcs_starts_at_its_head() -> None:
    found = influencers(directed_path(6), 1, Diffusion("linear-threshold"))
    assert (found.nodes, found.spread, found.standard_error) == (("0",), (6.0,), (0.0,))
