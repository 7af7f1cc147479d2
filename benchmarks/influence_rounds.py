"""Rounds of `benchmarks.influence`: both sides on the same store, in turn, in processor time."""

from __future__ import annotations

import argparse
import gc
import random
import signal
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

from benchmarks.networkx_peer import PEERS, Peer, Task, collapse, to_multigraph
from benchmarks.scale_free import write_scale_free
from graph.building import build_in_memory
from graph.centrality.eigenvalues import largest_eigenvalue
from graph.centrality.measures import Measure, Settings
from graph.centrality.registry import measures
from graph.derivation import derive
from graph.layers import make_layers
from graph.network import Network
from graph.projections.catalogue import get_projection
from graph.projections.edges import Edges
from graph.projections.projecting import project
from graph.projections.tables import StatementTable
from graph.ranking import orient
from graph.store import OxigraphStore, disk_store
from loaders import load, require
from ontology.iris import ENTITY

DAY = date(2024, 11, 15)
PROJECTION = get_projection("control")
TOLERANCE = 1e-6
"""The sum of absolute errors that iterative measures may leave, on both sides."""


class TimedStore(OxigraphStore):
    """A store that adds up how long it takes to serialise rows."""

    seconds = 0.0

    def query_bytes(self, sparql: str, name: str) -> bytes:
        start = time.process_time()
        found = super().query_bytes(sparql, name)
        self.seconds += time.process_time() - start
        return found


@dataclass
class Times:
    """Seconds of each round; `ended` says whether networkx always came to an end."""

    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)
    ended: bool = True

    @property
    def medians(self) -> tuple[float, float]:
        return statistics.median(self.ours), statistics.median(self.theirs)


def build(folder: Path, nodes: int, links: int) -> TimedStore:
    """Return a store in memory with the ecosystem of that size, and write another into a folder."""
    path = folder / "ecosystem.jsonl"
    write_scale_free(path, nodes, links)
    layers = make_layers(derive(require(load([path]))))
    disk_store(folder / "store").load(layers)
    store = build_in_memory(layers)
    return TimedStore(store.engine, store.on_disk)


def project_ours(store: OxigraphStore) -> Edges:
    """Return the edges of a store, their network made."""
    edges = project(StatementTable(store), PROJECTION, DAY)
    _ = edges.network
    return edges


def timed(work: Callable[[], object]) -> tuple[float, Any]:
    """Return the processor time of a work, and what it returns."""
    gc.collect()
    start = time.process_time()
    found = work()
    return time.process_time() - start, found


class TooSlow(Exception):
    """Raised when a work has used up its time."""


def _limited(work: Callable[[], object], limit: float) -> tuple[float, bool]:
    """Return how much processor time a work takes, `limit` at most, and whether it came to its end."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        return timed(work)[0], True
    except TooSlow:
        return limit, False
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def make_task(network: Network, pivots: int, seed: int) -> tuple[Task, Settings]:
    """Return what both sides are asked for."""
    weighted = network if measures()["katz"].weighted else network.unweighted()
    attenuation = 0.9 / largest_eigenvalue(weighted).ceiling
    nodes = random.Random(seed).sample(network.nodes, min(pivots, network.order))
    task = Task(pivots, seed, TOLERANCE, attenuation, nodes[0], nodes)
    grouping = {node: str(len(node)) for node in network.nodes}
    settings = Settings(
        pivots=pivots,
        seed=seed,
        tolerance=TOLERANCE,
        attenuation=attenuation,
        restart=(nodes[0],),
        grouping=grouping,
    )
    return task, settings


@dataclass
class Bench:
    """All times of a run: what comes before the measures, turning the graphs, and the measures alone."""

    before: Times = field(default_factory=Times)
    serialisation: list[float] = field(default_factory=list)
    turning: dict[str, Times] = field(default_factory=dict)
    alone: dict[str, Times] = field(default_factory=dict)


def run_round(bench: Bench, store: TimedStore, names: Sequence[str], options: argparse.Namespace) -> None:
    """Time both sides once."""
    store.seconds = 0.0
    seconds, edges = timed(lambda: project_ours(store))
    bench.before.ours.append(seconds)
    bench.serialisation.append(store.seconds)
    network = edges.network
    seconds, collapsing, graph = _read_theirs(store)
    bench.before.theirs.append(seconds + collapsing)
    print(
        f"  store to network: ours {bench.before.ours[-1]:.2f} s ({network.order:,} nodes, {network.size:,} edges), "
        f"networkx {seconds:.2f} + {collapsing:.2f} s ({len(graph):,} nodes, {graph.size():,} edges)",
        flush=True,
    )
    require_alike(network, graph)
    task, settings = make_task(network, options.pivots, options.seed)
    undirecting, undirected = timed(graph.to_undirected)
    for name in names:
        measure, peer = measures()[name], PEERS[name]
        turned, form = (undirecting, undirected) if peer.form == "undirected" else (0.0, graph)
        ours = _time_ours(bench, measure, network, settings)
        theirs, ended = _time_theirs(bench, measure, peer, (turned, form, task), options.limit)
        print(f"  {name}: {ours:.3f} s, networkx {theirs:.2f} s{'' if ended else ' (stopped)'}", flush=True)


def _read_theirs(store: OxigraphStore) -> tuple[float, float, Any]:
    seconds, multigraph = timed(lambda: to_multigraph(store, PROJECTION, DAY))
    return seconds, *timed(lambda: collapse(multigraph))


def require_alike(network: Network, graph: Any) -> None:
    """Make sure that both sides measure the same network."""
    ours = {
        (network.nodes[u], network.nodes[v]): weight
        for u, v, weight in zip(network.source.tolist(), network.target.tolist(), network.weight.tolist(), strict=True)
    }
    for source, target, weight in graph.edges(data="weight"):
        pair = source.rpartition("/")[2], target.rpartition("/")[2]
        assert abs(ours.pop(pair) - weight) < 1e-12, pair
    assert not ours


def _time_ours(bench: Bench, measure: Measure, network: Network, settings: Settings) -> float:
    """Time the turning, and the measure on arrays of which nothing is cached."""
    turning, oriented = timed(lambda: orient(network, PROJECTION, measure, settings))
    ready = replace(oriented)
    seconds, _ = timed(lambda: measure.compute(ready, settings))
    bench.turning.setdefault(measure.name, Times()).ours.append(turning)
    bench.alone.setdefault(measure.name, Times()).ours.append(seconds)
    return seconds


def _time_theirs(
    bench: Bench, measure: Measure, peer: Peer, given: tuple[float, Any, Task], limit: float
) -> tuple[float, bool]:
    """Time networkx; a sample of nodes is scaled to all, unless it was stopped."""
    turning, graph, task = given
    task = replace(task, nodes=[ENTITY + str(node) for node in task.nodes], restart=ENTITY + str(task.restart))
    task = replace(task, weight="weight" if measure.weighted else None)
    seconds, ended = _limited(lambda: peer.compute(graph, task), limit)
    bench.turning[measure.name].theirs.append(turning)
    times = bench.alone[measure.name]
    times.theirs.append(seconds * (len(graph) / len(task.nodes) if peer.sampled and ended else 1))
    times.ended &= ended
    return seconds, ended
