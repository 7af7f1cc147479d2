"""One job on one worker, within its time, and with less priority once it has used its share of a processor."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from alliance.server.work.jobs import Job, Outcome
from alliance.server.work.process import Worker

_GLANCE = 0.05
"""Seconds between looks at how much of a processor a job has used, at least."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """The seconds that a job may take, and those of a processor that it may use before it is slowed down."""

    seconds: float
    patience: float


async def perform_in_time(
    worker: Worker, job: Job, allowance: Allowance, slow_down: Callable[[Worker], None]
) -> Outcome:
    """Return the outcome of a job; the worker is marked as lost unless it is good for another one.

    Raises TimeoutError when it takes too long, WorkerLost, and what `slow_down` raises.
    """
    worker.lost = True
    worker.begin()
    work = asyncio.ensure_future(worker.perform(job))
    end = asyncio.get_running_loop().time() + allowance.seconds
    try:
        await asyncio.wait({work}, timeout=min(allowance.patience, allowance.seconds))
        if not work.done():
            await _be_patient(worker, work, end, allowance.patience, slow_down)
        if not work.done():
            raise TimeoutError
        outcome = work.result()
        worker.lost = worker.slowed
        return outcome
    finally:
        work.cancel()


async def _be_patient(
    worker: Worker,
    work: asyncio.Future[Outcome],
    end: float,
    patience: float,
    slow_down: Callable[[Worker], None],
) -> None:
    clock = asyncio.get_running_loop().time
    while not work.done() and (left := end - clock()) > 0:
        share = patience - worker.used()
        if not worker.slowed and share <= 0:
            slow_down(worker)
        await asyncio.wait({work}, timeout=left if worker.slowed else min(left, max(share, _GLANCE)))
