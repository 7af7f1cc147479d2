"""Many clients and queries without end at once: `python -m benchmarks.serving_load`.

Ten thousand requests come from 32 clients, one in a hundred a query that never
ends. Every other answer must be the very bytes that the store gives in this
process; every endless one must be a 503 within 1.2 times the limit. The memory of
the server's processes must not grow, and no worker may be missing at the end. A
second run measures 20 clients alone and beside an endless query.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import cycle, islice
from pathlib import Path

from benchmarks.catalogue_requests import iter_requests
from benchmarks.http_load import Connection, Load, Reply, Target, ask, closed_loop
from benchmarks.load_report import Report, report_disturbance, report_load
from benchmarks.server_processes import Running, alliance_server
from benchmarks.serving import build
from graph.building import open_directory
from ontology.iris import expand

ENTITY_CLASS = expand("sca:Entity")
ENDLESS = tuple(
    f"SELECT {head} WHERE {{ {' '.join(f'?e{n} a <{ENTITY_CLASS}> .' for n in range(6))} {rest}}}"
    for head, rest in (
        ("(COUNT(*) AS ?count)", ""),
        ("?e0", "FILTER (STRLEN(CONCAT(STR(?e0), STR(?e5))) < 2) "),
        ("(MAX(STR(?e5)) AS ?last)", ""),
    )
)
"""Cross products of a small class with itself, that take no memory and do not end."""
QUERIES = ("names", "snapshot", "brands-of", "role-changes")
"""The ordinary ones, from the catalogue."""


def expected_answers(store: Path, requests: int, entities: int) -> dict[str, bytes]:
    """Return so many queries of a built ecosystem of so many entities with their answers, computed in this process."""
    opened = open_directory(store)
    each = -(-requests // len(QUERIES))
    texts = (text for name in QUERIES for text in islice(iter_requests(name, entities, 0), each))
    return {text: opened.query_bytes(text, "json") for text in texts}


async def bombard(
    server: Running, answers: Mapping[str, bytes], requests: int = 10_000, clients: int = 32, share: float = 0.01
) -> Report:
    """Send requests to a server by clients in closed loops, a share of them endless, evenly spread.

    Ordinary ones are `answers` by query, over and over. The memory of the server's
    processes is read four times a second.
    """
    target, report = Target.from_url(server.endpoint), Report()
    every = round(1 / share) if share else requests + 1
    ordinary, endless, left, start = cycle(answers.items()), cycle(ENDLESS), iter(range(requests)), time.perf_counter()

    async def client() -> None:
        connection = Connection(target)
        for number in left:
            if number % every == every // 2:
                _note_refusal(report, await connection.send(target.post(next(endless))))
            else:
                sparql, answer = next(ordinary)
                _note_answer(report, await connection.send(target.post(sparql)), sparql, answer)
        connection.close()

    watching = asyncio.ensure_future(_watch(report, requests, server))
    await asyncio.gather(*(client() for _ in range(clients)))
    report.seconds = time.perf_counter() - start
    await _end(watching)
    return report


def _note_refusal(report: Report, reply: Reply) -> None:
    report.statuses[reply.status] += 1
    report.refused.append(reply.seconds)
    report.reasons[reply.body.decode().strip()[:100]] += 1
    if reply.status != 503 or reply.body.count(b"\n") != 1:
        report.wrong.append(f"an endless query: {reply.status} {reply.body[:200]!r}")


def _note_answer(report: Report, reply: Reply, sparql: str, answer: bytes) -> None:
    report.statuses[reply.status] += 1
    report.latencies.append(reply.seconds)
    if reply.status != 200 or reply.body != answer:
        report.wrong.append(f"{reply.status} {reply.body[:100]!r} to … {sparql[-100:]!r}")


async def _watch(report: Report, requests: int, server: Running) -> None:
    while True:
        resident = server.resident()
        if resident:
            done = report.statuses.total() / requests
            report.memory.append((done, sum(resident.values()), resident.get(server.process, 0)))
        await asyncio.sleep(0.25)


async def read_metrics(server: Running) -> dict[str, float]:
    """Return the samples of a server's metrics, by name with labels (Prometheus text format 0.0.4)."""
    target = Target.from_url(server.endpoint)
    text = (await ask(target, target.get("/metrics"))).body.decode()
    lines = (line.rpartition(" ") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}


async def disturb(
    server: Running, answers: Mapping[str, bytes], seconds: float, clients: int = 20, pause: float = 0.0
) -> tuple[Load, Load]:
    """Return what clients meet alone, and while one endless query after another runs beside them."""
    target = Target.from_url(server.endpoint)
    alone = await closed_loop(target, cycle(answers), clients, seconds, pause)
    running = asyncio.ensure_future(_run_endless(target))
    await asyncio.sleep(0.1)
    beside = await closed_loop(target, cycle(answers), clients, seconds, pause)
    await _end(running)
    return alone, beside


async def _end(task: asyncio.Future[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def _run_endless(target: Target) -> None:
    connection = Connection(target)
    try:
        for sparql in cycle(ENDLESS):
            await connection.send(target.post(sparql))
    finally:
        connection.close()


async def measure(server: Running, answers: Mapping[str, bytes], options: argparse.Namespace) -> bool:
    """Run both parts against a server and print what came of them; return whether all holds."""
    found = await bombard(server, answers, options.requests, options.clients)
    await asyncio.sleep(1)
    holds = report_load(found, options.limit, await read_metrics(server), options.workers)
    for pause in (0.0, 0.2):
        rounds = [await disturb(server, answers, options.seconds, pause=pause) for _ in range(3)]
        holds &= report_disturbance(rounds, pause)
    return holds


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measurements; exit 1 when something does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument(
        "--answers", type=int, default=40, help="different ordinary queries; few, so that caches fill soon"
    )
    parser.add_argument("--limit", type=float, default=1.0, help="seconds after which the server stops a query")
    parser.add_argument("--workers", type=int, default=2 + (os.cpu_count() or 1))
    parser.add_argument("--seconds", type=float, default=5.0, help="how long clients are watched beside one query")
    parser.add_argument("--store", type=Path, help="a built store to serve, instead of a generated one")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or build(Path(folder), options.statements)[0]
        answers = expected_answers(store, options.answers, options.statements // 20)
        limits = ("--time-limit", str(options.limit), "--workers", str(options.workers))
        with alliance_server(store, *limits) as server:
            return 0 if asyncio.run(measure(server, answers, options)) else 1


if __name__ == "__main__":
    sys.exit(main())
