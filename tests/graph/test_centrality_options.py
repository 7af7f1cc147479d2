"""What measures tell of the options that they have a use for, against what the options do to their scores."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from graph.centrality.measures import Measure, Scores, Settings
from graph.centrality.registry import measures
from graph.network import Network, make_network

SIZE, EDGES = 14, 34


def sample(seed: int, directed: bool) -> Network:
    rng = np.random.default_rng(seed)
    pairs = [(u, v) for u in range(SIZE) for v in range(SIZE) if u < v or (directed and u != v)]
    chosen = [pairs[place] for place in sorted(rng.choice(len(pairs), EDGES, replace=False).tolist())]
    names = [f"n{place:02}" for place in range(SIZE)]
    ends = np.array(chosen)
    return make_network(names, ends[:, 0], ends[:, 1], rng.uniform(0.1, 3.0, EDGES), directed)


def differ(one: Scores, other: Scores) -> bool:
    pairs = zip(one.columns.values(), other.columns.values(), strict=True)
    return any(not np.allclose(left, right, equal_nan=True) for left, right in pairs)


def samples(measure: Measure) -> list[tuple[Network, Settings]]:
    found = []
    for seed in range(4):
        network = sample(seed, measure.only == "directed" or seed % 2 == 0)
        network = network.undirected() if measure.directions == "ignored" else network
        grouping = {node: node[-1] for node in network.nodes}
        found.append((network, Settings(grouping=grouping, restart=network.nodes[:1])))
    return found


@pytest.mark.parametrize("measure", measures().values(), ids=lambda measure: measure.name)
def test_weights_move_the_scores_of_just_the_measures_that_say_so(measure: Measure) -> None:
    moved = False
    for network, how in samples(measure):
        weighted = measure.compute(network, replace(how, weighted=True))
        moved |= differ(weighted, measure.compute(network.unweighted(), replace(how, weighted=False)))
    assert moved == measure.weights


@pytest.mark.parametrize("measure", measures().values(), ids=lambda measure: measure.name)
def test_pivots_move_the_scores_of_just_the_measures_that_say_so(measure: Measure) -> None:
    moved = False
    for network, how in samples(measure):
        plain, chosen = network.unweighted(), replace(how, weighted=False)
        moved |= differ(measure.compute(plain, chosen), measure.compute(plain, replace(chosen, pivots=3)))
    assert moved == measure.sampled
