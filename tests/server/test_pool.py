"""The pool with real workers: limits, kills, queues, swaps, and what is left when it ends."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

import alliance
from alliance.server.settings import Limits, Settings
from alliance.server.work.jobs import Job, Outcome
from alliance.server.work.pool import Pool
from alliance.server.work.snapshots import Snapshot, take
from alliance.server.work.watching import Watcher
from graph.building import build_in_directory
from graph.layers import make_layers
from ontology.errors import StoreError
from ontology.facts import Facts

COUNT = "SELECT (COUNT(*) AS ?n) { ?s a sca:Statement }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
DOUBLED = " ".join(f"BIND (CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
GREEDY = f"SELECT (STRLEN(?x40) AS ?n) {{ BIND ('0123456789' AS ?x0) {DOUBLED} }}"
SETTINGS = Settings(limits=Limits(seconds=1.0), grace=2.0, refresh=0.05)


def asking(query: str, **more: object) -> Job:
    limits = Limits()
    bounds = {"rows": limits.rows, "answer": limits.answer, "depth": limits.depth}
    return Job("sparql", {"query": query, "table": "json", "graph": "turtle", **bounds, **more})


def number(outcome: Outcome) -> int:
    assert outcome.status == 200, outcome.body
    return int(json.loads(outcome.body)["results"]["bindings"][0]["n"]["value"])


@asynccontextmanager
async def pool_over(store: Path, size: int = 2, settings: Settings = SETTINGS) -> AsyncIterator[Pool]:
    """Yield a pool; fail when it leaves a process or a folder behind."""
    snapshot = take(store)
    pool = Pool("queries", snapshot, size, settings, ["sparql"])
    await pool.start()
    await until(lambda: pool.counts()["idle"] == size)
    try:
        yield pool
    finally:
        await pool.stop()
        snapshot.release()


async def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it took too long"
        await asyncio.sleep(0.02)


def run(work: Coroutine[None, None, None]) -> None:
    asyncio.run(work)


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let everything temporary be under a folder of the test's own."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_a_runaway_is_stopped_at_its_limit_and_others_are_answered(store_folder: Path, temporary: Path) -> None:
    async def work() -> None:
        async with pool_over(store_folder) as pool:
            start = time.monotonic()
            runaway = asyncio.create_task(pool.run(asking(ENDLESS)))
            await asyncio.sleep(0.2)
            assert number(await pool.run(asking(COUNT))) == len(alliance.open().facts.statements)
            outcome = await runaway
            took = time.monotonic() - start
            assert (outcome.status, outcome.body) == (503, b"the request took longer than its limit of 1 second\n")
            assert 1.0 <= took <= 1.2
            await until(lambda: pool.counts()["idle"] == 2)
            assert pool.counts()["killed"] == 1

    run(work())
    assert list(temporary.iterdir()) == []


def test_a_request_may_ask_for_less_time(store_folder: Path) -> None:
    async def work() -> None:
        async with pool_over(store_folder, 1) as pool:
            outcome = await pool.run(asking(ENDLESS, timeout=0.3))
            assert outcome.body == b"the request took longer than its limit of 0.3 seconds\n"

    run(work())


def test_a_request_that_needs_too_much_memory_is_refused_and_the_pool_goes_on(store_folder: Path) -> None:
    limits = Limits(seconds=30.0, memory=1 << 30)

    async def work() -> None:
        async with pool_over(store_folder, 1, replace(SETTINGS, limits=limits)) as pool:
            outcome = await pool.run(asking(GREEDY))
            assert (outcome.status, outcome.body) == (503, b"the request needs more memory than one may use\n")
            assert number(await pool.run(asking(COUNT))) > 0

    run(work())


def test_too_many_waiting_are_refused_at_once(store_folder: Path) -> None:
    async def work() -> None:
        async with pool_over(store_folder, 1, replace(SETTINGS, queue=2)) as pool:
            busy = asyncio.create_task(pool.run(asking(ENDLESS)))
            await asyncio.sleep(0.1)
            waiting = [asyncio.create_task(pool.run(asking(COUNT))) for _ in range(2)]
            await asyncio.sleep(0.1)
            assert pool.counts()["queued"] == 2
            refused = await pool.run(asking(COUNT))
            assert (refused.status, dict(refused.headers)) == (503, {"Retry-After": "2"})
            assert (await busy).status == 503
            results = [(await task).status for task in waiting]
            assert set(results) <= {200, 503}
            assert number(await pool.run(asking(COUNT))) > 0

    run(work())


def test_a_request_that_nobody_waits_for_ends_its_worker(store_folder: Path) -> None:
    async def work() -> None:
        async with pool_over(store_folder, 1, replace(SETTINGS, limits=Limits(seconds=30.0))) as pool:
            task = asyncio.create_task(pool.run(asking(ENDLESS)))
            await asyncio.sleep(0.2)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            start = time.monotonic()
            assert number(await pool.run(asking(COUNT))) > 0
            assert time.monotonic() - start < 10

    run(work())


def test_a_worker_that_is_killed_from_outside_is_replaced(store_folder: Path) -> None:
    async def work() -> None:
        async with pool_over(store_folder, 1, replace(SETTINGS, limits=Limits(seconds=20.0))) as pool:
            task = asyncio.create_task(pool.run(asking(ENDLESS)))
            await asyncio.sleep(0.2)
            for worker in pool.workers():
                os.kill(worker, 9)
            assert (await task).body == b"the worker of the request ended before its answer\n"
            for worker in await until_workers(pool, 1):
                os.kill(worker, 9)
            assert {(await pool.run(asking(COUNT))).status for _ in range(3)} <= {200, 503}
            await until_workers(pool, 1)
            assert number(await pool.run(asking(COUNT))) > 0

    run(work())


async def until_workers(pool: Pool, size: int) -> list[int]:
    await until(lambda: pool.counts()["idle"] == size and pool.counts()["starting"] == 0)
    return pool.workers()


def facts_without_goals(facts: Facts) -> Facts:
    kept = tuple(s for s in facts.statements if s.kind != "goal" and not s.premises)
    return Facts(facts.entities, facts.sources, kept)


def test_a_build_is_swapped_in_and_a_running_query_ends_on_the_old_one(tmp_path: Path, temporary: Path) -> None:
    facts = alliance.open().facts
    store = tmp_path / "store"
    build_in_directory(make_layers(facts), store)
    slow = "SELECT (COUNT(*) AS ?n) { ?a a ?b . ?s a sca:Statement }"

    async def work() -> None:
        snapshot = take(store)
        pool = Pool("queries", snapshot, 1, replace(SETTINGS, limits=Limits(seconds=60.0)), ["sparql"])
        watcher = Watcher(store, snapshot, [pool], 0.05)
        await pool.start()
        watching = asyncio.create_task(watcher.run())
        expected = number(await pool.run(asking(slow)))
        running = asyncio.create_task(pool.run(asking(slow)))
        await asyncio.sleep(0)
        build_in_directory(make_layers(facts_without_goals(facts)), store)
        await until(lambda: pool.version != snapshot.version)
        old = await running
        assert (number(old), old.version) == (expected, snapshot.version)
        new = await pool.run(asking(COUNT))
        assert (number(new), new.version) == (len(facts_without_goals(facts).statements), pool.version)
        await until(lambda: not snapshot.folder.exists())
        shutil.rmtree(store)
        await asyncio.sleep(0.2)
        assert number(await pool.run(asking(COUNT))) == number(new), "a store that is gone goes on being served"
        watching.cancel()
        await pool.stop()
        watcher.close()

    run(work())
    assert list(temporary.iterdir()) == []


def test_a_pool_keeps_its_size_when_it_is_swapped_while_all_are_busy(store_folder: Path) -> None:
    async def work() -> None:
        async with pool_over(store_folder, 2, replace(SETTINGS, limits=Limits(seconds=1.0, patience=9.0))) as pool:
            running = [asyncio.create_task(pool.run(asking(ENDLESS))) for _ in range(2)]
            await asyncio.sleep(0.1)
            fresh = take(store_folder)
            await pool.swap(fresh)
            assert {(await task).status for task in running} == {503}
            await until(lambda: pool.counts()["starting"] == 0)
            assert len(await until_workers(pool, 2)) == 2
            fresh.release()

    run(work())


def test_there_is_no_snapshot_of_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store; make one with: alliance build"):
        take(tmp_path)


def test_a_snapshot_outlives_its_store(store_folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(store_folder, copy)
    snapshot: Snapshot = take(copy)
    shutil.rmtree(copy)
    assert len(alliance.open(snapshot.folder).facts.statements) == len(alliance.open().facts.statements)
    snapshot.release()


ELSEWHERE = (
    "SELECT * { SERVICE <http://127.0.0.1:PORT/sparql> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <http://127.0.0.1:PORT/sparql> { ?s ?p ?o } }",
    "SELECT * { VALUES ?where { <http://127.0.0.1:PORT/> } SERVICE ?where { ?s ?p ?o } }",
    "SELECT * FROM <http://127.0.0.1:PORT/data.ttl> { ?s ?p ?o }",
    "SELECT * { GRAPH <http://127.0.0.1:PORT/data.ttl> { ?s ?p ?o } }",
    "LOAD <http://127.0.0.1:PORT/data.ttl>",
    "SELECT * { SERVICE <http://169.254.169.254/latest/meta-data> { ?s ?p ?o } }",
    "SELECT * { SERVICE <file:///etc/passwd> { ?s ?p ?o } }",
)


def test_no_query_reaches_another_host(store_folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        port = str(listener.getsockname()[1])

        async def work() -> None:
            async with pool_over(store_folder, 1) as pool:
                for query in ELSEWHERE:
                    outcome = await pool.run(asking(query.replace("PORT", port)))
                    found = json.loads(outcome.body)["results"]["bindings"] if outcome.status == 200 else []
                    assert (outcome.status, len(found)) in [(400, 0), (200, 0), (200, 1)], (query, outcome)
                    assert not any(found), query
                assert number(await pool.run(asking(COUNT))) > 0

        run(work())
        with pytest.raises(BlockingIOError):
            listener.accept()
