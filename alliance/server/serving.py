"""Serving: a store, two pools of workers and the application, from the start to a graceful stop."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from alliance.server.app import Site, make_app
from alliance.server.listening import BACKLOG, address_of, bind, cannot_listen, loop_factory, make_server
from alliance.server.settings import Settings
from alliance.server.sourcing import Origin, origin
from alliance.server.work.pool import Pool
from alliance.server.work.process import WorkerLost
from alliance.server.work.sandbox import keep_private
from alliance.server.work.snapshots import take
from alliance.server.work.watching import Watcher
from ontology.errors import AllianceError, StoreError

QUERIES = ("sparql",)
"""The tasks for which the workers of queries prepare."""
PAGES = ("view", "resource")
"""The tasks for which the workers of pages prepare."""


def serve(store: str | None, settings: Settings, facts: Sequence[Path] = ()) -> None:
    """Serve a store until the process is told to stop.

    `store` is a directory or the address of an endpoint; None is the bundled facts
    with those of the files. SIGTERM and SIGINT stop it: running requests have
    `settings.grace` seconds. SIGHUP builds or copies the store anew, where it is
    ours to do that, and serves what is new. Raises CannotListen, StoreError, and
    UsageError.
    """
    if settings.sandbox:
        keep_private()
    with ExitStack() as closing:
        closing.enter_context(_terminable())
        bound = closing.enter_context(bind(settings.host, settings.port))
        source = origin(store, facts, closing.enter_context(_temporary_files()) / "store")
        source.fetch()
        serving = _Serving(source, settings, bound)
        closing.callback(serving.close)
        with asyncio.Runner(loop_factory=loop_factory()) as runner:
            runner.run(serving.run())


@contextmanager
def _terminable() -> Iterator[None]:
    """Let SIGTERM unwind what is under way, before the loop takes it over."""

    def leave(*_: object) -> None:
        raise SystemExit(0)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _temporary_files() -> Iterator[Path]:
    """Keep all temporary files of this process in one folder, which goes with it whatever was under way."""
    with tempfile.TemporaryDirectory(prefix="alliance-serving-") as folder:
        before, tempfile.tempdir = tempfile.tempdir, folder
        try:
            yield Path(folder)
        finally:
            tempfile.tempdir = before


class _Serving:
    """One run of the server."""

    def __init__(self, source: Origin, settings: Settings, bound: socket.socket) -> None:
        self._source, self._settings, self._bound = source, settings, bound
        snapshot = take(source.folder)
        queries = Pool("queries", snapshot, settings.workers, settings, QUERIES)
        limits = settings.limits
        roomy = replace(settings, limits=replace(limits, memory=settings.page_memory, patience=settings.page_patience))
        pages = Pool("pages", snapshot, settings.page_workers, roomy, PAGES)
        self._pools = (queries, pages)
        self._watcher = Watcher(source.folder, snapshot, self._pools, settings.refresh)
        self._told, self._asked = asyncio.Event(), asyncio.Event()
        try:
            self._server = make_server(make_app(Site(settings, queries, pages)), settings)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Remove what was made, when it has stopped."""
        self._watcher.close()

    async def run(self) -> None:
        """Serve until told to stop. Raises StoreError."""
        self._listen_to_signals()
        try:
            if await self._ready():
                self._bound.listen(BACKLOG)
                version = self._watcher.snapshot.version
                print(f"serving {version} at {address_of(self._bound)} (Ctrl-C ends)", flush=True)
                await self._answer()
        finally:
            await asyncio.gather(*(pool.stop() for pool in self._pools))

    def _listen_to_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for name, action in (("SIGTERM", self._stop), ("SIGINT", self._stop), ("SIGHUP", self._asked.set)):
            with suppress(AttributeError, NotImplementedError):
                loop.add_signal_handler(getattr(signal, name), action)

    def _stop(self) -> None:
        self._told.set()
        self._server.stop()

    async def _ready(self) -> bool:
        """Start the pools; False when told to stop meanwhile."""
        starting = asyncio.ensure_future(self._start())
        stopping = asyncio.ensure_future(self._told.wait())
        try:
            await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not starting.done():
                return False
            starting.result()
            return not self._told.is_set()
        finally:
            starting.cancel()
            stopping.cancel()

    async def _start(self) -> bool:
        try:
            queries, pages = self._pools
            pages.begin()
            await queries.start()
        except WorkerLost as lost:
            raise StoreError(f"the server cannot start: {lost.reason}") from None
        return True

    async def _answer(self) -> None:
        aside = [asyncio.ensure_future(work) for work in (self._watcher.run(), self._fetch_when_asked())]
        try:
            await self._server.serve(sockets=[self._bound])
        except OSError as error:
            raise cannot_listen(error, self._settings.host, self._settings.port) from None
        finally:
            for task in aside:
                task.cancel()
            await asyncio.gather(*aside, return_exceptions=True)

    async def _fetch_when_asked(self) -> None:
        while True:
            await self._asked.wait()
            self._asked.clear()
            try:
                await self._source.fetch_anew()
            except (AllianceError, OSError) as error:
                kept = f"{self._watcher.snapshot.version} goes on being served"
                print(f"alliance: {error}; {kept}", file=sys.stderr, flush=True)
            self._watcher.look()
