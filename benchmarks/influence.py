"""Measures of influence beside networkx, on the same scale-free ecosystem: `python -m benchmarks.influence`.

Each round times both sides in turn. *Measure alone* starts from ready structures: the
arrays of a Network without anything cached, and a networkx graph, both already turned
as the measure wants. *End to end* starts from the same store: statements → edges →
network → measure here, SELECT → MultiDiGraph → DiGraph → measure there. What comes
before the measure is timed once a round and added to each measure on both sides.

Times are processor time, which other work on the machine changes least. Both sides are
asked for the same accuracy, which is finer than networkx's default. A networkx measure
that reaches the time limit counts with the limit. Where networkx works node by node
and would take hours, it gets a sample of nodes, and its time is scaled to all.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from benchmarks import cascade_loops
from benchmarks.influence_rounds import Bench, build, run_round
from benchmarks.networkx_peer import PEERS
from benchmarks.peak_memory import compare_memory
from graph.centrality.registry import measures
from graph.influence.arcs import Model

END_TO_END = 8.0
ALONE = {"pagerank": 20, "eigenvector": 10, "articulation": 10, "core": 7, "betweenness": 20, "constraint": 100}
SERIALISATION = 1.5


def report(bench: Bench) -> bool:
    """Print every figure with its target; return whether all are reached."""
    ours, theirs = bench.before.medians
    share = statistics.median(a / b for a, b in zip(bench.before.ours, bench.serialisation, strict=True))
    reached = [share <= SERIALISATION]
    print(
        f"\nstore to network: alliance {ours:.2f} s, networkx {theirs:.2f} s\n"
        f"projection to arrays / the store's serialisation of the rows: {share:.2f}   target {SERIALISATION}: "
        f"{_verdict(reached[0])}\n\n"
        f"{'':22}{'measure alone, s':>20}{'':10}{'':14}{'end to end, s':>18}\n"
        f"{'measure':22}{'alliance':>10}{'networkx':>12}{'ratio':>10}{'alliance':>12}{'networkx':>12}{'ratio':>8}"
    )
    for name, times in bench.alone.items():
        alone, turning = times.medians, bench.turning[name].medians
        whole = ours + turning[0] + alone[0], theirs + turning[1] + alone[1]
        ratios, least = (alone[1] / alone[0], whole[1] / whole[0]), "" if times.ended else "≥"
        reached.append(ratios[1] >= END_TO_END)
        verdicts = f"8: {_verdict(reached[-1])}"
        if name in ALONE:
            reached.append(ratios[0] >= ALONE[name])
            verdicts += f"; alone {ALONE[name]}: {_verdict(reached[-1])}"
        remark = f" ({PEERS[name].remark})" if PEERS[name].remark else ""
        print(
            f"{name:22}{alone[0]:10.4f}{least + format(alone[1], '.2f'):>12}{least + format(ratios[0], '.1f'):>10}"
            f"{whole[0]:12.2f}{least + format(whole[1], '.2f'):>12}{least + format(ratios[1], '.1f'):>8}"
            f"  {verdicts}{remark}"
        )
    return all(reached)


def _verdict(reached: bool) -> str:
    return "reached" if reached else "NOT reached"


def compare_spread(rounds: int) -> bool:
    """Print spread and seeds at 10,000 nodes; see `benchmarks.cascade_loops`."""
    network = cascade_loops.scale_free(10_000, 10)
    models: tuple[Model, ...] = ("weighted-cascade", "independent-cascade", "linear-threshold")
    reached = [cascade_loops.compare_spread(network, model, rounds) for model in models]
    return all([*reached, *(cascade_loops.time_seeds(network, model) for model in models)])


def compare_measures(options: argparse.Namespace, names: Sequence[str], folder: Path) -> bool:
    """Build the ecosystem, run all rounds and print the report; return whether all targets are reached."""
    store = build(folder, options.nodes, max(1, options.edges // options.nodes))
    gc.freeze()
    bench = Bench()
    for turn in range(options.rounds if names else 0):
        print(f"round {turn + 1} of {options.rounds}", flush=True)
        run_round(bench, store, names, options)
    return report(bench) if names else True


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measurements; exit 1 when one misses its target."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=100_000)
    parser.add_argument("--edges", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--limit", type=float, default=120.0, help="seconds that a networkx measure may take")
    parser.add_argument("--pivots", type=int, default=32, help="sources, or nodes, of sampled measures")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", nargs="+", choices=[*PEERS, "memory", "spread"], metavar="MEASURE")
    options = parser.parse_args(arguments)
    only = set(options.only or [*PEERS, "memory", "spread"])
    names = [name for name in measures() if name in only]
    reached = True
    if only != {"spread"}:
        with tempfile.TemporaryDirectory() as folder:
            reached = compare_measures(options, names, Path(folder))
            if "memory" in only:
                compare_memory(Path(folder) / "store")
    if "spread" in only:
        reached &= compare_spread(options.rounds)
    print("igraph (not required): " + ("installed" if find_spec("igraph") else "not installed, so not measured"))
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
