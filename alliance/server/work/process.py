"""One worker as the listening process sees it: started, asked, and ended."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

from alliance.server.settings import Settings
from alliance.server.work.jobs import HEAD, Job, Outcome, lengths, to_frame
from alliance.server.work.programs import command, environment
from alliance.server.work.snapshots import Snapshot

START = 600.0
"""Seconds within which a worker must be ready; one for pages reads all facts before."""
_BUFFER = 1 << 20
_LESS_PRIORITY = 19
_LAST_WORDS = 1.0
"""Seconds that a worker has to end when it answers no more."""


class WorkerLost(Exception):
    """Raised when a worker ends without an answer; `reason` says why, as far as can be told."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Worker:
    """A process that does one job at a time. Its temporary files go with it.

    `slowed` says that it has less priority, `lost` that it may do no other job.
    """

    def __init__(self, process: Process, snapshot: Snapshot, folder: Path) -> None:
        self.process, self.snapshot, self._folder = process, snapshot, folder
        self.slowed = self.lost = False
        self._used = 0.0

    @classmethod
    async def launch(cls, snapshot: Snapshot) -> Worker:
        """Return a worker that is not ready yet. Raises WorkerLost when the system has no room for one."""
        try:
            folder = Path(mkdtemp(prefix="alliance-worker-"))
        except OSError as error:
            raise WorkerLost(f"a worker cannot be started: {error.strerror}") from None
        try:
            process = await asyncio.create_subprocess_exec(
                *command(("-m", "alliance.server.work.worker")),
                stdin=PIPE,
                stdout=PIPE,
                limit=_BUFFER,
                env=environment(TMPDIR=str(folder), RUST_BACKTRACE="0", RUST_LIB_BACKTRACE="0", MALLOC_ARENA_MAX="2"),
                start_new_session=True,
            )
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise WorkerLost(f"a worker cannot be started: {error.strerror}") from None
        return cls(process, snapshot, folder)

    @property
    def alive(self) -> bool:
        """Whether the process has not ended, as far as is known."""
        return self.process.returncode is None

    async def prepare(self, settings: Settings, warm: Sequence[str]) -> None:
        """Make it ready; end it when that fails. Raises WorkerLost."""
        setup = {
            "folder": str(self.snapshot.folder),
            "memory": settings.limits.memory,
            "sandbox": settings.sandbox,
            "warm": list(warm),
        }
        try:
            async with asyncio.timeout(START):
                await self._exchange(to_frame(setup))
        except BaseException as error:
            self.kill()
            await self.ended()
            if isinstance(error, WorkerLost):
                raise WorkerLost(f"a worker did not start: {error.reason}") from None
            if isinstance(error, TimeoutError):
                raise WorkerLost("a worker was not ready in time") from None
            raise

    async def perform(self, job: Job) -> Outcome:
        """Return what comes of a job. Raises WorkerLost."""
        head, body = await self._exchange(to_frame({"task": job.task, "arguments": job.arguments}))
        told = json.loads(head)
        return Outcome(told["status"], told["media_type"], body, told["headers"], told["version"])

    async def _exchange(self, frame: bytes) -> tuple[bytes, bytes]:
        source, target = self.process.stdout, self.process.stdin
        if source is None or target is None:
            raise WorkerLost("a worker has no pipes")
        try:
            target.write(frame)
            await target.drain()
            first, second = lengths(await source.readexactly(HEAD))
            return await source.readexactly(first), await source.readexactly(second)
        except (asyncio.IncompleteReadError, ConnectionError, RuntimeError):
            raise WorkerLost(_why(await self._code())) from None

    async def _code(self) -> int:
        """Return the code with which it ended; one that does not end by itself is ended."""
        try:
            async with asyncio.timeout(_LAST_WORDS):
                return await self.process.wait()
        except TimeoutError:
            self.kill()
            return await self.process.wait()

    def begin(self) -> None:
        """Note that a job begins, for `used`."""
        self._used = processor_time(self.process.pid)

    def used(self) -> float:
        """Return how many seconds of a processor the job has used."""
        return processor_time(self.process.pid) - self._used

    def slow_down(self) -> None:
        """Give its work less priority, for good: a process may not take priority back."""
        self.slowed = True
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.process.pid, _LESS_PRIORITY)

    def kill(self) -> None:
        """End it at once. `Process.kill` would look for its end, and take that from whoever waits for it."""
        if self.alive:
            with suppress(ProcessLookupError):
                os.kill(self.process.pid, signal.SIGKILL)

    async def ended(self) -> None:
        """Wait until it has ended, and remove what it left."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        await self.process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)


def processor_time(process: int) -> float:
    """Return how many seconds of processors a process has used, from its clock (Linux, `clock_getcpuclockid(3)`).

    Where that cannot be told it is the time that passes.
    """
    try:
        return time.clock_gettime((~process << 3) | 2)
    except (AttributeError, OSError):
        return time.monotonic()


_REASONS = {
    -signal.SIGABRT: "the request needs more memory than one may use",
    -signal.SIGBUS: "the request needs more memory than one may use",
    -signal.SIGSEGV: "the query is too long, or nested too deeply, for the engine",
}
"""Why a process ended: an allocation that fails aborts it, and a recursion that is too deep leaves its stack."""


def _why(code: int) -> str:
    return _REASONS.get(code, "the worker of the request ended before its answer")
