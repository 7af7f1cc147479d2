"""The pool: warm workers that take jobs in turn, are killed at the limit, and are replaced.

Workers are tried from the one that was used last, which is warmest. A job that uses
more of a processor than the patience of the settings goes on with less priority, and
another worker takes the place of its own at once. So as many workers as ever are there
for short jobs, however many long ones run. A swap to another snapshot lets running jobs end on the old one.
"""

from __future__ import annotations

import asyncio
import math
import sys
from collections import Counter, deque
from collections.abc import Coroutine, Mapping, Sequence

from alliance.server.settings import Settings
from alliance.server.work.jobs import Job, Outcome, refusal
from alliance.server.work.patience import Allowance, perform_in_time
from alliance.server.work.process import Worker, WorkerLost
from alliance.server.work.snapshots import Snapshot

_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
"""Seconds before another attempt to start a worker that did not start: at first, and at most."""


class Pool:
    """An `Evaluator` over processes. `warm` names tasks that a worker prepares for before it is ready."""

    def __init__(self, name: str, snapshot: Snapshot, size: int, settings: Settings, warm: Sequence[str]) -> None:
        self.name, self._settings, self._size, self._warm = name, settings, size, tuple(warm)
        self._snapshot = snapshot
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._waiting: deque[asyncio.Future[Worker]] = deque()
        self._starting = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._launched: set[Worker] = set()
        self._users: Counter[Snapshot] = Counter()
        self._told: Counter[str] = Counter()
        self._open = False

    @property
    def version(self) -> str:
        """The version of the store that new jobs read."""
        return self._snapshot.version

    def counts(self) -> Mapping[str, int]:
        """Return how many workers there are and what became of jobs so far."""
        now = {
            "workers": len(self._idle) + len(self._busy),
            "idle": len(self._idle),
            "busy": len(self._busy),
            "starting": self._starting,
            "queued": len(self._waiting),
        }
        return {**now, **{key: self._told[key] for key in ("started", "done", "killed", "failed", "refused")}}

    def workers(self) -> list[int]:
        """Return the numbers of the processes that are ready or at work, sorted."""
        return sorted(worker.process.pid for worker in (*self._idle, *self._busy))

    async def start(self) -> None:
        """Start the workers and wait for the first. Raises WorkerLost when it does not start."""
        self._admit(await self._begin(self._snapshot))
        self.begin(self._size - 1)

    def begin(self, size: int | None = None) -> None:
        """Start workers without waiting for any; all of them, or so many."""
        self._open = True
        for _ in range(self._size if size is None else size):
            self._replace()

    async def run(self, job: Job) -> Outcome:
        """Return what comes of a job, 503 when it meets a limit. Cancelling it kills the worker.

        Its time begins when it arrives; one that had to wait has half of it left at least.
        """
        limits = self._settings.limits
        seconds = min(limits.seconds, float(job.arguments.get("timeout") or limits.seconds))
        arrival = asyncio.get_running_loop().time()
        worker = self._take() or await self._wait(self._settings.wait)
        if worker is None:
            self._told["refused"] += 1
            return refusal(503, "the server is busy; try again in a moment", Retry_After="2")
        left = max(seconds - (asyncio.get_running_loop().time() - arrival), seconds / 2)
        try:
            outcome = await perform_in_time(worker, job, Allowance(left, limits.patience), self._slow_down)
        except WorkerLost as lost:
            self._told["failed"] += 1
            return refusal(503, lost.reason)
        except _TooManySlow:
            self._told["refused"] += 1
            return refusal(503, "too many long requests run already; try again later", Retry_After="10")
        except TimeoutError:
            self._told["killed"] += 1
            return refusal(503, f"the request took longer than its limit of {_in_words(seconds)}")
        else:
            self._told["done"] += 1
            return outcome
        finally:
            self._give_back(worker)

    def _slow_down(self, worker: Worker) -> None:
        if sum(each.slowed for each in self._busy) >= self._settings.slow:
            raise _TooManySlow
        worker.slow_down()
        self._replace()

    def _take(self) -> Worker | None:
        if not self._idle:
            return None
        worker = self._idle.pop()
        self._busy.add(worker)
        return worker

    async def _wait(self, seconds: float) -> Worker | None:
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
                self._give_back(turn.result())
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

    def _give_back(self, worker: Worker) -> None:
        self._busy.discard(worker)
        if worker.lost or worker.snapshot is not self._snapshot or not self._open:
            self._retire(worker)
        else:
            self._admit(worker)

    def _retire(self, worker: Worker, replace: bool = True) -> None:
        worker.kill()
        self._spawn(self._bury(worker))
        if self._open and replace and not worker.slowed:
            self._replace()

    async def _bury(self, worker: Worker) -> None:
        await worker.ended()
        self._users[worker.snapshot] -= 1

    def _replace(self) -> None:
        self._starting += 1
        self._spawn(self._grow())

    async def _grow(self) -> None:
        try:
            pause = _PAUSE
            while self._open:
                try:
                    worker = await self._begin(self._snapshot)
                except WorkerLost as lost:
                    await self._rest(lost, pause)
                    pause = min(2 * pause, _LONGEST_PAUSE)
                    continue
                self._give_back(worker)
                return
        finally:
            self._starting -= 1

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
            try:
                await worker.prepare(self._settings, self._warm)
            finally:
                self._launched.discard(worker)
        except BaseException:
            self._users[snapshot] -= 1
            raise
        self._told["started"] += 1
        return worker

    def reads(self, snapshot: Snapshot) -> bool:
        """Tell whether any worker still reads a snapshot, or will."""
        return snapshot is self._snapshot or self._users[snapshot] > 0

    async def swap(self, snapshot: Snapshot) -> None:
        """Let new jobs read another snapshot; idle workers are replaced now, busy ones when they are done.

        Raises WorkerLost, and goes on as before, when no worker starts on it.
        """
        fresh = await self._begin(snapshot)
        self._snapshot = snapshot
        old, self._idle = self._idle, []
        self._admit(fresh)
        for place, worker in enumerate(old):
            self._retire(worker, replace=place > 0)

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

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


class _TooManySlow(Exception):
    """Raised when no more jobs may run beyond the patience."""


def _in_words(seconds: float) -> str:
    return f"{seconds:g} seconds" if seconds != 1 else "1 second"
