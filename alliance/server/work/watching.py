"""Watching the store: what is built anew is served from then on, and running requests end on what they began with."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from alliance.server.work.pool import Pool
from alliance.server.work.process import WorkerLost
from alliance.server.work.snapshots import Snapshot, current, take
from ontology.errors import StoreError


class Watcher:
    """Keeps pools on the version that a store directory holds. `snapshot` is what they begin with."""

    def __init__(self, store: Path, snapshot: Snapshot, pools: Sequence[Pool], seconds: float) -> None:
        self._store, self._pools, self._seconds = store, pools, seconds
        self._snapshots = [snapshot]
        self._asked = asyncio.Event()
        self._told = self._failed = ""

    @property
    def snapshot(self) -> Snapshot:
        """What new jobs read."""
        return self._snapshots[-1]

    def look(self) -> None:
        """Look now, not only when the time has come."""
        self._asked.set()

    async def run(self) -> None:
        """Look again and again, until it is cancelled."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._seconds):
                    await self._asked.wait()
            if self._asked.is_set():
                self._failed = ""
            self._asked.clear()
            try:
                await self.refresh()
            except OSError as error:
                self._tell(f"{self._store}: cannot be looked at: {error.strerror or error}")

    async def refresh(self) -> None:
        """Swap when the store holds another version; trouble is told once and what is served stays."""
        version = current(self._store)
        if version is None:
            self._tell(f"{self._store}: the store is gone; {self.snapshot.version} goes on being served")
        elif version not in (self.snapshot.version, self._failed):
            self._failed = version
            await self._swap()
        else:
            self._told = ""
        self._release()

    async def _swap(self) -> None:
        try:
            fresh = await asyncio.to_thread(take, self._store)
        except StoreError as error:
            self._tell(str(error))
            return
        self._snapshots.insert(0, fresh)
        swapped: list[Pool] = []
        try:
            for pool in self._pools:
                await pool.swap(fresh)
                swapped.append(pool)
        except WorkerLost as lost:
            self._tell(f"{self._store}: {fresh.version} cannot be served: {lost.reason}")
            with suppress(WorkerLost):
                for pool in swapped:
                    await pool.swap(self.snapshot)
            return
        self._snapshots.append(self._snapshots.pop(0))
        self._failed = ""
        self._tell(f"serving {fresh.version}")

    def _release(self) -> None:
        for snapshot in self._snapshots[:-1]:
            if not any(pool.reads(snapshot) for pool in self._pools):
                self._snapshots.remove(snapshot)
                snapshot.release()

    def close(self) -> None:
        """Remove all snapshots; the pools must have stopped."""
        for snapshot in self._snapshots:
            snapshot.release()

    def _tell(self, line: str) -> None:
        if line != self._told:
            print(f"alliance: {line}", file=sys.stderr, flush=True)
        self._told = line
