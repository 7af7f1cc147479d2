"""The pool: warm workers that take jobs in turn, are killed at the limit, and are replaced.

Workers are tried from the one that was used last, which is warmest. A job that uses
more of a processor than the patience of the settings goes on with less priority, and
another worker takes the place of its own at once. So as many workers as ever are there
for short jobs, however many long ones run. A swap to another snapshot lets running jobs end on the old one.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence

from alliance.server.settings import Settings
from alliance.server.work.jobs import Job, Outcome, refusal
from alliance.server.work.patience import Allowance, perform_in_time
from alliance.server.work.process import Worker, WorkerLost
from alliance.server.work.roster import Roster, TooManySlow
from alliance.server.work.snapshots import Snapshot

_SHORTEST = 0.1
"""Seconds that every job has: a worker that is killed costs more than most jobs."""


class Pool:
    """An `Evaluator` over processes. `warm` names tasks that a worker prepares for before it is ready."""

    def __init__(self, name: str, snapshot: Snapshot, size: int, settings: Settings, warm: Sequence[str]) -> None:
        self.name, self._settings = name, settings
        self._roster = Roster(name, snapshot, size, settings, warm)
        self._told: Counter[str] = Counter()

    @property
    def version(self) -> str:
        """The version of the store that new jobs read."""
        return self._roster.snapshot.version

    def counts(self) -> Mapping[str, int]:
        """Return how many workers there are and what became of jobs so far."""
        return {
            **self._roster.counts(),
            **{key: self._told[key] for key in ("done", "killed", "failed", "refused", "left")},
        }

    def workers(self) -> list[int]:
        """Return the numbers of the processes that are ready or at work, sorted."""
        return self._roster.workers()

    async def start(self) -> None:
        """Start the workers and wait for the first. Raises WorkerLost when it does not start."""
        await self._roster.start()

    def begin(self) -> None:
        """Start the workers without waiting for any."""
        self._roster.begin()

    async def swap(self, snapshot: Snapshot) -> None:
        """Let new jobs read another snapshot. Raises WorkerLost, and goes on as before, when no worker starts on it."""
        await self._roster.swap(snapshot)

    def reads(self, snapshot: Snapshot) -> bool:
        """Tell whether any worker still reads a snapshot, or will."""
        return self._roster.reads(snapshot)

    async def stop(self) -> None:
        """Give running jobs their grace, then end every worker."""
        await self._roster.stop()

    async def run(self, job: Job) -> Outcome:
        """Return what comes of a job, 503 when it meets a limit.

        Its time begins when it arrives; one that had to wait has half of it left at
        least. One that nobody waits for any more is ended when its patience is over.
        """
        limits = self._settings.limits
        seconds = max(min(limits.seconds, float(job.arguments.get("timeout") or limits.seconds)), _SHORTEST)
        arrival = asyncio.get_running_loop().time()
        worker = self._roster.take() or await self._roster.wait(self._settings.wait)
        if worker is None:
            self._told["refused"] += 1
            return refusal(503, "the server is busy; try again in a moment", Retry_After="2")
        left = max(seconds - (asyncio.get_running_loop().time() - arrival), seconds / 2)
        work = self._roster.spawn(self._do(worker, job, Allowance(left, limits.patience), seconds))
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            self._told["left"] += 1
            self._roster.spawn(_end_after(work, limits.patience))
            raise

    async def _do(self, worker: Worker, job: Job, allowance: Allowance, limit: float) -> Outcome:
        try:
            outcome = await perform_in_time(worker, job, allowance, self._roster.slow_down)
        except WorkerLost as lost:
            self._told["failed"] += 1
            return refusal(503, lost.reason)
        except TooManySlow:
            self._told["refused"] += 1
            return refusal(503, "too many long requests run already; try again later", Retry_After="10")
        except TimeoutError:
            self._told["killed"] += 1
            return refusal(503, f"the request took longer than its limit of {_in_words(limit)}")
        else:
            self._told["done"] += 1
            return outcome
        finally:
            self._roster.give_back(worker)


async def _end_after(work: asyncio.Task[Outcome], seconds: float) -> None:
    """Let work come to its end that nobody waits for any more, for so long."""
    await asyncio.wait({work}, timeout=seconds)
    work.cancel()


def _in_words(seconds: float) -> str:
    return f"{seconds:g} seconds" if seconds != 1 else "1 second"
