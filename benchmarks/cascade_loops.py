"""Spread and seeds beside plain loops over networkx: `python -m benchmarks.cascade_loops`.

10 seeds spread in 1,000 runs on a directed scale-free network of 10,000 nodes and
about 100,000 edges: a Barabási-Albert graph, each edge turned either way at random.
The loops do 1,000 runs as well, in rounds that take turns with ours. Targets: ten
times faster than the loops, and ten seeds by reverse-reachable sets in 10 s.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import time
from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np

from graph.influence.arcs import Diffusion, Model, make_arcs
from graph.influence.cascades import spread
from graph.influence.reverse_sets import influencers
from graph.network import Network, make_network

TARGET = 10.0
SECONDS = 10.0
RUNS = 1000
Adjacency = Mapping[str, Mapping[str, Mapping[str, float]]]


def scale_free(order: int, links: int, seed: int = 0) -> Network:
    """Return a directed scale-free network with weights between 0.01 and 0.1."""
    random_ = np.random.default_rng(seed)
    ends = np.array(sorted(nx.barabasi_albert_graph(order, links, seed=seed).edges()))
    turned = np.where(random_.random(len(ends)) < 0.5, ends.T, ends.T[::-1])
    weight = random_.uniform(0.01, 0.1, len(ends))
    return make_network([f"n{node}" for node in range(order)], turned[0], turned[1], weight, directed=True)


def to_graph(network: Network, diffusion: Diffusion) -> nx.DiGraph[str]:
    """Return the network as networkx has it, with the chance of each edge as `p`."""
    arcs = make_arcs(network, diffusion)
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(network.nodes)
    triples = zip(arcs.origins.tolist(), arcs.ends.tolist(), arcs.chance.tolist(), strict=True)
    graph.add_edges_from((network.nodes[u], network.nodes[v], {"p": p}) for u, v, p in triples)
    return graph


def cascade(adjacency: Adjacency, seeds: Sequence[str], random_: random.Random) -> int:
    """Run one cascade, the way it is told in a textbook, and return how many nodes became active."""
    draw = random_.random
    active, front = set(seeds), list(seeds)
    while front:
        reached = []
        for node in front:
            for other, edge in adjacency[node].items():
                if other not in active and draw() < edge["p"]:
                    active.add(other)
                    reached.append(other)
        front = reached
    return len(active)


def thresholds(adjacency: Adjacency, seeds: Sequence[str], random_: random.Random) -> int:
    """Run the linear threshold model once; a threshold is drawn when it is first needed."""
    draw = random_.random
    active, front = set(seeds), list(seeds)
    left: dict[str, float] = {}
    while front:
        reached = []
        for node in front:
            for other, edge in adjacency[node].items():
                if other in active:
                    continue
                rest = left[other] if other in left else draw()
                left[other] = rest = rest - edge["p"]
                if rest <= 0:
                    active.add(other)
                    reached.append(other)
        front = reached
    return len(active)


def compare_spread(network: Network, model: Model, rounds: int) -> bool:
    """Print the medians of a spread and of the loops, and their ratio; return whether the target is reached."""
    diffusion = Diffusion(model)
    graph = to_graph(network, diffusion)
    seeds = sorted(network.nodes, key=lambda node: (-graph.out_degree(node), node))[:10]
    adjacency = dict(graph.adjacency())
    loop = thresholds if model == "linear-threshold" else cascade
    ours, theirs, means = [], [], []
    for turn in range(rounds):
        start = time.perf_counter()
        found = spread(network, seeds, diffusion, RUNS, seed=turn)
        ours.append(time.perf_counter() - start)
        random_ = random.Random(turn)
        start = time.perf_counter()
        means.append(statistics.fmean(loop(adjacency, seeds, random_) for _ in range(RUNS)))
        theirs.append(time.perf_counter() - start)
    ratio = statistics.median(theirs) / statistics.median(ours)
    verdict = "reached" if ratio >= TARGET else "NOT reached"
    print(
        f"{model}: {len(seeds)} seeds, {RUNS:,} runs, {network.order:,} nodes, {network.size:,} edges\n"
        f"  alliance, arrays        {statistics.median(ours):8.3f} s   "
        f"spread {found.mean:.1f} ± {found.standard_error:.1f}\n"
        f"  networkx, plain loops   {statistics.median(theirs):8.3f} s   spread {means[-1]:.1f}\n"
        f"  ratio                   {ratio:8.1f}   target {TARGET:g}: {verdict}"
    )
    return ratio >= TARGET


def time_seeds(network: Network, model: Model) -> bool:
    """Print how long ten seeds take, with their guarantee; return whether the target is reached."""
    start = time.perf_counter()
    seeds = influencers(network, 10, Diffusion(model), epsilon=0.1)
    seconds = time.perf_counter() - start
    verdict = "reached" if seconds <= SECONDS else "NOT reached"
    print(f"{model}: 10 seeds in {seconds:.2f} s   target {SECONDS:g} s: {verdict}\n  {seeds.guarantee}")
    return seconds <= SECONDS


def main() -> int:
    """Compare and return 0 when every target is reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--nodes", type=int, default=10_000)
    arguments = parser.parse_args()
    network = scale_free(arguments.nodes, 10)
    models: tuple[Model, ...] = ("weighted-cascade", "independent-cascade", "linear-threshold")
    reached = [compare_spread(network, model, arguments.rounds) for model in models]
    reached += [time_seeds(network, model) for model in models]
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, both together")
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main())
