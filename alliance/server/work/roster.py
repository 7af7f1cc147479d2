"""The roster of a pool: which workers there are, who waits for one, and what comes in the place of one that is lost."""

from __future__ import annotations

import asyncio
import math
import sys
from collections import Counter, deque
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

from alliance.server.settings import Settings
from alliance.server.work.process import Worker, WorkerLost
from alliance.server.work.snapshots import Snapshot

T = TypeVar("T")
_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
"""Seconds before another attempt to start a worker that did not start: at first, and at most."""


class TooManySlow(Exception):
    """Raised when no more jobs may run beyond the patience."""


class Roster:
    """The workers of a pool of some size on the snapshot that is read; the one that was used last is taken first."""

    def __init__(self, name: str, snapshot: Snapshot, size: int, settings: Settings, warm: Sequence[str]) -> None:
        self.name, self.snapshot, self.started = name, snapshot, 0
        self._settings, self._size, self._warm = settings, size, tuple(warm)
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._waiting: deque[asyncio.Future[Worker]] = deque()
        self._starting = 0
        self._tasks: set[asyncio.Task[Any]] = set()
        self._launched: set[Worker] = set()
        self._users: Counter[Snapshot] = Counter()
        self._open = False

    def counts(self) -> dict[str, int]:
        """Return how many workers there are, and how many requests wait for one."""
        return {
            "workers": len(self._idle) + len(self._busy),
            "idle": len(self._idle),
            "busy": len(self._busy),
            "starting": self._starting,
            "queued": len(self._waiting),
            "started": self.started,
        }

    def workers(self) -> list[int]:
        """Return the numbers of the processes that are ready or at work, sorted."""
        return sorted(worker.process.pid for worker in (*self._idle, *self._busy))

    async def start(self) -> None:
        """Start the workers and wait for the first. Raises WorkerLost when it does not start."""
        self._open = True
        self._admit(await self._begin(self.snapshot))
        self.begin(self._size - 1)

    def begin(self, size: int | None = None) -> None:
        """Start workers without waiting for any; all of them, or so many."""
        self._open = True
        for _ in range(self._size if size is None else size):
            self._replace()

    def take(self) -> Worker | None:
        """Return a worker that is free, if there is one."""
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                self._busy.add(worker)
                return worker
            self._retire(worker)
        return None

    async def wait(self, seconds: float) -> Worker | None:
        """Return the next worker that is free; None when too many wait already, or it takes too long."""
        if not self._open or len(self._waiting) >= self._settings.queue:
            return None
        turn: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await asyncio.wait({turn}, timeout=seconds)
            return turn.result() if turn.done() else None
        except asyncio.CancelledError:
            if turn.done():
                self.give_back(turn.result())
            raise
        finally:
            if not turn.done():
                turn.cancel()
                self._waiting.remove(turn)

    def _admit(self, worker: Worker) -> None:
        """Hand a worker that is free to whoever waits longest, or keep it."""
        if self._waiting:
            turn = self._waiting.popleft()
            self._busy.add(worker)
            turn.set_result(worker)
            return
        self._idle.append(worker)

    def give_back(self, worker: Worker) -> None:
        """Let a worker do another job, or replace it."""
        self._busy.discard(worker)
        if worker.lost or worker.snapshot is not self.snapshot or not self._open:
            self._retire(worker)
        else:
            self._admit(worker)

    def _retire(self, worker: Worker) -> None:
        worker.kill()
        self.spawn(self._bury(worker))
        if self._open and self._places() < self._size:
            self._replace()

    def _places(self) -> int:
        """Return how many workers there are, or will be, for short jobs."""
        return len(self._idle) + self._starting + sum(not each.slowed for each in self._busy)

    async def _bury(self, worker: Worker) -> None:
        await worker.ended()
        self._users[worker.snapshot] -= 1

    def _replace(self) -> None:
        self._starting += 1
        self.spawn(self._grow())

    async def _grow(self) -> None:
        try:
            pause = _PAUSE
            while self._open:
                try:
                    worker = await self._begin(self.snapshot)
                except WorkerLost as lost:
                    await self._rest(lost, pause)
                    pause = min(2 * pause, _LONGEST_PAUSE)
                    continue
                break
            else:
                return
        finally:
            self._starting -= 1
        self.give_back(worker)

    async def _rest(self, lost: WorkerLost, seconds: float) -> None:
        """Tell the operator why there is no worker, and wait before the next attempt, or until the end."""
        if self._open:
            print(f"alliance: {self.name}: {lost.reason}", file=sys.stderr, flush=True)
        end = asyncio.get_running_loop().time() + seconds
        while self._open and asyncio.get_running_loop().time() < end:
            await asyncio.sleep(_PAUSE / 10)

    async def _begin(self, snapshot: Snapshot) -> Worker:
        self._users[snapshot] += 1
        try:
            worker = await Worker.launch(snapshot)
            self._launched.add(worker)
            if not self._open:
                worker.kill()
            try:
                await worker.prepare(self._settings, self._warm)
            finally:
                self._launched.discard(worker)
        except BaseException:
            self._users[snapshot] -= 1
            raise
        self.started += 1
        return worker

    def reads(self, snapshot: Snapshot) -> bool:
        """Tell whether any worker still reads a snapshot, or will."""
        return snapshot is self.snapshot or self._users[snapshot] > 0

    async def swap(self, snapshot: Snapshot) -> None:
        """Let new jobs read another snapshot; idle workers are replaced now, busy ones when they are done.

        Raises WorkerLost, and goes on as before, when no worker starts on it.
        """
        fresh = await self._begin(snapshot)
        self.snapshot = snapshot
        old, self._idle = self._idle, []
        self._admit(fresh)
        for worker in old:
            self._retire(worker)

    def slow_down(self, worker: Worker) -> None:
        """Run its job with less priority, on top of the usual workers. Raises TooManySlow."""
        if sum(each.slowed for each in self._busy) >= self._settings.slow:
            raise TooManySlow
        worker.slow_down()
        if self._places() < self._size:
            self._replace()

    async def stop(self) -> None:
        """Give running jobs their grace, then end every worker."""
        self._open = False
        for worker in self._launched:
            worker.kill()
        for worker in self._idle:
            self._retire(worker)
        self._idle = []
        for _ in range(math.ceil(self._settings.grace / 0.05)):
            if not self._busy:
                break
            await asyncio.sleep(0.05)
        for worker in self._busy:
            worker.kill()
        while self._tasks:
            await asyncio.wait(self._tasks)

    def spawn(self, work: Coroutine[None, None, T]) -> asyncio.Task[T]:
        """Run something that must have ended before the pool has."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task
