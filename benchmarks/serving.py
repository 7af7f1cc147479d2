"""The server beside rdflib-endpoint and Oxigraph's own: `python -m benchmarks.serving`.

Three real processes on this machine serve the same triples of a generated
ecosystem. Clients in closed loops send five queries of the catalogue, each request
with values of its own; rounds of the servers take turns. The ratio of the medians
of rounds is the figure. Targets: 10 times rdflib-endpoint, 0.8 of Oxigraph.

rdflib-endpoint answers one request at a time. Where one takes it longer than a
round, one client measures it, and where one takes longer than the limit, that is
its time: both flatter it.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

from benchmarks.catalogue_requests import COMPARED, iter_requests
from benchmarks.ecosystem import write_ecosystem
from benchmarks.http_load import Load, Reply, Target, ask, closed_loop
from benchmarks.server_processes import Running, alliance_server, oxigraph_server, rdflib_server
from benchmarks.sparql_rows import read_rows
from graph.building import build_in_directory
from graph.derivation import derive
from graph.layers import make_layers
from loaders import load, require

TARGETS = {"rdflib-endpoint": 10.0, "oxigraph": 0.8}
SAMPLES = 2
"""So many requests of each query are compared row by row, and warm the servers."""


def build(folder: Path, statements: int) -> tuple[Path, Path]:
    """Write a store and the same triples as one N-Triples file; return the paths of both."""
    path, store, triples = folder / "ecosystem.jsonl", folder / "store", folder / "all.nt"
    write_ecosystem(path, statements, alliances=statements // 500)
    facts = derive(require(load([path])))
    layers = make_layers(facts)
    build_in_directory(layers, store)
    triples.write_text(layers.statements + layers.direct + layers.vocabulary, encoding="utf-8")
    print(f"generated ecosystem: {len(facts.statements):,} statements", flush=True)
    return store, triples


class Round(NamedTuple):
    """A load of one server, and the seconds of processor time of its first process and of those that it started."""

    load: Load
    first: float
    others: float


class Bench:
    """One run over servers that listen: all rounds by query and by server."""

    def __init__(self, servers: Sequence[Running], entities: int, options: argparse.Namespace) -> None:
        self.servers, self.entities, self.options = servers, entities, options
        self.targets = {server.name: Target.from_url(server.endpoint) for server in servers}
        self.rounds: dict[str, dict[str, list[Round]]] = {name: {s.name: [] for s in servers} for name in COMPARED}
        self.clients: dict[tuple[str, str], int] = {}
        """How many clients each server is asked by for each query; 0 when one request is over the limit."""
        self._seeds = count(1)

    async def compare(self, query: str) -> None:
        """Make sure that all servers give the same rows, and see how long one request takes each of them.

        Raises AssertionError where answers differ.
        """
        for sparql in islice(iter_requests(query, self.entities, 0), SAMPLES):
            rows = {}
            for name, target in self.targets.items():
                if self.clients.get((query, name)) != 0:
                    reply = await ask(target, target.post(sparql))
                    self.clients[query, name] = self._clients(reply)
                    if self.clients[query, name]:
                        assert reply.status == 200, f"{query}: {name} says {reply.status}: {reply.body[:200]!r}"
                        rows[name] = read_rows(reply.body)
            first, *others = rows
            for name in others:
                assert rows[name] == rows[first], f"{query}: {name} and {first} answer differently"

    def _clients(self, reply: Reply) -> int:
        if reply.seconds >= self.options.limit:
            return 0
        return 1 if reply.seconds > self.options.seconds else int(self.options.clients)

    async def run_round(self, query: str, turn: int) -> None:
        """Load each server once with the same requests; another one begins each turn."""
        seed, first = next(self._seeds), turn % len(self.servers)
        for server in (*self.servers[first:], *self.servers[:first]):
            clients, spent = self.clients[query, server.name], server.processor()
            if clients:
                requests = iter_requests(query, self.entities, seed)
                load = await closed_loop(self.targets[server.name], requests, clients, self.options.seconds)
            else:
                load = Load([self.options.limit], 0, self.options.limit)
            assert not load.refused, f"{query}: {server.name} refused {load.refused} requests"
            own, others = (after - before for before, after in zip(spent, server.processor(), strict=True))
            self.rounds[query][server.name].append(Round(load, own, others))


def report(bench: Bench) -> bool:
    """Print requests a second and latencies of each query and server; return whether all targets are reached."""
    print(
        f"\n{'':13}{'':17}{'requests/s':>11}{'p50, ms':>11}{'p99, ms':>11}"
        "   processor, ms a request: first process + others; times ours"
    )
    reached = True
    for query, by_server in bench.rounds.items():
        ours = _median(by_server["alliance serve"], lambda each: each.load.rate)
        for name, rounds in by_server.items():
            over = bench.clients[query, name] == 0
            line, ratio = _line(rounds, ">" if over else ""), ours / _median(rounds, lambda each: each.load.rate)
            if name in TARGETS:
                reached &= ratio >= TARGETS[name]
                verdict = "reached" if ratio >= TARGETS[name] else "NOT reached"
                line += f"  {'≥ ' if over else ''}{ratio:.2f}, target {TARGETS[name]:g}: {verdict}"
            print(f"{query:13}{name:17}{line}{' (one client)' if bench.clients[query, name] == 1 else ''}")
    return reached


def _line(rounds: Sequence[Round], over: str) -> str:
    rate = _median(rounds, lambda each: each.load.rate)
    middle = 1000 * _median(rounds, lambda each: each.load.percentile(0.5))
    most = 1000 * _median(rounds, lambda each: each.load.percentile(0.99))
    requests = sum(len(each.load.latencies) for each in rounds)
    first, others = (1000 * sum(spent) / requests for spent in zip(*((r.first, r.others) for r in rounds), strict=True))
    latencies = f"{over + format(middle, ',.1f'):>11}{over + format(most, ',.1f'):>11}"
    return f"{rate:11.2f}{latencies}{first:10.1f} + {others:.1f}"


def _median(rounds: Sequence[Round], figure: Callable[[Round], float]) -> float:
    return statistics.median(figure(each) for each in rounds)


async def measure(bench: Bench) -> None:
    """Compare all answers, then run all rounds."""
    for query in COMPARED:
        await bench.compare(query)
        print(f"{query}: the same rows", flush=True)
    for turn in range(bench.options.rounds):
        for query in COMPARED:
            await bench.run_round(query, turn)
        print(f"round {turn + 1} of {bench.options.rounds}", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measurements; exit 1 when one misses its target."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0, help="how long a round of one server takes")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--limit", type=float, default=60.0, help="seconds that a request may take a peer")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        store, triples = build(folder, options.statements)
        servers = (
            stack.enter_context(alliance_server(store)),
            stack.enter_context(rdflib_server(triples, options.limit)),
            stack.enter_context(oxigraph_server(triples, folder / "oxigraph")),
        )
        bench = Bench(servers, max(options.statements // 20, 10), options)
        asyncio.run(measure(bench))
        return 0 if report(bench) else 1


if __name__ == "__main__":
    sys.exit(main())
